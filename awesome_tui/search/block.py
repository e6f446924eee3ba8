"""A block of some thousand rows, with the columns that are searched."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from awesome_tui.model.entries import Trail
from awesome_tui.model.section_paths import section_path
from awesome_tui.model.statuses import Facts, TellFacts
from awesome_tui.model.table import EntryTable, Row
from awesome_tui.search.bitset import Bits, bits, bits_of_octets, bits_of_runs, bits_where, members
from awesome_tui.search.block_rows import BlockRows
from awesome_tui.search.column import Column, find_padded
from awesome_tui.search.fields import FIELDS, Plain, SearchField
from awesome_tui.search.folding import fold
from awesome_tui.search.query import Mode, TextTerm, column_slug
from awesome_tui.search.ranking import LONG, Texts, matches_mode
from awesome_tui.search.recent import Recent, Room
from awesome_tui.search.row_texts import RowTexts
from awesome_tui.search.said_facts import SaidFacts
from awesome_tui.search.settled import Settled
from awesome_tui.search.shared_links import SharedLinks
from awesome_tui.search.vocabulary import Vocabulary
from awesome_tui.search.words import is_word, joined_parts, padded

CAPACITY = 32_768
_RARE = 1_000
"""With one row in `_RARE` or fewer, looking at each is faster than searching all again."""


def path_of(trail: Trail) -> str:
    """The section titles of `trail` as the path that `in:` searches."""
    return section_path(section.title for section in trail)


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
        room: Room,
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
        self.rows = BlockRows()
        self._texts = RowTexts(self.rows, plain)
        self._segments: list[Segment] = []
        self._names, self._sections = Column(), Column()
        self._initials = Column()
        """The first letters of the words of each name."""
        self._runs: list[tuple[int, int]] = []
        """Row range of each text in `_sections`."""
        self._lengths: dict[int, Bits] = {}
        """Rows by the length of their names, up to `LONG`."""
        self._kept: dict[str, tuple[int, Bits]] = {}
        """Answers to terms, and the number of rows that were asked."""
        self.is_closed = False
        """True if no rows may be added any more."""
        self._settled: Settled | None = None
        self._recent: Recent[Bits] = Recent(room)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, row: int) -> Row:
        table, at = self.rows.place(row)
        return table[at]

    def name(self, row: int) -> str:
        """Return the folded name of `self[row]` without building its entry."""
        table, at = self.rows.place(row)
        return fold(table.names[at])

    def name_parts(self, rows: Bits) -> Iterator[tuple[int, str]]:
        """Yield the words of the names of these rows, with their numbers."""
        if self._settled:
            return self._settled.name_parts(rows)
        return (
            (row, joined_parts(fold(table.names[at]))) for row, table, at in self.rows.places(rows)
        )

    def texts(self, row: int) -> Texts:
        """Return what is searched of `self[row]`."""
        table, at = self.rows.place(row)
        return Texts(
            fold(table.names[at]),
            {
                "in": [fold(path_of(table.trails[at]))],
                "tag": list(map(fold, table.tags[at])),
                **self._texts.read(table, at),
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
        return bits_of_octets(rows, self.base, len(self))

    def extend(
        self, key: str, number: int, table: EntryTable, among: range, *, merged: bool = False
    ) -> None:
        """Add the rows `among` a table to the list `key`, the first with this number in it.

        Those that are `merged` are one hit with rows of other lists that have the same link.

        Safe during searches: rows can be found once they are `living`, which comes last. A match in
        a column is looked up elsewhere, so each column is extended after the data it refers to.
        """
        start, rows = len(self), table[among.start : among.stop]
        names = list(map(fold, rows.names))
        for length, these in _by_length(names).items():
            self._lengths[length] = self._lengths.get(length, 0) | bits(these, len(rows)) << start
        self._initials.extend(self.vocabulary.extend(self.base + start, names))
        self._names.extend(names)
        self._texts.extend(rows)
        self.said.extend(start, rows)
        if merged:
            self.links.extend(self.base + start, rows.urls)
        runs = _runs(rows.trails)
        self._runs.extend([(start + first, start + stop) for first, stop, _ in runs])
        self._sections.extend([padded(path) for _, _, path in runs])
        self.struck |= bits_where(reversed(rows.struck)) << start
        self.rows.append(table, among)
        self._add_segment(Segment(key, start, number, len(rows)))

    def keep(self, text: str, find: Callable[[], Bits]) -> None:
        """Work out which rows answer this text, until more rows come."""
        size = len(self)
        if self.kept(text) is not None:
            return
        self._kept[text] = size, find()
        self._recent.forget()  # of which this is made

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
        urls = [url for rows in self.rows.tables() for url in rows.urls]
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
        return self._recent.answer(
            (place, words.needle, words.cased, words.column, mode or words.mode, len(self)),
            lambda: self._find(place, words, mode or words.mode),
        )

    def find_whole(self, field: SearchField, words: TextTerm, rows: Bits) -> Bits:
        """Return those of `rows`, which contain the words, that contain them as whole words."""
        is_quick = not field.column or (self._settled and is_word(words.needle))
        if is_quick or rows.bit_count() * _RARE > len(self):
            return rows & self.find(field.name, words, mode="word")
        return self._texts.holding(field, replace(words, mode="word"), rows)

    def close(self, least: int) -> bool:
        """Let no more rows be added to so many; return False if there are fewer, or it was so."""
        if self.is_closed or len(self) < least:
            return False
        self.is_closed = True
        return True

    def settle(self, settled: Settled) -> None:
        """Search what stands in for columns of this closed block."""
        self._settled = settled
        self._initials = Column()
        self._texts.settle(settled)

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
                column = self._initials  # empty once it is settled
                if self._settled:
                    return self._settled.with_initials(words.needle, mode)
                return column.find(words.needle, mode, cased=True)
            case "in":
                found = find_padded(self._sections, words, mode)
                runs = [self._runs[run] for run in members(found)]
                return bits_of_runs(runs) if runs else 0
            case "tag" | "fact":
                return self.said.find(place, words, mode)
        return self._texts.find(FIELDS[place], words, mode)

    def _add_segment(self, added: Segment) -> None:
        last = self._segments[-1] if self._segments else None
        if last and last.key == added.key and last.number + last.size == added.number:
            self._segments[-1] = replace(last, size=last.size + added.size)
        else:
            self._segments.append(added)
        self.living |= added.rows


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
