"""Rules for the cells beside the name of a row: which describe it, and which state facts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from awesome_tui.model.entries import Fact, Link
from awesome_tui.parsing.blocks import Run, Runs
from awesome_tui.parsing.facts import fact_value, is_statement
from awesome_tui.parsing.labels import (
    SHORTCODE,
    has_words,
    is_generic,
    is_leading,
    is_rating,
    spells,
)
from awesome_tui.parsing.runs import links, plain

_STARS = re.compile("[★☆⭐🌟]")
_INDEX = frozenset({"序号", "序號"})
"""Headings of a first column that counts the rows."""
_COUNT = re.compile(r"\d[\d.,]*\s?[kKmM]?\+?")
# fmt: off
_KINDS = frozenset({
    "badges", "category", "country", "language", "languages", "licence", "license", "os",
    "platform", "platforms", "stack", "status", "tag", "tags", "tech", "tech stack",
    "technologies", "technology", "type",
    "idioma", "idiomas", "langage", "lenguaje", "lenguajes", "linguagem", "linguagens",
    "plataforma", "plataformas", "sprache", "язык", "языки", "平台", "语言", "語言", "言語", "언어",
})
"""Columns in which pictures stand for words."""
# fmt: on


def split_cells(
    cells: list[Runs], index: int, headings: Sequence[str], description: int | None
) -> tuple[tuple[Fact, ...], list[Runs]]:
    """Split the cells besides the name into facts, and those that describe."""
    facts: list[Fact] = []
    said: list[Runs] = []
    for i, drawn in enumerate(cells):
        if i == index or not drawn:
            continue
        heading = headings[i] if i < len(headings) else ""
        is_kind = heading.strip(" :").casefold() in _KINDS
        cell = _with_pictures_as_words(drawn) if is_kind else drawn
        if i == 0 and heading.strip() in _INDEX and is_rating(plain(cell)):
            continue
        if i == description:
            said.insert(0, cell)
        elif _STARS.search(heading) and _COUNT.match(plain(cell)):
            facts.append(Fact("Stars", fact_value(cell)))
        elif not has_words(heading):
            is_index = (heading or i == 0) and is_rating(plain(cell))
            said += [] if is_index or not _column_value(cell) else [cell]
        elif _only_leads_on(cell, heading, plain(cells[index])):
            continue
        elif (value := _column_value(cell)) and not (is_statement(value) or is_linked(cell)):
            said.append(cell)
        elif value:
            facts.append(Fact(heading, value))
    return tuple(facts), said


def _with_pictures_as_words(cell: Runs) -> Runs:
    """Return a cell with the names of its pictures, but of such as lead to another site."""
    shown: Runs = []
    is_after_picture = False
    for run in cell:
        leads_out = run.anchor is not None and "://" in (run.anchor.url or "")
        is_picture = run.kind == "image" and has_words(run.text) and not leads_out
        if is_picture and is_after_picture:
            shown[-1:] = [shown[-1], Run(", ")] if shown[-1].text.strip() else [Run(", ")]
        shown.append(Run(run.text) if is_picture else run)
        is_after_picture = is_picture or (is_after_picture and not run.text.strip())
    return shown


def _only_leads_on(cell: Runs, heading: str, name: str) -> bool:
    """True for links that say no more than the heading or the name, as "Buy" in a column "Link"."""
    said = plain(cell)
    if is_generic(heading) and (is_generic(said) or all(map(_is_word, links(cell)))):
        return is_linked(cell) or is_generic(said)
    return said.casefold() == name.casefold() and is_linked(cell)


def _is_word(link: Link) -> bool:
    parts = link.text.split("/")
    return all(part.strip().isalpha() or is_leading(part) or is_generic(part) for part in parts)


def _column_value(cell: Runs) -> str:
    """Return what a cell states; empty if its words only say where its link leads."""
    anchors = {run.anchor for run in cell if run.anchor is not None}
    if anchors and not any(_says_more(run) for run in cell):
        return ""
    return fact_value(cell)


def _says_more(run: Run) -> bool:
    text = SHORTCODE.sub("", run.text)
    if run.kind != "text" or not has_words(text):
        return False
    return not is_generic(text) and (run.anchor is None or not spells(run.anchor, text))


def is_linked(cell: Runs) -> bool:
    """True if all words of a cell are links."""
    return all(run.anchor is not None for run in cell if has_words(run.text))
