"""The library and the loader of this user; importing this imports SQLite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from awesome_tui.cli.context import Context
from awesome_tui.cli.progress_line import told_if_slow
from awesome_tui.errors import LibraryError
from awesome_tui.library import Library
from awesome_tui.services.loader import Loader
from awesome_tui.sources.tokens import token_finder

_OPENING = "Opening the library"


@dataclass(frozen=True, slots=True)
class UserServices:
    """Builds services for the commands and the screens of a context."""

    context: Context

    @contextmanager
    def open_library(self, *, needed: bool = False) -> Iterator[Library]:
        """Open the library; if that fails, complain and open an empty one in memory.

        If it is `needed`, as the command is about its content, the error is raised.
        """
        with told_if_slow(_OPENING, self.context):
            if needed:
                library = self.open_file(self.context.library_path)
            else:
                library, problem = self.open_or_replace_library()
                if problem:
                    self.context.complain(problem)
        with library:
            yield from self._report_notices(library)

    def open_or_replace_library(self) -> tuple[Library, str]:
        """Open the library; if that fails, return an empty one in memory and the reason."""
        try:
            return self.open_file(self.context.library_path), ""
        except LibraryError as error:
            return self.open_file(":memory:"), str(error)

    @contextmanager
    def open_lasting_library(self) -> Iterator[Library]:
        """Open the library to change it; raise an error if nothing could be stored."""
        with told_if_slow(_OPENING, self.context):
            library = self.open_file(self.context.library_path)
        with library:
            if not library.lasting:
                raise LibraryError(library.notice)
            yield from self._report_notices(library)

    def open_file(self, path: Path | str, *, has_folder: bool = True) -> Library:
        """Open the library at `path`, in a folder of its own if it `has_folder`."""
        return Library(path, self.context.clock, has_folder=has_folder)

    def make_loader(
        self, library: Library, *, offline: bool = False, warn: Callable[[str], None] | None = None
    ) -> Loader:
        """Build the loader; invalid settings are reported to `warn`, or else complained of."""
        context = self.context
        return Loader(
            library,
            context.forges,
            token_finder(context.environ),
            context.now,
            offline=offline,
            environ=context.environ,
            warn=warn or context.complain,
            asciidoctor=context.asciidoctor,
            catalogue=context.catalogue,
        )

    def _report_notices(self, library: Library) -> Iterator[Library]:
        """Report damage found on opening at once, and damage found by reading at the end."""
        self._report_notice(library)
        try:
            yield library
        finally:
            self._report_notice(library)

    def _report_notice(self, library: Library) -> None:
        if notice := library.take_notice():
            self.context.complain(notice)
