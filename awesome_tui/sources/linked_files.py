"""Texts beside a local list that its links lead to."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from awesome_tui.errors import NotFound
from awesome_tui.sources.checkout import find_checkout
from awesome_tui.sources.formats import format_of
from awesome_tui.sources.read import find_readme


class LinkedFiles:
    """Looks up the files that a list in a file links to; those of a checkout by their URLs too."""

    def __init__(self, file: str) -> None:
        self._file = os.path.abspath(file)
        self._folder = os.path.dirname(self._file)
        checkout = find_checkout(Path(file))
        self._top = str(checkout.top) if checkout else self._folder
        repository = checkout and checkout.repository
        self._url = repository.at("").base if repository else ""

    def find(self, url: str) -> str:
        """The file or folder at `url` that can be read; empty where there is none."""
        if self._url and url.startswith(self._url):
            url = f"/{url[len(self._url) :]}"
        elif "://" in url:  # most are, and need no look at the disk
            return ""
        with suppress(OSError, ValueError):  # such as a name that is too long
            path = self._path(url)
            if path != self._file and _can_be_read(path):
                return path
        return ""

    def _path(self, url: str) -> str:
        """The path that a relative URL names, or the file itself.

        A backslash, or a second slash, would have Windows ask another machine for the file.
        """
        parts = urlsplit(url)
        named = unquote(parts.path)
        if parts.scheme or parts.netloc or "\\" in named:
            return self._file
        folder = self._top if named.startswith("/") else self._folder
        return os.path.normpath(os.path.join(folder, named.lstrip("/") or self._file))


def _can_be_read(path: str) -> bool:
    if not os.path.isdir(path):
        ending = os.path.splitext(path)[1]
        return bool(ending and format_of(path)) and os.path.isfile(path)
    with suppress(NotFound):
        return bool(find_readme(Path(path)))
    return False
