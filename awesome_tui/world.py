"""What the program meets outside of itself, and what it keeps there."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from awesome_tui.errors import LibraryError
from awesome_tui.loading import Loader
from awesome_tui.output import write_error
from awesome_tui.sources.forges import forges_from
from awesome_tui.sources.tokens import tokens
from awesome_tui.text import has_all_letters, sentence

if TYPE_CHECKING:
    from awesome_tui.library import Library
    from awesome_tui.sources.network import NetworkSettings

DONE, NOTHING_FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130
"""What a command exits with."""


@dataclass(frozen=True, slots=True)
class World:
    """Environment, streams and clock; a stream is None where it is closed."""

    environ: Mapping[str, str]
    stdin: BinaryIO | None
    stdout: TextIO | None
    stderr: TextIO | None
    clock: Callable[[], float] = time.time
    complaints: set[str] = field(default_factory=set)
    """What was said: several lists may meet with the same, which is told once."""

    def complain(self, problem: str | Exception) -> None:
        """Tell the user what went wrong, in one line."""
        said = sentence(str(problem))
        if said not in self.complaints:
            self.complaints.add(said)
            write_error(f"awesome-tui: {said}\n", self.stderr)

    def now(self) -> datetime:
        """The time where the user is."""
        return datetime.fromtimestamp(self.clock()).astimezone()

    @property
    def has_plain_terminal(self) -> bool:
        """Whether the terminal, if there is one, shows lines and nothing else."""
        return self.environ.get("TERM") in ("dumb", "unknown")

    @property
    def terminal_encoding(self) -> str | None:
        """That of the screens, which are drawn on standard error; None if it has all letters."""
        encoding = self.stderr.encoding if self.stderr else None
        return None if encoding is None or has_all_letters(encoding) else encoding

    @property
    def library_path(self) -> Path:
        """Where the library lies."""
        folder = self.environ.get("XDG_DATA_HOME", "")
        if os.path.isabs(folder):
            return Path(folder) / "awesome-tui" / "library.db"
        # It asks the system, which is only needed where the user says nothing.
        from platformdirs import user_data_path  # noqa: PLC0415

        return user_data_path("awesome-tui", appauthor=False) / "library.db"


@contextmanager
def open_library(world: World, *, needed: bool = False) -> Iterator[Library]:
    """The library, or where that cannot be had one that keeps nothing: reading goes on.

    Unless it is `needed`, because what is in it is all that was asked for.
    """
    # Commands on files need no library, and SQLite takes a while to load.
    from awesome_tui.library import Library  # noqa: PLC0415

    try:
        library = Library(world.library_path, world.clock)
    except LibraryError as error:
        if needed:
            raise
        world.complain(error)
        library = Library(":memory:", world.clock)
    with library:
        yield from _telling(library, world)


@contextmanager
def open_lasting_library(world: World) -> Iterator[Library]:
    """The library, for those who have something to keep."""
    from awesome_tui.library import Library  # noqa: PLC0415  as above

    with Library(world.library_path, world.clock) as library:
        if not library.lasting:
            raise LibraryError(library.notice)
        yield from _telling(library, world)


def _telling(library: Library, world: World) -> Iterator[Library]:
    """Tell of damage at once, and in the end of what was met while reading."""
    _tell(library, world)
    try:
        yield library
    finally:
        _tell(library, world)


def _tell(library: Library, world: World) -> None:
    if notice := library.take_notice():
        world.complain(notice)


def loader(
    library: Library,
    world: World,
    *,
    offline: bool = False,
    warn: Callable[[str], None] | None = None,
) -> Loader:
    """What opens lists for this user, who is warned of useless settings on standard error."""
    forges, token = forges_from(world.environ), tokens(world.environ)

    def network() -> NetworkSettings:
        # Most lists are stored, and need none of it.
        from awesome_tui.sources.network import network_settings  # noqa: PLC0415

        return network_settings(world.environ)

    return Loader(
        library,
        forges,
        token,
        world.now,
        offline=offline,
        network=network,
        warn=warn or world.complain,
    )
