import pytest

from awesome_tui.errors import SourceError
from awesome_tui.sources.location import (
    BundledList,
    LocalPath,
    Location,
    Remote,
    StandardInput,
    parse_location,
)


def located(text: str, *existing: str) -> Location:
    return parse_location(text, exists=set(existing).__contains__, bundled=("microservices",))


@pytest.mark.parametrize(
    ("text", "location"),
    [
        ("-", StandardInput()),
        ("microservices", BundledList("microservices")),
        ("list.md", LocalPath("list.md")),
        ("./list.md", LocalPath("./list.md")),
        ("../list.md", LocalPath("../list.md")),
        ("/srv/lists/list.md", LocalPath("/srv/lists/list.md")),
        ("docs/lists/list.md", LocalPath("docs/lists/list.md")),
        ("C:\\lists\\list.md", LocalPath("C:\\lists\\list.md")),
        ("pyhton", LocalPath("pyhton")),
        ("rivers/awesome-deltas", Remote("rivers/awesome-deltas")),
        ("rivers/awesome-deltas@main", Remote("rivers/awesome-deltas@main")),
        ("rivers/awesome-deltas@feature/x", Remote("rivers/awesome-deltas@feature/x")),
        ("rivers/awesome-deltas:docs/a.md", Remote("rivers/awesome-deltas:docs/a.md")),
        ("rivers/deltas@v1:docs/a.md", Remote("rivers/deltas@v1:docs/a.md")),
        ("gl:rivers/basins/deltas", Remote("gl:rivers/basins/deltas")),
        ("cb:rivers/deltas:a.md", Remote("cb:rivers/deltas:a.md")),
        ("https://github.com/rivers/deltas", Remote("https://github.com/rivers/deltas")),
        ("git@github.com:rivers/deltas.git", Remote("git@github.com:rivers/deltas.git")),
    ],
)
def test_what_a_source_may_look_like(text: str, location: Location) -> None:
    assert located(text) == location


@pytest.mark.parametrize("text", ["microservices", "rivers/deltas", "gl:rivers/deltas"])
def test_an_existing_path_wins(text: str) -> None:
    assert located(text, text) == LocalPath(text)


def test_a_file_called_minus_needs_its_folder() -> None:
    assert located("-", "-") == StandardInput()
    assert located("./-", "./-") == LocalPath("./-")


def test_no_name_is_no_place() -> None:
    with pytest.raises(SourceError, match="SOURCE is empty"):
        located("")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("https://me:secret@example.org/a.md", "https://example.org/a.md"),
        ("https://example.org/a.md?token=secret", "https://example.org/a.md"),
        ("https://example.org/@me/a.md", "https://example.org/@me/a.md"),
    ],
)
def test_credentials_are_not_shown(typed: str, shown: str) -> None:
    assert located(typed) == Remote(shown)
