"""Where results go: standard output or a file, wholly or not at all."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from awesome_tui.errors import OutputError
from awesome_tui.text import clean, encodable, printable

_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)  # each on some systems only
_MOST_LINKS = 40
"""As many as Linux follows."""
_STREAMS = {"/dev/stdout": 1, "/dev/stderr": 2}
_DESCRIPTOR = re.compile(r"/dev/(?:stdout|stderr|fd/(\d+))|/proc/self/fd/(\d+)", re.ASCII)
"""What is open already: to open it by its name would begin at its start, and replace it."""


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
    try:
        place = _followed(name)
        descriptor = _DESCRIPTOR.fullmatch(place)
        if descriptor:
            _pour(os.dup(int(descriptor[1] or descriptor[2] or _STREAMS[place])), text)
        elif os.path.lexists(place) and not stat.S_ISREG(os.lstat(place).st_mode):
            # Devices and pipes are no files to replace.
            _pour(os.open(place, os.O_WRONLY | _NO_LINK), text)
        else:
            _replace(place, text)
    except OSError as error:
        raise _unwritable(clean(name), error) from error


def _followed(name: str) -> str:
    """Where `name` leads over links of one's own; those of others lead where they want."""
    for _ in range(_MOST_LINKS):
        if _DESCRIPTOR.fullmatch(name) or not os.path.islink(name):
            return name
        if os.name == "posix" and os.lstat(name).st_uid not in (0, os.geteuid()):
            raise OSError(errno.EACCES, "It is a link that somebody else laid")
        name = os.path.join(os.path.dirname(name), os.readlink(name))
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _replace(place: str, text: str) -> None:
    before = os.lstat(place) if os.path.lexists(place) else None
    # Nobody can know the name, nor have laid a link there; as private as the file that it replaces.
    partial = os.path.join(os.path.dirname(place), f".awesome-tui-{os.urandom(8).hex()}.partial")
    new = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK, _mode(before))
    try:
        _pour(new, text)
        if before:
            if hasattr(os, "chown"):
                with suppress(OSError):  # only root can give a file away
                    os.chown(partial, before.st_uid, before.st_gid)
            os.chmod(partial, stat.S_IMODE(before.st_mode))
        os.replace(partial, place)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(partial)
        raise


def _mode(before: os.stat_result | None) -> int:
    return 0o600 if before else 0o666


def _pour(descriptor: int, text: str) -> None:
    with os.fdopen(descriptor, "wb") as file:
        file.write(_encoded(text))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _silence(stream: TextIO) -> None:
    """Let the interpreter's flush at exit go nowhere: what is still buffered would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _closed() -> OutputError:
    return OutputError("Cannot write to standard output: it is closed.")


def _unwritable(place: str, error: OSError) -> OutputError:
    return OutputError(f"Cannot write {place}: {error.strerror or error}.")
