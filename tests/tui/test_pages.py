"""Pages where the screens are shown in a browser, to whoever may look at them."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import a_list, entry
from shelves import Network, Now

from awesome_tui.errors import SourceError
from awesome_tui.library import Library
from awesome_tui.sources.read import SourceText
from awesome_tui.system.user_files import UserFiles
from awesome_tui.tui.pages import Services, find_page, home_page
from awesome_tui.tui.ready_lists import ReadyList


@pytest.fixture
def read(tmp_path: Path, library: Library, network: Network) -> list[str]:
    """Two files that were read before: rivers and secrets."""
    sources = []
    for name in ("rivers", "secrets"):
        path = tmp_path / f"{name}.md"
        path.write_text(f"# {name}\n\n- [A](https://example.org/{name})\n")
        network.here[str(path)] = SourceText(path.read_text(), "markdown", str(path))
        library.local_lists.keep(str(path), "1", a_list(name, entry(name))).result()
        library.local_lists.visit(str(path)).result()
        sources.append(str(path))
    return sources


def services(network: Network, now: Now, served: str | None) -> Services:
    return network.shelf(now)._replace(files=UserFiles(served=served))


def local(lists: object) -> set[str]:
    assert isinstance(lists, tuple | list)
    return {ready.source for ready in lists if isinstance(ready, ReadyList) and not ready.key}


def test_home_in_a_browser_has_of_the_files_only_the_one_that_is_served(
    network: Network, now: Now, read: list[str]
) -> None:
    rivers, secrets = read
    assert {rivers, secrets} <= local(home_page(services(network, now, None)).ready)
    assert {rivers, secrets} & local(home_page(services(network, now, rivers)).ready) == {rivers}
    assert not {rivers, secrets} & local(home_page(services(network, now, "")).ready)


def test_no_other_file_is_opened_there(network: Network, now: Now, read: list[str]) -> None:
    rivers, secrets = read
    in_browser = services(network, now, rivers)
    assert find_page(in_browser, rivers).outline.items[0].entry.name == "A"
    with pytest.raises(SourceError, match=r"secrets\.md is a file of the machine that serves"):
        find_page(in_browser, secrets)
