"""From what the user named to a list: read, then parse; for the screens and the commands alike."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from itertools import chain
from pathlib import Path
from threading import Thread, Timer
from typing import IO, BinaryIO

from awesome_tui.bundled import NAMES, bundled_text
from awesome_tui.errors import ParseError, SourceError
from awesome_tui.limits import Limits, limits
from awesome_tui.model import AwesomeList
from awesome_tui.records import from_lines
from awesome_tui.sources.location import BundledList, Remote, parse_location
from awesome_tui.sources.read import Document, read
from awesome_tui.text import clean

_PARSER = (sys.executable, "-X", "utf8", "-m", "awesome_tui.parsing")
_HOME = Path(__file__).parents[1]
"""Started here, a child finds our modules, and none that lies where the user is."""
_LARGE = 256 * 1024
"""Characters; more are parsed in a child process, which can be ended."""
_IN_CHILD, _IN_ALL = 0.85, 0.88
"""Of time and memory; the rest is for starting, and for what is done with the list."""
_ALARM = -14
_OUT_OF_MEMORY = (3, -6, -11)
"""What the child says itself, and how libraries end that are not prepared for it."""


def find(source: str, stdin: BinaryIO | None) -> Document:
    """The text that `source` names; quick, so that the screens open only for what can be read."""
    match parse_location(source, exists=os.path.lexists, bundled=NAMES):
        case BundledList(name):
            return Document(bundled_text(name), "markdown", name)
        case Remote(text):
            raise SourceError(
                f"{clean(text)} is no file or folder here, and lists on the network cannot be"
                " read yet: name a file, a folder, or - for standard input."
            )
        case location:
            return read(location, stdin)


def load(document: Document) -> AwesomeList:
    """The list that `document` holds."""
    if len(document.text) > _LARGE:
        return Parsing(document).result()
    return _parsed(document)


def limits_of(document: Document) -> Limits:
    """What it may take to read `document` and to write it in another form."""
    return limits(document.source, len(document.text))


def _parsed(document: Document) -> AwesomeList:
    # The parser takes 70 ms to import, which `Parsing` leaves to another process.
    from awesome_tui.parsing import parse  # noqa: PLC0415

    return parse(document.text, document.format, base=document.base, source=document.source)


class Parsing:
    """A document that is parsed in a process of its own, beside other work on another core."""

    def __init__(self, document: Document, bound: Limits | None = None) -> None:
        """Start at once; without `bound`, the limits are the usual ones."""
        self._document = document
        self._limits = bound or limits_of(document)
        self._is_late = False
        self._child: subprocess.Popen[bytes] | None = None
        with suppress(OSError):  # where no process is to be had, `result` does it here
            self._child = _start(document, self._limits)

    def result(self) -> AwesomeList:
        """The list, once it is parsed; belongs in a thread, where it lets others run."""
        if self._child is None or self._child.stdout is None:
            return _parsed(self._document)
        timer = Timer(_IN_ALL * self._limits.seconds, self._end_late)
        timer.start()
        with self._child, self._child.stdout as lines:
            try:
                document = _received(lines)
                if document is None:
                    raise self._failure(self._child.wait())
            finally:
                timer.cancel()
                self._child.kill()
        return document

    def stop(self) -> None:
        """Give up, if it is still going on."""
        if self._child is not None:
            self._child.kill()

    def _end_late(self) -> None:
        self._is_late = True
        self.stop()

    def _failure(self, status: int) -> ParseError:
        if self._is_late or status == _ALARM:
            return self._limits.too_slow()
        if status in _OUT_OF_MEMORY:
            return self._limits.too_large()
        return ParseError(
            f"{self._document.source} could not be read as a list: the parser ended too early."
        )


def _received(lines: IO[bytes]) -> AwesomeList | None:
    first = next(lines, b"")
    if first.startswith(b'"'):
        raise ParseError(json.loads(first))
    return from_lines(chain([first], lines))


def _start(document: Document, bound: Limits) -> subprocess.Popen[bytes]:
    child = subprocess.Popen(
        _PARSER,
        cwd=_HOME,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    # The pipe takes no more than the child has read, which is nothing before it has started.
    Thread(target=_feed, args=(child.stdin, document, bound), daemon=True).start()
    return child


def _feed(pipe: BinaryIO, document: Document, bound: Limits) -> None:
    task = [
        *(document.format, document.base, document.source),
        *(_IN_CHILD * bound.seconds, _IN_CHILD * bound.memory),
    ]
    with suppress(OSError), pipe:  # a child that ends early has its reasons, told by `result`
        pipe.write(f"{json.dumps(task)}\n{document.text}".encode("utf-8", "surrogatepass"))
