"""The README of a linked project: fetched when it is asked for, and read again from the library."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from forge_server import ForgeServer, Repo

from awesome_tui.errors import FetchFailed, NotFound, SourceError
from awesome_tui.library import Library, StoredReadme
from awesome_tui.model.readme import LARGEST, Readme
from awesome_tui.services.loader import Loader
from awesome_tui.services.project_readmes import ProjectReadme
from awesome_tui.sources.forges import forges_from
from awesome_tui.sources.remote import no_token


@pytest.fixture
def library() -> Iterator[Library]:
    with Library(":memory:", lambda: 1_000.0) as library:
        yield library


@pytest.fixture
def loader(server: ForgeServer, library: Library) -> Loader:
    environ = server.environ
    return Loader(
        library, forges_from(environ), no_token, lambda: datetime.now(UTC), environ=environ
    )


@pytest.fixture
def read(server: ForgeServer, loader: Loader) -> Callable[..., ProjectReadme | None]:
    """Fetch the README that a path on the server leads to."""
    return lambda *paths: loader.readme([f"{server.url}/{path}" for path in paths], refresh=True)


def first_line(found: ProjectReadme | None) -> str:
    assert found
    return words(found.text)[0]


def words(readme: Readme) -> list[str]:
    return ["".join(part.text for part in block.parts) for block in readme.blocks]


def test_it_is_fetched_once_and_then_read_from_the_library(
    server: ForgeServer, loader: Loader, read: Callable[..., ProjectReadme | None]
) -> None:
    server.github["jane/tea"] = Repo({"README.md": "# Tea\n\n[Pots](docs/pots.md)"})
    url = f"{server.url}/github/jane/tea"
    assert loader.readme([url]) is None
    fetched = read("github/jane/tea")
    assert fetched
    assert words(fetched.text) == ["Tea", "", "Pots"]
    assert fetched.name == "jane/tea on GitHub"
    assert fetched.text.links[0].url == f"{server.url}/github/jane/tea/blob/HEAD/docs/pots.md"
    server.stop()
    assert first_line(replace(loader, offline=True).readme([url])) == "Tea"


def test_a_readme_that_has_not_changed_is_not_sent_again(
    server: ForgeServer, read: Callable[..., ProjectReadme | None]
) -> None:
    server.github["jane/tea"] = Repo({"README.md": "# Tea"})
    read("github/jane/tea")
    server.asked.clear()
    assert read("github/jane/tea") is None
    assert (len(server.asked), server.statuses[-1]) == (1, 304)
    server.github["jane/tea"] = Repo({"README.md": "# Green tea"})
    assert first_line(read("github/jane/tea")) == "Green tea"


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("gitlab/kitchen/pots/tea", "Of GitLab"),
        ("codeberg/jane/tea", "Of Codeberg"),
        ("github/jane/tea/tree/main/leaves", "Leaves"),
        ("github/jane/tea/tree/main/empty", "Of GitHub"),
        ("github/jane/tea/blob/main/brew.py", "Of GitHub"),
        ("github/jane/tea/issues/7", "Of GitHub"),
        ("github/jane/tea.git", "Of GitHub"),
    ],
)
def test_links_of_all_forges_into_a_project_lead_to_its_readme(
    server: ForgeServer, read: Callable[..., ProjectReadme | None], path: str, line: str
) -> None:
    files = {
        "README.md": "Of GitHub",
        "leaves/README.md": "Leaves",
        "empty/a.py": "",
        "brew.py": "",
    }
    server.github["jane/tea"] = Repo(dict(files))
    server.gitlab["kitchen/pots/tea"] = Repo({"README.md": "Of GitLab"})
    server.codeberg["jane/tea"] = Repo({"README.md": "Of Codeberg"})
    assert first_line(read(path)) == line


def test_the_first_link_to_a_repository_counts(
    server: ForgeServer, read: Callable[..., ProjectReadme | None]
) -> None:
    server.github["jane/tea"] = Repo({"README.md": "# Tea"})
    assert first_line(read("elsewhere", "github/topics/tea", "github/jane/tea")) == "Tea"


def test_other_formats_are_shown_alike(
    server: ForgeServer, read: Callable[..., ProjectReadme | None]
) -> None:
    server.github["jane/tea"] = Repo({"README.rst": "Tea\n===\n"})
    assert first_line(read("github/jane/tea")) == "Tea"
    server.github["jane/pot"] = Repo({"README.adoc": "= Pot\n"})
    server.rendering = lambda page: page.replace("= Pot", "<h1>Pot</h1>")
    assert "Pot" in " ".join(words(((found := read("github/jane/pot")) and found.text) or Readme()))


def test_what_has_none_is_told(
    server: ForgeServer, loader: Loader, read: Callable[..., ProjectReadme | None]
) -> None:
    server.github["jane/bare"] = Repo({"main.c": ""})
    with pytest.raises(NotFound, match="no README in jane/bare on GitHub"):
        read("github/jane/bare")
    with pytest.raises(SourceError, match="leads to no repository"):
        loader.readme(["https://example.com"])
    with pytest.raises(FetchFailed, match="Not stored: the README of jane/tea on GitHub"):
        replace(loader, offline=True).readme([f"{server.url}/github/jane/tea"], refresh=True)
    assert len([path for path in server.paths if "jane/tea" in path]) == 0


def test_no_more_of_a_long_one_is_kept_than_is_shown(
    server: ForgeServer, library: Library, read: Callable[..., ProjectReadme | None]
) -> None:
    server.github["jane/tea"] = Repo({"README.md": f"- {'tea ' * 100}\n" * 6_000})
    found = read("github/jane/tea")
    assert found
    assert found.text.is_cut
    stored = library.readmes.load(f"{server.url.removeprefix('http://')}/github/jane/tea").result()
    assert stored
    assert len(stored.text) <= 2 * LARGEST


def stored(text: str) -> StoredReadme:
    return StoredReadme(text, "https://a.example", None, "markdown", "", "", "")


def test_a_readme_that_nobody_asked_for_in_a_year_is_let_go() -> None:
    day = [0.0]
    with Library(":memory:", lambda: day[0] * 86_400) as library:
        for day[0], key in ((1, "old"), (2, "read again"), (300, "new")):
            library.readmes.save(key, stored(key)).result()
        library.readmes.confirm("read again").result()
        day[0] = 380
        library.readmes.save("newest", stored("newest")).result()
        keys = ("old", "read again", "new", "newest")
        kept = [key for key in keys if library.readmes.load(key).result()]
    assert kept == ["read again", "new", "newest"]


def test_readmes_take_fifty_megabytes_at_most_and_the_oldest_are_let_go() -> None:
    second, chance = [0.0], random.Random(0)
    with Library(":memory:", lambda: second[0]) as library:
        for second[0] in range(12):
            # As large when it is compressed, or more.
            text = chance.randbytes(5_000_000).decode("utf-16-le", "ignore")
            library.readmes.save(f"{second[0]}", stored(text)).result()
        kept = [n for n in range(12) if library.readmes.load(f"{n}").result()]
    assert kept == list(range(kept[0], 12))
    assert 0 < kept[0] < 9
