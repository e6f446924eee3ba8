"""Reading lists from local places, with a size limit and readable errors."""

from __future__ import annotations

import os
import select
import stat
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeAlias

from awesome_tui.errors import NotFound, SourceError
from awesome_tui.model.format_table import BY_ENDING
from awesome_tui.sources.bundled import bundled_text
from awesome_tui.sources.charsets import decode_text, is_binary
from awesome_tui.sources.checkout import folder_url
from awesome_tui.sources.formats import format_of, guessed_format, readme_preference
from awesome_tui.text.sanitize import clean
from awesome_tui.text.urls import without_secrets

MAX_BYTES = 64 * 1024 * 1024

_README_FOLDERS = (".github", ".", "docs")
_READABLE = (
    f"only files that end in {', '.join(filter(None, BY_ENDING))}, or in nothing, can be read"
)


@dataclass(frozen=True, slots=True)
class LocalPath:
    """A local file or folder, which may not exist."""

    path: str


@dataclass(frozen=True, slots=True)
class StandardInput:
    """Standard input, written `-`."""


@dataclass(frozen=True, slots=True)
class BundledList:
    """A list that is shipped with the program."""

    name: str


LocalSource: TypeAlias = LocalPath | StandardInput | BundledList
"""The location of a local list."""


class SourceText(NamedTuple):
    """The text of a list and its source."""

    text: str
    format: str
    source: str
    base: str | None = None
    """The base URL of relative links, if known."""


def read(location: LocalSource, stdin: BinaryIO | None) -> SourceText:
    """Read the text at `location`; `stdin` is None if standard input is closed."""
    match location:
        case StandardInput():
            text = _read_stdin(stdin)
            return SourceText(text, guessed_format(text), "-")
        case BundledList(name):
            return read_bundled(name)
        case LocalPath(path):
            return _read_path(Path(path))


def read_bundled(name: str) -> SourceText:
    """Read the bundled list `name`."""
    return SourceText(bundled_text(name), "markdown", name)


def read_text(name: str, stdin: BinaryIO | None) -> str:
    """Read a text file with any ending, or standard input for `-`."""
    if name == "-":
        return _read_stdin(stdin)
    shown = clean(name)
    try:
        if not name:  # a path without a name is the current folder
            raise FileNotFoundError
        return decode(read_file(Path(name)), shown)
    except FileNotFoundError as error:
        raise NotFound(f'No file called "{clean(without_secrets(name))}".') from error
    except OSError as error:
        raise _unreadable(shown, error) from error


def read_file(file: Path, patience: float = 10) -> bytes:
    """Read no more than is allowed; raises `SourceError` for a pipe that is silent for so long."""
    with open(file, "rb", opener=_open_at_once) as stream:
        if sys.platform != "win32" and stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode):
            if not select.select([stream], (), (), patience)[0]:
                shown = _format_path(file)
                raise SourceError(f"Cannot read {shown}: nothing is written into this pipe.")
            os.set_blocking(stream.fileno(), True)
        return stream.read(MAX_BYTES + 1)


def _open_at_once(path: str, flags: int) -> int:
    # The opening of a pipe would otherwise wait for somebody who writes into it.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _read_stdin(stdin: BinaryIO | None) -> str:
    if stdin is None or stdin.isatty():
        raise SourceError("Nothing is piped into standard input: pipe a list in, or name a file.")
    try:
        return decode(stdin.read(MAX_BYTES + 1), "standard input")
    except OSError as error:
        raise _unreadable("standard input", error) from error


def _read_path(path: Path) -> SourceText:
    try:
        file = find_readme(path) if path.is_dir() else path
        file.stat()  # report a missing file before an unknown ending
        format_ = _format(file)
        data = read_file(file)
        base = folder_url(file)
    except FileNotFoundError as error:
        if path.is_symlink():
            shown = _format_path(path)
            raise SourceError(f"Cannot read {shown}: it is a link to what is missing.") from error
        raise not_found(str(path)) from error
    except OSError as error:
        raise _unreadable(_format_path(path), error) from error
    return SourceText(decode(data, _format_path(file)), format_, _format_path(file), base)


def not_found(path: str, similar: Sequence[str] = ()) -> NotFound:
    """The error for an unknown source; `similar` are names of lists to suggest."""
    name = clean(without_secrets(path))
    others = ", ".join((*similar, "a file", "owner/repo"))
    return NotFound(f'No list called "{name}". Try {others} or a URL.')


def _format(file: Path) -> str:
    known = format_of(file.name)
    if known is None:
        raise SourceError(f"Cannot read {_format_path(file)}: {_READABLE}.")
    return known


def find_readme(folder: Path) -> Path:
    """The README that GitHub would show for `folder`."""
    for name in _README_FOLDERS:
        if readmes := _readmes(folder / name):
            return min(readmes, key=lambda path: readme_preference(path.name))
    raise NotFound(f"There is no README in {_format_path(folder)}: name a file.")


def _readmes(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if path.stem.lower() == "readme" and path.is_file()]


def decode(data: bytes, source: str, charset: str = "") -> str:
    """Decode `data`, declared to be in `charset`; raises `SourceError` for anything but text."""
    if len(data) > MAX_BYTES:
        raise SourceError(f"Cannot read {source}: it is larger than 64 MB.")
    if is_binary(data, charset):
        raise SourceError(f"Cannot read {source}: it is no text.")
    text = decode_text(data, charset)
    if text is None:
        raise SourceError(
            f"Cannot read {source}: it is neither UTF-8 nor says which character set it is in:"
            " convert it to UTF-8."
        )
    if not text or text.isspace():
        raise SourceError(f"Cannot read {source}: it is empty.")
    return text


def _unreadable(source: str, error: OSError) -> SourceError:
    return SourceError(f"Cannot read {source}: {error.strerror or error}.")


def _format_path(path: Path) -> str:
    return clean(str(path))
