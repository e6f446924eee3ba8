"""Keys come from the terminal, and what it answers late does not end up in the shell."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import termios
from pathlib import Path
from threading import Thread

import pytest
from commands import ALTERNATE_SCREEN, COMMAND, RIVERS, Terminal
from textual.app import App

from awesome_tui.system.output import flush_quietly
from awesome_tui.tui.rendering.driver import TerminalDriver

LAST_QUESTION = b"\x1b[?2048$p"
ANSWERS = b"\x1b[?2026;2$y\x1b[?2048;0$y"


@pytest.fixture(autouse=True)
def rivers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rivers.md").write_text(RIVERS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


async def test_answers_that_come_after_the_quit_are_not_left_to_the_shell() -> None:
    driver = TerminalDriver(App[None]())
    terminal, hand = os.pipe()
    driver.fileno = terminal
    driver._woken, woken_by = os.pipe()
    driver.exit_event.set()
    os.write(hand, ANSWERS)
    driver.run_input_thread()
    os.set_blocking(terminal, False)
    with pytest.raises(BlockingIOError):
        os.read(terminal, 1)
    for end in (terminal, hand, woken_by):
        os.close(end)


@pytest.mark.parametrize("is_over", [True, False])
async def test_without_a_terminal_nothing_more_is_waited_for(is_over: bool) -> None:
    driver = TerminalDriver(App[None]())
    driver.fileno, hand = os.pipe()
    driver._woken, woken_by = os.pipe()
    os.close(hand)
    if is_over:
        driver.exit_event.set()
    reading = Thread(target=driver.run_input_thread, daemon=True)
    reading.start()
    reading.join(60)
    assert not reading.is_alive()
    for end in (driver.fileno, woken_by):
        os.close(end)


@pytest.mark.parametrize("arguments", [["rivers.md"], ["pick", "rivers.md"]])
def test_a_program_whose_terminal_is_gone_ends_without_being_told(arguments: list[str]) -> None:
    hand, program = _start(arguments)
    written = b""
    while b"Amper" not in written:
        written += os.read(hand, 65536)
    os.close(hand)
    assert program.wait(60) == 128 + signal.SIGHUP


@pytest.mark.parametrize("arguments", [["rivers.md"], ["pick", "rivers.md"], []])
def test_a_signal_at_the_start_restores_the_terminal(arguments: list[str]) -> None:
    hand, program = _start(arguments)
    written = b""
    while ALTERNATE_SCREEN not in written:
        written += os.read(hand, 65536)
    program.terminate()
    while b"\x1b[?1049l" not in written:  # reading fails where the program ends without it
        written += os.read(hand, 65536)
    assert program.wait(60) == 128 + signal.SIGTERM
    os.close(hand)


def _start(
    arguments: list[str], size: tuple[int, int] = (24, 80)
) -> tuple[int, subprocess.Popen[bytes]]:
    """A program that leads its session, but has no terminal that the system would tell it of."""
    hand, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, size)
    program = subprocess.Popen(
        (*COMMAND, *arguments),
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    )
    os.close(terminal)
    return hand, program


def test_what_a_terminal_that_is_gone_did_not_take_is_no_error_at_exit() -> None:
    terminal, end = os.pipe()
    os.close(terminal)
    with os.fdopen(end, "w") as stream:
        stream.write("the rest of a frame")
        flush_quietly(stream)


def test_a_terminal_that_answers_nothing_is_left_all_the_same() -> None:
    with Terminal(f"{' '.join(COMMAND)} rivers.md; echo over") as terminal:
        terminal.shows(LAST_QUESTION)
        terminal.type(b"\x11")
        terminal.shows(b"over")


def test_the_screens_fill_the_terminal_whatever_variables_say_of_its_size() -> None:
    with Terminal(f"COLUMNS=9 LINES=2 {' '.join(COMMAND)} rivers.md; echo over") as terminal:
        terminal.shows("Slow – through a fen.".encode())
        terminal.type(b"\x11")
        terminal.shows(b"over")


def test_a_letter_may_come_in_pieces() -> None:
    with Terminal(f"{' '.join(COMMAND)} rivers.md; echo over") as terminal:
        terminal.shows(b"Amper")
        terminal.type(b"/\xc3")
        terminal.shows(b"clear")  # the filter has the focus
        terminal.type(b"\xa9")
        terminal.shows("é".encode())
        terminal.type(b"\x11")
        terminal.shows(b"over")


@pytest.mark.parametrize("size", ["24;80;0;0", "0;0;0;0", "65000;65000;0;0", "24;80;480;640"])
def test_a_mouse_is_where_it_is_whatever_a_terminal_says_of_its_size(size: str) -> None:
    with Terminal(f"{' '.join(COMMAND)} rivers.md; echo status $?") as terminal:
        terminal.shows(b"Amper")
        terminal.type(f"\x1b[?2048;1$y\x1b[48;{size}t\x1b[<35;9;2M".encode())
        terminal.type(b"\x1b[48;24;80;0;0t\x1b[<0;9;2M\x1b[<0;9;2m")  # into the filter
        terminal.type(b"Oker")
        # In the filter, letters that come one by one are drawn so, with the cursor between them.
        terminal.shows(b"r. Esc clears the filter.")
        terminal.type(b"\x11")
        written = terminal.shows(b"status 0")
    assert b"\x1b[?1016h" not in written


def test_a_terminal_of_absurd_size_is_drawn_in_part() -> None:
    hand, program = _start(["rivers.md"], (65_535, 65_535))
    written = b""
    while b"Amper" not in written:
        written += os.read(hand, 65536)
    os.write(hand, b"\x11")
    while b"\x1b[?1049l" not in written:
        written = written[-20:] + os.read(hand, 65536)
    assert program.wait(60) == 0
    os.close(hand)
