"""The screens get the terminal that the process belongs to, whatever its streams are."""

import os
import pty
import subprocess
import sys

import pytest

# Stands where the screens would: reads a line from the terminal and writes on it.
SCREENS = """
import fcntl, os, sys, termios
fcntl.ioctl(2, termios.TIOCSCTTY, 0)
os.dup2(os.open(os.devnull, os.O_RDWR), 2)
from awesome_tui.terminal import attach_terminal
attach_terminal()
print(*(os.isatty(stream) for stream in (0, 1, 2)), end=" ")
print(sys.__stdin__.readline(), file=sys.__stderr__, end="")
"""


@pytest.mark.parametrize("piped", [(), (0,), (1,), (0, 1)])
def test_pipes_give_way_to_the_terminal(piped: tuple[int, ...]) -> None:
    keyboard, terminal = pty.openpty()
    stdin, stdout = (subprocess.PIPE if stream in piped else terminal for stream in (0, 1))
    with subprocess.Popen(
        (sys.executable, "-c", SCREENS),
        stdin=stdin,
        stdout=stdout,
        stderr=terminal,
        start_new_session=True,
    ) as ran:
        os.write(keyboard, b"q\n")
        assert ran.wait(60) == 0
    shown = os.read(keyboard, 1000).decode().split()
    os.close(terminal)
    os.close(keyboard)
    assert shown == ["q", "True", "True", "True", "q"]
