"""Queries drawn from lists, and what is wrong with the order of their hits.

Queries are drawn by the list itself: words of section titles, words that stand in several names,
a section's word with a description's, and whole names in small letters. A query fails if one of
its first hits lacks a word as written although enough rows have them all, or if there is a name
that is the query, or else one that begins with it or holds it as whole words, and the first hit
has none as good.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from awesome_tui import parse
from awesome_tui.model.table import Row
from awesome_tui.search.folding import fold
from awesome_tui.search.index import Index
from awesome_tui.search.query import parse_query
from awesome_tui.search.words import lower
from awesome_tui.sources.formats import format_of
from awesome_tui.text.inline_markdown import plain

FIRST = 5
"""Hits that are looked at."""
OF_A_KIND = 25
"""Queries of each kind that are drawn from a list."""
_UNFIT = 2
_WORD = re.compile(r"[^\W\d_][^\W_]{2,}")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, indexed, with what is searched of each row as text in small letters."""

    rows: Sequence[Row]
    index: Index
    names: Sequence[str]
    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Fault:
    """A drawn query whose first hits are wrong."""

    kind: str
    query: str
    reason: str
    hits: tuple[str, ...]


def make_listing(rows: Iterable[Row]) -> Listing:
    rows = tuple(rows)
    index = Index(plain)
    index.add("list", rows)
    return Listing(
        rows, index, [lower(fold(row[1].name)) for row in rows], list(map(_searched_text, rows))
    )


def read_listing(path: Path) -> Listing:
    document = parse(path.read_text("utf-8"), format_of(path.name) or "markdown", source=path.name)
    return make_listing(document.walk())


def draw_queries(listing: Listing, of_a_kind: int = OF_A_KIND) -> Iterator[tuple[str, str]]:
    """Yield (kind, query), always the same ones for the same list."""
    chance = random.Random(0)
    titles = {section.title for trail, _ in listing.rows for section in trail}
    common = Counter(word for name in listing.names for word in set(_words(name)))
    kinds = {
        "section word": sorted({word for title in titles for word in _words(title)}),
        "name word": sorted(word for word, count in common.items() if count > 1),
        "two words": sorted(_pairs(listing, chance)),
        "whole name": sorted({name for name in listing.names if _is_plain(name)}),
    }
    for kind, queries in kinds.items():
        drawn = chance.sample(queries, min(of_a_kind, len(queries)))
        yield from ((kind, query) for query in drawn)


def find_fault(listing: Listing, kind: str, query: str) -> Fault | None:
    hits = listing.index.search(parse_query(query)).page(0, FIRST)
    first = [hit.number for hit in hits]
    reason = _lacking(listing, query, first) or _better_name(listing, query, first)
    return Fault(kind, query, reason, tuple(hit.entry.name for hit in hits)) if reason else None


def find_faults(listing: Listing, of_a_kind: int = OF_A_KIND) -> tuple[int, list[Fault]]:
    """Return how many queries were drawn, and the faults among their answers."""
    queries = list(draw_queries(listing, of_a_kind))
    faults = [find_fault(listing, *query) for query in queries]
    return len(queries), [fault for fault in faults if fault]


def _lacking(listing: Listing, query: str, first: Sequence[int]) -> str:
    """Name a hit that lacks a word while enough rows have all words; empty if none does."""
    words = query.split()
    having = {number for number, text in enumerate(listing.texts) if all(w in text for w in words)}
    wanted = min(FIRST, len(having))
    lacking = [number for number in first[:wanted] if number not in having]
    return f"{listing.names[lacking[0]]!r} lacks a word" if lacking else ""


def _better_name(listing: Listing, query: str, first: Sequence[int]) -> str:
    """Name a row whose name fits the query better than that of the first hit; empty if none."""
    fits = [_fit(name, query) for name in listing.names]
    best = min(fits, default=_UNFIT)
    if best == _UNFIT or (first and fits[first[0]] <= best):
        return ""
    return f"{listing.names[fits.index(best)]!r} is not first"


def _fit(name: str, query: str) -> int:
    """Return 0 for a name that is the query, 1 if it begins with it or holds it as whole words."""
    if name == query:
        return 0
    is_held = re.search(rf"(?<![^\W_]){re.escape(query)}(?![^\W_])", name)
    return 1 if is_held or name.startswith(query) else _UNFIT


def _pairs(listing: Listing, chance: random.Random) -> set[str]:
    """Draw pairs of a section's word and a word of a description in that section."""
    pairs = set()
    for trail, entry in chance.sample(listing.rows, min(4 * OF_A_KIND, len(listing.rows))):
        titled = _words(trail[-1].title.lower()) if trail else []
        told = _words(plain(entry.description).lower())
        if titled and told:
            pairs.add(f"{chance.choice(titled)} {chance.choice(told)}")
    return pairs


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word.isascii()]


def _is_plain(name: str) -> bool:
    """True if the name means itself as a query."""
    return bool(re.fullmatch(r"[a-z0-9][a-z0-9 .+#/-]*[a-z0-9+#]", name)) and name.isascii()


def _searched_text(row: Row) -> str:
    trail, entry = row
    facts = (fact.value for fact in entry.facts)
    titles = (section.title for section in trail)
    texts = (entry.name, plain(entry.description), *titles, *facts, *entry.tags, entry.url or "")
    return lower(fold("\n".join(texts)))
