"""A monkey at the keys: whatever it does, the program goes on, or ends as it was asked to.

    python tests/monkey.py --seed 1 --events 20000 --screen home

It presses keys, types, pastes, sends bytes that are no keys, clicks, drags and turns the wheel,
also where there is no screen, and changes the size of the terminal. All of that follows from the
seed, but not how far the program is by then: a crash may take several runs to be met again. What
is sent to the terminal, how long the loop is held up, and the memory are watched.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import pty
import random
import re
import select
import signal
import subprocess
import sys
import tempfile
import termios
import time
import traceback
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeAlias

from building import a_list, entry
from driving import forget_apps
from hostile import NAMES, hostile
from shelves import Network, Now
from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.message import Message
from textual.worker import Worker, WorkerState

from awesome_tui.config.own_commands import OwnCommand
from awesome_tui.config.settings_file import SettingsFile
from awesome_tui.library import Library
from awesome_tui.model.entries import AwesomeList
from awesome_tui.model.link_health import DAY, Fault, Observation
from awesome_tui.parsing.document import parse
from awesome_tui.system.desktop import Desktop
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.keymap import Keymap, own_id
from awesome_tui.tui.pages import HOME
from awesome_tui.tui.screens.browser import BrowserScreen
from awesome_tui.tui.screens.picker import PickManyScreen
from awesome_tui.tui.screens.reader import ReaderScreen

Event: TypeAlias = str | Size
"""Bytes that the terminal sends, or its new size."""

STALL = 0.1
"""Seconds of work that a typing user notices."""
_LARGE_AREA = 140 * 50
"""The area in cells of a large but plausible window."""
_REMEMBERED = 30
"""The number of events to report before a crash."""

_FORGOTTEN = 8
"""The number of apps that are freed at once, as it takes a quarter of a second."""
_PATIENCE = 30
"""Seconds after which a program that has not exited counts as hanging."""
_LONGEST_SEQUENCE = 20_000
"""In characters: the text for the terminal's clipboard is a single sequence."""
_IN_ITS_TERMINAL = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from awesome_tui.__main__ import run
sys.exit(run())
"""

_KEYS = [
    *(chr(code) for code in range(0x20, 0x7F)),
    *(chr(code) for code in range(1, 0x20) if chr(code) not in "\x11"),
    "\x7f",
    *(f"\x1b[{letter}" for letter in "ABCDHFZPQRS"),
    *(f"\x1b[{number}~" for number in (1, 2, 3, 4, 5, 6, 15, 17, 18, 23, 24)),
    *(f"\x1b[1;{modifier}{letter}" for modifier in range(2, 9) for letter in "ABCDHF"),
    *(f"\x1b{letter}" for letter in "abfdu<>"),
    *(f"\x1b[{code};5u" for code in (97, 99, 112)),
]
_MOVES = ["j", "k", "\x1b[A", "\x1b[B", "\x1b[5~", "\x1b[6~", "G", "g", "\r", "\t", "\x1b", " "]
_COMMANDS = [*"/?:,tfyYbucCexsnNRrwHFLozpJK[]>*0123", "\x10", "\x06", "\x15", "\x1b[C", "\x1b[D"]
_COMMANDS += ["\x0b", "\x0e", "\x12", "\x17"]
_LEAVING = ["q", "\x11"]
_SIZES = [
    (1, 1),
    (2, 2),
    (1, 60),
    (200, 1),
    (10, 3),
    (20, 5),
    (50, 20),
    (59, 13),
    (60, 14),
    (80, 24),
]
_SIZES += [(99, 30), (100, 30), (120, 40)]
_LARGE = [(200, 60), (200, 60), (500, 200)]
_WORDS = [
    *("kafka", "a", "is:bookmarked", "is:", "in:", '!"^$', "'", " | ", "\\", "é", "日本語", "👩‍💻"),
    *("[/x]", "[@click=app.quit]", "{}", "%s", "\u202eabc", "e\u0301" * 40, "x" * 500),
]
_PASTED = [*_WORDS, "two\nlines\n", "\r\n\t", "\x07\x9b31m\x1b]0;owned\x07", "word " * 2_000]
_REPLIES = [
    *("\x1b[I", "\x1b[O", "\x1b[?2026;2$y", "\x1b[?2048;0$y", "\x1b[?2026;1$y", "\x1b[5;5R"),
    *("\x1b[200~", "\x1b[201~", "\x1b[?62;c", "\x1b]11;rgb:0000/0000/0000\x1b\\"),
]

_OURS = re.compile(
    "(?:"
    r"[^\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff]+"
    r"|\r?\n"
    r"|\x1b\[[\d;]*[mH]"  # looks and places
    r"|\x1b\[\?(?:7|25|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2048)[hl]"  # modes
    r"|\x1b\[\?(?:2026|2048)\$p|\x1b\[[<>][\d;]*u|\x1b\[6n"  # questions, and the way keys are sent
    r"|\x1b\]11;\?\x1b\\"  # the question for the background
    r"|\x07"  # the bell of a line that is full
    r"|\x1b\]22;[a-z-]*\x07"  # the look of the pointer
    r"|\x1b\]52;c;[A-Za-z0-9+/=]*\x07"  # what was copied
    ")*"
)


@dataclass
class Monkey:
    """The source of random events."""

    random: random.Random
    size: Size = field(default_factory=lambda: Size(80, 24))

    def events(self) -> Iterator[Event]:
        """An endless stream of events."""
        kinds: dict[Callable[[], Iterator[Event]], float] = {
            self._key: 30,
            self._move: 20,
            self._command: 16,
            self._word: 3,
            self._paste: 2,
            self._noise: 3,
            self._reply: 1,
            self._click: 12,
            self._drag: 5,
            self._absurd: 3,
            self._resize: 4,
            self._enlarge: 0.3,
            self._shake: 0.5,
        }
        weights = list(kinds.values())
        while True:
            (kind,) = self.random.choices(list(kinds), weights)
            yield from kind()

    def _key(self) -> Iterator[Event]:
        yield self.random.choice(_KEYS if self.random.random() < 0.99 else _LEAVING)

    def _move(self) -> Iterator[Event]:
        yield from [self.random.choice(_MOVES)] * self.random.choice((1, 1, 1, 2, 5))

    def _command(self) -> Iterator[Event]:
        """A command key, and perhaps a key that ends its dialog, twice."""
        yield self.random.choice(_COMMANDS)
        if self.random.random() < 0.3:
            yield from [self.random.choice(("\r", "\x1b", "q", "\x1b[6~", "\x1b[B"))] * 2

    def _word(self) -> Iterator[Event]:
        yield from self.random.choice(_WORDS)[:40]

    def _paste(self) -> Iterator[Event]:
        yield f"\x1b[200~{self.random.choice(_PASTED)}\x1b[201~"

    def _noise(self) -> Iterator[Event]:
        noise = self.random.randbytes(self.random.randint(1, 12)).replace(b"\x11", b"\x12")
        yield noise.decode("utf-8", "surrogateescape")

    def _reply(self) -> Iterator[Event]:
        yield self.random.choice(_REPLIES)

    def _place(self) -> tuple[int, int]:
        return (
            self.random.randint(1, max(1, self.size.width)),
            self.random.randint(1, max(1, self.size.height)),
        )

    def _click(self) -> Iterator[Event]:
        x, y = self._place()
        button = self.random.choice((0, 0, 0, 1, 2, 4, 16))
        for _ in range(self.random.choice((1, 1, 2, 3))):
            yield f"\x1b[<{button};{x};{y}M"
            yield f"\x1b[<{button};{x};{y}m"

    def _drag(self) -> Iterator[Event]:
        x, y = self._place()
        yield f"\x1b[<0;{x};{y}M"
        for _ in range(self.random.randint(1, 6)):
            x, y = self._place()
            yield f"\x1b[<32;{x};{y}M"
            if self.random.random() < 0.1:  # something else comes between
                yield self.random.choice((*_MOVES, *_COMMANDS))
        if self.random.random() < 0.8:
            yield f"\x1b[<0;{x};{y}m"

    def _absurd(self) -> Iterator[Event]:
        """Mouse events that make no sense: unknown buttons, releases without a press, odd
        positions."""
        button = self.random.choice((64, 65, 66, 67, 35, 0, 3, 32, 99, 255, 4096))
        places = (-(2**31), -1, 0, 1, self.size.width, self.size.width + 1, 9_999, 2**63)
        x, y = self.random.choice(places), self.random.choice((*places, self.size.height))
        yield f"\x1b[<{button};{x};{y}{self.random.choice('Mm')}"

    def _resize(self) -> Iterator[Event]:
        known = Size(*self.random.choice(_SIZES))
        other = Size(self.random.randint(1, 140), self.random.randint(1, 50))
        self.size = self.random.choice((known, other))
        yield self.size

    def _enlarge(self) -> Iterator[Event]:
        """A size beyond real windows, for a short time, as each frame is slow."""
        self.size = Size(*self.random.choice(_LARGE))
        yield self.size
        yield from chain(self._command(), self._click(), self._resize())

    def _shake(self) -> Iterator[Event]:
        """Many sizes in a row, as from dragging the corner of a window."""
        for _ in range(20):
            yield from self._resize()


class Window(HeadlessDriver):
    """A terminal without display that records output which should not be sent."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._parser = XTermParser()
        self.foreign: list[str] = []

    @property
    def is_headless(self) -> bool:
        """False, so that Textual draws frames."""
        return False

    def write(self, data: str) -> None:
        match = _OURS.match(data)
        end = match.end() if match else 0
        if end < len(data):
            self.foreign.append(data[max(0, end - 20) : end + 60])

    def take(self, event: Event) -> None:
        """Process one event of the user."""
        if isinstance(event, Size):
            self._size = event
            self.process_message(events.Resize(event, event))
            return
        text = event.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        for message in (*self._parser.feed(text), *self._parser.tick()):
            self.process_message(message)


@dataclass
class Seen:
    """The measurements of a run."""

    events: int = 0
    starts: int = 0
    crashes: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    longest: float = 0.0
    """Seconds that the event loop was busy without a break; scaled down for large windows."""
    noise: float = 1.0
    """The slowdown of the machine, relative to its best time for the same work."""
    memory: list[int] = field(default_factory=list)
    """Samples in kilobytes."""


async def beat(seen: Seen, size: Callable[[], Size]) -> None:
    """Record how long the event loop is blocked, until cancelled.

    Only CPU time of its own thread counts: waiting for the processor is noise of the machine.
    Frames of windows larger than real ones may take longer.
    """
    before = time.thread_time()
    while True:
        await asyncio.sleep(0.001)
        worked = time.thread_time() - before
        seen.longest = max(seen.longest, worked / max(1, size().area / _LARGE_AREA))
        before = time.thread_time()


def fixed_work() -> float:
    """Seconds of CPU time for a constant amount of work."""
    before = time.thread_time()
    sorted(str(number) for number in range(20_000))
    return time.thread_time() - before


async def play(screen: str, seed: int, count: int) -> Seen:
    """Send `count` events to a kind of screen, restarting the program whenever it exits."""
    monkey = Monkey(random.Random(f"{seed} {screen}"))
    now = Now()
    with Library(":memory:", now) as library, tempfile.TemporaryDirectory() as folder:
        shelves = Shelves(library, now, Path(folder))
        game = Game(screen, shelves, monkey, islice(monkey.events(), count))
        best = min(fixed_work() for _ in range(10))
        while game.seen.events < count:
            await game.live()
            game.seen.noise = max(game.seen.noise, fixed_work() / best)
    return game.seen


@dataclass
class Game:
    """A kind of screen, and the events to send."""

    screen: str
    shelves: Shelves
    monkey: Monkey
    events: Iterator[Event]
    seen: Seen = field(default_factory=Seen)
    last: deque[str] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    """The last events."""

    async def live(self) -> None:
        """Run the program until it exits, or the events end."""
        self.seen.starts += 1
        self.last.clear()
        keymap = Keymap(own={own_id(1): "C"})
        app = AwesomeApp(self.shelves.screen(self.screen), keymap=keymap)
        failures = list[BaseException]()
        app.driver_class = Window
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: failures.append(_error(context)))
        beating = asyncio.create_task(beat(self.seen, lambda: self.monkey.size))
        try:
            async with app.run_test(
                headless=False, size=self.monkey.size, message_hook=partial(_note, failures)
            ) as pilot:
                await pilot.pause()
                await self._play(app)
        except Exception as error:  # what else it is for
            if not self.last:
                raise
            failures.insert(0, error)
        beating.cancel()
        self._tell(failures)
        if not self.seen.starts % _FORGOTTEN:
            forget_apps()

    async def _play(self, app: AwesomeApp) -> None:
        window = app._driver
        assert isinstance(window, Window)
        for event in self.events:
            self.seen.events += 1
            if not self.seen.events % 100:
                self.seen.memory.append(_resident())
            if len(app.screen_stack) == 1 and self.monkey.random.random() < 0.5:
                for key in self.monkey.random.choice(_OVER.get(self.screen, ("",))):
                    self._do(window, key)
            self._do(window, event)
            await self._pause()
            if app._exit or app._exception:
                break
        app.exit()
        while not (app._exit or app._exception):  # it finishes what keys have begun
            await self._pause()
        self.seen.foreign += window.foreign

    def _do(self, window: Window, event: Event) -> None:
        self.last.append(repr(event) if isinstance(event, str) else f"{event.width}x{event.height}")
        window.take(event)

    async def _pause(self) -> None:
        """Wait for a random number of loop turns, usually none, so that events overlap."""
        (turns,) = self.monkey.random.choices((0, 1, 3, 10, 40), (50, 20, 10, 15, 5))
        if turns > 3:
            await asyncio.sleep(turns / 1_000)
        for _ in range(turns):
            await asyncio.sleep(0)

    def _tell(self, failures: Sequence[BaseException]) -> None:
        for error in failures:
            told = "".join(traceback.format_exception(error))
            self.seen.crashes.append(f"{told}\nafter {' '.join(self.last)}")


def _note(failures: list[BaseException], message: Message) -> None:
    """Record failures of workers, which are silent otherwise."""
    if isinstance(message, Worker.StateChanged) and message.state is WorkerState.ERROR:
        assert message.worker.error
        if message.worker.error in failures:  # it bubbles up
            return
        failures.append(message.worker.error)


def _error(context: Mapping[str, Any]) -> BaseException:
    error = context.get("exception")
    return error if isinstance(error, BaseException) else RuntimeError(str(context))


def _resident(process: str = "self") -> int:
    status = Path(f"/proc/{process}/status")
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) if found else 0


_OVER: Mapping[str, Sequence[Sequence[str]]] = {
    "palette": ("\x10", ":"),
    "help": ("?", "\x1bOP"),
    "note": ("\x1bge",),
    "export": ("x",),
    "choices": ("t", "Y", "f", "w"),
    "readme": ("\x1bgp", "\x1bgp/", "\x1bgpJ"),
}
"""The keys that open each kind of dialog, and READMEs."""


_SEEN = (
    Observation("https://example.com/1/0", statuses=(404,)),
    Observation("https://example.com/1/1", "https://example.com/\x1b[31m\u202e", (301, 200)),
    Observation("https://example.com/1/2", fault=Fault.TIMEOUT),
    Observation("https://example.com/a", statuses=(410,)),
)
"""The findings of checks of links."""


class Shelves:
    """The data that the screens show."""

    def __init__(self, library: Library, now: Now, folder: Path) -> None:
        self._now, self._folder = now, folder
        few = {f"list/{number}": _small(number) for number in range(1, 40)}
        self._network = Network(library, {**few, "list/0": _plain(), "hostile": _hostile()})
        self._network.readme_texts = dict.fromkeys(_PROJECTS, _hostile_text() + _plain_text())
        for source in self._network.there:
            self._network.fresh(source)
        self._network.fetched.clear()
        library.health.observe(_SEEN)
        self._now.time += 4 * DAY
        library.health.observe(_SEEN)

    def screen(self, name: str) -> BrowserScreen:
        """The first screen of a kind."""
        # Over SSH and without a browser, links are copied, and the terminal has the clipboard.
        desktop = Desktop({"PATH": "", "SSH_TTY": "/dev/pts/0"})
        if name == "pick":
            return PickManyScreen(_plain, desktop)
        source = {"home": HOME, "hostile": "hostile"}.get(name, "list/0")
        reader = ReaderScreen(source, None, partial(self._network.shelf, self._now), desktop)
        file = SettingsFile(self._folder / "config.toml", {})
        reader.settings.use(file, file.load(), lambda _: desktop)
        reader.commands.use([OwnCommand("Nothing", ("nothing", "{name}"), key="C")])
        return reader


class Outside:
    """The program in a process and a pseudoterminal of its own."""

    def __init__(self, folder: Path, monkey: Monkey, seen: Seen) -> None:
        self._folder = folder
        self._monkey = monkey
        self._seen = seen
        self._decoder = getincrementaldecoder("utf-8")()

    def play(self, doings: Iterator[Event]) -> None:
        """Run the program until it exits, or the events end."""
        self._seen.starts += 1
        self._hand, terminal = pty.openpty()
        termios.tcsetwinsize(terminal, (self._monkey.size.height, self._monkey.size.width))
        modes = termios.tcgetattr(terminal)
        modes[3] &= ~termios.ECHO  # what is typed when it has ended is not of its sending
        termios.tcsetattr(terminal, termios.TCSANOW, modes)
        self._unread, self._tail = "", ""
        environ = {
            "HOME": str(self._folder),
            "LANG": "C.UTF-8",
            "PATH": "",
            "PYTHONPATH": str(Path(__file__).parents[1]),
            "SSH_TTY": "/dev/pts/0",  # without a browser, links are copied, by the terminal
            "TERM": "xterm-256color",
            "XDG_DATA_HOME": str(self._folder),
        }
        self._process = subprocess.Popen(
            (sys.executable, "-c", _IN_ITS_TERMINAL, "--offline", "list.md"),
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            start_new_session=True,
            cwd=self._folder,
            env=environ,
        )
        os.close(terminal)
        self._read_until(lambda: "?2004h" in self._tail)
        for event in doings:
            self._seen.events += 1
            self._do(event)
            if self._process.poll() is not None:
                break
            if not self._seen.events % 100:
                self._resume()
                self._seen.memory.append(_resident(str(self._process.pid)))
        self._leave()

    def _do(self, event: Event) -> None:
        if isinstance(event, Size):
            termios.tcsetwinsize(self._hand, (event.height, event.width))
        else:
            self._type(event)
        self._read(self._monkey.random.choice((0, 0, 0, 0.001, 0.01)))

    def _type(self, text: str) -> None:
        unsent = text.encode("utf-8", "surrogateescape")
        while unsent and self._process.poll() is None:
            _, ready, _ = select.select([], [self._hand], [], 0)
            if ready:
                unsent = unsent[os.write(self._hand, unsent[:512]) :]
            else:
                self._resume()
            self._read(0 if ready else 0.01)

    def _leave(self) -> None:
        """Quit; ends an open paste first, as that would swallow all keys."""
        self._type("\x1b[201~\x11")
        self._read_until(lambda: self._process.poll() is not None)
        os.close(self._hand)
        if self._process.returncode or self._unread:
            self._seen.crashes.append(
                f"status {self._process.returncode}: {self._unread!r} of {self._tail!r}"
            )

    def _read_until(self, is_reached: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE
        while not is_reached():
            if time.monotonic() > end:
                self._process.kill()
                raise AssertionError(f"it hangs: {self._tail!r}")
            self._resume()
            self._read(0.05)
        self._read(0)

    def _resume(self) -> None:
        """Have it go on, as `fg` would, if it was suspended: the help can do so, too."""
        # macOS does not tell who is stopped, and not ended.
        if sys.platform == "linux" and self._process.poll() is None:
            with suppress(ChildProcessError):  # it has ended meanwhile
                if os.waitid(os.P_PID, self._process.pid, os.WSTOPPED | os.WNOHANG):
                    self._process.send_signal(signal.SIGCONT)

    def _read(self, seconds: float) -> None:
        """Read the output, and record sequences that are not the program's own."""
        while select.select([self._hand], [], [], seconds)[0]:
            try:
                sent = self._decoder.decode(os.read(self._hand, 1 << 16))
            except OSError:  # it has ended
                return
            seconds = 0
            self._tail = (self._tail + sent)[-4_000:]
            self._unread += sent
            match = _OURS.match(self._unread)
            self._unread = self._unread[match.end() if match else 0 :]
            if len(self._unread) > _LONGEST_SEQUENCE:
                self._seen.foreign.append(self._unread[:80])
                self._unread = ""


def play_outside(folder: Path, seed: int, count: int) -> Seen:
    """As `play`, with the program in a pseudoterminal."""
    (folder / "list.md").write_text(_plain_text() + _hostile_text())
    seen, monkey = Seen(), Monkey(random.Random(seed))
    outside, doings = Outside(folder, monkey, seen), islice(monkey.events(), count)
    while seen.events < count:
        outside.play(doings)
    return seen


SCREENS = ("list", "hostile", "home", "pick", *_OVER)
_OUTSIDE = "terminal"
"""The name of a list screen in a process and a pseudoterminal of its own."""


_PROJECTS = ("https://github.com/jane/tea", "https://github.com/jane/pots")


def _small(number: int) -> AwesomeList:
    entries = (entry(f"Thing {number} {at}", "Does *something*.") for at in range(number))
    return a_list(f"List {number}", *entries)


def _plain() -> AwesomeList:
    return parse(_plain_text(), source="list/0")


def _plain_text() -> str:
    text = ["# Awesome list\n\n"]
    for section in range(8):
        text.append(f"{'#' * (2 + section % 2)} Section {section}\n\n")
        for at in range(section * 3):
            url = f"https://example.com/{section}/{at}"
            url = _PROJECTS[at % 2] if at % 3 == 0 else url
            more = f"; see [more]({url}/more)" if at % 3 == 0 else ""
            text.append(f"- [Entry {section} {at}]({url}) - Does `things` *well*{more}.\n")
        text.append("\n")
    text.append("- [Awesome Spices](https://github.com/jane/awesome-spices) - A list.\n")
    return "".join(text)


def _hostile() -> AwesomeList:
    return parse(_hostile_text(), source="hostile")


def _hostile_text() -> str:
    text = ["# \x1b]0;owned\x07Title\u202e\n\n## S\x1b[31m [/x]\n\n"]
    text.append("- [a&#27;]52;c;ZXZpbA==&#7;b](https://example.com/a) - x\x9b31m&#x1b;[2Jy\n")
    text.append(f"- [{'n' * 3_000}](https://example.com/{'u' * 3_000}) - {'long ' * 2_000}\n")
    text.append("- [👩‍💻⚙️é日本語](https://example.com/👩) - ☎️ \u0301 [@click=app.quit]x[/]\n\n")
    for name in NAMES:
        text.append(f"## {name}\n\n{hostile(name, 300)}\n\n- [{name}](https://example.com/h)\n\n")
    return "".join(text)


def main() -> None:
    """Send the requested events, and print the measurements."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--events", type=int, default=5_000)
    asked.add_argument("--screen", choices=(*SCREENS, _OUTSIDE), action="append")
    args = asked.parse_args()
    failed = False
    for screen in args.screen or (*SCREENS, _OUTSIDE):
        began = time.perf_counter()
        if screen == _OUTSIDE:
            with tempfile.TemporaryDirectory() as folder:
                seen = play_outside(Path(folder), args.seed, args.events)
        else:
            seen = asyncio.run(play(screen, args.seed, args.events))
        took = time.perf_counter() - began
        print(
            f"{screen}, seed {args.seed}: {seen.events} events in {took:.0f} s, "
            f"{seen.starts} starts, "
            f"{len(seen.crashes)} crashes, {len(seen.foreign)} foreign sequences, "
            f"longest stall {seen.longest * 1000:.0f} ms, noise x{seen.noise:.1f}, "
            f"memory {seen.memory[:1]} to {seen.memory[-1:]} kB",
            flush=True,
        )
        for told in (*seen.crashes, *map(repr, seen.foreign[:5])):
            print(told, "\n", file=sys.stderr)
        failed = failed or bool(seen.crashes or seen.foreign)
    sys.exit(failed)


if __name__ == "__main__":
    main()
