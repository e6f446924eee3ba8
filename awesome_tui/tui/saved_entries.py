"""Changes of bookmarks, notes, tags and visits, on the screen and in the library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from awesome_tui.errors import LibraryError
from awesome_tui.model.entries import Entry
from awesome_tui.services.entry_status import SavedLinks
from awesome_tui.text.measures import counted
from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.undo_stack import UndoStack

if TYPE_CHECKING:
    from awesome_tui.library import Bookmark, KeptLinks, Library, Pending


class EntryInList(NamedTuple):
    """An entry, and the library's key of its list."""

    entry: Entry
    list_key: str


class Annotation(NamedTuple):
    """A note and tags, as the user edits them."""

    note: str | None = ""
    """None if several entries are edited, which keep their own notes."""
    tags: str = ""
    """Separated by commas."""

    @property
    def tag_set(self) -> frozenset[str]:
        """The tags without surrounding blanks."""
        return frozenset(filter(None, (" ".join(tag.split()) for tag in self.tags.split(","))))


class SavedEntries:
    """Shows each change at once, and reverts it if the library cannot store it.

    The methods that change something return a message once that is stored, or raise LibraryError.
    """

    def __init__(
        self,
        library: Library,
        links: SavedLinks,
        show: Callable[[SavedLinks], None],
        undo: UndoStack | None = None,
    ) -> None:
        """Begin with `links`; `show` is called after each change, which `undo` can revert."""
        self._library = library
        self._show = show
        self._undo = undo or UndoStack()
        self.links = links

    async def toggle_bookmarks(self, chosen: Sequence[EntryInList]) -> str:
        """Bookmark what is `chosen`; if all of it is, remove the bookmarks."""
        added = self._library.bookmarks.make(chosen)
        urls = [bookmark.url for bookmark in added]
        name, noun = _names(added), "Bookmark" if len(added) == 1 else "Bookmarks"
        bookmarks, removed = self._library.bookmarks, f"{noun} removed: {name}"
        if self.links.has_bookmarks(urls):
            remove, after = partial(bookmarks.remove, *urls), self.links.without_bookmarks(urls)
            await self._change(urls, after, remove, f"{noun} restored: {name}")
            return f"{removed} · u restores {'it' if len(added) == 1 else 'them'}"
        add, after = partial(bookmarks.add, *added), self.links.with_bookmarks(urls)
        await self._change(urls, after, add, removed)
        return f"Bookmarked {name}"

    async def read_again(self) -> None:
        """Show changes that other windows have made since the last call."""
        if not await self._library.has_changed():
            return
        links, shown = self.links, None
        while shown is not self.links:  # read again if something was changed here meanwhile
            shown = self.links
            links = await run_in_thread(SavedLinks.of, self._library)
        if links != shown:
            self._replace_links(links)

    def annotation(self, chosen: Sequence[EntryInList]) -> Annotation:
        """Return note and tags of an entry; of several, their common tags."""
        first, *others = [entry.url for entry, _ in chosen if entry.url]
        tags = set(self.links.tags_of(first)).intersection(*map(self.links.tags_of, others))
        return Annotation(None if others else self.links.note(first), ", ".join(sorted(tags)))

    def known_tags(self) -> list[str]:
        counts = Counter(tag for tags in self.links.tags.values() for tag in tags)
        return [tag for tag, _ in counts.most_common()]

    async def annotate(
        self, chosen: Sequence[EntryInList], before: Annotation, edited: Annotation
    ) -> str:
        """Store what differs from `before`; tagged entries are bookmarked as well."""
        dropped = before.tag_set - edited.tag_set
        known = [
            replace(each, tags=self.links.tags_of(each.url), note=self.links.note(each.url))
            for each in self._library.bookmarks.make(chosen)
        ]
        wanted = [
            replace(
                was,
                tags=(*(set(was.tags) - dropped), *edited.tag_set),
                note=was.note if edited.note is None else edited.note,
            )
            for was in known
        ]
        edits = list(zip(known, wanted, strict=True))
        retagged = [now for was, now in edits if now.tags != was.tags]
        noted = [now for was, now in edits if now.note != was.note]
        if not retagged and not noted:
            return "Nothing changed"
        what = " and ".join((["note"] if noted else []) + (["tags"] if retagged else []))
        message = f"{what.capitalize()} {'saved' if _is_filled(noted, retagged) else 'removed'}"
        new = [now for now in wanted if now.tags and not self.links.has_bookmarks([now.url])]
        await self._change(
            [bookmark.url for bookmark in wanted],
            self.links.with_notes((now.url, now.note, now.tags) for now in wanted),
            partial(self._library.bookmarks.annotate, *edits),
            f"Undone: {what} of {_names(wanted)}",
        )
        return f"{message} · bookmarked {_names(new)}" if new else message

    def visit(self, urls: Iterable[str]) -> list[Awaitable[object]]:
        """Record that `urls` were opened; await the results for errors."""
        visited = list(urls)
        self._replace_links(self.links.with_visits(visited))
        return [self._library.history.visit(url) for url in visited]

    async def _change(
        self,
        urls: Sequence[str],
        after: SavedLinks,
        change: Callable[[], Awaitable[object]],
        undone: str,
    ) -> None:
        """Show `after` unless `change` fails; `undone` is the message of its undo."""
        before = self.links
        # The library works in order: this is the state before the change, then the one after it.
        kept = self._library.bookmarks.kept(*urls)
        changing = change()
        changed = self._library.bookmarks.kept(*urls)
        undo = partial(self._restore, urls, before, kept, changed, undone)
        self._undo.push(undo)  # now, as the user may undo it while it is being stored
        self._replace_links(after)
        try:
            await changing
        except LibraryError:
            self._undo.forget(undo)
            self._show_as_in(before, urls)
            raise

    async def _restore(
        self,
        urls: Sequence[str],
        before: SavedLinks,
        kept: Pending[KeptLinks],
        changed: Pending[KeptLinks],
        message: str,
    ) -> str:
        now = self.links
        self._show_as_in(before, urls)
        try:
            is_done = await self._library.bookmarks.restore(await kept, await changed)
        except LibraryError:
            self._show_as_in(now, urls)
            raise
        if is_done:
            return message
        self._show_as_in(now, urls)
        return "Not undone, as another program has changed it since."

    def _show_as_in(self, other: SavedLinks, urls: Iterable[str]) -> None:
        """Show `urls` as they were in `other`; all other links may have changed meanwhile."""
        self._replace_links(self.links.with_those_of(other, urls))

    def _replace_links(self, links: SavedLinks) -> None:
        self.links = links
        self._show(links)


def _is_filled(noted: Iterable[Bookmark], retagged: Iterable[Bookmark]) -> bool:
    """True if a change leaves any note or tag."""
    return any(each.note for each in noted) or any(each.tags for each in retagged)


def _names(bookmarks: Sequence[Bookmark]) -> str:
    if len(bookmarks) == 1:
        return bookmarks[0].name
    return counted(len(bookmarks), "entry", "entries")
