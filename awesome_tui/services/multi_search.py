"""Search results over several lists, formatted as text or exported as a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from awesome_tui.export.summary import summarize
from awesome_tui.model.entries import AwesomeList, Entry, Section, Trail
from awesome_tui.model.statuses import Facts
from awesome_tui.model.table import EntryTable, Row
from awesome_tui.search.hits import Hit, Hits
from awesome_tui.search.index import Index
from awesome_tui.search.query import Query
from awesome_tui.search.spans import Ranges
from awesome_tui.text.inline_markdown import plain
from awesome_tui.text.sanitize import clean

ReadFacts: TypeAlias = Callable[[EntryTable], Mapping[int, Facts]]
"""Returns the facts about the rows of a list, by their numbers."""

# SGR parameters; matches are red, as in grep.
_BOLD, _NORMAL, _DIM, _RED = "1", "", "2", "1;31"
_LOOKS = (_BOLD, _DIM, _NORMAL, _DIM)


@dataclass(frozen=True, slots=True)
class SearchResults:
    """Search results: the best hits, best first."""

    hits: Hits
    best: Sequence[Hit]


def search(
    lists: Iterable[tuple[str, Iterable[Row]]],
    query: Query,
    count: int | None = None,
    facts: ReadFacts | None = None,
) -> SearchResults:
    """Find the best `count` entries of all lists, or all matches; `facts` looks up facts.

    A link that several lists have is found once.
    """
    index = Index(plain)
    for key, listed in lists:
        rows = EntryTable.of(listed)
        index.add(key, rows, facts(rows) if facts else None, merged=True)
    hits = index.search(query)
    return SearchResults(hits, hits.page(0, hits.total if count is None else count))


def rank_entries(
    document: AwesomeList, query: Query, facts: ReadFacts | None = None
) -> Sequence[int]:
    """Return the numbers of the entries that match, best first; `facts` looks up facts."""
    rows, index = EntryTable.of(document.walk()), Index(plain)
    index.add(document.source, rows, facts(rows) if facts else None)
    return index.search(query).ranked()


def complete_results(
    found: SearchResults, document: Callable[[str], AwesomeList | None]
) -> SearchResults:
    """Add to the hits those fields of their entries that a search does not load.

    `document` loads a list by key; a hit stays as it is if its list has changed meanwhile.
    """
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for hit in found.best:
        wanted[hit.key].add(hit.number)
    rows: dict[tuple[str, int], Row] = {}
    for key, numbers in wanted.items():
        every = enumerate(_walk(document(key)))
        rows |= {(key, number): row for number, row in every if number in numbers}
    return replace(found, best=[_complete_hit(hit, rows) for hit in found.best])


def _walk(document: AwesomeList | None) -> Iterable[Row]:
    return document.walk() if document else ()


def _complete_hit(hit: Hit, rows: Mapping[tuple[str, int], Row]) -> Hit:
    trail, entry = rows.get((hit.key, hit.number), (hit.trail, hit.entry))
    is_same = (entry.name, entry.url) == (hit.entry.name, hit.entry.url)
    return hit._replace(trail=trail, entry=entry) if is_same else hit


def format_tsv(found: SearchResults, *, sourced: bool) -> str:
    """Format for programs: name, URL, summary and, if `sourced`, lists, separated by tabs."""
    return "".join("\t".join(_fields(hit, sourced)) + "\n" for hit in found.best)


def format_text(found: SearchResults, *, sourced: bool, coloured: bool) -> str:
    """Format for people: empty fields are omitted, and matches coloured."""
    return "".join(_format_search_row(hit, found.hits, sourced, coloured) for hit in found.best)


def results_as_list(found: SearchResults, title: str) -> AwesomeList:
    """The hits in order as one list, with a section for each list that they come from."""
    sources = dict.fromkeys(hit.key for hit in found.best)
    return AwesomeList(" ".join(sources), title, sections=tuple(_sections(found.best)))


def _fields(hit: Hit, sourced: bool) -> tuple[str, ...]:
    entry = hit.entry
    fields = (entry.name, entry.url or "", summarize(entry))
    return tuple(map(clean, (*fields, _sources(hit)) if sourced else fields))


def _sources(hit: Hit) -> str:
    """Name the lists that contain the link, the one of the hit first."""
    return ", ".join(dict.fromkeys((hit.key, *(copy.key for copy in hit.copies))))


def _format_search_row(hit: Hit, hits: Hits, sourced: bool, coloured: bool) -> str:
    fields: Iterable[str] = _fields(hit, sourced)
    if coloured:
        spans = hits.spans(hit)
        matched = (spans.name, spans.url, spans.description, ())
        fields = map(_highlight, fields, _LOOKS, matched)
    row = "  ".join(filter(None, fields)) + "\n"
    return row + "".join(_format_copy(hit, copy, coloured) for copy in hit.copies)


def _format_copy(hit: Hit, copy: Hit, coloured: bool) -> str:
    """Format what another list says of the link, to stand below the hit, if that differs."""
    if (copy.entry.name, copy.entry.description) == (hit.entry.name, hit.entry.description):
        return ""
    said = map(clean, (copy.entry.name, summarize(copy.entry), copy.key))
    line = "  ".join(filter(None, said))
    return f"    {_sgr(line, _DIM) if coloured else line}\n"


def _highlight(text: str, look: str, matched: Ranges) -> str:
    pieces, end = [], 0
    for start, stop in matched:
        pieces += [_sgr(text[end:start], look), _sgr(text[start:stop], _RED)]
        end = stop
    return "".join((*pieces, _sgr(text[end:], look)))


def _sgr(text: str, look: str) -> str:
    return f"\x1b[{look}m{text}\x1b[m" if text and look else text


def _sections(hits: Iterable[Hit]) -> Iterator[Section]:
    for _, neighbours in groupby(hits, lambda hit: (hit.key, *map(id, hit.trail))):
        alike = tuple(neighbours)
        entries = tuple(replace(hit.entry, entries=()) for hit in alike)
        yield _nested((Section(alike[0].key, "", level=1), *alike[0].trail), entries)


def _nested(trail: Trail, entries: tuple[Entry, ...]) -> Section:
    """Wrap the entries in copies of their sections, which contain nothing else."""
    section, *around = reversed([_without_children(section) for section in trail])
    section = replace(section, entries=entries)
    for outer in around:
        section = replace(outer, sections=(section,))
    return section


def _without_children(section: Section) -> Section:
    return replace(section, description="", links=(), entries=(), sections=())
