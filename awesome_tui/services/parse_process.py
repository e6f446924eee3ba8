"""Parsing documents: short ones in this process, long ones in a child that can be killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Event, Thread, Timer
from typing import IO, ClassVar, Generic, TypeAlias, TypeVar

import awesome_tui
from awesome_tui.errors import ParseError
from awesome_tui.model.encoding import DamagedTree, read_list
from awesome_tui.model.entries import AwesomeList
from awesome_tui.services.limits import Limits, limits_for_size, within_time
from awesome_tui.sources.read import SourceText
from awesome_tui.system.programs import python_command

T = TypeVar("T")
_Read: TypeAlias = Callable[[Iterable[bytes]], T]
"""A reader of the lines that the child sends."""

_LARGE = {"rst": 16 * 1024}
_LARGE_OTHERWISE = 256 * 1024
"""The number of characters above which a document is parsed in a child process.

Shorter ones parse fast enough whatever their content; docutils takes quadratic time for some.
"""
_IN_CHILD, _IN_ALL = 0.85, 0.88
"""The child's share of the time and memory limits; the rest covers its start and the result."""
_WORKED_TOO_LONG = (4, -27)
"""The child's own exit status, and the signal that limits its time."""
_UNBOUNDED = b"unbounded\n"
"""A line that the child sends if its system cannot limit its memory."""
_WATCH_SECONDS = 0.1
"""The interval of polling that child's memory, during which it can allocate some 100 MiB."""
_OUT_OF_MEMORY = (3, -6, -11)
"""The child's own exit status, and the signals by which some libraries abort."""


def parse_source(document: SourceText) -> AwesomeList:
    """Parse `document`, in a child process if it is long."""
    if len(document.text) > _LARGE.get(document.format, _LARGE_OTHERWISE):
        return BackgroundParse(document).result()
    return _parsed(document)


def limits_for(document: SourceText) -> Limits:
    """The limits for parsing `document` and for exporting it."""
    return limits_for_size(document.source, len(document.text))


def _parsed(document: SourceText) -> AwesomeList:
    # The first use imports the parser, which takes 70 ms.
    return awesome_tui.parse(
        document.text, document.format, base=document.base, source=document.source
    )


def parser_code(module: str, parser: str) -> str:
    """Code of a child process that parses with the function `parser` of a module of `parsing`."""
    # Most documents are parsed before garbage collection is worth it.
    return (
        "import gc; gc.disable()\n"
        "from awesome_tui.parsing.child_process import main\n"
        f"from awesome_tui.parsing.{module} import {parser}\n"
        f"main({parser})\n"
    )


class ParserProcess:
    """A child process that parses one document after another, each within its limits."""

    def __init__(self, command: Sequence[str] = ()) -> None:
        """Start the process; raises `OSError` if that fails."""
        self._child = subprocess.Popen(
            command or python_command(BackgroundParse.code),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._is_late = self._is_too_large = False
        self.pid = self._child.pid

    def feed(self, document: SourceText, bound: Limits) -> None:
        """Send `document`; blocks until the process has read it."""
        text = document.text.encode("utf-8", "surrogatepass")
        task = [
            *(document.format, document.base, document.source),
            *(_IN_CHILD * bound.seconds, _IN_CHILD * bound.memory, len(text)),
        ]
        pipe = self._child.stdin
        with suppress(OSError):  # the reason for an early exit is reported by `result`
            if pipe is not None:
                pipe.write(f"{json.dumps(task)}\n".encode() + text)
                pipe.flush()

    def result(self, bound: Limits) -> AwesomeList:
        """Wait for the parsed list; raises `ParseError`. Call it in a thread."""
        return self.receive(bound, read_list)

    def receive(self, bound: Limits, read: _Read[T]) -> T:
        """Wait for the lines of the result, and convert them with `read`."""
        if self._child.stdout is None:
            raise self._failure(bound)
        timer = Timer(_IN_ALL * bound.by_the_clock, self._end_late)
        timer.start()
        try:
            result = _receive(self._child.stdout, bound, read, partial(self._watch, bound))
        finally:
            timer.cancel()
        if result is None:
            raise self._failure(bound)
        return result

    def kill(self) -> None:
        """Kill the process; `result` then raises."""
        self._child.kill()

    def end(self) -> None:
        """Kill the process and release its resources."""
        self._child.kill()
        with suppress(OSError), self._child:  # the process exited before reading all of its input
            pass

    def _end_late(self) -> None:
        self._is_late = True
        self._child.kill()

    @contextmanager
    def _watch(self, bound: Limits) -> Iterator[None]:
        """Kill the process as soon as it exceeds its memory limit."""
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
        if self._is_late or status in _WORKED_TOO_LONG:
            return bound.too_slow()
        if self._is_too_large or status in _OUT_OF_MEMORY:
            return bound.too_large()
        return ParseError(
            f"{bound.source} could not be read as a list: the parser ended too early."
        )


class BackgroundWork(ABC, Generic[T]):
    """A document being parsed in a child process of its own, concurrently with other work."""

    code: ClassVar[str]
    """The code that the child process runs."""

    def __init__(
        self, document: SourceText, bound: Limits | None = None, *, command: Sequence[str] = ()
    ) -> None:
        """Start at once; `bound` defaults to the document's usual limits."""
        self._document = document
        self._limits = bound or limits_for(document)
        self._parser: ParserProcess | None = None
        with suppress(OSError):  # without a child process, `result` parses in this one
            self._parser = ParserProcess(command or python_command(self.code))
            # Writing to the pipe blocks until the process has started and reads.
            Thread(target=self._parser.feed, args=(document, self._limits), daemon=True).start()

    @abstractmethod
    def _read_lines(self, lines: Iterable[bytes]) -> T:
        """Convert the lines that the child sends."""

    @abstractmethod
    def _parse_here(self) -> T:
        """Parse the document in this process."""

    def result(self) -> T:
        """Wait for the result; raises `ParseError`. Call it in a thread."""
        if self._parser is None:
            return self._parse_here()
        try:
            return self._parser.receive(self._limits, self._read_lines)
        finally:
            self._parser.end()

    def stop(self) -> None:
        """Abort the parsing if it is still running."""
        if self._parser is not None:
            self._parser.kill()


class BackgroundParse(BackgroundWork[AwesomeList]):
    """A list being parsed in a child process of its own."""

    code = parser_code("document", "list_lines")

    def _read_lines(self, lines: Iterable[bytes]) -> AwesomeList:
        return read_list(lines)

    def _parse_here(self) -> AwesomeList:
        return _parsed(self._document)


def parse_in_child(document: SourceText) -> AwesomeList:
    """Parse `document` in a child process of its own."""
    return BackgroundParse(document).result()


def _receive(
    lines: IO[bytes],
    bound: Limits,
    read: _Read[T],
    watch: Callable[[], AbstractContextManager[None]],
) -> T | None:
    first = next(lines, None)
    if first == _UNBOUNDED:
        with watch():
            return _document(next(lines, None), lines, bound, read)
    return _document(first, lines, bound, read)


def _document(first: bytes | None, lines: IO[bytes], bound: Limits, read: _Read[T]) -> T | None:
    if first is None:
        return None
    if first.startswith(b'"'):
        raise ParseError(json.loads(first))
    left = _IN_ALL * bound.seconds - float(first)
    # The reason for an early exit is reported by `result`.
    with suppress(DamagedTree):
        return read(within_time(lines, left, bound))
    return None


def memory_of(pid: int) -> float:
    """The resident memory of a process in MiB; 0 if unknown."""
    if sys.platform == "win32":  # which has no simple way to ask
        return 0
    with suppress(OSError, ValueError, IndexError, AttributeError):
        pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    return memory_from_ps(pid)


def memory_from_ps(pid: int) -> float:
    """`memory_of` on macOS, which has no /proc."""
    with suppress(OSError, ValueError, subprocess.SubprocessError):
        asked = ("/bin/ps", "-o", "rss=", "-p", str(pid))
        said = subprocess.run(
            asked, stdin=subprocess.DEVNULL, capture_output=True, timeout=1, check=True
        )
        return int(said.stdout) / 1024
    return 0


def usable_cores() -> int:
    """The number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
