"""Writing results to standard output or to a file, completely or not at all."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from awesome_tui.errors import OutputError
from awesome_tui.text.sanitize import clean, encodable, printable

_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)  # not on all systems
_MOST_LINKS = 40
"""Linux's own limit of symlinks in a path."""
_STREAMS = {"/dev/stdout": 1, "/dev/stderr": 2}
_DESCRIPTOR = r"(?a)/dev/(?:stdout|stderr|fd/(\d+))|/proc/self/fd/(\d+)"
"""Paths of open descriptors; opening such a path anew would overwrite the file's beginning."""


def emit(text: str, stdout: TextIO | None, own: str = "") -> None:
    """Write `text` as UTF-8, whatever the locale; a closed pipe is not an error.

    Control characters are removed, except for the program's `own` escape sequences.
    """
    if not text:
        return
    if stdout is None:
        raise _closed_error()
    try:
        stdout.buffer.write(_encoded(printable(text, own)))
        stdout.flush()
    except OSError as error:
        _discard_output(stdout)
        if not is_closed_pipe(error):
            raise _unwritable_error("to standard output", error) from error


def is_closed_pipe(error: OSError, platform: str = sys.platform) -> bool:
    """True for the error of writing to a pipe that nobody reads any more."""
    # Windows also reports this as an invalid argument.
    return error.errno == errno.EPIPE or (platform == "win32" and error.errno == errno.EINVAL)


def write_error(text: str, stderr: TextIO | None) -> None:
    """Write `text` to standard error; failures are ignored, as there is nowhere to report them."""
    if stderr is None:
        return
    try:
        stderr.write(encodable(text, stderr.encoding))
        stderr.flush()
    except OSError:
        _discard_output(stderr)


@contextmanager
def keep_stdout(stdout: TextIO | None) -> Iterator[TextIO]:
    """A copy of standard output that stays valid when the screens replace the descriptor."""
    if stdout is None:
        raise _closed_error()
    with os.fdopen(os.dup(stdout.fileno()), "w") as copy:
        yield copy


def flush_quietly(stream: TextIO | None) -> None:
    """Flush a stream at exit; a failure would otherwise change the exit status."""
    if stream is None:
        return
    try:
        stream.flush()
    except OSError:
        _discard_output(stream)


def write_file(name: str, text: str, *, replace: bool = True) -> bool:
    """Write the file atomically: readers never see a part of it.

    Unless it may `replace` one that is there, it returns False for that, and leaves it alone.
    """
    if not replace and os.path.lexists(name):
        return False
    try:
        place = _resolve_links(name)
        descriptor = re.fullmatch(_DESCRIPTOR, place)
        if descriptor:
            _write_all(os.dup(int(descriptor[1] or descriptor[2] or _STREAMS[place])), text)
        elif os.path.lexists(place) and not stat.S_ISREG(os.lstat(place).st_mode):
            # Write into devices and pipes instead of replacing them.
            _write_all(os.open(place, os.O_WRONLY | _NO_LINK), text)
        else:
            _replace_file(place, text)
    except OSError as error:
        raise _unwritable_error(clean(name) or '""', error) from error
    return True


def write_own_file(path: Path, text: str, *, replace: bool = True) -> bool:
    """Write a file as `write_file` does, and create its folder."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable_error(clean(str(path)), error) from error
    return write_file(str(path), text, replace=replace)


def _resolve_links(name: str) -> str:
    """Resolve symlinks; raises `OSError` for those that belong to another user."""
    for _ in range(_MOST_LINKS):
        if re.fullmatch(_DESCRIPTOR, name) or not os.path.islink(name):
            return name
        if sys.platform != "win32" and os.lstat(name).st_uid not in (0, os.geteuid()):
            raise OSError(errno.EACCES, "It is a link that somebody else laid")
        name = os.path.join(os.path.dirname(name), os.readlink(name))
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _replace_file(place: str, text: str) -> None:
    before = os.lstat(place) if os.path.lexists(place) else None
    # A random name, which nobody can have prepared as a symlink; never more readable than the
    # file that it replaces.
    partial = os.path.join(os.path.dirname(place), f".awesome-tui-{os.urandom(8).hex()}.partial")
    mode = 0o600 if before else 0o666
    new = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK, mode)
    try:
        _write_all(new, text)
        if before:
            if hasattr(os, "chown"):
                with suppress(OSError):  # only root can change the owner
                    os.chown(partial, before.st_uid, before.st_gid)
            os.chmod(partial, stat.S_IMODE(before.st_mode))
        os.replace(partial, place)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(partial)
        raise


def _write_all(descriptor: int, text: str) -> None:
    with os.fdopen(descriptor, "wb") as file:
        file.write(_encoded(text))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _discard_output(stream: TextIO) -> None:
    """Redirect the stream to the null device: flushing its buffer at exit would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _closed_error() -> OutputError:
    return OutputError("Cannot write to standard output: it is closed.")


def _unwritable_error(place: str, error: OSError) -> OutputError:
    return OutputError(f"Cannot write {place}: {error.strerror or error}.")
