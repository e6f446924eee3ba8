"""The content of the help: commands in groups, the marks of rows, the language of the filter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, zip_longest
from typing import NamedTuple

from awesome_tui.model.statuses import FLAGS, STATUSES
from awesome_tui.tui.commands import Command
from awesome_tui.tui.widgets.wrapping import break_offsets


class HelpRow(NamedTuple):
    """A key, mark or expression, and its meaning."""

    key: str
    text: str
    command: Command | None = None
    """The command that the row runs."""


BLANK = HelpRow("", "")


class HelpGroup(NamedTuple):
    """Rows under a title."""

    title: str
    rows: Sequence[HelpRow]


_SIGNLESS = [flag for flag in FLAGS if flag not in {status.name for status in STATUSES}]
_MARKS = HelpGroup(
    "Marks in a row",
    (
        HelpRow("✓", "is marked for the next command"),
        *(HelpRow(each.glyph, f"{each.legend} (is:{each.name})") for each in STATUSES),
        HelpRow("★ 12k", "has as many stars on its forge (stars:>1000)"),
        HelpRow("archived", "is read-only on its forge (is:archived)"),
    ),
)
_LANGUAGE = HelpGroup(
    "Filter language",
    (
        HelpRow("word", "in any text, or almost in the name"),
        HelpRow("a b", "both"),
        HelpRow("a | b", "either"),
        HelpRow("!word", "not in any text"),
        HelpRow("'word", "exactly these letters"),
        HelpRow("^word", "a text starts with it"),
        HelpRow("word$", "a text ends with it"),
        HelpRow('"a b"', "with the space"),
        HelpRow("in:word", "in the titles of its sections"),
        HelpRow("name:word", "in the name; desc: url: host: alike"),
        HelpRow("tag:word", "in a tag, of the list or yours"),
        HelpRow("lang:go", "the language; licence: alike"),
        HelpRow("auth:no", "in a column of the list, by its heading"),
        HelpRow("stars:>1000", "more, or < less; pushed:>2025-06"),
        HelpRow("is:", f"one of {', '.join(_SIGNLESS)}, or a mark"),
    ),
)


def help_groups(commands: Iterable[Command]) -> list[HelpGroup]:
    """All groups of the help, for `commands` sorted by group."""
    groups = [
        HelpGroup(
            title,
            [HelpRow(" ".join(command.keys) or "–", command.text, command) for command in some],
        )
        for title, some in groupby(commands, key=lambda command: command.group)
    ]
    return [*groups, _MARKS, _LANGUAGE]


def matching_groups(groups: Sequence[HelpGroup], query: str) -> list[HelpGroup]:
    """Find rows by `query` as a key; if there are none, by its words."""
    key, words = query.strip(), query.casefold().split()
    by_key = [
        HelpGroup(title, [row for row in rows if key in row.key.split()]) for title, rows in groups
    ]
    by_words = [
        HelpGroup(title, [row for row in rows if _has_all(f"{title} {row.key} {row.text}", words)])
        for title, rows in groups
    ]
    return [group for group in by_key if group.rows] or [group for group in by_words if group.rows]


def wrapped_groups(groups: Iterable[HelpGroup], width: int) -> list[HelpGroup]:
    """Wrap texts of more than `width` cells into several rows."""
    return [
        HelpGroup(title, [line for row in rows for line in _wrap_row(row, width)])
        for title, rows in groups
    ]


def _wrap_row(row: HelpRow, width: int) -> list[HelpRow]:
    starts = [0, *break_offsets(row.text, width)]
    first, *others = (
        row.text[start:stop].strip() for start, stop in zip_longest(starts, starts[1:])
    )
    return [row._replace(text=first), *(HelpRow(" ", text) for text in others)]


def in_columns(groups: Sequence[HelpGroup], count: int) -> list[list[HelpRow]]:
    """Distribute whole groups, with titles, over `count` columns of about equal height."""
    blocks = [[HelpRow("", title), *rows, BLANK] for title, rows in groups]
    goal = sum(map(len, blocks)) / count
    columns: list[list[HelpRow]] = [[] for _ in range(count)]
    height = 0
    for block in blocks:
        # A group goes to the column where its middle would be if all were one long column.
        columns[min(count - 1, int((height + len(block) / 2) / goal))] += block
        height += len(block)
    return [column[:-1] for column in columns if column]


def _has_all(text: str, words: Iterable[str]) -> bool:
    return all(word in text.casefold() for word in words)
