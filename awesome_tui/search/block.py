"""A block of some thousand rows, with the columns that are searched."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from threading import Lock

from awesome_tui.model.entries import Trail
from awesome_tui.model.section_paths import section_path
from awesome_tui.model.statuses import Facts, TellFacts
from awesome_tui.model.table import EntryTable, Row
from awesome_tui.search.bitset import Bits, bits, bits_of_octets, bits_of_runs, bits_where, members
from awesome_tui.search.column import Column, find_padded
from awesome_tui.search.fields import FIELDS, READ_BY_ROW, Plain, SearchField
from awesome_tui.search.folding import fold
from awesome_tui.search.query import Mode, TextTerm, column_slug
from awesome_tui.search.ranking import LONG, Texts, matches_mode
from awesome_tui.search.said_facts import SaidFacts
from awesome_tui.search.shared_links import SharedLinks
from awesome_tui.search.vocabulary import Vocabulary
from awesome_tui.search.words import padded

CAPACITY = 32_768
_REMEMBERED = 64
"""Cached results where a query does not ask for more."""


def path_of(trail: Trail) -> str:
    """The section titles of `trail` as the path that `in:` searches."""
    return section_path(section.title for section in trail)


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """Consecutive rows of a table in a block, which are read anew wherever they are needed."""

    start: int
    """First row in the block."""
    table: EntryTable
    at: int
    """First row in the table."""
    size: int

    def rows(self) -> EntryTable:
        """Return the rows as a table of their own, whose texts are decoded."""
        return self.table[self.at : self.at + self.size]


@dataclass(frozen=True, slots=True)
class Segment:
    """Consecutive rows of one list in a block."""

    key: str
    start: int
    """First row in the block."""
    number: int
    """Number of that row in its list."""
    size: int

    @property
    def rows(self) -> Bits:
        """Bitset of its rows in the block."""
        return ((1 << self.size) - 1) << self.start

    def number_of(self, row: int) -> int:
        """Return the number in the list of a row of the block."""
        return self.number + row - self.start

    def part(self, start: int, stop: int) -> Bits:
        """Return the bitset of its rows with numbers from `start` to before `stop`."""
        start, stop = max(start, self.number), min(stop, self.number + self.size)
        return ((1 << max(0, stop - start)) - 1) << max(0, self.start + start - self.number)


class Block:
    """Rows of one or many lists, in the order in which they were added."""

    def __init__(
        self,
        plain: Plain,
        vocabulary: Vocabulary,
        links: SharedLinks,
        base: int = 0,
    ) -> None:
        """Create an empty block, whose first row has the number `base` in the other two."""
        self.facts: dict[int, Facts] = {}
        self._own_tags: dict[int, tuple[str, ...]] = {}
        self._starred: Bits = 0
        self.struck: Bits = 0
        self.living: Bits = 0
        """Rows that can be found: those that are completely added."""
        self.vocabulary = vocabulary
        self.links = links
        self.base = base
        self.said = SaidFacts(plain)
        """Tags and facts, of the rows that have any."""
        self._plain = plain
        self._size = 0
        self._parts: list[_Part] = []
        self._starts = array("I")
        """The first row of each part."""
        self._segments: list[Segment] = []
        self._names, self._sections = Column(), Column()
        self._initials = Column()
        """The first letters of the words of each name."""
        self._columns = {field.name: Column() for field in READ_BY_ROW}
        self._runs: list[tuple[int, int]] = []
        """Row range of each text in `_sections`."""
        self._lengths: dict[int, Bits] = {}
        """Rows by the length of their names, up to `LONG`."""
        self._kept: dict[str, tuple[int, Bits]] = {}
        """Answers to terms, and the number of rows that were asked."""
        self._asked_for = dict.fromkeys((field.name for field in READ_BY_ROW if field.part_of), 0)
        """Fields that few queries search, and the number of `_parts` that their columns hold."""
        self._reading = Lock()
        self._remembered: dict[tuple[object, ...], Bits] = {}
        """Cache of results by search, newest last.

        Not an `lru_cache` of a method: its reference to the block would keep it alive after use.
        """
        self._remembering = Lock()
        self.room = _REMEMBERED
        """Number of results to cache."""

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, row: int) -> Row:
        table, at = self._place(row)
        return table[at]

    def name(self, row: int) -> str:
        """Return the folded name of `self[row]` without building its entry."""
        table, at = self._place(row)
        return fold(table.names[at])

    def texts(self, row: int) -> Texts:
        """Return what is searched of `self[row]`."""
        table, at = self._place(row)
        alone = table[at : at + 1]
        return Texts(
            fold(table.names[at]),
            {
                "in": [fold(path_of(table.trails[at]))],
                "tag": list(map(fold, table.tags[at])),
                **{one.name: one.texts(alone, self._plain) for one in READ_BY_ROW if one.read},
            },
            [(column_slug(fact.name), fold(self._plain(fact.value))) for fact in table.facts[at]],
        )

    @property
    def famed(self) -> Bits:
        """Rows of which something is known that puts them before others with as good a name."""
        return self._starred | self.links.shared(self.base, len(self))

    def fame(self, row: int) -> tuple[int, int]:
        """Return what is less for more lists that hold the link of a row, and for more stars."""
        known = self.facts.get(row)
        return -self.links.count(self.base + row), -(known.stars or 0) if known else 0

    def of_length(self, length: int) -> Bits:
        """Return the rows whose names have so many characters, or `LONG` and more."""
        return self._lengths.get(length, 0)

    def of_vocabulary(self, rows: bytes) -> Bits:
        """Return the rows of this block among rows of the vocabulary."""
        return bits_of_octets(rows, self.base, self._size)

    def extend(
        self, key: str, number: int, table: EntryTable, among: range, *, merged: bool = False
    ) -> None:
        """Add the rows `among` a table to the list `key`, the first with this number in it.

        Those that are `merged` are one hit with rows of other lists that have the same link.

        Safe during searches: rows can be found once they are `living`, which comes last. A match in
        a column is looked up elsewhere, so each column is extended after the data it refers to.
        """
        start, part = len(self), _Part(len(self), table, among.start, len(among))
        rows = part.rows()
        names = list(map(fold, rows.names))
        for length, these in _by_length(names).items():
            self._lengths[length] = self._lengths.get(length, 0) | bits(these, len(rows)) << start
        self._initials.extend(self.vocabulary.extend(self.base + start, names))
        self._names.extend(names)
        for field in READ_BY_ROW:
            if not field.part_of:
                self._extend_column(field, rows)
        self.said.extend(start, rows)
        if merged:
            self.links.extend(self.base + start, rows.urls)
        runs = _runs(rows.trails)
        self._runs.extend([(start + first, start + stop) for first, stop, _ in runs])
        self._sections.extend([padded(path) for _, _, path in runs])
        self.struck |= bits_where(reversed(rows.struck)) << start
        self._parts.append(part)
        self._starts.append(start)
        self._size += len(rows)
        self._add_segment(Segment(key, start, number, len(rows)))

    def keep(self, text: str, find: Callable[[], Bits]) -> None:
        """Work out which rows answer this text, until more rows come."""
        size = len(self)
        if self.kept(text) is not None:
            return
        self._kept[text] = size, find()
        with self._remembering:
            self._remembered.clear()  # of which this is made

    def kept(self, text: str) -> Bits | None:
        """Return the rows that answer this text; None if that is not worked out."""
        size, rows = self._kept.get(text, (-1, 0))
        return rows if size == len(self) else None

    def learn(self, key: str, facts: Mapping[int, Facts]) -> None:
        """Replace the facts about rows of the list that are in this block."""
        known: dict[int, Facts] = {}
        for segment in self.segments(key):
            numbers = range(segment.number, segment.number + segment.size)
            fewer = facts if len(facts) < len(numbers) else numbers
            known.update(
                (segment.start + number - segment.number, facts[number])
                for number in fewer
                if number in facts and number in numbers
            )
        if known:
            self.facts.update(known)
            self._note_facts()

    def learn_all(self, key: str, tell: TellFacts) -> None:
        """Replace the facts about all rows of the list that are in this block."""
        urls = [url for part in self._parts for url in part.rows().urls]
        facts: dict[int, Facts | None] = {**self.facts}
        for segment in self.segments(key):
            shift = segment.number - segment.start
            for row in range(segment.start, segment.start + segment.size):
                facts[row] = tell(row + shift, urls[row])
        self.facts = {row: known for row, known in facts.items() if known}
        self._note_facts()

    def _note_facts(self) -> None:
        self._starred = bits([row for row, known in self.facts.items() if known.stars], len(self))
        self._own_tags = {row: known.tags for row, known in self.facts.items() if known.tags}

    def segments(self, key: str) -> list[Segment]:
        """Return the segments of this list, in order."""
        return [segment for segment in self._segments if segment.key == key]

    def segment_of(self, row: int) -> Segment:
        """Return the segment that contains this row."""
        return self._segments[bisect_right(self._segments, row, key=lambda one: one.start) - 1]

    def find(self, place: str, words: TextTerm, *, mode: Mode | None = None) -> Bits:
        """Return the rows that contain the words in `place`, in their mode or another.

        Recent results are cached: while the user types, most terms stay the same.
        """
        asked = place, words.needle, words.cased, words.column, mode or words.mode, len(self)
        with self._remembering:
            rows = self._remembered.pop(asked, None)
        if rows is None:
            rows = self._find(place, words, mode or words.mode)
        with self._remembering:
            self._remembered[asked] = rows
            while len(self._remembered) > self.room:
                del self._remembered[next(iter(self._remembered))]
        return rows

    def text(self, row: int, field: SearchField) -> str:
        """Return the folded text of one row in a field that is read by rows."""
        table, at = self._place(row)
        return field.texts(table[at : at + 1], self._plain)[0]

    def find_own_tags(self, words: TextTerm) -> Bits:
        """Return the rows that the user has given a tag with the words."""
        tagged = self._own_tags.items()
        rows = [row for row, tags in tagged if any(matches_mode(words, fold(tag)) for tag in tags)]
        return bits(rows, len(self))

    def _find(self, place: str, words: TextTerm, mode: Mode) -> Bits:
        match place:
            case "name":
                return self._names.find(words.needle, mode, cased=words.cased)
            case "initials":
                return self._initials.find(words.needle, mode, cased=True)
            case "in":
                found = find_padded(self._sections, words, mode)
                runs = [self._runs[run] for run in members(found)]
                return bits_of_runs(runs) if runs else 0
            case "tag" | "fact":
                return self.said.find(place, words, mode)
        if place in self._asked_for:
            self._read_parts_of(FIELDS[place])
        column = self._columns[place]
        if FIELDS[place].has_words:
            return find_padded(column, words, mode)
        return column.find(words.needle, mode, cased=words.cased)

    def _read_parts_of(self, field: SearchField) -> None:
        """Fill the column of a field that few queries search with the rows since the last call."""
        with self._reading:
            parts = self._parts[self._asked_for[field.name] :]
            for part in parts:
                self._extend_column(field, part.rows())
            self._asked_for[field.name] += len(parts)

    def _extend_column(self, field: SearchField, rows: EntryTable) -> None:
        texts = field.texts(rows, self._plain)
        self._columns[field.name].extend(list(map(padded, texts)) if field.has_words else texts)

    def _add_segment(self, added: Segment) -> None:
        last = self._segments[-1] if self._segments else None
        if last and last.key == added.key and last.number + last.size == added.number:
            self._segments[-1] = replace(last, size=last.size + added.size)
        else:
            self._segments.append(added)
        self.living |= added.rows

    def _place(self, row: int) -> tuple[EntryTable, int]:
        part = self._parts[bisect_right(self._starts, row) - 1]
        return part.table, part.at + row - part.start


def _by_length(names: Sequence[str]) -> dict[int, list[int]]:
    rows: dict[int, list[int]] = {}
    for row, name in enumerate(names):
        rows.setdefault(min(len(name), LONG), []).append(row)
    return rows


def _runs(trails: Sequence[Trail]) -> list[tuple[int, int, str]]:
    """Return (first, stop, section path) of rows that share a trail, which are searched as one."""
    starts = [n for n, trail in enumerate(trails) if not n or trail is not trails[n - 1]]
    pairs = pairwise([*starts, len(trails)])
    return [(first, stop, fold(path_of(trails[first]))) for first, stop in pairs]
