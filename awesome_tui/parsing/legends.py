"""Legends: what a list says that the signs at its entries mean, as in "🐍 – Python codebase"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from awesome_tui.parsing.blocks import Block, Details, Heading, Item, Runs, Table, Text
from awesome_tui.parsing.labels import has_words
from awesome_tui.parsing.runs import plain, split_lines

_PICTURE = "[\u00a9\u00ae\u2139\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff]"
_SIGN = rf"{_PICTURE}[\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d{_PICTURE}\ufe0f?)*"
_MEANS = r"(?:(?P<dot>·)|[-–—=:：]+|=+>|→|means?|stands? for|denotes|indicates|表示|代表)"
_SUBJECT = r"(?:that\s+)?(?:it(?:['’]s|\s+is)\s+(?:an?\s+)?|it\s+)?"  # "means that it's a classic"
# After a dot in place of a dash, one more dot ends the meaning only before the next sign: in
# "🔴 · Bowline · Hitch" they are between the cells of a row.
_END = rf"\s*(?:,(?!\d{{3}})|[;|，；。]|·(?(dot)\s*{_SIGN})|{_SIGN}|$)"
_PICTURED = rf"\s*{_MEANS}\s*{_SUBJECT}(?P<meaning>[^\W_][^;|·\n]*?)(?={_END})"
_MEANING = re.compile(rf"(?P<sign>{_SIGN}){_PICTURED}")
# Below "Legend", and in a line such as "Legend: 🔒 paid, 🆓 free", nothing needs to stand between
# a picture and its meaning.
_NAMED = re.compile(
    r"\W*(?:legend|key|icons?|symbols?|signs?|emojis?|图例|圖例|凡例)\W*[:：]", re.IGNORECASE
)
_HEADED = re.compile(
    r"\W*(?:(?:legend|icons?|symbols?|emojis?)\b|key\W*$|图例|圖例|凡例|标签含义|標籤含義)",
    re.IGNORECASE,
)
_BARE_MEANING = (
    rf"(?P<sign>{_SIGN})\s*(?P<meaning>[^\W_][^,，;；、|·\n]*?)(?=\s*(?:[,，;；、|·.]|{_SIGN}|$))"
)
_OPENS = re.compile(rf"\W*?{_SIGN}")
_SIGN_LAST = re.compile(rf"(\w[^:]*?)[\s:]*({_SIGN})\s*")
_SENTENCE_END = re.compile(r"(?<=\w\w)[.!?]\s|。")
_ASIDE = re.compile(r"[.:(（]")
_VARIANT = "\ufe0f"
_LONGEST = 8
"""Maximum words of a meaning."""


class Legend:
    """Meanings by sign, and by the alternative text of an image."""

    def __init__(self, meanings: dict[str, str], pictures: dict[str, str]) -> None:
        self._meanings = meanings
        self._pictures = pictures
        self._signs = re.compile("|".join(map(re.escape, sorted(meanings, key=len, reverse=True))))

    def split_sign(self, name: str) -> tuple[str, str]:
        """Split a sign with a meaning off the start of `name`; it is empty without one."""
        sign = self._signs.match(name) if self._meanings and not name.isascii() else None
        rest = name[sign.end() :].lstrip(f"{_VARIANT} ") if sign else ""
        return (sign[0], rest) if sign and has_words(rest) else ("", name)

    def tags(self, runs: Runs) -> tuple[str, ...]:
        """Return what the signs and images in `runs` mean."""
        shown = [run.text for run in runs if run.kind == "image"] if self._pictures else []
        drawn = [self._pictures[alt] for alt in shown if alt in self._pictures]
        meant = self._meant(plain(runs)) if self._meanings else []
        return tuple(dict.fromkeys((*meant, *drawn)))

    def _meant(self, text: str) -> list[str]:
        if text.isascii():
            return []
        found = self._signs.findall(text.replace(_VARIANT, ""))
        return [self._meanings[sign] for sign in found]


def read_legend(blocks: Iterable[Block]) -> Legend:
    """Collect the meanings of signs from all lines of `blocks` that have no link."""
    meanings: dict[str, str] = {}
    for line, is_named in _lines(blocks):
        matches = [*_MEANING.finditer(line)]
        if is_named:
            matches += re.finditer(_BARE_MEANING, line)
        for match in matches:
            if meaning := _short_meaning(match["meaning"]):
                meanings.setdefault(match["sign"].replace(_VARIANT, ""), meaning)
    return Legend(meanings, dict(_meanings_of_images(blocks)))


def _meanings_of_images(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Yield alternative text and meaning for lines such as "![Free](x.svg) means free to use"."""
    for block in blocks:
        if isinstance(block, Item | Details):
            yield from _meanings_of_images(block.blocks)
        elif isinstance(block, Text) and not any(run.opens for run in block.runs):
            for line in split_lines(block.runs):
                yield from _meanings_in(line)


def _meanings_in(line: Runs) -> Iterator[tuple[str, str]]:
    for index, run in enumerate(line):
        if run.kind == "image" and run.text:
            after = takewhile(lambda run: run.kind == "text", line[index + 1 :])
            meant = re.match(_PICTURED, plain(list(after)))
            if meant and (meaning := _short_meaning(meant["meaning"])):
                yield run.text, meaning


def _short_meaning(text: str) -> str:
    said = _SENTENCE_END.split(text)[0].strip().rstrip(".")
    if len(said.split()) > _LONGEST or said.count("(") > said.count(")"):
        said = _ASIDE.split(said)[0].strip()
    return said if has_words(said) and len(said.split()) <= _LONGEST else ""


def _lines(blocks: Iterable[Block], is_named: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield lines that open with a sign, and rows of two cells; links only below a title.

    With each goes if a title or a word before it says that it is a legend.
    """
    for block in blocks:
        match block:
            case Heading(_, runs):
                is_named = _HEADED.match(plain(runs)) is not None
            case Text(runs):
                yield from _lines_with_signs(runs, is_named)
                is_named = is_named or _HEADED.match(plain(runs)) is not None
            case Item(inner) | Details(blocks=inner):
                yield from _lines(inner, is_named)
                is_named = is_named or _is_legend_word(inner)
            case Table(rows):
                cells = [[_cell_text(cell) for cell in row.cells] for row in rows]
                if _is_below_meanings(cells):
                    cells = [list(pair) for pair in zip(*cells[::-1], strict=False)]
                for pair in _in_two_columns(cells):
                    if len(pair) == 2 and all(pair) and not has_words(pair[0]):
                        yield f"{pair[0]} = {pair[1]}", False


def _is_legend_word(blocks: Sequence[Block]) -> bool:
    """True for an item that is only a word such as "Legend", before those that explain signs."""
    match blocks:
        case [Text(runs)]:
            return _HEADED.match(plain(runs)) is not None
    return False


def _is_below_meanings(cells: Sequence[Sequence[str]]) -> bool:
    """True for a head of words over one row of signs."""
    return len(cells) == 2 and all(map(has_words, cells[0])) and not any(map(has_words, cells[1]))


def _in_two_columns(rows: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """Yield the rows of two cells; of a table with the same two heads again, each two cells."""
    is_repeated = bool(rows) and len(rows[0]) > 2 and list(rows[0][2:]) == list(rows[0][:-2])
    for row in rows:
        if is_repeated:
            yield from (row[start : start + 2] for start in range(0, len(row), 2))
        else:
            yield row


def _lines_with_signs(runs: Runs, is_named: bool) -> Iterator[tuple[str, bool]]:
    has_link = any(run.opens for run in runs)
    if (has_link and not is_named) or not _may_have_signs(runs):
        return
    for line in split_lines(runs):
        text = plain(line)
        if _NAMED.match(text) or _OPENS.match(text):
            yield text, (is_named and not has_link) or _NAMED.match(text) is not None
        elif is_named and not has_link and (ends := _SIGN_LAST.fullmatch(text)):
            yield f"{ends[2]} = {ends[1]}", False


def _may_have_signs(runs: Runs) -> bool:
    return any(not run.text.isascii() or ":" in run.text for run in runs)


def _cell_text(cell: Iterable[Block]) -> str:
    return " ".join(plain(block.runs) for block in cell if isinstance(block, Text))
