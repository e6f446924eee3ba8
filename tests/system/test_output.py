"""Output that goes to pipes."""

from __future__ import annotations

import errno
import io
import os

import pytest

from awesome_tui.errors import OutputError
from awesome_tui.system.output import emit, is_closed_pipe


@pytest.mark.parametrize(
    ("number", "platform", "closed"),
    [
        (errno.EPIPE, "linux", True),
        (errno.EPIPE, "win32", True),
        (errno.EINVAL, "win32", True),
        (errno.EINVAL, "linux", False),
        (errno.ENOSPC, "win32", False),
    ],
)
def test_each_system_has_its_errors_for_a_pipe_that_nobody_reads(
    number: int, platform: str, closed: bool
) -> None:
    assert is_closed_pipe(OSError(number, os.strerror(number)), platform) is closed


def test_a_pipe_that_nobody_reads_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w") as stdout:
        emit("a" * 100_000, stdout)


def test_what_cannot_be_written_to_is_told() -> None:
    reading, writing = os.pipe()
    os.close(writing)
    with (
        open(reading) as unwritable,
        pytest.raises(OutputError, match=r"^Cannot write to standard"),
    ):
        emit("a", io.TextIOWrapper(io.FileIO(unwritable.fileno(), "w", closefd=False)))
