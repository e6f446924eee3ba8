"""Exports as downloads, for users who see the screens as a page in a browser."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import NamedTuple, Protocol


class ExportFiles(Protocol):
    """The destination of exports: `UserFiles` or `Downloads`."""

    def path(self, typed: str) -> str:
        """Return the path for what the user has typed."""

    def shown(self, path: str) -> str:
        """Return `path` as the user would type it."""

    def exists(self, typed: str) -> bool:
        """True if the file exists."""

    def write(self, typed: str, text: str, *, replace: bool) -> bool:
        """Write a file; return False if it exists, unless to `replace` it."""


class Downloads(NamedTuple):
    """Files that the browser saves in its own folder, under the name we propose."""

    send: Callable[[str, str], None]
    """Sends a file, by name and text, to the browser; called in threads."""

    def path(self, typed: str) -> str:
        """Return the name of the file, without folders."""
        return os.path.basename(typed.replace("\\", "/")) or "export"

    def shown(self, path: str) -> str:
        return path

    def exists(self, typed: str) -> bool:
        """Return False: browsers rename a file whose name is taken."""
        return False

    def write(self, typed: str, text: str, *, replace: bool) -> bool:
        self.send(self.path(typed), text)
        return True
