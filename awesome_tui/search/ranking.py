"""The order of hits: the class in which an entry answers each term, and what comes after that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from awesome_tui.search.fields import FIELDS, Rank, SearchField
from awesome_tui.search.query import Mode, TextTerm
from awesome_tui.search.words import (
    are_initials,
    find_in_word,
    find_word_starts,
    initials,
    is_word,
    joins_words,
    lower,
    name_parts,
    name_words,
    near_ends,
    padded,
    part_texts,
    spaced,
    tokens,
    whole,
)

LONG = 64
"""Names of this many characters and more count as equally long."""
TOGETHER_IN = ("in", "desc")
"""The fields where terms that stand together count."""
_JOINTS = ("", " ", "-", ".")
"""Characters between terms that count as standing together in a name."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The searched texts of an entry, folded."""

    name: str
    by_field: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By the name in `FIELDS`, without the facts."""
    facts: Sequence[tuple[str, str]] = ()
    """Columns and values."""


def rank_term(term: TextTerm, texts: Texts) -> Rank | None:
    """Return the best class in which `texts` answer a term; None if they do not.

    The negation of the term is not looked at.
    """
    in_name = _rank_name(term, texts.name)
    if in_name and in_name <= Rank.WORD_START:  # no other text ranks so high
        return in_name
    best = min(filter(None, (in_name, *_rank_texts(term, texts))), default=None)
    if best is None and term.place in (None, "name") and is_fuzzy(term):
        return Rank.FUZZY if fuzzy_offsets(term, texts.name) else None
    return best


def holds_together(needles: Sequence[str], texts: Texts) -> int:
    """Return 0 if the name holds all together and in order, 1 if another text does, else 2."""
    if any(joined in lower(texts.name) for joined in joined_in_name(needles)):
        return 0
    phrase = spaced(joined_in_text(needles))
    others = (text for name in TOGETHER_IN for text in texts.by_field.get(name, ()))
    return 1 if any(phrase in spaced(lower(text)) for text in others) else 2


def joined_in_name(needles: Sequence[str]) -> list[str]:
    """Return what a name in lower case holds where it holds `needles` together."""
    return [joint.join(map(lower, needles)) for joint in _JOINTS]


def joined_in_text(needles: Sequence[str]) -> str:
    """Return what another text in lower case holds where it holds `needles` together."""
    return " ".join(map(lower, needles))


def is_simple(term: TextTerm) -> bool:
    """True if the words of a name alone tell how it answers the term."""
    return not term.cased and term.mode in ("fuzzy", "inside") and is_word(term.needle)


def is_fuzzy(term: TextTerm) -> bool:
    """True if the letters of the term may stand apart in a name."""
    return term.mode == "fuzzy" and is_simple(term) and len(term.needle) > 1


def in_case(term: TextTerm, text: str) -> str:
    """Return `text` as this term compares it."""
    return text if term.cased else lower(text)


def matches_mode(term: TextTerm, text: str) -> bool:
    """True if a text holds the needle as consecutive characters, in the mode of the term."""
    needle = padded_needle(term.needle, term.mode)
    return _holds(in_case(term, padded(text)), in_case(term, needle), term.mode)


def text_test(term: TextTerm) -> Callable[[str], bool]:
    """Return a test for `matches_mode` that reads most texts once, as they are written."""
    stripped = in_case(term, term.needle).strip()
    if term.mode in ("fuzzy", "inside") and len(stripped) == len(term.needle):
        return lambda text: stripped in in_case(term, text)
    return lambda text: stripped in in_case(term, text) and matches_mode(term, text)


def holds_words(term: TextTerm, text: str) -> bool:
    """True if a text holds the needle as whole words."""
    return whole(in_case(term, term.needle)) in in_case(term, padded(text))


def padded_needle(needle: str, mode: Mode) -> str:
    """Return what a padded text holds, at the place of the mode, where the text holds `needle`."""
    match mode:
        case "start":
            return f" {spaced(needle)}"
        case "end":
            return f"{spaced(needle)} "
        case "whole":
            return padded(needle)
        case "word":
            return whole(needle)
        case "word start":
            return whole(needle).removesuffix(" ")
    return spaced(needle)


def _rank_name(term: TextTerm, name: str) -> Rank | None:
    if term.place not in (None, "name"):
        return None
    words = name_words(name)
    ranks = (
        _rank_near(term, words) if term.slip else None,
        _rank_words(term, name, words) if holds_in_mode(term, name) else None,
        Rank.WORD_START if _is_abbreviated(term, name) else None,
    )
    return min(filter(None, ranks), default=None)


def _rank_words(term: TextTerm, name: str, words: dict[str, bool]) -> Rank:
    """Rank a name that holds the needle."""
    wanted = tokens(term.needle)
    if len(name) == len(term.needle):
        return Rank.NAME
    if wanted and all(word in words for word in wanted):
        return Rank.FIRST_WORD if words[wanted[0]] else Rank.WORD
    return Rank.WORD_START if _starts_words(wanted, words, term.needle) else Rank.WITHIN_NAME


def _is_abbreviated(term: TextTerm, name: str) -> bool:
    """True if the term is initials of a name, or words of it without what parts them."""
    needle = lower(term.needle)
    return (
        is_fuzzy(term)
        and len(needle) < LONG
        and (are_initials(needle, initials(name)) or joins_words(needle, part_texts(name)))
    )


def holds_in_mode(term: TextTerm, name: str) -> bool:
    """True if a name or a URL holds the needle as consecutive characters, in the term's mode."""
    return _holds(in_case(term, name), in_case(term, term.needle), term.mode)


def _holds(text: str, needle: str, mode: Mode) -> bool:
    match mode:
        case "start":
            return text.startswith(needle)
        case "end":
            return text.endswith(needle)
        case "whole":
            return text == needle
    return needle in text


def _starts_words(wanted: Sequence[str], words: dict[str, bool], needle: str) -> bool:
    """True if all of `wanted` are words, and the last one the start of a word."""
    if not wanted or not needle[-1].isalnum():
        return False
    *before, last = wanted
    return all(word in words for word in before) and any(word.startswith(last) for word in words)


def _rank_near(term: TextTerm, words: dict[str, bool]) -> Rank | None:
    """Rank a name that holds a word which is, or starts with, the needle but for one typo."""
    ends = {word: near_ends(lower(term.needle), word) for word in words}
    exact = [word for word, found in ends.items() if len(word) in found]
    if exact:
        return Rank.FIRST_WORD if any(words[word] for word in exact) else Rank.WORD
    return Rank.WORD_START if any(ends.values()) else None


def fuzzy_offsets(term: TextTerm, name: str) -> list[int]:
    """Return the offsets of a fuzzy term's letters in a folded name; empty if it has them not."""
    needle = lower(term.needle)
    return find_in_word(needle, name) or find_word_starts(needle, name_parts(name))


def _rank_texts(term: TextTerm, texts: Texts) -> Iterator[Rank | None]:
    for one in FIELDS.values():
        if one.answers(term.place):
            for text in _texts_of(one, term, texts):
                yield _rank_text(one, term, text)


def _texts_of(one: SearchField, term: TextTerm, texts: Texts) -> Sequence[str]:
    if one.name == "fact":
        return [value for column, value in texts.facts if term.column in ("", column)]
    if one.part_of:
        return [text[slice(*one.span(text))] for text in texts.by_field.get(one.part_of, ())]
    return texts.by_field.get(one.name, ())


def _rank_text(one: SearchField, term: TextTerm, text: str) -> Rank | None:
    if not (matches_mode(term, text) if one.has_words else holds_in_mode(term, text)):
        return None
    return one.word if holds_words(term, text) else one.within
