"""The texts of an entry beside its name: one table for queries, columns, ranks and highlights."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal, TypeAlias

from awesome_tui.model.table import EntryTable
from awesome_tui.search.folding import fold

Plain: TypeAlias = Callable[[str], str]
"""Converts Markdown to the text to search."""

_HOST = re.compile(r"[A-Za-z][\w+.-]*://(?:[^/?#]*@)?([^/?#:]+)")


class Rank(IntEnum):
    """How a term is answered, best first."""

    NAME = 1
    FIRST_WORD = 2
    WORD = 3
    WORD_START = 4
    """The start of a word, words written together, or the initials of the name."""
    LABEL_WORD = 5
    """A whole word of a section's title, a tag or a fact."""
    DESCRIPTION_WORD = 6
    WITHIN_NAME = 7
    WITHIN_TEXT = 8
    """Within the description, a section's title, a tag or a fact."""
    URL = 9
    FUZZY = 10


def host_span(url: str) -> tuple[int, int]:
    """Return the range of the host in `url`; empty if there is none."""
    match = _HOST.match(url)
    return match.span(1) if match else (0, 0)


@dataclass(frozen=True, slots=True)
class SearchField:
    """A text that `name:` searches, as do terms without a field unless it is `part_of` another."""

    name: str
    word: Rank
    """The rank of an entry where a term stands as whole words."""
    within: Rank
    """The rank where it stands in another way."""
    column: Literal["", "descriptions", "urls"] = ""
    """The column of a table that has it; none for texts that `Block` keeps apart."""
    is_markdown: bool = False
    has_words: bool = True
    """False to compare characters alone, without heed of words."""
    from_word_start: bool = False
    """True if a term without a sign matches only where a word starts."""
    part_of: str = ""
    """The field whose text contains it."""
    span: Callable[[str], tuple[int, int]] = lambda text: (0, len(text))
    """Return its range in that text."""

    def answers(self, place: str | None) -> bool:
        """True if a term of this field, or None for a term without one, searches the text."""
        return place == self.name if self.part_of else place in (None, self.name)

    def written(self, rows: EntryTable) -> Sequence[str | None]:
        """Return what is written in each row, for a field with a column."""
        column: Sequence[str | None] = getattr(rows, self.column)
        return column

    def texts(self, written: Iterable[str | None], plain: Plain) -> list[str]:
        """Return the folded texts of what is written in some rows."""
        whole = [text or "" for text in written]
        folded = list(map(fold, map(plain, whole) if self.is_markdown else whole))
        return [text[slice(*self.span(text))] for text in folded] if self.part_of else folded


FIELDS = {
    field.name: field
    for field in (
        SearchField("in", Rank.LABEL_WORD, Rank.WITHIN_TEXT),
        SearchField("tag", Rank.LABEL_WORD, Rank.WITHIN_TEXT, from_word_start=True),
        SearchField("fact", Rank.LABEL_WORD, Rank.WITHIN_TEXT, from_word_start=True),
        SearchField(
            "desc",
            Rank.DESCRIPTION_WORD,
            Rank.WITHIN_TEXT,
            column="descriptions",
            is_markdown=True,
        ),
        SearchField(
            "url",
            Rank.URL,
            Rank.URL,
            column="urls",
            has_words=False,
        ),
        SearchField(
            "host",
            Rank.URL,
            Rank.URL,
            column="urls",
            has_words=False,
            part_of="url",
            span=host_span,
        ),
    )
}
"""All of them; a new row is a new field of the filter."""

READ_BY_ROW = [field for field in FIELDS.values() if field.column]
TYPED = ("name", *(name for name in FIELDS if name != "fact"))
"""The words before a colon; facts have those of the list's columns instead."""
