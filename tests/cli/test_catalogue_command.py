"""`awesome-tui catalogue`: the lists that are known by name, and newer ones of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Shell, usual_environ
from forge_server import ForgeServer, Repo, serve

MANY = "".join(f"- [Pot {n}](https://github.com/pots/awesome-pot-{n}#readme)\n" for n in range(120))
LISTS = f"""\
# Awesome

## Contents

- [Drinks](#drinks)

## Drinks

- [Tea](https://github.com/kettle/awesome-tea#readme) - Hot.
  - [Oolong](https://github.com/kettle/awesome-oolong) - Between.
- [Coffee](https://coffee.example/list) - Black.

## Pots > Cups

{MANY}
"""


@pytest.fixture
def server() -> Iterator[ForgeServer]:
    with serve() as server:
        server.github["sindresorhus/awesome"] = Repo({"readme.md": LISTS})
        server.github["kettle/awesome-oolong"] = Repo(
            {"README.md": "# O\n\n- [A](https://a.example)\n"}
        )
        yield server


@pytest.fixture
def shell(server: ForgeServer, tmp_path: Path) -> Shell:
    data = {"XDG_DATA_HOME": str(tmp_path / "data")}
    return Shell({**usual_environ(), **server.environ, **data}, tmp_path)


def test_the_lists_that_come_with_the_program(shell: Shell, server: ForgeServer) -> None:
    lines = shell.lines("catalogue").splitlines()
    assert len(lines) > 800
    assert "sindresorhus/awesome-nodejs\tNode.js\tPlatforms" in lines
    assert shell.lines("catalogue", "list").splitlines() == lines
    assert server.paths == []


def test_the_newest_list_of_lists_takes_its_place(shell: Shell) -> None:
    told = shell.lines("catalogue", "update")
    assert re.fullmatch(r"123 lists: 123 added, 8\d\d removed\n", told)
    lines = shell.lines("catalogue").splitlines()
    assert lines[:4] == [
        "kettle/awesome-tea\tTea\tDrinks",
        "kettle/awesome-oolong\tOolong\tDrinks › Tea",
        "https://coffee.example/list\tCoffee\tDrinks",
        "pots/awesome-pot-0\tPot 0\tPots / Cups",
    ]
    assert shell.lines("catalogue", "update").endswith("123 lists: 0 added, 0 removed\n")


def test_its_lists_open_by_name(shell: Shell) -> None:
    assert 'No list called "oolong"' in shell.complaint("oolong")
    shell.lines("catalogue", "update")
    assert shell.lines("oolong") == "A\thttps://a.example\t\n"


def test_a_page_without_lists_is_no_catalogue(shell: Shell) -> None:
    assert "has no more than 1 lists" in shell.complaint(
        "catalogue", "update", "kettle/awesome-oolong"
    )
    assert len(shell.lines("catalogue").splitlines()) > 800


def test_a_damaged_catalogue_is_left_out(shell: Shell, tmp_path: Path) -> None:
    shell.lines("catalogue", "update")
    for damage in (b"\xff\xfe\x00", b"a\tb\tc\td\n\te\n", b""):
        (tmp_path / "data" / "awesome-tui" / "catalogue.tsv").write_bytes(damage)
        assert len(shell.lines("catalogue").splitlines()) > 800
