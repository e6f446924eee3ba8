"""Where results go: standard output or a file, wholly or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from awesome_tui.errors import OutputError
from awesome_tui.text import clean, encodable, printable


def emit(text: str, stdout: TextIO | None, own: str = "") -> None:
    """Write `text` in UTF-8, whatever the locale says; a reader that had enough is no error.

    No character that drives a terminal gets there, but for those that are the program's `own`.
    """
    if not text:
        return
    if stdout is None:
        raise _closed()
    try:
        stdout.buffer.write(_encoded(printable(text, own)))
        stdout.flush()
    except BrokenPipeError:
        _silence(stdout)
    except OSError as error:
        _silence(stdout)
        raise _unwritable("to standard output", error) from error


def write_error(text: str, stderr: TextIO | None) -> None:
    """Write `text` to standard error; there is nobody to be told where that cannot be done."""
    if stderr is None:
        return
    try:
        stderr.write(encodable(text, stderr.encoding))
        stderr.flush()
    except OSError:
        _silence(stderr)


@contextmanager
def kept(stdout: TextIO | None) -> Iterator[TextIO]:
    """Standard output as it is now, to be written to after the screens took its place."""
    if stdout is None:
        raise _closed()
    with os.fdopen(os.dup(stdout.fileno()), "w") as copy:
        yield copy


def let_go(stream: TextIO | None) -> None:
    """Flush a stream whose terminal may be gone: at exit, what fails would be the exit status."""
    if stream is None:
        return
    try:
        stream.flush()
    except OSError:
        _silence(stream)


def write_file(name: str, text: str) -> None:
    """Put `text` in the place of the file `name` at once, so that no one sees half of it."""
    path = Path(name)
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(_encoded(text))  # /dev/null and pipes are no files to replace
        else:
            _replace(Path(os.path.realpath(path)), _encoded(text))
    except OSError as error:
        raise _unwritable(clean(name), error) from error


def _replace(path: Path, data: bytes) -> None:
    partial = path.with_name(f".awesome-tui-{os.getpid()}.partial")
    try:
        partial.write_bytes(data)
        if path.exists():
            partial.chmod(stat.S_IMODE(path.stat().st_mode))
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _silence(stream: TextIO) -> None:
    """Let the interpreter's flush at exit go nowhere: what is still buffered would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _closed() -> OutputError:
    return OutputError("Cannot write to standard output: it is closed.")


def _unwritable(place: str, error: OSError) -> OutputError:
    return OutputError(f"Cannot write {place}: {error.strerror or error}.")
