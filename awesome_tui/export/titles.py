"""Titles spelled so that GitHub gives their headings the anchors that they had.

A title has lost what an anchor keeps: that an emoji was written as its name, and how many spaces
there were.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TypeAlias

from awesome_tui.emoji import names, names_in
from awesome_tui.inline import escape
from awesome_tui.model import AwesomeList, Section
from awesome_tui.slugs import Slugs, slug

_NUMBERED = re.compile(r"(.*)-([1-9][0-9]*)", re.DOTALL)
_DASHES = re.compile("-+")
_ANY_DASHES = "-*+"
_SPACE = "&#32;"
_NO_SPACE = "&nbsp;"  # no anchor has it
_MOST_EMOJI = 6
_LONGEST = 1000
"""Which titles have their emoji looked at: others would take long to try."""


_Written: TypeAlias = Mapping[int, tuple[int, str]]
"""Parts of a title that are spelled otherwise, by where they begin: the end and the Markdown."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a title is to be written."""

    title: str
    written: _Written = field(default_factory=dict)
    lead: str = ""
    trail: str = ""
    is_picture: bool = False
    """Whether the heading was a picture that is called so."""

    def part(self, start: int, end: int) -> str:
        """The Markdown of a part of the title."""
        if start == end:
            return ""
        result, position = "" if start else self.lead, start
        for at in sorted(self.written):
            stop, markdown = self.written[at]
            if position <= at and stop <= end:
                result += escape(self.title[position:at]) + markdown
                position = stop
        result += escape(self.title[position:end])
        return f"![{result}]()" if self.is_picture and result.strip() else result


class Headings:
    """Spells the headings of one document, in their order."""

    def __init__(self, document: AwesomeList) -> None:
        self._slugs = Slugs()
        self._sections = [section for section in _sections(document.sections) if section.level]

    def title(self, title: str) -> tuple[Spelling, int]:
        """How to write the title of the document, and how often: it may be repeated."""
        own = slug(title)
        alike = [section.anchor for section in self._sections if slug(section.title) == own]
        lead = ""
        if own in alike:  # the page's title was spelled otherwise
            anchors = {section.anchor for section in self._sections}
            while "-" * len(lead) + own in anchors:
                lead += " "
        number = _NUMBERED.fullmatch(alike[0]) if alike and not lead else None
        count = int(number[2]) if number and number[1] == own else 1
        self._slugs.seen["-" * len(lead) + own] += count
        return Spelling(title, _protected(title), _SPACE * len(lead)), count

    def is_nameless(self) -> bool:
        """Whether a heading without words comes before the first, lest that be the title."""
        if not self._sections or self._sections[0].level != 1:
            return False
        self._slugs.of("")
        return True

    def section(self, title: str, anchor: str) -> Spelling:
        """How to write the next heading."""
        for base in self._bases(anchor):
            if found := _spelled(title, base):
                self._slugs.seen[base] += 1
                return found
        self._slugs.of(title)
        return spelled(title)

    def _bases(self, anchor: str) -> Iterator[str]:
        """The slugs that would become `anchor` here."""
        if not self._slugs.seen[anchor]:
            yield anchor
        number = _NUMBERED.fullmatch(anchor)
        if number and self._slugs.seen[number[1]] == int(number[2]):
            yield number[1]


def spelled(title: str) -> Spelling:
    """How to write a title that has no anchor."""
    return Spelling(title, _protected(title))


def written(text: str) -> str:
    """Markdown that shows exactly `text`, also the name of an emoji."""
    return spelled(text).part(0, len(text))


def parted(text: str) -> Iterator[tuple[str, bool]]:
    """`text` in parts, and whether each is the name of an emoji."""
    position = 0
    for name in names_in(text):
        yield text[position : name.start()], False
        yield name[0], True
        position = name.end()
    yield text[position:], False


def _sections(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _sections(section.sections)


def _protected(title: str) -> _Written:
    """The names of emoji in `title`, which it still has because they were code."""
    return {m.start(): (m.end(), f"`{m[0]}`") for m in names_in(title)} if ":" in title else {}


def _spelled(title: str, base: str) -> Spelling | None:
    """`title` so that its slug is `base`, if that can be."""
    protected = _protected(title)
    if slug(title) == base:
        return Spelling(title, protected)
    found = _spaced(title, base, _named(title, base))
    if found is not None:
        return replace(found, written={**found.written, **protected})
    if base.strip("-"):
        return None
    return Spelling(title, trail=_SPACE * len(base), is_picture=True)


def _named(title: str, base: str) -> _Written:
    """The emoji of `title` that `base` has the names of."""
    emoji = [] if title.isascii() or len(title) > _LONGEST else list(_emoji().finditer(title))
    pattern, position = _ANY_DASHES, 0
    for at in emoji[:_MOST_EMOJI]:
        options = [*sorted(_slugs_of_names(at[0]), key=len, reverse=True), slug(at[0])]
        pattern += _loosely(title[position : at.start()])
        pattern += f"({'|'.join(map(re.escape, options))}){_ANY_DASHES}"
        position = at.end()
    found = re.fullmatch(pattern + _loosely(title[position:]), base) if position else None
    if found is None:
        return {}
    return {
        at.start(): (at.end(), f":{_slugs_of_names(at[0])[part]}:")
        for at, part in zip(emoji, found.groups(), strict=False)
        if part in _slugs_of_names(at[0])
    }


@cache
def _emoji() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(names(), key=len, reverse=True))))


def _slugs_of_names(emoji: str) -> dict[str, str]:
    return {slug(name): name for name in reversed(names()[emoji])}


def _loosely(text: str) -> str:
    """A pattern of the slug of `text`, whatever spaces were in it."""
    return _ANY_DASHES + _ANY_DASHES.join(map(re.escape, _DASHES.split(slug(text)))) + _ANY_DASHES


@dataclass(slots=True)
class _Stretch:
    """A part of a title: what may be dashes in its slug, and the letters after it."""

    spaces: list[int] = field(default_factory=list)
    """Where spaces are: at the start and at the end, too, nobody sees any."""
    dashes: int = 0
    word: str = ""


def _spaced(title: str, base: str, named: _Written) -> Spelling | None:
    """`title` with as many spaces as `base` has dashes, if they differ in nothing else."""
    counts: dict[int, int] = {}
    position = 0
    for stretch in _stretches(title, named):
        dashes = len(base) - position - len(base[position:].lstrip("-"))
        extra = dashes - stretch.dashes
        if extra < 0 or (extra and not stretch.spaces):
            return None
        counts |= _shared(extra, stretch.spaces, len(title))
        position += dashes + len(stretch.word)
        if not base.endswith(stretch.word, 0, position):
            return None
    if position != len(base):
        return None
    lead, trail = counts.pop(-1, 0), counts.pop(len(title), 0)
    spaces = {at: (at + 1, _spaces(count)) for at, count in counts.items() if count != 1}
    return Spelling(title, {**named, **spaces}, _SPACE * lead, _SPACE * trail)


def _spaces(count: int) -> str:
    return " " + _SPACE * (count - 1) if count else _NO_SPACE


def _stretches(title: str, named: _Written) -> list[_Stretch]:
    found = [_Stretch([-1])]
    for start, shown in _signs(title, named):
        for sign in shown:
            if sign in " -" and found[-1].word:
                found.append(_Stretch())
            if sign == " ":
                found[-1].spaces.append(start)
            elif sign == "-":
                found[-1].dashes += 1
            else:
                found[-1].word += sign
    if found[-1].word:
        found.append(_Stretch())
    found[-1].spaces.append(len(title))
    return found


def _signs(title: str, named: _Written) -> Iterator[tuple[int, str]]:
    """What each character or named emoji gives to the slug, but spaces as they are."""
    lowered = title.lower()
    position = 0
    while position < len(title):
        start = position
        position, name = named.get(start, (start + 1, ""))
        # A letter can be written otherwise at the end of a word, or as two.
        char = (lowered if len(lowered) == len(title) else title)[start]
        yield start, " " if char == " " else slug(name or char)


def _shared(extra: int, spaces: list[int], length: int) -> dict[int, int]:
    """One dash for each space as far as there are enough, and the others to where none is seen."""
    inner = [at for at in spaces if 0 <= at < length]
    counts = {at: int(number < extra) for number, at in enumerate(inner)}
    if extra > len(inner):
        most = spaces[0] if spaces[0] < 0 else spaces[-1]
        counts[most] = counts.get(most, 0) + extra - len(inner)
    return counts
