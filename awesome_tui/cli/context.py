"""Context of a command: environment, streams, clock and paths."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from awesome_tui.sources.asciidoctor import Asciidoctor
from awesome_tui.sources.catalogue import Catalogue, load_catalogue
from awesome_tui.sources.forges import Forge, forges_from
from awesome_tui.system.openers import is_served
from awesome_tui.system.output import write_error
from awesome_tui.system.user_files import UserFiles
from awesome_tui.text.sanitize import has_all_letters, shorten_message

if TYPE_CHECKING:
    from awesome_tui.cli.screen_apps import ScreenApps
    from awesome_tui.cli.searches import Searches
    from awesome_tui.cli.user_services import UserServices


class Context:
    """Environment, streams and clock; a stream is None where it is closed."""

    def __init__(
        self,
        environ: Mapping[str, str],
        stdin: BinaryIO | None,
        stdout: TextIO | None,
        stderr: TextIO | None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.environ = environ
        self.stdin, self.stdout, self.stderr = stdin, stdout, stderr
        self.clock = clock
        self._complaints: set[str] = set()
        """Sentences already printed: several lists may fail in the same way, which is told once."""

    def complain(self, problem: str | Exception) -> None:
        """Print `problem` on standard error as one line, unless that was done before."""
        line = shorten_message(str(problem))
        if line not in self._complaints:
            self._complaints.add(line)
            write_error(f"awesome-tui: {line}\n", self.stderr)

    def now(self) -> datetime:
        """The time in the user's time zone."""
        return datetime.fromtimestamp(self.clock()).astimezone()

    @property
    def prints_to_terminal(self) -> bool:
        """True where standard output is a terminal."""
        return self.stdout is not None and self.stdout.isatty()

    @property
    def has_plain_terminal(self) -> bool:
        """True if the terminal is too plain for screens and colours."""
        return self.environ.get("TERM") in ("dumb", "unknown")

    @property
    def is_served(self) -> bool:
        """True where a web server shows the screens as a page in a browser."""
        return is_served(self.environ)

    @property
    def terminal_encoding(self) -> str | None:
        """Encoding of standard error, where screens are drawn; None if it has all letters."""
        encoding = self.stderr.encoding if self.stderr else None
        return None if encoding is None or has_all_letters(encoding) else encoding

    @property
    def asciidoctor(self) -> Asciidoctor:
        """The converter of AsciiDoc to HTML, if the program is installed."""
        return Asciidoctor(self.environ)

    def user_files(self, source: str | None) -> UserFiles:
        """The files to name on the screens; a page in a browser may only show `source`."""
        if self.is_served:
            return UserFiles(served=source or "")
        try:
            folder = os.getcwd()
        except OSError:  # it was deleted
            folder = ""
        home = os.path.expanduser("~")
        return UserFiles(folder, home if os.path.isabs(home) else "")

    @property
    def config_path(self) -> Path:
        """Path of the file of settings, which need not exist."""
        return self._folder("XDG_CONFIG_HOME") / "config.toml"

    @property
    def themes_folder(self) -> Path:
        """Folder of the themes of the user's own, which need not exist."""
        return self.config_path.parent / "themes"

    @property
    def catalogue_path(self) -> Path:
        """Path of the catalogue that the user has fetched, which need not exist."""
        return self.library_path.with_name("catalogue.tsv")

    @property
    def forges(self) -> Mapping[str, Forge]:
        """The forges by their prefixes, with the servers that the user names for them."""
        return forges_from(self.environ)

    def catalogue(self) -> Catalogue:
        """The lists that are known by name."""
        return load_catalogue(self.catalogue_path)

    @property
    def library_path(self) -> Path:
        """Path of the library's file."""
        return self._folder("XDG_DATA_HOME") / "library.db"

    def _folder(self, variable: str) -> Path:
        """The program's folder within the one that `variable` names, or the system's default."""
        folder = self.environ.get(variable, "")
        if os.path.isabs(folder):
            return Path(folder) / "awesome-tui"
        # Imported only if needed, as it asks the system.
        from platformdirs import PlatformDirs  # noqa: PLC0415

        folders = PlatformDirs("awesome-tui", appauthor=False)
        return folders.user_data_path if variable == "XDG_DATA_HOME" else folders.user_config_path

    @property
    def services(self) -> UserServices:
        """The library, and what works on it; loaded by the first use of this."""
        # Imported late, as commands on files need no SQLite.
        from awesome_tui.cli.user_services import UserServices  # noqa: PLC0415

        return UserServices(self)

    @property
    def apps(self) -> ScreenApps:
        """The apps of the screens; loaded by the first use of this."""
        # Imported late, as Textual takes most of the start, and only screens need it.
        from awesome_tui.cli.screen_apps import ScreenApps  # noqa: PLC0415

        return ScreenApps(self)

    @property
    def searches(self) -> Searches:
        """Searches of lists and of the library; loaded by the first use of this."""
        # Imported late, as loading the matcher takes longer than most commands.
        from awesome_tui.cli.searches import Searches  # noqa: PLC0415

        return Searches(self)
