"""Documents become lists: in this process where they are short, else in one that can be ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Event, Thread, Timer
from typing import IO, TYPE_CHECKING

from awesome_tui.errors import ParseError
from awesome_tui.limits import Limits, in_time, limits
from awesome_tui.model import AwesomeList
from awesome_tui.programs import python_command
from awesome_tui.records import from_lines
from awesome_tui.sources.read import Document

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

_PARSER = "import runpy; runpy.run_module('awesome_tui.parsing', run_name='__main__')"
_LARGE = {"rst": 16 * 1024}
_LARGE_OTHERWISE = 256 * 1024
"""Characters; more are parsed in a child process, which can be ended.

Fewer are parsed in good time, whatever they are; docutils needs the square of some.
"""
_IN_CHILD, _IN_ALL = 0.85, 0.88
"""Of time and memory; the rest is for starting, and for what is done with the list."""
_WORKED_TOO_LONG = -27
_UNBOUNDED = b"unbounded\n"
"""The child's word that its system sets no limit to memory."""
_WATCH_SECONDS = 0.1
"""Between two looks at the memory of such a child; it gets some 100 MiB meanwhile at most."""
_OUT_OF_MEMORY = (3, -6, -11)
"""What the child says itself, and how libraries end that are not prepared for it."""


def load(document: Document) -> AwesomeList:
    """The list that `document` holds."""
    if len(document.text) > _LARGE.get(document.format, _LARGE_OTHERWISE):
        return Parsing(document).result()
    return _parsed(document)


def limits_of(document: Document) -> Limits:
    """What it may take to read `document` and to write it in another form."""
    return limits(document.source, len(document.text))


def _parsed(document: Document) -> AwesomeList:
    # The parser takes 70 ms to import, which `Parsing` leaves to another process.
    from awesome_tui.parsing import parse  # noqa: PLC0415

    return parse(document.text, document.format, base=document.base, source=document.source)


class Parser:
    """A process that parses one document after another, each within its limits."""

    def __init__(self, command: Sequence[str] = ()) -> None:
        """Start it; an `OSError` says that no process is to be had."""
        self._child = subprocess.Popen(
            command or python_command(_PARSER),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._is_late = self._is_too_large = False
        self.pid = self._child.pid

    def feed(self, document: Document, bound: Limits) -> None:
        """Hand `document` over; that takes until the process reads it."""
        text = document.text.encode("utf-8", "surrogatepass")
        task = [
            *(document.format, document.base, document.source),
            *(_IN_CHILD * bound.seconds, _IN_CHILD * bound.memory, len(text)),
        ]
        pipe = self._child.stdin
        with suppress(OSError):  # a child that ends early has its reasons, told by `result`
            if pipe is not None:
                pipe.write(f"{json.dumps(task)}\n".encode() + text)
                pipe.flush()

    def result(self, bound: Limits) -> AwesomeList:
        """The list that it made; belongs in a thread, where it lets others run."""
        if self._child.stdout is None:
            raise self._failure(bound)
        timer = Timer(_IN_ALL * bound.by_the_clock, self._end_late)
        timer.start()
        try:
            document = _received(self._child.stdout, bound, partial(self._watch, bound))
        finally:
            timer.cancel()
        if document is None:
            raise self._failure(bound)
        return document

    def kill(self) -> None:
        """Let it give up, whatever it is at."""
        self._child.kill()

    def end(self) -> None:
        """Leave nothing of it."""
        self._child.kill()
        with suppress(OSError), self._child:  # it did not read all that it was fed
            pass

    def _end_late(self) -> None:
        self._is_late = True
        self._child.kill()

    @contextmanager
    def _watch(self, bound: Limits) -> Iterator[None]:
        """Kill the process as soon as it has more memory than it may."""
        done = Event()

        def watch() -> None:
            while not done.wait(_WATCH_SECONDS):
                if memory_of(self.pid) > _IN_CHILD * bound.memory:
                    self._is_too_large = True
                    self._child.kill()
                    return

        watcher = Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()

    def _failure(self, bound: Limits) -> ParseError:
        status = self._child.wait()
        if self._is_late or status == _WORKED_TOO_LONG:
            return bound.too_slow()
        if self._is_too_large or status in _OUT_OF_MEMORY:
            return bound.too_large()
        return ParseError(
            f"{bound.source} could not be read as a list: the parser ended too early."
        )


class Parsing:
    """A document that is parsed in a process of its own, beside other work on another core."""

    def __init__(
        self,
        document: Document,
        bound: Limits | None = None,
        *,
        command: Sequence[str] = (),
    ) -> None:
        """Start at once; without `bound`, the limits are the usual ones."""
        self._document = document
        self._limits = bound or limits_of(document)
        self._parser: Parser | None = None
        with suppress(OSError):  # where no process is to be had, `result` does it here
            self._parser = Parser(command)
            # The pipe takes no more than is read, which is nothing before the process is up.
            fed = (document, self._limits)
            Thread(target=self._parser.feed, args=fed, daemon=True).start()

    def result(self) -> AwesomeList:
        """The list, once it is parsed; belongs in a thread, where it lets others run."""
        if self._parser is None:
            return _parsed(self._document)
        try:
            return self._parser.result(self._limits)
        finally:
            self._parser.end()

    def stop(self) -> None:
        """Give up, if it is still going on."""
        if self._parser is not None:
            self._parser.kill()


def _received(
    lines: IO[bytes], bound: Limits, watch: Callable[[], AbstractContextManager[None]]
) -> AwesomeList | None:
    first = next(lines, None)
    if first == _UNBOUNDED:
        with watch():
            return _document(next(lines, None), lines, bound)
    return _document(first, lines, bound)


def _document(first: bytes | None, lines: IO[bytes], bound: Limits) -> AwesomeList | None:
    if first is None:
        return None
    if first.startswith(b'"'):
        raise ParseError(json.loads(first))
    left = _IN_ALL * bound.seconds - float(first)
    return from_lines(in_time(lines, left, bound))


def memory_of(pid: int) -> float:
    """The MiB of memory that a process holds; 0 where nobody knows."""
    with suppress(OSError, ValueError, IndexError, AttributeError):
        pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    return memory_told_by_ps(pid)


def memory_told_by_ps(pid: int) -> float:
    """The same on macOS, which has no /proc."""
    with suppress(OSError, ValueError, subprocess.SubprocessError):
        asked = ("/bin/ps", "-o", "rss=", "-p", str(pid))
        said = subprocess.run(
            asked, stdin=subprocess.DEVNULL, capture_output=True, timeout=1, check=True
        )
        return int(said.stdout) / 1024
    return 0


def prepare() -> None:
    """Let a process that does work for this one leave the keys alone, and end when this one ends.

    However that happens: a killed process cannot tell those that it started.
    """
    import multiprocessing  # noqa: PLC0415  only where processes are started with it

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := multiprocessing.parent_process():
        Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
