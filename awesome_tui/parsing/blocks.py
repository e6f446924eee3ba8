"""Block model of a page, free of HTML: runs of text in blocks, items nested in items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

BOLD, ITALIC, CODE, STRUCK = 1, 2, 4, 8


@dataclass(frozen=True, slots=True, eq=False)
class Anchor:
    """One link of the page; compared by identity, because the same URL may occur twice."""

    href: str
    """The destination as written, entities decoded."""
    url: str | None
    """URL that may be opened; None for a link within the page."""


class Run(NamedTuple):
    """Text of one style; a tuple, because a list has tens of thousands of them."""

    text: str
    style: int = 0
    anchor: Anchor | None = None
    opens: bool = False
    """True on the first run of its anchor, so that each link is counted once."""
    kind: Literal["text", "image", "break"] = "text"
    """The text of an image is its alternative text; a break ends a line."""


Runs: TypeAlias = list[Run]
BREAK = Run("\n", kind="break")


@dataclass(slots=True)
class Text:
    """A paragraph, or loose text between two blocks."""

    runs: Runs


@dataclass(slots=True)
class Code:
    """Preformatted text."""

    runs: Runs


@dataclass(slots=True)
class Heading:
    """A heading of level 1 to 6."""

    level: int
    runs: Runs


@dataclass(slots=True)
class Item:
    """A list item; nested items are among its blocks."""

    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    """A row of a table."""

    cells: list[list[Block]] = field(default_factory=list)
    is_head: bool = False


@dataclass(slots=True)
class Table:
    """A table."""

    rows: list[Row] = field(default_factory=list)
    is_spanned: bool = False
    """True if a cell spans several rows, so that the next ones lack it at their left."""


@dataclass(slots=True)
class Details:
    """A `<details>` element: its summary and the blocks that it hides."""

    summary: Runs = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


Block: TypeAlias = Text | Code | Heading | Item | Table | Details


def join_runs(parts: Iterable[Runs], between: Run) -> Runs:
    """Concatenate `parts`, with `between` between each two."""
    result: Runs = []
    for runs in parts:
        if result:
            result.append(between)
        result += runs
    return result
