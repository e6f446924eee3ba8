import os
from pathlib import Path

import pytest

from awesome_tui.sources.catalogue import Catalogue, CataloguedList, load_catalogue

SHARED = Path(__file__).parents[2] / "../shared/catalogue.tsv"


def info(title: str, location: str) -> CataloguedList:
    return CataloguedList(title, location, ("Things",))


TEAPOTS = info("Teapots", "kettle/awesome-teapots")
CUPS = info("Cups", "kettle/awesome-cups")
MORE_CUPS = info("Cups", "saucer/awesome-cups")
TALL_CUPS = info("Tall", "saucer/Cups")
SMALL = Catalogue((TALL_CUPS, TEAPOTS, CUPS, MORE_CUPS, info("C++", "x/cpp"), info("C", "x/c")))


@pytest.mark.parametrize(
    ("name", "location"),
    [
        ("python", "vinta/awesome-python"),
        ("Python", "vinta/awesome-python"),
        ("awesome-python", "vinta/awesome-python"),
        ("microservices", "mfornos/awesome-microservices"),
        ("node.js", "sindresorhus/awesome-nodejs"),
        ("nodejs", "sindresorhus/awesome-nodejs"),
        ("Pokemon", "tobiasbueschel/awesome-pokemon"),
        ("awesome", "sindresorhus/awesome"),
        ("c", "https://notabug.org/koz.ross/awesome-c"),
    ],
)
def test_a_list_is_found_by_what_people_call_it(name: str, location: str) -> None:
    assert [found.location for found in load_catalogue().find(name)] == [location]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe with a name")
def test_a_pipe_in_the_place_of_the_catalogue_that_was_fetched_is_not_waited_for(
    tmp_path: Path,
) -> None:
    os.mkfifo(tmp_path / "catalogue.tsv")
    assert load_catalogue(tmp_path / "catalogue.tsv").find("python")


@pytest.mark.parametrize("name", ["", "-", "...", "pyth", "vinta/awesome-python"])
def test_half_a_name_is_no_name(name: str) -> None:
    assert load_catalogue().find(name) == ()


@pytest.mark.parametrize(
    ("name", "meant"),
    [("pyton", "python"), ("Kuberntes", "kubernetes"), ("microservice", "microservices")],
)
def test_a_misspelt_name_is_close_to_the_right_one(name: str, meant: str) -> None:
    assert load_catalogue().similar(name)[0] == meant
    assert load_catalogue().find(meant)


def test_what_is_like_no_name_has_none_close_to_it() -> None:
    assert load_catalogue().similar("zzzz") == []


def test_title_and_repository_together_beat_one_of_them() -> None:
    assert SMALL.find("cups") == (CUPS, MORE_CUPS)
    assert SMALL.find("tall") == (TALL_CUPS,)


def test_c_is_not_c_plus_plus() -> None:
    assert [found.title for found in SMALL.find("c++")] == ["C++"]
    assert [found.title for found in SMALL.find("c")] == ["C"]


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/kettle/awesome-teapots",
        "http://www.github.com/Kettle/Awesome-Teapots/#readme",
        "https://github.com/saucer/cups.git",
        "https://github.com/saucer/cups/tree/main",
        "https://github.com/saucer/cups#tall-ones",
        "https://github.com/nobody/awesome-unheard-of",
        "https://github.com/nobody/unheard-of-awesome",
        "https://github.com/nobody/awesome/blob/main/README.md",
        "https://gitlab.com/nobody/awesome_things/-/tree/main",
    ],
)
def test_a_list_is_known_by_its_url(url: str) -> None:
    assert SMALL.is_list(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/nobody/teapots",
        "https://github.com/nobody/awesomely",
        "https://github.com/kettle/awesome-teapots/issues",
        "https://github.com/awesome-teapots",
        "https://example.org/kettle/awesome-teapots",
        "http://[",
        "",
    ],
)
def test_other_links_are_no_lists(url: str) -> None:
    assert not SMALL.is_list(url)


def test_every_list_has_an_address_and_a_topic() -> None:
    lists = load_catalogue().lists
    assert len(lists) == 866
    assert all(each.title and each.topics and each.url.startswith("https://") for each in lists)
    assert load_catalogue().find("awesome-nodejs")[0].topics == ("Platforms",)


@pytest.mark.skipif(not SHARED.exists(), reason="the corpus is not beside the checkout")
def test_the_catalogue_is_complete() -> None:
    rows = [line.split("\t") for line in SHARED.read_text(encoding="utf-8").splitlines()[1:]]
    assert [(each.title, each.location) for each in load_catalogue().lists] == [
        (title, location) for title, location, _ in rows
    ]


def test_each_list_is_known_again_by_its_page() -> None:
    catalogue = load_catalogue()
    for each in catalogue.lists:
        found = catalogue.source(f"{each.url}#readme")
        assert found is not None
        assert found.casefold() == each.location.casefold()
