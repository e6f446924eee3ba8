"""Bookmarks, and the user's notes on links."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, count
from typing import Any

from awesome_tui.library.checks import all_rows, checked
from awesome_tui.library.store import StorePart, reads, writes
from awesome_tui.model.entries import Entry
from awesome_tui.text.sanitize import clean, clean_lines
from awesome_tui.text.urls import normalize_url

_OWN = ("url", "name", "description", "list_key", "tags", "added")
_ROW = ("url_key", *_OWN, "place")
_MARKS = ", ".join("?" * len(_ROW))
_SELECT_ROW = f"SELECT rowid, {', '.join(_ROW)} FROM bookmark WHERE url_key = ?"
_INSERT_ROW = f"INSERT INTO bookmark (rowid, {', '.join(_ROW)}) VALUES (?, {_MARKS})"
_NEW = ", ".join(f"{name} = excluded.{name}" for name in _OWN if name != "added")
_KEEP_ROW = f"{_INSERT_ROW} ON CONFLICT (url_key) DO UPDATE SET {_NEW}"
_MOST = 2**53
_ORDER = "coalesce(place, added) DESC, bookmark.rowid DESC"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmarked link; its texts are cleaned, as they may come from an untrusted file."""

    url: str
    name: str
    description: str = ""
    """Inline Markdown, as in lists."""
    list_key: str = ""
    """The key of the list that the link was found in."""
    tags: tuple[str, ...] = ()
    """Sorted; without commas, which separate tags wherever they are written."""
    note: str = ""
    added: int | None = None
    """Unix time in seconds; None until stored."""

    def __post_init__(self) -> None:
        for field in ("url", "name", "description", "list_key"):
            object.__setattr__(self, field, clean(getattr(self, field)).strip())
        object.__setattr__(self, "name", self.name or self.url)
        object.__setattr__(self, "tags", _normalize_tags(self.tags))
        object.__setattr__(self, "note", clean_lines(self.note).strip())


@dataclass(frozen=True, slots=True)
class KeptLinks:
    """Rows of some links, as the library has them at one moment."""

    keys: tuple[str, ...]
    """The normalized URLs of all these links, kept or not."""
    bookmarks: tuple[Sequence[Any], ...]
    notes: tuple[tuple[str, str], ...]

    def is_same(self, other: KeptLinks) -> bool:
        """True if only the numbers of rows differ, which may when one was restored."""
        rows, others = ([row[1:] for row in kept.bookmarks] for kept in (self, other))
        return rows == others and self.notes == other.notes


class Bookmarks(StorePart):
    """Bookmarks by normalized URL."""

    @writes
    def add(self, db: sqlite3.Connection, *bookmarks: Bookmark) -> int:
        """Store all or none of them, merging the tags of known URLs; return how many are new."""
        before = _count_bookmarks(db)
        _add_bookmarks(db, bookmarks, self.store.clock())
        return _count_bookmarks(db) - before

    @staticmethod
    def make(entries: Iterable[tuple[Entry, str]]) -> list[Bookmark]:
        """Bookmarks of entries, each with the key of its list, as far as these have a URL."""
        return [
            Bookmark(entry.url, entry.name, entry.description, list_key)
            for entry, list_key in entries
            if entry.url
        ]

    @writes
    def annotate(self, db: sqlite3.Connection, *edits: tuple[Bookmark, Bookmark]) -> None:
        """Store notes and tags of links that were edited, each given as before and after.

        Tags make a bookmark of a link. What another program changed meanwhile stays.
        """
        now, wanted = self.store.clock(), [after for _, after in edits if after.tags]
        unknown = [it for it in wanted if not _find_bookmark(db, normalize_url(it.url))]
        _add_bookmarks(db, [replace(bookmark, note="") for bookmark in unknown], now)
        for before, after in edits:
            key = normalize_url(after.url)
            if known := _find_bookmark(db, key):
                tags = sorted({*known.tags} - {*before.tags} | {*after.tags})
                db.execute("UPDATE bookmark SET tags = ? WHERE url_key = ?", (",".join(tags), key))
            if after.note != before.note:
                note = _edit_note(_read_note(db, key), before.note, after.note)
                _write_note(db, key, note, now)

    @writes
    def remove(self, db: sqlite3.Connection, *urls: str) -> int:
        """Delete bookmarks but not their notes; return how many were deleted."""
        before = _count_bookmarks(db)
        db.executemany(
            "DELETE FROM bookmark WHERE url_key = ?", [(normalize_url(url),) for url in urls]
        )
        return before - _count_bookmarks(db)

    @reads
    def kept(self, db: sqlite3.Connection, *urls: str) -> KeptLinks:
        """All that is stored of these links, for `restore`."""
        return _read_kept(db, tuple(dict.fromkeys(map(normalize_url, urls))))

    @writes
    def restore(self, db: sqlite3.Connection, kept: KeptLinks, changed: KeptLinks) -> bool:
        """Store again what was `kept` of some links, and nothing else of them.

        `changed` is what was kept after the change to be undone; if another program has stored
        anything else since, that is left alone, and False returned.
        """
        if not changed.is_same(_read_kept(db, kept.keys)):
            return False
        now = self.store.clock()
        for key in kept.keys:
            db.execute("DELETE FROM bookmark WHERE url_key = ?", (key,))
            _write_note(db, key, "", now)
        for rowid, *row in kept.bookmarks:
            # Another bookmark may have its row by now, which only orders those of the same time.
            taken = db.execute("SELECT 1 FROM bookmark WHERE rowid = ?", (rowid,)).fetchone()
            db.execute(_INSERT_ROW, (None if taken else rowid, *row))
        for key, note in kept.notes:
            _write_note(db, key, note, now)
        return True

    @reads
    def all(self, db: sqlite3.Connection) -> tuple[Bookmark, ...]:
        """All bookmarks, newest first; those that were added together in their original order."""
        notes = _read_notes(db)
        rows = all_rows(db, "bookmark", (*_OWN, "url_key"), f"ORDER BY {_ORDER}")
        return tuple(_bookmark_from_row(row[:-1], notes.get(row[-1], "")) for row in rows)

    @reads
    def tags(self, db: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
        """The tags of all bookmarks by normalized URL; of those without tags, none."""
        rows = all_rows(db, "bookmark", ("url_key", "tags"))
        return {key: _split_tags(tags) for key, tags in rows}


class Notes(StorePart):
    """The user's notes on links, bookmarked or not."""

    @writes
    def write(self, db: sqlite3.Connection, url: str, text: str) -> None:
        """Set the note on `url`; blank text deletes it."""
        _write_note(db, normalize_url(url), clean_lines(text).strip(), self.store.clock())

    @reads
    def all(self, db: sqlite3.Connection) -> dict[str, str]:
        """All notes by normalized URL."""
        return _read_notes(db)


def _read_notes(db: sqlite3.Connection) -> dict[str, str]:
    return {key: text for key, text in all_rows(db, "note", ("url_key", "text"))}  # noqa: C416


def _read_kept(db: sqlite3.Connection, keys: tuple[str, ...]) -> KeptLinks:
    notes = ((key, _read_note(db, key)) for key in keys)
    rows = (row for key in keys for row in db.execute(_SELECT_ROW, (key,)))
    return KeptLinks(
        keys,
        tuple((rowid, *checked("bookmark", _ROW, row)) for rowid, *row in rows),
        tuple((key, note) for key, note in notes if note),
    )


def _add_bookmarks(db: sqlite3.Connection, bookmarks: Sequence[Bookmark], now: float) -> None:
    times = [int(now) if bookmark.added is None else bookmark.added for bookmark in bookmarks]
    numbers = count(_last_number(db) + len(bookmarks), -1)
    # Sorting times never increase within a batch, so that its order is kept whatever its dates.
    for bookmark, *place in zip(bookmarks, numbers, accumulate(times, min), strict=False):
        _add_bookmark(db, bookmark, place, now)


def _add_bookmark(
    db: sqlite3.Connection, bookmark: Bookmark, place: Sequence[int], now: float
) -> None:
    """Add a bookmark at `place`: its row id, which orders those of one time, and that time."""
    key = normalize_url(bookmark.url)
    known = _find_bookmark(db, key)
    if known:
        bookmark = _merge_bookmarks(known, bookmark)
    added = int(now) if bookmark.added is None else bookmark.added
    texts = (bookmark.url, bookmark.name, bookmark.description, bookmark.list_key)
    number, time = place
    db.execute(_KEEP_ROW, (number, key, *texts, ",".join(bookmark.tags), added, time))
    noted = _read_note(db, key)
    if bookmark.note not in noted:
        _write_note(db, key, f"{noted}\n\n{bookmark.note}".strip(), now)


def _merge_bookmarks(known: Bookmark, new: Bookmark) -> Bookmark:
    """`new`, with the missing fields and the tags of `known`."""
    return replace(
        new,
        description=new.description or known.description,
        list_key=new.list_key or known.list_key,
        tags=known.tags + new.tags,
        added=known.added,
    )


def _find_bookmark(db: sqlite3.Connection, key: str) -> Bookmark | None:
    query = f"SELECT {', '.join(_OWN)} FROM bookmark WHERE url_key = ?"
    row = db.execute(query, (key,)).fetchone()
    return _bookmark_from_row(row) if row else None


def _bookmark_from_row(row: Sequence[Any], note: str = "") -> Bookmark:
    url, name, description, list_key, tags, added = checked("bookmark", _OWN, row)
    return Bookmark(url, name, description, list_key, _split_tags(tags), note, added)


def _split_tags(joined: str) -> tuple[str, ...]:
    return tuple(filter(None, joined.split(",")))


def _normalize_tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    words = (" ".join(clean(tag).replace(",", " ").split()) for tag in tags)
    return tuple(sorted({tag for tag in words if tag}))


def _count_bookmarks(db: sqlite3.Connection) -> int:
    (count,) = db.execute("SELECT count(*) FROM bookmark").fetchone()
    return int(count)


def _last_number(db: sqlite3.Connection) -> int:
    # A damaged row can hold the greatest possible row id, so implausible ones are ignored.
    query = "SELECT coalesce(max(rowid), 0) FROM bookmark WHERE rowid BETWEEN 0 AND ?"
    (number,) = db.execute(query, (_MOST,)).fetchone()
    return int(number)


def _read_note(db: sqlite3.Connection, key: str) -> str:
    row = db.execute("SELECT text FROM note WHERE url_key = ?", (key,)).fetchone()
    return str(checked("note", ("text",), row)[0]) if row else ""


def _edit_note(stored: str, before: str, after: str) -> str:
    """Replace `before` by `after` in what is stored, which another program may have changed."""
    if before and before in stored:
        return stored.replace(before, after, 1).strip()
    return stored if after in stored else f"{stored}\n\n{after}".strip()


def _write_note(db: sqlite3.Connection, key: str, text: str, now: float) -> None:
    if text:
        db.execute("REPLACE INTO note VALUES (?, ?, ?)", (key, text, now))
    else:
        db.execute("DELETE FROM note WHERE url_key = ?", (key,))
