"""Files as the user names them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from awesome_tui.errors import OutputError
from awesome_tui.system.user_files import UserFiles

FILES = UserFiles("/srv/lists", "/home/jane")


@pytest.mark.skipif(os.sep != "/", reason="paths of POSIX")
@pytest.mark.parametrize(
    ("typed", "path", "shown"),
    [
        ("a.md", "/srv/lists/a.md", "/srv/lists/a.md"),
        ("~/a.md", "/home/jane/a.md", "~/a.md"),
        ("~a.md", "/srv/lists/~a.md", "/srv/lists/~a.md"),
        ("/tmp/a.md", "/tmp/a.md", "/tmp/a.md"),
        ("/home/janet/a.md", "/home/janet/a.md", "/home/janet/a.md"),
        ("/odd\udcff/a.md", "/odd\udcff/a.md", "a.md"),
    ],
)
def test_a_name_begins_in_the_folder_or_at_home(typed: str, path: str, shown: str) -> None:
    assert FILES.path(typed) == path
    assert FILES.shown(path) == shown


def test_a_file_is_replaced_only_where_that_is_allowed(tmp_path: Path) -> None:
    files, file = UserFiles(str(tmp_path)), tmp_path / "a.md"
    assert not files.exists("a.md")
    assert files.write("a.md", "one", replace=False)
    assert files.exists("a.md")
    assert not files.write("a.md", "two", replace=False)
    assert file.read_text() == "one"
    assert files.write("a.md", "two", replace=True)
    assert file.read_text() == "two"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="Is a directory"):
        UserFiles(str(tmp_path)).write(".", "one", replace=True)


def test_of_all_files_a_page_in_a_browser_may_read_the_one_that_is_served(tmp_path: Path) -> None:
    served, other = tmp_path / "rivers.md", tmp_path / "secrets.md"
    served.write_text("# Rivers")
    other.write_text("# Secrets")
    files = UserFiles(served=str(served))
    assert [files.may_read(str(path)) for path in (served, other, tmp_path)] == [True, False, False]
    assert files.may_read("jane/awesome-rivers")
    assert not UserFiles(served="").may_read(os.getcwd())
    assert UserFiles().may_read(str(other))
