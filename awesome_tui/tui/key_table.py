"""All commands with keys: their ids, default keys, and where these work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Literal, NamedTuple, TypeAlias

from textual.binding import Binding
from textual.dom import DOMNode

from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.dialogs.chooser import Chooser
from awesome_tui.tui.dialogs.command_dialog import CommandDialog
from awesome_tui.tui.dialogs.export_dialog import ExportDialog
from awesome_tui.tui.dialogs.help import Help
from awesome_tui.tui.dialogs.line_dialog import LineDialog
from awesome_tui.tui.dialogs.note_editor import NoteEditor
from awesome_tui.tui.screens.browser import BrowserScreen
from awesome_tui.tui.screens.picker import PickManyScreen, PickScreen
from awesome_tui.tui.screens.reader import ReaderScreen
from awesome_tui.tui.widgets.entry_detail import EntryDetail
from awesome_tui.tui.widgets.entry_list import EntryList
from awesome_tui.tui.widgets.filter_bar import FilterInput
from awesome_tui.tui.widgets.linked_text import LinkedText
from awesome_tui.tui.widgets.readme_pane import ReadmeSearch
from awesome_tui.tui.widgets.readme_view import ReadmeView
from awesome_tui.tui.widgets.row_view import RowView
from awesome_tui.tui.widgets.section_tree import SectionTree

Scope: TypeAlias = Literal[
    "screen",
    "reader",
    "picker",
    "rows",
    "tree",
    "entries",
    "detail",
    "readme",
    "filter",
    "chooser",
    "export",
    "line",
    "note",
    "palette",
]

OWNERS: Mapping[type[DOMNode], Scope] = {
    AwesomeApp: "screen",
    BrowserScreen: "screen",
    ReaderScreen: "reader",
    PickScreen: "picker",
    PickManyScreen: "picker",
    RowView: "rows",
    SectionTree: "tree",
    EntryList: "entries",
    LinkedText: "detail",
    EntryDetail: "detail",
    ReadmeView: "readme",
    FilterInput: "filter",
    ReadmeSearch: "filter",
}
"""The classes with bindings, except dialogs, and the scope of these."""
DIALOGS: Mapping[type[DOMNode], Scope] = {
    Chooser: "chooser",
    ExportDialog: "export",
    LineDialog: "line",
    NoteEditor: "note",
    CommandDialog: "palette",
    Help: "palette",
}
"""The dialogs, and the scope of their bindings."""
_ALL: frozenset[Scope] = frozenset(
    ("screen", "reader", "picker", "rows", "tree", "entries", "detail", "readme")
)
_MEET: Mapping[Scope, frozenset[Scope]] = {
    "screen": _ALL,
    "reader": _ALL - {"picker"},
    "picker": _ALL - {"reader"},
    "rows": _ALL - {"detail", "readme"} | {"chooser", "export"},
    "tree": _ALL - {"entries", "detail", "readme"},
    "entries": _ALL - {"tree", "detail", "readme"},
    "detail": _ALL - {"rows", "tree", "entries", "readme"},
    "readme": frozenset(("screen", "reader", "readme")),
    "filter": frozenset(("filter",)),
    "chooser": frozenset(("chooser", "rows")),
    "export": frozenset(("export", "rows")),
    "line": frozenset(("line",)),
    "note": frozenset(("note",)),
    "palette": frozenset(("palette",)),
}
"""For each scope, those whose keys work at the same time."""


class KnownCommand(NamedTuple):
    """A command with its default keys."""

    id: str
    scope: Scope
    keys: tuple[str, ...]
    text: str

    @property
    def is_of_dialog(self) -> bool:
        return self.scope in DIALOGS.values()

    @property
    def is_beside_text(self) -> bool:
        """True if letters are text where its keys work."""
        return self.scope in ("filter", "line", "note", "palette")

    def meets(self, other: KnownCommand) -> bool:
        """True if the keys of both work at the same time."""
        return other.scope in _MEET[self.scope]


@cache
def known_commands() -> Mapping[str, KnownCommand]:
    """All commands by their ids."""
    known: dict[str, KnownCommand] = {}
    for scope, binding in _all_bindings():
        before = known.get(binding.id or "")
        keys = (*before.keys, binding.key) if before else (binding.key,)
        text = binding.tooltip or binding.description
        known[binding.id or ""] = KnownCommand(binding.id or "", scope, keys, text)
    return known


def _all_bindings() -> Iterator[tuple[Scope, Binding]]:
    for owner, scope in chain(OWNERS.items(), DIALOGS.items()):
        for binding in Binding.make_bindings(owner.BINDINGS):
            if binding.id:
                yield scope, binding
