"""Parser of the filter's query language.

query = group*                       all groups must match
group = term (' | ' term)*           any term must match
term  = '!'? (field ':')? ['^]? text '$'?
text  = characters without a space, or "characters with spaces"; \\ escapes the next character
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from awesome_tui.search.folding import fold

Mode: TypeAlias = Literal["fuzzy", "inside", "start", "end", "whole"]
SearchField: TypeAlias = Literal["name", "desc", "in", "url", "host", "lang", "licence"]

FLAGS = ("bookmarked", "noted", "new", "visited", "list", "archived", "dead", "struck")
_LETTERS_FOR_A_SLIP = 5

_TERM = re.compile(
    r"""
    (?P<negated>!?)
    (?P<body>
        (?:(?P<field>name|desc|in|url|host|lang|licen[cs]e|is|stars|pushed):)?
        (?P<anchor>['^]?)
        (?: "(?P<quoted>(?:\\.|[^"\\]|(?!))*+)"? | (?P<plain>(?:\\.|[^\s\\])*?) )
        (?P<end>\$?)
    )
    (?:\\\Z)?
    (?=\s|\Z)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_NUMBER = re.compile(r"(?P<compare>[<>]?=?)(?P<digits>[0-9]+)(?P<unit>[kKmM]?)")
_DATE = re.compile(r"(?P<compare>[<>]?=?)(?P<day>[0-9]{4}(?:-[0-9]{2}){0,2})")
_HALF_TYPED = {
    "is": re.compile("|".join(f"{flag[:length]}" for flag in FLAGS for length in range(len(flag)))),
    "stars": re.compile(r"[<>]?=?"),
    "pushed": re.compile(r"[<>]?=?(?:\d{0,3}|\d{4}-\d?|\d{4}-\d\d-\d?)"),
}
_DIGITS = 18
"""Digits read of a star count; `int` refuses numbers of some thousand digits."""
_UNITS = {"": 1, "k": 1_000, "m": 1_000_000}
_PLACES: dict[str | None, SearchField] = {
    "name": "name",
    "desc": "desc",
    "in": "in",
    "url": "url",
    "host": "host",
    "lang": "lang",
    "licence": "licence",
    "license": "licence",
}
_MODES: dict[tuple[str, str], Mode] = {
    ("", ""): "fuzzy",
    ("'", ""): "inside",
    ("^", ""): "start",
    ("", "$"): "end",
    ("'", "$"): "end",
    ("^", "$"): "whole",
}
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "": operator.eq,
}


@dataclass(frozen=True, slots=True)
class TextTerm:
    """Text to find."""

    needle: str
    """Folded text."""
    mode: Mode = "fuzzy"
    """`fuzzy` applies to names; other places match consecutive characters."""
    place: SearchField | None = None
    """None searches the name, section path, description and URL, each on its own."""
    negated: bool = False
    cased: bool = False
    slip: bool = False
    """True to forgive one typo in the name."""


@dataclass(frozen=True, slots=True)
class FlagTerm:
    """An `is:` term; `name` is one of `FLAGS`."""

    name: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class NumberTerm:
    """A `stars:` or `pushed:` term."""

    name: Literal["stars", "pushed"]
    compare: str
    value: int | str
    negated: bool = False

    def holds(self, known: int | str) -> bool:
        """True if the known star count or push day satisfies the comparison."""
        if isinstance(self.value, str):
            known = str(known)[: len(self.value)]
        return _COMPARE[self.compare](known, self.value)


Term: TypeAlias = TextTerm | FlagTerm | NumberTerm
Group: TypeAlias = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """Groups that must all match, each by any of its terms; without groups, all rows match."""

    groups: tuple[Group, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def flags(self) -> frozenset[str]:
        """The words that follow `is:`."""
        terms = (term for group in self.groups for term in group)
        return frozenset(term.name for term in terms if isinstance(term, FlagTerm))

    def forgiving(self) -> Query:
        """Return the query with one typo forgiven in long fuzzy terms; equal if it has none."""
        return Query(tuple(tuple(map(_forgiven, group)) for group in self.groups))


def parse_query(text: str) -> Query:
    """Parse `text` into a query; never raises, and ignores half-typed terms."""
    groups: list[Group] = []
    joined = False
    for match in _TERM.finditer(text):
        if match[0] == "|":
            joined = True
        elif term := _term(match):
            alternatives: Group = groups.pop() if joined and groups else ()
            groups.append((*alternatives, term))
            joined = False
    return Query(tuple(groups))


def drop_last_term(text: str) -> str:
    """Remove the last term of `text`, and the bars around it."""
    ends = [match.end() for match in _TERM.finditer(text) if match[0] not in ("", "|")]
    return text[: ends[-2]] + " " if len(ends) > 1 else ""


def _term(match: re.Match[str]) -> Term | None:
    field, value = match["field"], fold(match["body"].partition(":")[2])
    negated = bool(match["negated"])
    if field == "is" and value in FLAGS:
        return FlagTerm(value, negated)
    if field == "stars" and (number := _NUMBER.fullmatch(value)):
        stars = int(number["digits"][:_DIGITS]) * _UNITS[number["unit"].lower()]
        return NumberTerm("stars", number["compare"], stars, negated)
    if field == "pushed" and (date := _DATE.fullmatch(value)):
        return NumberTerm("pushed", date["compare"], date["day"], negated)
    if field in _HALF_TYPED and _HALF_TYPED[field].fullmatch(value):
        return None
    return _words(match)


def _words(match: re.Match[str]) -> TextTerm | None:
    text = match["plain"] if match["quoted"] is None else match["quoted"]
    place, anchor, end = _PLACES.get(match["field"]), match["anchor"], match["end"]
    if match["field"] and not place:  # a field such as is: with an unknown value
        text, anchor = match["body"].removesuffix(end), ""
    text = _ESCAPED.sub(r"\1", text)
    needle = fold(text)
    if not needle:
        return None
    negated = bool(match["negated"])
    mode = _MODES[anchor, end]
    if mode == "fuzzy" and (negated or place not in (None, "name")):
        mode = "inside"
    return TextTerm(needle, mode, place, negated, cased=any(map(str.isupper, text)))


def _forgiven(term: Term) -> Term:
    if not isinstance(term, TextTerm) or term.mode != "fuzzy":
        return term
    return replace(term, slip=len(term.needle) >= _LETTERS_FOR_A_SLIP)
