"""From what the user named to a list: read, then parse; for the screens and the commands alike."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from itertools import chain
from threading import Thread
from typing import BinaryIO

from awesome_tui.bundled import NAMES, bundled_text
from awesome_tui.errors import ParseError, SourceError
from awesome_tui.model import AwesomeList
from awesome_tui.records import from_lines
from awesome_tui.sources.forges import RepoPath, WebPage
from awesome_tui.sources.location import BundledList, parse_location
from awesome_tui.sources.read import Document, read
from awesome_tui.text import clean
from awesome_tui.urls import public

# -P: no module of the current folder is taken for one of ours.
_PARSER = (sys.executable, "-P", "-X", "utf8", "-m", "awesome_tui.parsing")


def find(source: str, stdin: BinaryIO | None) -> Document:
    """The text that `source` names; quick, so that the screens open only for what can be read."""
    match parse_location(source, exists=os.path.lexists, bundled=NAMES):
        case BundledList(name):
            return Document(bundled_text(name), "markdown", name)
        case RepoPath() | WebPage():
            raise SourceError(
                f"{clean(public(source))} is no file or folder here, and lists on the network"
                " cannot be read yet: name a file, a folder, or - for standard input."
            )
        case location:
            return read(location, stdin)


def load(document: Document) -> AwesomeList:
    """The list that `document` holds."""
    # The parser takes 70 ms to import, which `Parsing` leaves to another process.
    from awesome_tui.parsing import parse  # noqa: PLC0415

    return parse(document.text, document.format, base=document.base, source=document.source)


class Parsing:
    """A document that is parsed in a process of its own, beside other work on another core."""

    def __init__(self, document: Document) -> None:
        """Start at once."""
        self._document = document
        self._child: subprocess.Popen[bytes] | None = None
        with suppress(OSError):  # where no process is to be had, `result` does it here
            self._child = _start(document)

    def result(self) -> AwesomeList:
        """The list, once it is parsed; belongs in a thread, where it lets others run."""
        if self._child is None or self._child.stdout is None:
            return load(self._document)
        with self._child, self._child.stdout as lines:
            first = next(lines, b"")
            if first.startswith(b'"'):
                raise ParseError(json.loads(first))
            document = from_lines(chain([first], lines))
        if document is None:
            raise ParseError(
                f"{self._document.source} could not be read as a list: the parser ended too early."
            )
        return document

    def stop(self) -> None:
        """Give up, if it is still going on."""
        if self._child is not None:
            self._child.kill()


def _start(document: Document) -> subprocess.Popen[bytes]:
    child = subprocess.Popen(
        _PARSER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    # The pipe takes no more than the child has read, which is nothing before it has started.
    Thread(target=_feed, args=(child.stdin, document), daemon=True).start()
    return child


def _feed(pipe: BinaryIO, document: Document) -> None:
    header = json.dumps([document.format, document.base, document.source])
    with suppress(OSError), pipe:  # a child that ends early has its reasons, told by `result`
        pipe.write(f"{header}\n{document.text}".encode("utf-8", "surrogatepass"))
