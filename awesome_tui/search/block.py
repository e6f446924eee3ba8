"""Some thousand rows, laid out to be searched."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise, repeat
from operator import contains
from threading import Lock

from awesome_tui.model import Trail
from awesome_tui.rows import Row, Rows
from awesome_tui.search.bits import Bits, bits_of_runs, bits_where, members
from awesome_tui.search.column import Column
from awesome_tui.search.facts import Facts
from awesome_tui.search.folding import fold
from awesome_tui.search.query import Mode, Place, Words

CAPACITY = 32_768
_REMEMBERED = 32
"""Some four terms, each sought in several places."""
_LETTERS = "abcdefghiklmnoprstuvwy"
"""Those that many texts hold; of the others, and of digits, there are few matches to collect."""
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
        """Its rows of the block."""
        return ((1 << self.size) - 1) << self.start

    def number_of(self, row: int) -> int:
        """The number of one of these rows of the block."""
        return self.number + row - self.start

    def part(self, start: int, stop: int) -> Bits:
        """Those of its rows whose numbers are from `start` to before `stop`."""
        start, stop = max(start, self.number), min(stop, self.number + self.size)
        return ((1 << max(0, stop - start)) - 1) << max(0, self.start + start - self.number)


class Block:
    """Rows of one list or of many, in the order in which they were added."""

    def __init__(self, plain: Callable[[str], str]) -> None:
        """`plain` makes of a Markdown description what is searched."""
        self.facts: dict[int, Facts] = {}
        self.struck: Bits = 0
        self.living: Bits = 0
        """The rows that can be found: wholly added, and not removed."""
        self._plain = plain
        self._size = 0
        self._parts: list[Rows] = []
        self._starts: list[int] = []
        """The first row of each of `_parts`."""
        self._segments: list[Segment] = []
        self._names, self._descriptions, self._urls = Column(), Column(), Column()
        self._sections, self._hosts = Column(), Column()
        self._runs: list[tuple[int, int]] = []
        """The rows of each of `_sections`."""
        self._letters: dict[str, Bits] = dict.fromkeys(_LETTERS, 0)
        """The rows that hold them in any of their texts."""
        self._hosted = self._spelt = 0
        """How many of `_parts` have their hosts in `_hosts`, their letters in `_letters`."""
        self._hosting, self._spelling = Lock(), Lock()
        self._remembered: dict[tuple[Place, Words, Mode, int], Bits] = {}
        """What was found last, by what was asked for; the last is the newest.

        No `lru_cache` of a method: with one, a block would hold itself, and stay when it is left.
        """
        self._remembering = Lock()

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, row: int) -> Row:
        part, at = self._place(row)
        return part[at]

    def name(self, row: int) -> str:
        """What `self[row]` is called, without making it an entry."""
        part, at = self._place(row)
        return part.names[at]

    def extend(self, key: str, number: int, rows: Rows) -> None:
        """Add rows of the list `key`, the first of which is its `number`-th.

        Others search meanwhile. They see the rows when they are `living`, which comes last; and
        what a column finds has to be looked up, so that each column comes after what it refers to.
        """
        start = len(self)
        self._names.extend(list(map(fold, rows.names)))
        self._descriptions.extend(self._folded_descriptions(rows))
        self._urls.extend(_folded_urls(rows))
        runs = _runs(rows.trails)
        self._runs.extend([(start + first, start + stop) for first, stop, _ in runs])
        self._sections.extend([path for _, _, path in runs])
        self.struck |= bits_where(reversed(rows.struck)) << start
        self._parts.append(rows)
        self._starts.append(start)
        self._size += len(rows)
        self._add_segment(Segment(key, start, number, len(rows)))

    def spell(self) -> None:
        """Find out for some letters which rows hold them: frizbee is slow where most do.

        Takes longer than to add the rows, which are found without it.
        """
        with self._spelling:
            for start, rows in list(zip(self._starts, self._parts, strict=False))[self._spelt :]:
                texts = self._whole_texts(rows)[::-1]
                for letter in _LETTERS:
                    holding = bits_where(map(contains, texts, repeat(letter)))
                    self._letters[letter] |= holding << start
                self._spelt += 1

    def holding(self, letter: str) -> Bits | None:
        """The rows with this letter in any of their texts; None where that is not known."""
        return self._letters.get(letter) if self._spelt == len(self._parts) else None

    def learn(self, key: str, facts: Mapping[int, Facts]) -> None:
        """Replace what is known of those of these rows of the list that are here."""
        for segment in self.segments(key):
            if segment.rows & self.living:
                numbers = range(segment.number, segment.number + segment.size)
                fewer = facts if len(facts) < len(numbers) else numbers
                self.facts.update(
                    (segment.start + number - segment.number, facts[number])
                    for number in fewer
                    if number in facts and number in numbers
                )

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

    def find(self, place: Place, words: Words, mode: Mode) -> Bits:
        """The rows that hold the words there, in this mode rather than in their own.

        What was found last is remembered: while one types, most terms stay the same.
        """
        asked = place, words, mode, len(self)
        with self._remembering:
            rows = self._remembered.pop(asked, None)
        if rows is None:
            rows = self._find(place, words, mode)
        with self._remembering:
            self._remembered[asked] = rows
            if len(self._remembered) > _REMEMBERED:
                del self._remembered[next(iter(self._remembered))]
        return rows

    def _find(self, place: Place, words: Words, mode: Mode) -> Bits:
        match place:
            case "in":
                runs = [self._runs[run] for run in members(self._sections.find(words, mode))]
                return bits_of_runs(runs) if runs else 0
            case "host":
                self._read_hosts()
                return self._hosts.find(words, mode)
        columns = {"name": self._names, "desc": self._descriptions, "url": self._urls}
        return columns[place].find(words, mode)

    def _read_hosts(self) -> None:
        """Add the hosts of the rows that came since; few queries need them."""
        with self._hosting:
            parts = self._parts[self._hosted :]
            urls = [url or "" for part in parts for url in part.urls]
            self._hosts.extend([fold(url[slice(*host_span(url))]) for url in urls])
            self._hosted += len(parts)

    def _add_segment(self, added: Segment) -> None:
        last = self._segments[-1] if self._segments else None
        if last and last.key == added.key and last.number + last.size == added.number:
            self._segments[-1] = replace(last, size=last.size + added.size)
        else:
            self._segments.append(added)
        self.living |= added.rows

    def _place(self, row: int) -> tuple[Rows, int]:
        part = bisect_right(self._starts, row) - 1
        return self._parts[part], row - self._starts[part]

    def _folded_descriptions(self, rows: Rows) -> list[str]:
        return [fold(self._plain(description)) for description in rows.descriptions]

    def _whole_texts(self, rows: Rows) -> list[str]:
        """All that is searched of each row, in small letters."""
        paths = chain.from_iterable(
            repeat(path, stop - first) for first, stop, path in _runs(rows.trails)
        )
        columns = map(fold, rows.names), self._folded_descriptions(rows), _folded_urls(rows), paths
        return ["\n".join(texts).lower() for texts in zip(*columns, strict=True)]


def _folded_urls(rows: Rows) -> list[str]:
    return [fold(url or "") for url in rows.urls]


def _runs(trails: Sequence[Trail]) -> list[tuple[int, int, str]]:
    """(first, stop, section path) of the rows that share a trail, which are searched as one."""
    starts = [n for n, trail in enumerate(trails) if not n or trail is not trails[n - 1]]
    pairs = pairwise([*starts, len(trails)])
    return [(first, stop, fold(section_path(trails[first]))) for first, stop in pairs]
