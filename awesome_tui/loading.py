"""From what the user named to a list: read, then parse; for the screens and the commands alike."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, BinaryIO

from awesome_tui.bundled import NAMES, bundled_text
from awesome_tui.errors import SourceError
from awesome_tui.limits import Limits, limits
from awesome_tui.model import AwesomeList
from awesome_tui.sources.location import BundledList, Remote, parse_location
from awesome_tui.sources.read import Document, read
from awesome_tui.text import clean

if TYPE_CHECKING:
    from awesome_tui.child import Child

_LARGE = 256 * 1024
"""Characters; more are parsed in a child process, so that it can be ended."""


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


class Loading:
    """The list of one document, parsed when called; beside that, `give_up` may be called."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._child: Child | None = None
        self._is_given_up = False

    def __call__(self) -> AwesomeList:
        """The list that the document holds."""
        document = self._document
        if len(document.text) <= _LARGE:
            return _parsed(document)
        # Only large texts need it, and what it imports.
        from awesome_tui.child import Child  # noqa: PLC0415

        self._child = Child(document.text, document.base, limits_of(document))
        if self._is_given_up:
            self._child.kill()
        return self._child.result()

    def give_up(self) -> None:
        """End a large text's parsing; from any thread."""
        self._is_given_up = True
        if self._child is not None:
            self._child.kill()


def load(document: Document) -> AwesomeList:
    """The list that `document` holds."""
    return Loading(document)()


def limits_of(document: Document) -> Limits:
    """What `document` may take to be read and to be written in another form."""
    return limits(document.source, len(document.text))


def _parsed(document: Document) -> AwesomeList:
    # The parser takes 40 ms to import: the screens do it beside their first frame.
    from awesome_tui.parsing import parse  # noqa: PLC0415

    return parse(document.text, document.format, base=document.base, source=document.source)
