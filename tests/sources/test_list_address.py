"""The address of a list, however it was named."""

from __future__ import annotations

from pathlib import Path

import pytest

from awesome_tui.sources.list_address import find_list_address


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("rivers/deltas", "https://github.com/rivers/deltas"),
        ("https://github.com/rivers/deltas", "https://github.com/rivers/deltas"),
        ("rivers/deltas@main:docs/a.md", "https://github.com/rivers/deltas/blob/main/docs/a.md"),
        ("cb:rivers/deltas", "https://codeberg.org/rivers/deltas"),
        ("https://example.org/list.md#part", "https://example.org/list.md"),
        ("microservices", ""),
        ("home", ""),
        ("-", ""),
        ("", ""),
        ("rivers/deltas:../x.md", ""),
    ],
)
def test_a_remote_list_has_the_address_of_its_page(source: str, address: str) -> None:
    assert find_list_address(source) == address


def test_a_file_of_a_checkout_has_the_address_of_its_page(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    config = '[remote "origin"]\n\turl = git@github.com:rivers/deltas.git\n'
    (tmp_path / ".git/config").write_text(config)
    (tmp_path / "big list.md").write_text("# Big")
    address = find_list_address(str(tmp_path / "big list.md"))
    assert address == "https://github.com/rivers/deltas/blob/HEAD/big%20list.md"


def test_another_file_has_its_path(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text("# List")
    assert find_list_address(str(tmp_path / "list.md")) == str(tmp_path / "list.md")
