"""Files that the user names while the screens run."""

from __future__ import annotations

import os
from typing import NamedTuple

from awesome_tui.system.output import write_file
from awesome_tui.text.sanitize import clean


class UserFiles(NamedTuple):
    """Paths as the user types and reads them: from a folder, and with `~` for the home folder."""

    folder: str = ""
    """The folder that the program was started in."""
    home: str = ""
    served: str | None = None
    """The only file that may be read, if any, where strangers might look at the screens.

    None where the user does, who may read all.
    """

    def may_read(self, source: str) -> bool:
        """True if whoever sees the screens may read this file."""
        if self.served is None or not os.path.lexists(source):
            return True
        return bool(self.served) and os.path.abspath(source) == os.path.abspath(self.served)

    def path(self, typed: str) -> str:
        """Return the path for what the user has typed."""
        start = typed[:2]
        if self.home and start in ("~/", f"~{os.sep}"):
            typed = os.path.join(self.home, typed[2:])
        return os.path.join(self.folder, typed)

    def shown(self, path: str) -> str:
        """Return `path` as the user would type it."""
        if clean(path) != path:
            return os.path.basename(path)
        if self.home and path.startswith(self.home.rstrip(os.sep) + os.sep):
            return f"~{path[len(self.home.rstrip(os.sep)) :]}"
        return path

    def exists(self, typed: str) -> bool:
        """True if the user names something that is there."""
        return os.path.lexists(self.path(typed))

    def write(self, typed: str, text: str, *, replace: bool) -> bool:
        """Write a file; False for one that is there, unless it may `replace` that.

        Raises `OutputError` for what cannot be written.
        """
        return write_file(self.path(typed), text, replace=replace)
