"""New destinations for the moved links of a text, with all else left as it is."""

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
    """A text with new destinations, and the old ones that no link has any more."""

    text: str
    urls: frozenset[str]


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

    A destination is written only where the old one stands literally as that of a link, and where
    nothing in the list but links to it differs afterwards: what stands in code or comments stays.
    """
    marks = _marked(_find_spots(text, moves))
    marked = parse(_replace(text, marks.values()))
    contents = _contents(marked)

    def sound_of(spots: Sequence[_Spot]) -> Sequence[_Spot]:
        """Those of `spots` that change nothing else, looked for by halves."""
        chosen = set(spots)
        written = _replace(text, (s if s in chosen else mark for s, mark in marks.items()))
        expected = contents
        for spot in spots:
            expected = expected.replace(marks[spot].new, json.dumps(_as_read(spot.new))[1:-1])
        if _contents(parse(written)) == expected:
            return spots
        if len(spots) < 2:
            return ()
        middle = len(spots) // 2
        return [*sound_of(spots[:middle]), *sound_of(spots[middle:])]

    linked = {link.url for link in list_links(marked)}
    text = _replace(text, sound_of([s for s, mark in marks.items() if mark.new in linked]))
    return Rewritten(text, frozenset(moves) - {link.url for link in list_links(parse(text))})


def _find_spots(text: str, moves: Mapping[str, str]) -> list[_Spot]:
    """The places where old destinations stand as a whole, the last one first."""
    spots = [
        _Spot(found.start(), old, new)
        for old, new in _spellings(moves)
        for found in re.finditer(rf"(?<![\w/?#&=%+-]){re.escape(old)}", text)
        if not GOES_ON.match(text, found.end())
    ]
    return sorted(spots, key=lambda spot: spot.start, reverse=True)


def _spellings(moves: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield `moves` as texts and, where that differs, HTML have them."""
    for old, new in moves.items():
        yield old, new
        if "&" in old:
            yield old.replace("&", "&amp;"), new.replace("&", "&amp;")


def _as_read(url: str) -> str:
    """A destination as parsers understand what a text holds."""
    return url.replace("&amp;", "&")


def _marked(spots: Iterable[_Spot]) -> dict[_Spot, _Spot]:
    """`spots`, each with a destination by which it is known in the list."""
    return {
        spot: replace(spot, new=f"https://spot{number}.example/")
        for number, spot in enumerate(spots)
    }


def _replace(text: str, spots: Iterable[_Spot]) -> str:
    """Replace at `spots`, each of which stands before those that came earlier."""
    for spot in spots:
        text = text[: spot.start] + spot.new + text[spot.start + len(spot.old) :]
    return text


def _contents(document: AwesomeList) -> str:
    """All of a list but its lines, which are the first that hold a destination, in code, too."""
    return _LINE.sub("", json.dumps(list_to_object(document)))
