"""A README to be read: lines of styled text whose links are numbered, and their encoding.

As lines of JSON, which the parser process sends:

    [number of blocks, is_cut, [[text, url], …]]     the targets
    [kind, first, rest, level, parts, rows]          a block
    …
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple, TypeAlias

from awesome_tui.model.encoding import DamagedTree, write_line
from awesome_tui.model.entries import Link

LARGEST = 512_000
"""The bytes of a README that are shown; GitHub's own page is cut there as well."""

BlockKind: TypeAlias = Literal["text", "heading", "code", "rule", "table", "blank"]


class Part(NamedTuple):
    """Text of one style."""

    text: str
    style: str = ""
    """Names between blanks: strong, emphasis, code, strike, image."""
    target: int = -1
    """The number of its target; -1 if it leads nowhere."""


Parts: TypeAlias = tuple[Part, ...]


class Block(NamedTuple):
    """One line of text of any length, or a table."""

    kind: BlockKind
    first: str = ""
    """The marks before the text, such as those of quotes and items."""
    rest: str = ""
    """The marks before the other lines, if it is wrapped."""
    level: int = 0
    """1 to 6 for headings, the number of head rows for tables."""
    parts: Parts = ()
    rows: tuple[tuple[Parts, ...], ...] = ()
    """The cells of a table."""


@dataclass(frozen=True, slots=True, eq=False)
class Readme:
    """A README; compared by identity, as it is long."""

    blocks: tuple[Block, ...] = ()
    targets: tuple[Link, ...] = ()
    """The places that its links lead to, each once: on the page as `#` and the number of a block,
    or `#` alone where there is no such place."""
    is_cut: bool = False
    """True if there is more than is shown."""

    @property
    def links(self) -> tuple[Link, ...]:
        """The targets off the page, which are numbered from 1."""
        return tuple(link for link in self.targets if not link.url.startswith("#"))


def write_readme(readme: Readme) -> Iterator[bytes]:
    """Yield the lines of `readme`."""
    links = [(link.text, link.url) for link in readme.targets]
    yield write_line((len(readme.blocks), readme.is_cut, links))
    yield from map(write_line, readme.blocks)


def read_readme(lines: Iterable[bytes]) -> Readme:
    """Read a README, and no line after it; raises `DamagedTree`."""
    source = iter(lines)
    try:
        count, is_cut, links = json.loads(next(source, b""))
        blocks = tuple(_read_block(line) for line in islice(source, count))
        if len(blocks) != count:
            raise ValueError
        return Readme(blocks, tuple(Link(text, url) for text, url in links), is_cut)
    except (ValueError, TypeError) as error:
        raise DamagedTree from error


def _read_block(line: bytes) -> Block:
    kind, first, rest, level, parts, rows = json.loads(line)
    cells = tuple(tuple(map(_read_parts, row)) for row in rows)
    return Block(kind, first, rest, level, _read_parts(parts), cells)


def _read_parts(parts: Iterable[tuple[str, str, int]]) -> Parts:
    return tuple(Part(*part) for part in parts)
