"""Spelling of exported headings, so that GitHub generates their original anchors.

A title does not show all that its anchor depends on: which emoji were written as shortcodes, and
how many spaces there were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TypeAlias

from awesome_tui.model.entries import AwesomeList, walk_sections
from awesome_tui.text.emoji import find_shortcodes, shortcodes_by_emoji
from awesome_tui.text.inline_markdown import escape
from awesome_tui.text.slugs import Slugs, slug

_NUMBERED = re.compile(r"(.*)-([1-9][0-9]*)", re.DOTALL)
_DASHES = re.compile("-+")
_WAY_BACK = re.compile(
    "-((?:(?:go|jump|return)-)?(?:back-)?to-(?:the-)?(?:top|contents|index|table-of-contents))$"
)
_ANY_DASHES = "-*+"
_SPACE = "&#32;"
_NO_SPACE = "&nbsp;"  # dropped from every anchor
_MOST_EMOJI = 6
_LONGEST = 1000
"""Limits on emoji and characters per title when trying shortcodes, which takes long."""


_Written: TypeAlias = Mapping[int, tuple[int, str]]
"""Replaced parts of a title: start offset to (end offset, Markdown)."""


@dataclass(frozen=True, slots=True)
class TitleSpelling:
    """The Markdown spelling of a title."""

    title: str
    written: _Written = field(default_factory=dict)
    lead: str = ""
    trail: str = ""
    is_picture: bool = False
    """True if the heading was an image with this alternative text."""

    def part(self, start: int, end: int) -> str:
        """Return the Markdown of `title[start:end]`."""
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


class HeadingSpeller:
    """Spells the headings of one document; call its methods in document order."""

    def __init__(self, document: AwesomeList) -> None:
        self._slugs = Slugs()
        self._sections = [
            section for top in document.sections for section in walk_sections(top) if section.level
        ]

    def title(self, title: str) -> tuple[TitleSpelling, int]:
        """Return the spelling of the document's title and how many headings to write with it."""
        own = slug(title)
        alike = [section.anchor for section in self._sections if slug(section.title) == own]
        lead = ""
        if own in alike:  # the original title had another slug
            anchors = {section.anchor for section in self._sections}
            while "-" * len(lead) + own in anchors:
                lead += " "
        number = _NUMBERED.fullmatch(alike[0]) if alike and not lead else None
        count = int(number[2]) if number and number[1] == own else 1
        self._slugs.seen["-" * len(lead) + own] += count
        return TitleSpelling(title, _protected(title), _SPACE * len(lead)), count

    def is_nameless(self) -> bool:
        """True if an empty heading must precede the first one, which would become the title."""
        if not self._sections or self._sections[0].level != 1:
            return False
        self._slugs.of("")
        return True

    def section(self, title: str, anchor: str) -> TitleSpelling:
        """Spell the next heading so that it gets `anchor`, if possible."""
        for base in self._bases(anchor):
            if found := _spell_for_slug(title, base):
                self._slugs.seen[base] += 1
                return found
        self._slugs.of(title)
        return spell_title(title)

    def _bases(self, anchor: str) -> Iterator[str]:
        """Yield the slugs that would become `anchor` at this point of the document."""
        if not self._slugs.seen[anchor]:
            yield anchor
        number = _NUMBERED.fullmatch(anchor)
        if number and self._slugs.seen[number[1]] == int(number[2]):
            yield number[1]


def spell_title(title: str) -> TitleSpelling:
    """Spell a title that has no anchor."""
    return TitleSpelling(title, _protected(title))


def write_text(text: str) -> str:
    """Return Markdown that shows exactly `text`, emoji shortcodes included."""
    return spell_title(text).part(0, len(text))


def split_shortcodes(text: str) -> Iterator[tuple[str, bool]]:
    """Split `text` at emoji shortcodes; the flag marks a shortcode."""
    position = 0
    for name in find_shortcodes(text):
        yield text[position : name.start()], False
        yield name[0], True
        position = name.end()
    yield text[position:], False


def _protected(title: str) -> _Written:
    """Wrap shortcodes of `title` in backticks: they were code, or they would be emoji by now."""
    return (
        {m.start(): (m.end(), f"`{m[0]}`") for m in find_shortcodes(title)} if ":" in title else {}
    )


def _spell_for_slug(title: str, base: str) -> TitleSpelling | None:
    """Spell `title` so that its slug is `base`; None if that is impossible."""
    protected = _protected(title)
    if slug(title) == base:
        return TitleSpelling(title, protected)
    found = _add_spaces(title, base, _emoji_to_shortcodes(title, base))
    if found is not None:
        return replace(found, written={**found.written, **protected})
    if base.strip("-"):
        return _add_way_back(title, base)
    return TitleSpelling(title, trail=_SPACE * len(base), is_picture=True)


def _add_way_back(title: str, base: str) -> TitleSpelling | None:
    """Add a link to the top, which is no part of a title, but of its anchor."""
    way = _WAY_BACK.search(base)
    if way is None or base[: way.start()] != slug(title):
        return None
    words = way[1].replace("-", " ")
    return TitleSpelling(title, _protected(title), trail=f" [{words}](#)")


def _emoji_to_shortcodes(title: str, base: str) -> _Written:
    """Map emoji of `title` to the shortcodes that `base` contains."""
    emoji = [] if title.isascii() or len(title) > _LONGEST else list(_emoji().finditer(title))
    pattern, position = _ANY_DASHES, 0
    for at in emoji[:_MOST_EMOJI]:
        options = [*sorted(_slugs_of_names(at[0]), key=len, reverse=True), slug(at[0])]
        pattern += _slug_pattern(title[position : at.start()])
        pattern += f"({'|'.join(map(re.escape, options))}){_ANY_DASHES}"
        position = at.end()
    found = re.fullmatch(pattern + _slug_pattern(title[position:]), base) if position else None
    if found is None:
        return {}
    return {
        at.start(): (at.end(), f":{_slugs_of_names(at[0])[part]}:")
        for at, part in zip(emoji, found.groups(), strict=False)
        if part in _slugs_of_names(at[0])
    }


@cache
def _emoji() -> re.Pattern[str]:
    return re.compile(
        "|".join(map(re.escape, sorted(shortcodes_by_emoji(), key=len, reverse=True)))
    )


def _slugs_of_names(emoji: str) -> dict[str, str]:
    return {slug(name): name for name in reversed(shortcodes_by_emoji()[emoji])}


def _slug_pattern(text: str) -> str:
    """Return a pattern for the slug of `text` with any number of dashes between words."""
    return _ANY_DASHES + _ANY_DASHES.join(map(re.escape, _DASHES.split(slug(text)))) + _ANY_DASHES


@dataclass(slots=True)
class _SlugPart:
    """A part of a title: the characters that become dashes in its slug, then a word."""

    spaces: list[int] = field(default_factory=list)
    """Positions of spaces, also the start and end of the title, where spaces are invisible."""
    dashes: int = 0
    word: str = ""


def _add_spaces(title: str, base: str, named: _Written) -> TitleSpelling | None:
    """Spell `title` with as many spaces as `base` has dashes; None if they differ otherwise."""
    counts: dict[int, int] = {}
    position = 0
    for stretch in _stretches(title, named):
        dashes = len(base) - position - len(base[position:].lstrip("-"))
        extra = dashes - stretch.dashes
        if extra < 0 or (extra and not stretch.spaces):
            return None
        counts |= _distribute_spaces(extra, stretch.spaces, len(title))
        position += dashes + len(stretch.word)
        if not base.endswith(stretch.word, 0, position):
            return None
    if position != len(base):
        return None
    lead, trail = counts.pop(-1, 0), counts.pop(len(title), 0)
    spaces = {at: (at + 1, _spaces(count)) for at, count in counts.items() if count != 1}
    return TitleSpelling(title, {**named, **spaces}, _SPACE * lead, _SPACE * trail)


def _spaces(count: int) -> str:
    return " " + _SPACE * (count - 1) if count else _NO_SPACE


def _stretches(title: str, named: _Written) -> list[_SlugPart]:
    found = [_SlugPart([-1])]
    for start, shown in _slug_characters(title, named):
        for sign in shown:
            if sign in " -" and found[-1].word:
                found.append(_SlugPart())
            if sign == " ":
                found[-1].spaces.append(start)
            elif sign == "-":
                found[-1].dashes += 1
            else:
                found[-1].word += sign
    if found[-1].word:
        found.append(_SlugPart())
    found[-1].spaces.append(len(title))
    return found


def _slug_characters(title: str, named: _Written) -> Iterator[tuple[int, str]]:
    """Yield each position and what it adds to the slug, except that spaces stay spaces."""
    lowered = title.lower()
    position = 0
    while position < len(title):
        start = position
        position, name = named.get(start, (start + 1, ""))
        # Lower case depends on context (final sigma) and may have another length.
        char = (lowered if len(lowered) == len(title) else title)[start]
        yield start, " " if char == " " else slug(name or char)


def _distribute_spaces(extra: int, spaces: list[int], length: int) -> dict[int, int]:
    """Distribute `extra` spaces: one per inner position, the surplus where it is invisible."""
    inner = [at for at in spaces if 0 <= at < length]
    counts = {at: int(number < extra) for number, at in enumerate(inner)}
    if extra > len(inner):
        most = spaces[0] if spaces[0] < 0 else spaces[-1]
        counts[most] = counts.get(most, 0) + extra - len(inner)
    return counts
