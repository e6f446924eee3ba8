"""Textual drivers for the terminal that exit faster and misread no key."""

from __future__ import annotations

import os
import sys
import termios
from codecs import getincrementaldecoder
from contextlib import suppress
from fcntl import ioctl
from functools import partial
from itertools import chain
from select import select
from signal import SIGHUP
from typing import Any, cast

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.message import Message
from textual.messages import InBandWindowResize

from awesome_tui.system.terminal import give_back_at_once, leave_keys_unread
from awesome_tui.tui.rendering.pasting import Pastes
from awesome_tui.tui.rendering.quick_app import QuickApp
from awesome_tui.tui.rendering.terminal_background import QUESTION, BackgroundAnswer, BackgroundTold
from awesome_tui.tui.rendering.terminal_output import TerminalOutput

_LARGEST = 1_000
"""The most columns and lines to draw, whatever the terminal reports."""
_OTHER_SCREEN = "\x1b[?1049h"
_TICK = 0.1
"""Seconds between the parser's checks for a lone escape key."""
_PATIENCE = 2
"""The number of ticks without input after which the terminal counts as silent."""


class _CellParser(XTermParser):
    """A parser that reads mouse positions in cells only.

    Textual would divide by the size in pixels, which is 0 where a terminal does not know it.
    """

    def parse_mouse_code(self, code: str) -> Message | None:
        self.mouse_pixels = False
        return super().parse_mouse_code(code)


class TerminalDriver(LinuxDriver):
    """A driver that exits at once.

    Textual's driver checks for the exit ten times a second and then waits another 0.1 s, which is
    four fifths of the time that it takes to quit.
    """

    _waking: int | None = None
    """The write end of a pipe; closing it wakes the input thread."""
    _is_answered = False
    """True after the reply to Textual's last query; later replies would reach the shell."""

    _early = 0
    """The number of bytes typed while the terminal still translated line ends."""

    def start_application_mode(self) -> None:
        if self._file is not None and not isinstance(self._file, TerminalOutput):
            self._file = cast("Any", TerminalOutput(self._file))
        self._woken, self._waking = os.pipe()
        before: list[Any] = []
        with suppress(OSError, termios.error):
            # Before Textual shows its screen, as users may type as soon as they see it.
            before = leave_keys_unread()
            self._early = int.from_bytes(
                ioctl(self.fileno, termios.FIONREAD, bytes(4)), sys.byteorder
            )
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if before:
            self.attrs_before = before

    def _query_in_band_window_resize(self) -> None:
        # Terminals answer in order, so the answer to this query follows that to the one before.
        if isinstance(self._app, QuickApp) and self._app.follows_terminal:
            self.write(QUESTION)
        super()._query_in_band_window_resize()

    def _get_terminal_size(self) -> tuple[int, int]:
        """Ask the terminal for its size; `COLUMNS` and `LINES` may be those of another one."""
        columns = lines = 0
        with suppress(OSError):
            columns, lines = os.get_terminal_size(self.fileno)
        if not (columns and lines):  # serial lines do not know theirs
            columns, lines = super()._get_terminal_size()
        return min(columns, _LARGEST), min(lines, _LARGEST)

    def _enable_mouse_pixels(self) -> None:
        """Do nothing: cells are enough, and each pixel of movement would be a message."""

    def abandon(self) -> None:
        """Give the terminal back without waiting for what is still to be written to it."""
        writer = self._writer_thread
        if self.attrs_before is None or writer is None or writer.ident is None:
            return
        if isinstance(self._file, TerminalOutput):
            self._file.drop_rest()
        give_back_at_once(self.attrs_before, writer.ident if writer.is_alive() else None)

    def disable_input(self) -> None:
        if self._waking is not None:
            os.close(self._waking)
            self._waking = None
        super().disable_input()

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:
            self._app.call_later(self._app._handle_exception, error)

    def run_input_thread(self) -> None:
        parser, decode = _CellParser(), getincrementaldecoder("utf-8")("replace").decode
        pastes, answer = Pastes(), BackgroundAnswer()
        # A terminal that closes sends SIGCONT, too: a second start then makes a pipe of its own.
        woken = self._woken
        sources, pauses = [self.fileno, woken], 0
        while not self.exit_event.is_set() or (not self._is_answered and pauses < _PATIENCE):
            ready, _, _ = select(sources, [], [], _TICK)
            pauses += not ready
            if woken in ready and self.exit_event.wait(_TICK):
                sources = [self.fileno]
            data = self._read() if self.fileno in ready else b""
            if self.fileno in ready and not data:
                self._leave()
                break
            text = pastes.without_keys(answer.without_answer(decode(data)))
            if answer.is_light is not None:
                self._app.post_message(BackgroundTold(answer.is_light))
                answer.is_light = None
            for message in chain(parser.feed(text) if text else (), parser.tick()):
                self.process_message(message)
        os.close(woken)

    def _leave(self) -> None:
        """Exit with the status of SIGHUP, which most systems send when the terminal closes."""
        if not self.exit_event.is_set():
            self._loop.call_soon_threadsafe(partial(self._app.exit, return_code=128 + SIGHUP))

    def _read(self) -> bytes:
        try:
            data = os.read(self.fileno, 4096)
        except OSError:  # some systems raise at the end of input
            return b""
        # In these bytes, Enter was translated to a line feed.
        early, self._early = data[: self._early], max(0, self._early - len(data))
        return early.replace(b"\n", b"\r") + data[len(early) :]

    def process_message(self, message: Message) -> None:
        self._is_answered = self._is_answered or isinstance(message, InBandWindowResize)
        if isinstance(message, Resize):
            columns, lines = message.size
            size = min(columns, _LARGEST), min(lines, _LARGEST)
            message = Resize.from_dimensions(size, None)
        if not self.exit_event.is_set():
            super().process_message(message)


class TakeoverDriver(TerminalDriver):
    """A driver for a terminal already on the alternate screen; entering it again blanks some."""

    _is_there = True

    def write(self, data: str) -> None:
        if self._is_there and data == _OTHER_SCREEN:
            self._is_there = False
        else:
            super().write(data)
