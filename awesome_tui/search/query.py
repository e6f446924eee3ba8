"""Parser of the filter's query language.

query = group*                       all groups must match
group = term (' | ' term)*           any term must match
term  = '!'? (field ':')? ['^]? text '$'?
text  = characters without a space, or "characters with spaces"; \\ escapes the next character
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Literal, TypeAlias

from awesome_tui.model.statuses import FLAGS, KNOWN_TEXTS
from awesome_tui.search.fields import FIELDS, TYPED
from awesome_tui.search.folding import fold
from awesome_tui.search.words import is_word
from awesome_tui.text.measures import day_in, number_in

Mode: TypeAlias = Literal[
    "fuzzy", "inside", "start", "end", "whole", "word", "word start", "scattered"
]

_LETTERS_FOR_A_SLIP = 5

_FIELDS = "|".join((*TYPED, *KNOWN_TEXTS, "is", "stars", "pushed"))
_WORDS_OF = (None, "name", "desc", "in", "tag")
"""The places whose texts are words that people would search for elsewhere."""
_TERM = re.compile(
    rf"""
    (?P<negated>!?)
    (?P<body>
        (?:(?P<field>
            (?:{_FIELDS})(?=:)
            | [^\W\d_][\w-]*(?=:(?![:/]))
        ):)?
        (?P<anchor>['^]?)
        (?: "(?P<quoted>(?:\\.|[^"\\]|(?!))*+)"? | (?P<plain>(?:\\.|[^\s\\])*?) )
        (?P<end>\$?)
    )
    (?:\\\Z)?
    (?=\s|\Z)
    """,
    re.VERBOSE | re.DOTALL,
)
_SLUG = re.compile(r"[\W_]+")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_NUMBER = re.compile(r"(?P<compare>[<>]?=?)(?P<digits>[0-9]+)(?P<unit>[kKmM]?)")
_COMPARED = re.compile(
    r"(?P<compare>[<>]=?|=)(?P<value>[0-9]{4}(?:-[0-9]{2}){1,2}|-?[0-9]+(?:\.[0-9]+)?[kKmM]?)"
)
_DATE = re.compile(r"(?P<compare>[<>]?=?)(?P<day>[0-9]{4}(?:-[0-9]{2}){0,2})")
_HALF_TYPED_COMPARISON = re.compile(
    r"[<>]=?|=|(?:[<>]=?|=)(?:-|[0-9]{4}-[0-9]?|[0-9]{4}-[0-9]{2}-[0-9]?|[0-9]+\.)|"
)
_HALF_TYPED = {
    "is": re.compile("|".join(flag[:length] for flag in FLAGS for length in range(len(flag)))),
    "stars": re.compile(r"[<>]?=?"),
    "pushed": re.compile(r"[<>]?=?(?:\d{0,3}|\d{4}-\d?|\d{4}-\d\d-\d?)"),
}
_DIGITS = 18
"""Digits read of a star count; `int` refuses numbers of some thousand digits."""
_UNITS = {"": 1, "k": 1_000, "m": 1_000_000}
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
    place: str | None = None
    """`name`, one of `FIELDS`, or `known`; None searches the name and each text on its own."""
    column: str = ""
    """The column of facts to search, as `column_slug` spells it, empty for all; if the place is
    `known`, the field of `Facts`."""
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


@dataclass(frozen=True, slots=True)
class FactTerm:
    """A comparison with what the list says in a column, as `year:<2000`."""

    column: str
    compare: str
    value: str
    """A number, or a day or month as 2025-06-30 and 2025-06."""
    negated: bool = False

    def holds(self, said: str) -> bool | None:
        """Compare `said`, the text of a fact; None if it holds no number or no day."""
        day = day_in(said)
        if "-" in self.value[1:]:
            return _COMPARE[self.compare](day[: len(self.value)], self.value) if day else None
        known = float(day[:4]) if day else number_in(said)
        return None if known is None else _COMPARE[self.compare](known, number_in(self.value))


@dataclass(frozen=True, slots=True)
class ColumnTerm:
    """A term of a field that some lists have and others do not."""

    field: str
    """As `column_slug` spells it."""
    asked: TextTerm | FactTerm | None
    """The term where there is such a column; None while it is half typed."""
    text: TextTerm
    """The term as text, where there is none."""


Term: TypeAlias = TextTerm | FlagTerm | NumberTerm | FactTerm | ColumnTerm
Group: TypeAlias = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """Groups that must all match, each by any of its terms; without groups, all rows match."""

    groups: tuple[Group, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def terms(self) -> Iterator[Term]:
        """The terms of all groups."""
        return chain.from_iterable(self.groups)

    @property
    def asked_facts(self) -> frozenset[str]:
        """The fields of `Facts` on which the answer depends."""
        return frozenset(filter(None, map(_asked_fact, self.terms)))

    @property
    def wanted_words(self) -> str:
        """The texts to be found in names and descriptions, for another search than ours."""
        texts = (term.text if isinstance(term, ColumnTerm) else term for term in self.terms)
        return " ".join(
            term.needle
            for term in texts
            if isinstance(term, TextTerm) and not term.negated and term.place in _WORDS_OF
        )

    def uncased(self) -> Query:
        """Return the query with all capitals forgiven; equal if it has none."""
        return self._each(_uncased)

    def forgiving(self) -> Query:
        """Return the query with one typo forgiven in long fuzzy terms; equal if it has none."""
        return self._each(_forgiven)

    def for_columns(self, columns: Collection[str]) -> Query:
        """Return the query for a list with these columns; other fields are text."""
        groups = (
            tuple(known for term in group for known in _for_columns(term, columns))
            for group in self.groups
        )
        return Query(tuple(group for group in groups if group))

    def _each(self, change: Callable[[Term], Term]) -> Query:
        return Query(tuple(tuple(map(change, group)) for group in self.groups))


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


def column_slug(heading: str) -> str:
    """Return the field of a column: goodreads-rating of Goodreads Rating."""
    return _SLUG.sub("-", fold(heading).lower()).strip("-")


def columns_named(field: str, columns: Iterable[str]) -> list[str]:
    """Return the column of this name, or those that have it as words: year for year-published."""
    some = [column for column in columns if f"-{field}-" in f"-{column}-"]
    return [field] if field in some else some


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
    if field in _HALF_TYPED:
        return None if _HALF_TYPED[field].fullmatch(value) else _text_with_field(match)
    if not field or field in TYPED:
        return _words(match, field)
    return (
        _words(match, "known", KNOWN_TEXTS[field])
        if field in KNOWN_TEXTS
        else _column_term(match, value)
    )


def _asked_fact(term: Term) -> str | None:
    match term:
        case FlagTerm() | NumberTerm():
            return term.name
        case TextTerm(place="known"):
            return term.column
        case TextTerm(place="tag"):
            return "tags"
    return None


def _column_term(match: re.Match[str], value: str) -> Term | None:
    text = _text_with_field(match)
    if text is None:
        return None
    column, negated = column_slug(match["field"]), bool(match["negated"])
    asked: TextTerm | FactTerm | None = _words(match, "fact", column)
    if compared := _COMPARED.fullmatch(value):
        asked = FactTerm(column, compared["compare"], compared["value"], negated)
    elif _HALF_TYPED_COMPARISON.fullmatch(value):
        asked = None
    return ColumnTerm(column, asked, text)


def _text_with_field(match: re.Match[str]) -> TextTerm | None:
    """Return the text as typed, with what looks like a field."""
    end = match["end"]
    return _text_term(match["body"].removesuffix(end), _MODES["", end], bool(match["negated"]))


def _words(match: re.Match[str], place: str | None, column: str = "") -> TextTerm | None:
    text = match["plain"] if match["quoted"] is None else match["quoted"]
    mode = _MODES[match["anchor"], match["end"]]
    return _text_term(text, mode, bool(match["negated"]), place, column)


def _text_term(
    text: str, mode: Mode, negated: bool, place: str | None = None, column: str = ""
) -> TextTerm | None:
    text = _ESCAPED.sub(r"\1", text)
    needle = fold(text)
    if not needle:
        return None
    if mode == "fuzzy" and place in FIELDS and FIELDS[place].from_word_start:
        mode = "word start"
    elif mode == "fuzzy" and (negated or place not in (None, "name")):
        mode = "inside"
    return TextTerm(needle, mode, place, column, negated, cased=any(map(str.isupper, text)))


def _for_columns(term: Term, columns: Collection[str]) -> Iterator[Term]:
    if not isinstance(term, ColumnTerm):
        yield from (term, *_in_columns(term, columns))
    elif not (named := columns_named(term.field, columns)):
        yield term.text
    elif term.asked:
        yield from (replace(term.asked, column=column) for column in named)


def _in_columns(term: Term, columns: Collection[str]) -> Iterator[Term]:
    """Yield what asks the list's own columns for what is known of repositories, too."""
    match term:
        case NumberTerm():
            for column in columns_named(term.name, columns):
                yield FactTerm(column, term.compare, str(term.value), term.negated)
        case TextTerm(place="known"):
            fields = [field for field, known in KNOWN_TEXTS.items() if known == term.column]
            for column in {one for field in fields for one in columns_named(field, columns)}:
                yield replace(term, place="fact", column=column)


def _uncased(term: Term) -> Term:
    return replace(term, cased=False) if isinstance(term, TextTerm) else term


def _forgiven(term: Term) -> Term:
    if not isinstance(term, TextTerm) or term.mode != "fuzzy":
        return term
    return replace(term, slip=len(term.needle) >= _LETTERS_FOR_A_SLIP and is_word(term.needle))
