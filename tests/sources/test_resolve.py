import pytest

from awesome_tui.errors import SourceError
from awesome_tui.sources.addresses import RepoPath, WebPage
from awesome_tui.sources.read import BundledList, LocalPath, LocalSource, StandardInput
from awesome_tui.sources.resolve import RemoteSource, resolve


def located(text: str, *existing: str) -> LocalSource | RemoteSource:
    return resolve(text, exists=set(existing).__contains__)


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
    ],
)
def test_what_a_source_may_look_like(text: str, location: LocalSource) -> None:
    assert located(text) == location


@pytest.mark.parametrize("text", ["microservices", "rivers/deltas", "gl:rivers/deltas"])
def test_an_existing_path_wins(text: str) -> None:
    assert located(text, text) == LocalPath(text)


def test_a_slash_at_the_end_of_a_repository_is_fine() -> None:
    assert located("rivers/deltas/") == located("rivers/deltas")
    assert located("gl:rivers/basins/deltas/") == located("gl:rivers/basins/deltas")
    assert located("docs/lists/") == located("docs/lists")
    assert located("docs/lists/", "docs/lists/") == LocalPath("docs/lists/")


def test_a_file_called_minus_needs_its_folder() -> None:
    assert located("-", "-") == StandardInput()
    assert located("./-", "./-") == LocalPath("./-")


def test_no_name_is_no_place() -> None:
    with pytest.raises(SourceError, match="SOURCE is empty"):
        located("")


@pytest.mark.parametrize(
    "text", ["rivers/deltas", "gl:rivers/basins/deltas", "cb:rivers/deltas:a.md"]
)
def test_a_repository_is_found_on_its_forge(text: str) -> None:
    assert isinstance(located(text), RepoPath)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("https://me:secret@example.org/a.md", "https://example.org/a.md"),
        ("https://example.org/a.md?token=secret", "https://example.org/a.md"),
        ("https://example.org/@me/a.md?page=2", "https://example.org/@me/a.md?page=2"),
    ],
)
def test_credentials_are_not_shown(typed: str, shown: str) -> None:
    page = located(typed)
    assert page == WebPage(typed)
    assert str(page) == shown
    assert "secret" not in repr(page)
