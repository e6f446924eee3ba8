"""Bookmarks, notes and visits of entries, as the screen shows and the library keeps them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from awesome_tui.errors import LibraryError
from awesome_tui.model.entries import Entry
from awesome_tui.services.entry_status import SavedLinks
from awesome_tui.text.urls import normalize_url
from awesome_tui.tui.counts import counted

if TYPE_CHECKING:
    from awesome_tui.library import Library


class SavedEntries:
    """Shows each change at once, and takes it back if the library cannot keep it.

    The methods that change something return a message once that is stored, or raise LibraryError.
    """

    def __init__(
        self, library: Library, links: SavedLinks, show: Callable[[SavedLinks], None]
    ) -> None:
        """Begin with `links`; `show` gets them again after each change."""
        self._library = library
        self._show = show
        self.links = links

    async def toggle_bookmarks(self, entries: Sequence[Entry], list_key: str) -> str:
        """Bookmark `entries` of the list `list_key`; no longer, if all of them are bookmarked."""
        chosen = [entry for entry in entries if entry.url]
        urls = [entry.url for entry in chosen if entry.url]
        name = chosen[0].name if len(chosen) == 1 else counted(len(chosen), "entry", "entries")
        bookmarks, before = self._library.bookmarks, self.links
        if before.has_bookmarks(urls):
            noun = "Bookmark" if len(chosen) == 1 else "Bookmarks"
            after, message = before.without_bookmarks(urls), f"{noun} removed: {name}"
            change: Awaitable[object] = bookmarks.remove(*urls)
        else:
            after, message = before.with_bookmarks(urls), f"Bookmarked {name}"
            change = bookmarks.add_entries(chosen, list_key)
        await self._change(after, change, lambda now: _with_bookmarks_of(now, before, urls))
        return message

    async def write_note(self, url: str, text: str) -> str:
        """Keep `text` as the note on `url`; no note, if it is blank."""
        before = self.links.note(url)
        await self._change(
            self.links.with_note(url, text),
            self._library.notes.write(url, text),
            lambda now: now.with_note(url, before),
        )
        return "Note saved" if text.strip() else "Note removed"

    def visit(self, urls: Iterable[str]) -> list[Awaitable[object]]:
        """Note that `urls` are being opened; each result is to be awaited for its error."""
        visited = list(urls)
        self._replace_links(self.links.with_visits(visited))
        return [self._library.history.visit(url) for url in visited]

    async def _change(
        self,
        after: SavedLinks,
        change: Awaitable[object],
        undone: Callable[[SavedLinks], SavedLinks],
    ) -> None:
        """Show `after` until `change` fails; other changes may have been shown meanwhile."""
        self._replace_links(after)
        try:
            await change
        except LibraryError:
            self._replace_links(undone(self.links))
            raise

    def _replace_links(self, links: SavedLinks) -> None:
        self.links = links
        self._show(links)


def _with_bookmarks_of(now: SavedLinks, before: SavedLinks, urls: Iterable[str]) -> SavedLinks:
    """`now`, but `urls` bookmarked as far as they were `before`."""
    keys = frozenset(map(normalize_url, urls))
    return replace(now, bookmarked=now.bookmarked - keys | before.bookmarked & keys)
