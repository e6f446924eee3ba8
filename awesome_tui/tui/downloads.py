"""Downloads: files of one who sees the screens as a page in a browser."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import NamedTuple, Protocol


class ExportFiles(Protocol):
    """The destination of exports: `UserFiles`, or the downloads of a browser."""

    def path(self, typed: str) -> str:
        """The path of the file that the user means."""

    def shown(self, path: str) -> str:
        """`path` as the user would type it."""

    def exists(self, typed: str) -> bool:
        """True if the user names something that is there."""

    def write(self, typed: str, text: str, *, replace: bool) -> bool:
        """Write a file; False for one that is there, unless it may `replace` that."""


class Downloads(NamedTuple):
    """Files that the browser keeps where it keeps all downloads: only their names are ours."""

    send: Callable[[str, str], None]
    """Sends the browser a file: its name and its text. Called in threads."""

    def path(self, typed: str) -> str:
        """The name of the file, without any folder."""
        return os.path.basename(typed.replace("\\", "/")) or "export"

    def shown(self, path: str) -> str:
        return path

    def exists(self, typed: str) -> bool:
        """False: browsers give a file a name of its own where there is one alike."""
        return False

    def write(self, typed: str, text: str, *, replace: bool) -> bool:
        self.send(self.path(typed), text)
        return True
