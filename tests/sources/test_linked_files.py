"""Files beside a local list that its links lead to."""

from __future__ import annotations

from pathlib import Path

import pytest

from awesome_tui.sources.linked_files import LinkedFiles


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("README.md", "docs/a b.md", "docs/README.rst", "docs/run.sh", "docs/LICENSE"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("# Text")
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("docs/a%20b.md", "docs/a b.md"),
        ("./docs/a%20b.md?plain=1#part", "docs/a b.md"),
        ("/docs/a%20b.md", "docs/a b.md"),
        ("docs/", "docs"),
        ("docs/run.sh", ""),
        ("docs/LICENSE", ""),
        ("docs/none.md", ""),
        ("empty", ""),
        ("README.md#part", ""),
        ("#part", ""),
        ("", ""),
        ("https://example.com/docs/a%20b.md", ""),
        ("//host/docs/a%20b.md", ""),
        ("\\\\host\\docs\\a.md", ""),
        ("docs/%00.md", ""),
        ("x" * 5_000 + ".md", ""),
        ("http:[", ""),
    ],
)
def test_texts_and_folders_with_a_readme_are_found(folder: Path, url: str, found: str) -> None:
    expected = str(folder / found) if found else ""
    assert LinkedFiles(str(folder / "README.md")).find(url) == expected


def test_a_link_may_lead_out_of_the_folder(folder: Path) -> None:
    file = str(folder / "docs" / "a b.md")
    assert LinkedFiles(file).find("../README.md") == str(folder / "README.md")


def test_a_leading_slash_is_the_top_of_a_checkout(folder: Path) -> None:
    (folder / ".git").mkdir()
    file = str(folder / "docs" / "a b.md")
    assert LinkedFiles(file).find("/README.md") == str(folder / "README.md")
    assert LinkedFiles(file).find("/a b.md") == ""


def test_a_list_in_a_folder_of_a_checkout_leads_to_files_of_others(folder: Path) -> None:
    (folder / ".git").mkdir()
    config = '[remote "origin"]\n\turl = https://github.com/jane/plants.git\n'
    (folder / ".git" / "config").write_text(config)
    found = LinkedFiles(str(folder / "docs" / "a b.md")).find
    assert found("https://github.com/jane/plants/blob/HEAD/README.md") == str(folder / "README.md")
    assert found("https://github.com/jane/plants/blob/HEAD/docs/a%20b.md") == ""
    assert found("https://github.com/jane/other/blob/HEAD/README.md") == ""


def test_a_checkout_has_its_files_at_the_urls_of_its_forge(folder: Path) -> None:
    (folder / ".git").mkdir()
    config = '[remote "origin"]\n\turl = https://github.com/jane/plants.git\n'
    (folder / ".git" / "config").write_text(config)
    url = "https://github.com/jane/plants/blob/HEAD/docs/a%20b.md"
    assert LinkedFiles(str(folder / "README.md")).find(url) == str(folder / "docs" / "a b.md")
