"""Bookmarks, notes and tags of entries, and the visits of links."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from awesome_tui.errors import LibraryError
from awesome_tui.text.urls import is_web
from awesome_tui.tui.dialogs import ask
from awesome_tui.tui.features.feature import work
from awesome_tui.tui.features.page_feature import PageFeature
from awesome_tui.tui.keys import hint, key
from awesome_tui.tui.saved_entries import Annotation, EntryInList, SavedEntries
from awesome_tui.tui.session import Connection
from awesome_tui.tui.undo_stack import UndoStack

if TYPE_CHECKING:
    from awesome_tui.tui.screens.reader import ReaderScreen


class Saving(PageFeature):
    """Keeps bookmarks, notes and tags, and which links were opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        hint("entry.bookmark", "b", "bookmark", "Bookmark", "Toggle bookmark"),
        key("entry.note", "e", "note", "Note", "Edit note and tags"),
    ]
    on_entries = frozenset(("bookmark", "note"))
    on_marked = frozenset(("entry.bookmark",))

    rest = 1.0
    """Seconds between checks for changes by other windows."""

    def __init__(self, screen: ReaderScreen, undos: UndoStack) -> None:
        super().__init__(screen)
        self._undos = undos
        self._saved: SavedEntries | None = None
        """None until the library is open."""

    def connect(self, connection: Connection) -> None:
        library, saved = connection.services.library, connection.saved
        self._saved = SavedEntries(library, saved, self.browser.show_saved, self._undos)
        self.browser.show_saved(saved)
        self.follow_others(self._saved)

    @work(group="others", description="what other windows keep")
    async def follow_others(self, saved: SavedEntries) -> None:
        """Show what other windows change, as long as the screen lives."""
        while True:
            await asyncio.sleep(self.rest)
            with suppress(LibraryError):  # the user sees the error when changing something
                await saved.read_again()

    async def note_opened(self, urls: Sequence[str]) -> None:
        if self._saved is None:
            return
        try:
            for visit in self._saved.visit(filter(is_web, urls)):
                await visit
        except LibraryError as error:
            self.say(str(error), error=True)

    @work(group="keep", description="the bookmark")
    async def action_bookmark(self) -> None:
        """Bookmark what is marked or under the cursor; if all of it is bookmarked, undo that."""
        chosen = self._chosen()
        await self.session.connected()
        if not chosen or self._saved is None:
            self.say("This entry has no link to bookmark.", error=True)
            return
        await self._confirm(self._saved.toggle_bookmarks(chosen))

    def _chosen(self) -> list[EntryInList]:
        """The marked entries, or the one under the cursor, that have a link."""
        outline = self.browser.outline
        if outline is None:
            return []
        return [
            EntryInList(outline.items[number].entry, self.session.lists.key_of(outline, number))
            for number in self.browser.chosen.numbers()
            if outline.items[number].entry.url
        ]

    async def _confirm(self, change: Awaitable[str]) -> None:
        with self.complaining():
            self.say(await change)

    @work(group="question")
    async def action_note(self) -> None:
        """Edit the note and tags of the entry under the cursor, or the tags of what is marked."""
        chosen = self._chosen()
        await self.session.connected()
        if not chosen or self._saved is None:
            self.say("This entry has no link to keep a note on.", error=True)
            return
        saved = self._saved
        title = f"Note and tags · {chosen[0].entry.name}"
        if len(chosen) > 1:
            title = f"Tags of {len(chosen)} marked entries"
        before = saved.annotation(chosen)
        edited = await ask(self.screen.app).annotation(title, before, saved.known_tags())
        if edited is not None:
            self.annotate(saved, chosen, before, edited)

    @work(group="keep", description="the note")
    async def annotate(
        self,
        saved: SavedEntries,
        chosen: Sequence[EntryInList],
        before: Annotation,
        edited: Annotation,
    ) -> None:
        await self._confirm(saved.annotate(chosen, before, edited))
