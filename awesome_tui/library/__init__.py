"""What the user keeps: lists, bookmarks, notes, and where they were; one SQLite file.

    with Library(path, time.time) as library:
        await library.bookmarks.add(Bookmark("https://example.org", "Example"))   # on a loop
        library.bookmarks.all().result()                                          # without one

Every method of `lists`, `bookmarks`, `notes`, `history`, `states` and `frames` is done by one
thread, which owns the connection, and gives a `Pending` answer at once. A change is confirmed by
its answer: from then on it survives a killed program and a power cut.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from awesome_tui.library.bookmarks import Bookmark, Bookmarks, Notes
from awesome_tui.library.frames import Frames
from awesome_tui.library.history import History, ScreenStates, Visit
from awesome_tui.library.lists import Lists, Original, StoredInfo, StoredList, Version
from awesome_tui.library.store import Pending, Store
from awesome_tui.library.trees import Tree
from awesome_tui.screenstate import ScreenState

__all__ = [
    "Bookmark",
    "Library",
    "Original",
    "Pending",
    "ScreenState",
    "StoredInfo",
    "StoredList",
    "Tree",
    "Version",
    "Visit",
]


class Library:
    """All that is kept in the file at `path`, which is made if need be; ":memory:" keeps nothing.

    Opening takes a few milliseconds and raises `LibraryError` for a file of a newer program.
    """

    def __init__(self, path: Path | str, clock: Callable[[], float]) -> None:
        self._store = Store(None if path == ":memory:" else Path(path), clock)
        self.lists = Lists(self._store)
        self.bookmarks = Bookmarks(self._store)
        self.notes = Notes(self._store)
        self.history = History(self._store)
        self.states = ScreenStates(self._store)
        self.frames = Frames(self._store)

    @property
    def notice(self) -> str | None:
        """What the user should be told: that the file was damaged, or cannot be written."""
        return self._store.notice

    def take_notice(self) -> str | None:
        """The same, once: there may be more to tell after anything that was read."""
        return self._store.take_notice()

    @property
    def lasting(self) -> bool:
        """Whether what is written stays when the program ends."""
        return self._store.lasting

    def close(self) -> None:
        """Do what was still asked for, then let go of the file."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
