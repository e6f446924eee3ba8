"""What stands on a page, freed of HTML: runs of text in blocks, and items within items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

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
    """Whether the anchor has its first run here: each link is counted once."""
    image: bool = False
    """Whether this is a picture, `text` being what it is called."""


Runs: TypeAlias = list[Run]
BREAK = Run("\n")


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

    blocks: list[Block]


@dataclass(slots=True)
class Row:
    """A row of a table."""

    cells: list[list[Block]]
    head: bool = False


@dataclass(slots=True)
class Table:
    """A table."""

    rows: list[Row]


@dataclass(slots=True)
class Fold:
    """What `<details>` folds away under its summary."""

    summary: Runs
    blocks: list[Block]


Block: TypeAlias = Text | Code | Heading | Item | Table | Fold


def joined(lines: Iterable[Runs]) -> Runs:
    """The runs of all `lines`, with a break between each two."""
    result: Runs = []
    for runs in lines:
        if result:
            result.append(BREAK)
        result += runs
    return result
