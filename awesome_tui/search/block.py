"""Some thousand rows, laid out to be searched."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, repeat
from operator import contains
from string import ascii_lowercase, digits
from threading import Lock
from typing import TypeAlias

from awesome_tui.model import Entry, Trail
from awesome_tui.search.bits import Bits, bits_of_runs, bits_where, members
from awesome_tui.search.column import Column
from awesome_tui.search.facts import Facts
from awesome_tui.search.folding import fold
from awesome_tui.search.query import Mode, Words

Row: TypeAlias = tuple[Trail, Entry]

CAPACITY = 32_768
_LETTERS = ascii_lowercase + digits
_HOST = re.compile(r"[A-Za-z][\w+.-]*://(?:[^/?#]*@)?([^/?#:]+)")


def section_path(trail: Trail) -> str:
    """The sections around an entry as one text, as `in:` sees it."""
    return " › ".join(section.title for section in trail)


def host_span(url: str) -> tuple[int, int]:
    """Where in `url` the host stands that `host:` looks at; an empty range if nowhere."""
    match = _HOST.match(url)
    return match.span(1) if match else (0, 0)


@dataclass(frozen=True, slots=True)
class Segment:
    """Rows of one list that follow one another in a block."""

    key: str
    start: int
    """The first row in the block."""
    number: int
    """The same row's number among those of its list."""
    size: int

    @property
    def rows(self) -> Bits:
        """The rows of the block that it covers."""
        return ((1 << self.size) - 1) << self.start


class Block:
    """Rows of one list or of many, in the order in which they were added."""

    def __init__(self) -> None:
        self.names, self.descriptions, self.urls = Column(), Column(), Column()
        self.facts: dict[int, Facts] = {}
        self.struck: Bits = 0
        self.living: Bits = 0
        """The rows that can be found: wholly added, and not removed."""
        self.letters: dict[str, Bits] = dict.fromkeys(_LETTERS, 0)
        """For a letter, the rows that hold it anywhere; frizbee is slow where most rows match."""
        self._rows: list[Row] = []
        self._segments: list[Segment] = []
        self._sections = Column()
        self._runs: list[tuple[int, int]] = []
        self._hosts = Column()
        self._hosted = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> Row:
        return self._rows[row]

    def extend(
        self, key: str, number: int, rows: Sequence[Row], plain: Callable[[str], str]
    ) -> None:
        """Add rows of the list `key`, the first of which is its `number`-th."""
        start = len(self)
        names = [fold(entry.name) for _, entry in rows]
        descriptions = [fold(plain(entry.description)) for _, entry in rows]
        urls = [fold(entry.url or "") for _, entry in rows]
        self.names.extend(names)
        self.descriptions.extend(descriptions)
        self.urls.extend(urls)
        paths = self._add_sections(rows)
        self._add_letters(
            ["\n".join(row).lower() for row in zip(names, descriptions, urls, paths, strict=True)]
        )
        self.struck |= bits_where(entry.struck for _, entry in reversed(rows)) << start
        self._rows.extend(rows)
        self._add_segment(Segment(key, start, number, len(rows)))

    def remove(self, key: str) -> None:
        """Let the rows of this list not be found again."""
        for segment in self.segments(key):
            self.living &= ~segment.rows

    def segments(self, key: str) -> list[Segment]:
        """Where the rows of this list stand, in order."""
        return [segment for segment in self._segments if segment.key == key]

    def segment_of(self, row: int) -> Segment:
        """The segment that holds this row."""
        return self._segments[bisect_right(self._segments, row, key=lambda one: one.start) - 1]

    def in_sections(self, words: Words, mode: Mode) -> Bits:
        """The rows whose section path holds the words."""
        runs = [self._runs[run] for run in members(self._sections.find(words, mode))]
        return bits_of_runs(runs) if runs else 0

    def on_hosts(self, words: Words, mode: Mode) -> Bits:
        """The rows whose URL's host holds the words; hosts are read when they are first asked."""
        with self._lock:
            urls = [entry.url or "" for _, entry in self._rows[self._hosted :]]
            self._hosts.extend([fold(url[slice(*host_span(url))]) for url in urls])
            self._hosted += len(urls)
        return self._hosts.find(words, mode)

    def _add_segment(self, added: Segment) -> None:
        last = self._segments[-1] if self._segments else None
        if last and last.key == added.key and last.number + last.size == added.number:
            self._segments[-1] = replace(last, size=last.size + added.size)
        else:
            self._segments.append(added)
        self.living |= added.rows

    def _add_sections(self, rows: Sequence[Row]) -> list[str]:
        """The section path of each row; rows that share a trail are searched as one."""
        starts = [n for n, (trail, _) in enumerate(rows) if not n or trail is not rows[n - 1][0]]
        runs = list(pairwise([*starts, len(rows)]))
        paths = [fold(section_path(rows[start][0])) for start, _ in runs]
        self._runs.extend((len(self) + start, len(self) + stop) for start, stop in runs)
        self._sections.extend(paths)
        return [path for path, run in zip(paths, runs, strict=True) for _ in range(*run)]

    def _add_letters(self, texts: Sequence[str]) -> None:
        texts = texts[::-1]
        for letter in _LETTERS:
            holding = bits_where(map(contains, texts, repeat(letter)))
            self.letters[letter] |= holding << len(self)
