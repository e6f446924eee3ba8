import pytest

from awesome_tui.model.entries import AwesomeList, Section
from awesome_tui.model.section_paths import find_section, section_path, shown_path

SOUNDS = Section("Sounds", "sounds", sections=(Section("Birds > Owls", "birds--owls"),))
OWLS = Section("Owls", "owls", sections=(Section("Sounds", "sounds-1"), Section("Maps", "")))
LIST = AwesomeList("birds.md", "Birds", sections=(SOUNDS, OWLS))


@pytest.mark.parametrize(
    ("path", "titles"),
    [
        ("Owls", ["Owls"]),
        ("owls", ["Owls"]),
        ("Sounds", ["Sounds"]),
        ("Owls > Sounds", ["Owls", "Sounds"]),
        ("owls›sounds", ["Owls", "Sounds"]),
        ("Maps", ["Owls", "Maps"]),
        ("Birds > Owls", ["Sounds", "Birds > Owls"]),
        ("sounds-1", ["Owls", "Sounds"]),
        ("#sounds-1", ["Owls", "Sounds"]),
    ],
)
def test_a_section_is_named_by_the_end_of_its_path(path: str, titles: list[str]) -> None:
    trail = find_section(LIST, path)
    assert trail is not None
    assert [section.title for section in trail] == titles


@pytest.mark.parametrize("path", ["Hawks", "wls", "Maps > Owls", "", "#"])
def test_a_section_that_is_not_there_is_not_found(path: str) -> None:
    assert find_section(LIST, path) is None


@pytest.mark.parametrize(
    ("titles", "searched", "shown"),
    [
        (["Owls", "Sounds"], "Owls › Sounds", "Owls › Sounds"),
        (["Owls", ""], "Owls › ", "Owls › (untitled)"),
        ([""], "", "(untitled)"),
        ([], "", "(top)"),
    ],
)
def test_a_path_is_spelt_alike_everywhere(titles: list[str], searched: str, shown: str) -> None:
    assert (section_path(titles), shown_path(titles)) == (searched, shown)
