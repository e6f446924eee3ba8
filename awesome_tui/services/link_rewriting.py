"""Replacement of the destinations of moved links in a text, which stays as it is otherwise."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from awesome_tui.model.entries import AwesomeList
from awesome_tui.model.json_contract import list_to_object
from awesome_tui.parsing.source_lines import GOES_ON
from awesome_tui.services.listed_links import list_links

_LINE = re.compile(r'"line": (?:\d+|null)')


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The new text, and the list that it is."""

    text: str
    document: AwesomeList
    urls: frozenset[str]
    """The old destinations that are gone from it."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in a text where a destination stands literally."""

    start: int
    old: str
    new: str


def rewrite_links(
    text: str, moves: Mapping[str, str], parse: Callable[[str], AwesomeList]
) -> Rewritten:
    """Write the new destinations of `moves` into a text that `parse` reads.

    A destination is replaced only where it is spelled out as that of a link, and only if the parsed
    list then differs in links to it alone: the same text in code or comments stays.
    """
    marks = _mark_spots(_find_spots(text, moves))
    marked = parse(_replace(text, marks.values()))
    contents = _contents(marked)

    def sound_of(spots: Sequence[_Spot]) -> Sequence[_Spot]:
        """Find by bisection those of `spots` that change nothing else."""
        chosen = set(spots)
        written = _replace(text, (s if s in chosen else mark for s, mark in marks.items()))
        expected = contents
        for spot in spots:
            expected = expected.replace(marks[spot].new, json.dumps(_unescape(spot.new))[1:-1])
        if _contents(parse(written)) == expected:
            return spots
        if len(spots) < 2:
            return ()
        middle = len(spots) // 2
        return [*sound_of(spots[:middle]), *sound_of(spots[middle:])]

    linked = {link.url for link in list_links(marked)}
    text = _replace(text, sound_of([s for s, mark in marks.items() if mark.new in linked]))
    document = parse(text)
    return Rewritten(text, document, frozenset(moves) - {link.url for link in list_links(document)})


def _find_spots(text: str, moves: Mapping[str, str]) -> list[_Spot]:
    """Find where old destinations are spelled out, not as part of longer ones; the last first."""
    spots = [
        _Spot(found.start(), old, new)
        for old, new in _spellings(moves)
        for found in re.finditer(rf"(?<![\w/?#&=%+-]){re.escape(old)}", text)
        if not GOES_ON.match(text, found.end())
    ]
    return sorted(spots, key=lambda spot: spot.start, reverse=True)


def _spellings(moves: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield `moves` as they are spelled in text and, if that differs, in HTML."""
    for old, new in moves.items():
        yield old, new
        if "&" in old:
            yield old.replace("&", "&amp;"), new.replace("&", "&amp;")


def _unescape(url: str) -> str:
    """Undo the spelling for HTML, as parsers do."""
    return url.replace("&amp;", "&")


def _mark_spots(spots: Iterable[_Spot]) -> dict[_Spot, _Spot]:
    """Give each spot a unique destination, by which it is recognized in the parsed list."""
    return {
        spot: replace(spot, new=f"https://spot{number}.example/")
        for number, spot in enumerate(spots)
    }


def _replace(text: str, spots: Iterable[_Spot]) -> str:
    """Replace at `spots`, which come in the order from the last to the first."""
    for spot in spots:
        text = text[: spot.start] + spot.new + text[spot.start + len(spot.old) :]
    return text


def _contents(document: AwesomeList) -> str:
    """Return all of a list as text, but for line numbers, which may be those of code."""
    return _LINE.sub("", json.dumps(list_to_object(document)))
