"""The user's data in one SQLite file: lists, bookmarks, notes, history and screen states.

    with Library(path, time.time) as library:
        await library.bookmarks.add(Bookmark("https://example.org", "Example"))   # on an event loop
        library.bookmarks.all().result()                                          # without one

All methods of `lists`, `local_lists`, `bookmarks`, `notes`, `history`, `states`, `filters`,
`frames`, `settings`, `health`, `repositories` and `readmes` run on one thread, which owns the
connection, and return a `Pending` at once. Once the `Pending` of a change has resolved, the change
is committed and survives a killed program or a power cut.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Self

from awesome_tui.library.bookmarks import Bookmark, Bookmarks, KeptLinks, Notes
from awesome_tui.library.health import Health
from awesome_tui.library.history import Filters, History, ScreenStates
from awesome_tui.library.known_repositories import Repositories
from awesome_tui.library.local_lists import LocalInfo, LocalLists
from awesome_tui.library.start_state import Frames, Settings
from awesome_tui.library.store import Pending, Store
from awesome_tui.library.stored_lists import (
    Lists,
    SourceVersion,
    StoredInfo,
    StoredList,
    StoredVersion,
)
from awesome_tui.library.stored_readmes import Readmes, StoredReadme
from awesome_tui.library.trees import Tree
from awesome_tui.model.screen_state import ScreenState

__all__ = [
    "Bookmark",
    "KeptLinks",
    "Library",
    "LocalInfo",
    "Pending",
    "ScreenState",
    "SourceVersion",
    "StoredInfo",
    "StoredList",
    "StoredReadme",
    "StoredVersion",
    "Tree",
]


class Library:
    """The library in the file at `path`, created if missing; ":memory:" stores nothing on disk.

    Opening takes a few milliseconds and raises `LibraryError` for a file of a newer program. Its
    folder is made private, unless it has none of its own: if not `has_folder`.
    """

    def __init__(
        self, path: Path | str, clock: Callable[[], float], *, has_folder: bool = True
    ) -> None:
        place = None if path == ":memory:" else Path(path)
        self._store = Store(place, clock, has_folder=has_folder)
        self.lists = Lists(self._store)
        self.local_lists = LocalLists(self._store)
        self.bookmarks = Bookmarks(self._store)
        self.notes = Notes(self._store)
        self.history = History(self._store)
        self.states = ScreenStates(self._store)
        self.filters = Filters(self._store)
        self.frames = Frames(self._store)
        self.settings = Settings(self._store)
        self.health = Health(self._store)
        self.repositories = Repositories(self._store)
        self.readmes = Readmes(self._store)

    def has_changed(self) -> Pending[bool]:
        """True at first, and where another program has written since this was last asked."""
        return self._store.has_changed()

    @property
    def notice(self) -> str | None:
        """Pending messages for the user: the file was damaged, or is read-only."""
        return self._store.notice

    def take_notice(self) -> str | None:
        """Return `notice` and clear it; later reads may add new messages."""
        return self._store.take_notice()

    @property
    def lasting(self) -> bool:
        """False if the library is only in memory, so that changes are lost on exit."""
        return self._store.lasting

    def close(self) -> None:
        """Finish the queued work, then close the file."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
