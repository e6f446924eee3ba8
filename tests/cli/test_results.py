"""Tables of commands: columns on a terminal, tabs elsewhere."""

from __future__ import annotations

import io

import pytest
from commands import Window

from awesome_tui.cli.context import Context
from awesome_tui.cli.results import print_table

ROWS = [("茶", "tea.example", "Green"), ("Cafe\u0301 ☕", "cup.example", ""), ("Pot", "x", "Iron")]


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        (
            Window,
            [
                "茶       tea.example  Green",
                "Cafe\u0301 ☕  cup.example",
                "Pot      x            Iron",
            ],
        ),
        (
            io.TextIOWrapper,
            ["茶\ttea.example\tGreen", "Cafe\u0301 ☕\tcup.example\t", "Pot\tx\tIron"],
        ),
    ],
)
def test_columns_line_up_to_the_cell(kind: type[io.TextIOWrapper], lines: list[str]) -> None:
    written = io.BytesIO()
    stdout = kind(written, "utf-8")
    print_table(ROWS, Context({}, None, stdout, None))
    assert written.getvalue().decode().splitlines() == lines
