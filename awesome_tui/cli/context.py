"""Context of a command: environment, streams, clock and paths, and the library opened from them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from awesome_tui.errors import LibraryError
from awesome_tui.record import record
from awesome_tui.services.loader import Loader
from awesome_tui.sources.asciidoctor import Asciidoctor
from awesome_tui.sources.catalogue import Catalogue, load_catalogue
from awesome_tui.sources.forges import forges_from
from awesome_tui.sources.tokens import token_finder
from awesome_tui.system.openers import is_served
from awesome_tui.system.output import write_error
from awesome_tui.system.user_files import UserFiles
from awesome_tui.text.sanitize import has_all_letters, shorten_message

if TYPE_CHECKING:
    from awesome_tui.library import Library
    from awesome_tui.services.repository_facts import RepositoryFacts


@record
class Context:
    """Environment, streams and clock; a stream is None where it is closed."""

    environ: Mapping[str, str]
    stdin: BinaryIO | None
    stdout: TextIO | None
    stderr: TextIO | None
    clock: Callable[[], float] = time.time
    complaints: set[str] = field(default_factory=set)
    """Sentences already printed: several lists may fail in the same way, which is told once."""

    def complain(self, problem: str | Exception) -> None:
        """Print `problem` on standard error as one line, unless that was done before."""
        line = shorten_message(str(problem))
        if line not in self.complaints:
            self.complaints.add(line)
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
        """True where the terminal, if there is one, shows lines and nothing else."""
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
        """The files that the user names on the screens, which were opened on `source`."""
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
        folder = self.environ.get("XDG_CONFIG_HOME", "")
        if os.path.isabs(folder):
            return Path(folder) / "awesome-tui" / "config.toml"
        from platformdirs import user_config_path  # noqa: PLC0415  as below

        return user_config_path("awesome-tui", appauthor=False) / "config.toml"

    @property
    def themes_folder(self) -> Path:
        """Folder of the themes of the user's own, which need not exist."""
        return self.config_path.parent / "themes"

    @property
    def catalogue_path(self) -> Path:
        """Path of the catalogue that the user has fetched, which need not exist."""
        return self.library_path.with_name("catalogue.tsv")

    def catalogue(self) -> Catalogue:
        """The lists that are known by name."""
        return load_catalogue(self.catalogue_path)

    @property
    def library_path(self) -> Path:
        """Path of the library's file."""
        folder = self.environ.get("XDG_DATA_HOME", "")
        if os.path.isabs(folder):
            return Path(folder) / "awesome-tui" / "library.db"
        # It asks the system, which is only needed where the user says nothing.
        from platformdirs import user_data_path  # noqa: PLC0415

        return user_data_path("awesome-tui", appauthor=False) / "library.db"


IN_MEMORY = ":memory:"
"""Path of a library that is empty and lasts as long as the program."""


def load_library(context: Context, path: Path | str, *, has_folder: bool = True) -> Library:
    """Build the library at `path`, with all that it needs imported."""
    # Commands on files need no library, and SQLite takes a while to load.
    from awesome_tui.library import Library  # noqa: PLC0415

    return Library(path, context.clock, has_folder=has_folder)


@contextmanager
def open_library(context: Context, *, needed: bool = False) -> Iterator[Library]:
    """Open the library, or an empty one in memory where that fails: reading goes on.

    Where it is `needed`, because its content is all that was asked for, the error is raised.
    """
    try:
        library = load_library(context, context.library_path)
    except LibraryError as error:
        if needed:
            raise
        context.complain(error)
        library = load_library(context, IN_MEMORY)
    with library:
        yield from _report_notices(library, context)


@contextmanager
def open_lasting_library(context: Context) -> Iterator[Library]:
    """Open the library for a command that writes, and raise an error where nothing would last."""
    with load_library(context, context.library_path) as library:
        if not library.lasting:
            raise LibraryError(library.notice)
        yield from _report_notices(library, context)


def _report_notices(library: Library, context: Context) -> Iterator[Library]:
    """Report damage that was found on opening at once, and damage found by reading at the end."""
    _report_notice(library, context)
    try:
        yield library
    finally:
        _report_notice(library, context)


def _report_notice(library: Library, context: Context) -> None:
    if notice := library.take_notice():
        context.complain(notice)


def make_loader(
    library: Library,
    context: Context,
    *,
    offline: bool = False,
    warn: Callable[[str], None] | None = None,
) -> Loader:
    """Build the loader for this user; useless settings are reported by `warn`, or as complaints."""
    forges, token = forges_from(context.environ), token_finder(context.environ)
    return Loader(
        library,
        forges,
        token,
        context.now,
        offline=offline,
        environ=context.environ,
        warn=warn or context.complain,
        asciidoctor=context.asciidoctor,
        catalogue=context.catalogue,
    )


def make_facts(loader: Loader, context: Context) -> RepositoryFacts:
    """Build what knows repositories, and asks those about them whom the user allows to be asked."""
    # Few commands need it.
    from awesome_tui.config.loading import load_config  # noqa: PLC0415
    from awesome_tui.config.problems import tell_problems  # noqa: PLC0415
    from awesome_tui.services.repository_facts import RepositoryFacts  # noqa: PLC0415

    loaded = load_config(context.config_path, context.environ)
    # A file that cannot be read might have said so, too.
    problems = [problem for problem in loaded.problems if problem.key in ("facts", "")]
    if problems:
        loader.warn(tell_problems(problems))
    return RepositoryFacts(loader, loaded.config.fact_sources)
