"""What stands on a page, freed of HTML: runs of text in blocks, and items within items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

BOLD, ITALIC, CODE, STRUCK = 1, 2, 4, 8


@dataclass(frozen=True, slots=True, eq=False)
class Anchor:
    """One link of the page, told from others by identity: the same URL often stands twice."""

    href: str
    """The destination as written, entities decoded."""
    url: str | None
    """What may be opened; None for a link within the page."""


class Run(NamedTuple):
    """Text of one style; a tuple, because a list has tens of thousands of them."""

    text: str
    style: int = 0
    anchor: Anchor | None = None
    opens: bool = False
    """Whether the anchor's first run is this one, by which each link is counted once."""
    kind: Literal["text", "image", "break"] = "text"
    """An image's text is what it is called; a break ends a line."""


Runs: TypeAlias = list[Run]


@dataclass(slots=True)
class Text:
    """A paragraph, or whatever stands between two blocks."""

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
    """An item of a list, the items nested in it among its blocks."""

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


@dataclass(slots=True)
class Fold:
    """What `<details>` folds away under its summary."""

    summary: Runs = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


Block: TypeAlias = Text | Code | Heading | Item | Table | Fold


def joined(parts: Iterable[Runs], between: Run) -> Runs:
    """The runs of all `parts`, with `between` between each two."""
    result: Runs = []
    for runs in parts:
        if result:
            result.append(between)
        result += runs
    return result
