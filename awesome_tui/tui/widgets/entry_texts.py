"""The texts of an entry in its row: name, description, and what else the filter matches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rich.cells import cell_len
from textual.style import Style

from awesome_tui.model.entries import Entry
from awesome_tui.model.outline import Item, Outline
from awesome_tui.model.section_paths import section_path
from awesome_tui.text.inline_markdown import plain
from awesome_tui.tui.widgets.row_text import Piece, crop_to_match, highlighted, pad, truncate

if TYPE_CHECKING:
    from awesome_tui.search.spans import Field

Spans: TypeAlias = Sequence[tuple[int, int]]
Matched: TypeAlias = "Callable[[str, Field], Spans]"
"""(text, field) -> character ranges that match the filter."""
Unseen: TypeAlias = Callable[[str, str], "Matched | None"]
"""(name, description) -> a `Matched` of the terms that match in neither; None if all do."""
Look: TypeAlias = Callable[[str], Style]
"""component class -> its style."""

_STRUCK = Style(strike=True)
_REASON = 24
"""The cells for another matching text, if the description has as many."""
_GAP = 2
_NAME = 12
"""The cells that an indented name keeps, even if it is indented by half of the column."""


def row_text(entry: Entry) -> str:
    """The description without markup; where there is none, the list's facts on the entry."""
    return plain(entry.description) or " · ".join(plain(fact.value) for fact in entry.facts)


class EntryTexts(NamedTuple):
    """Draws the texts of entries in their rows."""

    outline: Outline
    matched: Matched | None
    """None without a filter."""
    unseen: Unseen | None
    look: Look

    def pieces(self, item: Item, text: str, room: int, column: int, base: Style) -> Iterator[Piece]:
        """Name (`column` cells), row's `text`, and what else matched, in `room` cells."""
        entry, field = item.entry, _field_of_text(item.entry)
        depth = 0 if self.matched else item.depth
        if field == "fact" and 2 * depth + cell_len(entry.name) > column:
            text = ""  # facts are seen in the detail, too: the name needs its room more
        reason, reason_parts = self._reason(item, text)
        column = min(column, room) if text or reason else room
        deepest = max(column // 2, column - _NAME)  # or the name would be invisible
        indent = " " * min(2 * depth, deepest)
        name = truncate(entry.name, column - len(indent))
        gap = min(2, room - column)
        match = self.look("row--match")
        yield indent, base
        style = base + _STRUCK if entry.struck else base
        found = self._spans(entry.name, "name")
        yield from highlighted(name, found, style, style + match)
        yield " " * (column + gap - len(indent) - cell_len(name)), base
        rest, quiet = room - column - gap, base + self.look("row--quiet")
        most = max(rest * 2 // 5, min(_REASON, rest // 2))
        beside = min(cell_len(reason) + _GAP, most) if reason else 0
        rest -= beside
        parts = self._spans(text, field)
        if parts and not (found and self._shows_all_terms(entry.name)):
            text, parts = crop_to_match(text, parts, rest)
        yield from highlighted(pad(truncate(text, rest), rest), parts, quiet, quiet + match)
        if beside > _GAP:
            reason, reason_parts = crop_to_match(reason, reason_parts, beside - _GAP)
            said = pad(truncate(reason, beside - _GAP), beside - _GAP)
            yield " " * _GAP, quiet
            yield from highlighted(said, reason_parts, quiet, quiet + match)

    def _reason(self, item: Item, shown: str) -> tuple[str, Spans]:
        """The tag, fact, section path or URL that matches where name and `shown` text do not."""
        if self.matched is None:
            return "", ()
        entry, field = item.entry, _field_of_text(item.entry)
        missing: Matched | None = self.matched
        if self.matched(shown, field) or self.matched(entry.name, "name"):
            missing = self.unseen(entry.name, shown) if self.unseen else None
        if missing is None:
            return "", ()
        texts: list[tuple[str, Field]] = [(tag, "tag") for tag in entry.tags]
        texts += [(plain(fact.value), "fact") for fact in entry.facts]
        texts += [(section_path(self.outline.titles(item.place)), "in"), (entry.url or "", "url")]
        found = ((text, missing(text, field)) for text, field in texts)
        return next((each for each in found if each[1]), ("", ()))

    def _shows_all_terms(self, name: str) -> bool:
        """True if all terms of the filter match in the name."""
        return self.unseen is None or self.unseen(name, "") is None

    def _spans(self, text: str, field: Field) -> Spans:
        return self.matched(text, field) if self.matched else ()


def _field_of_text(entry: Entry) -> Field:
    return "desc" if entry.description else "fact"
