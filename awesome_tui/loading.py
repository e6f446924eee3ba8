"""From what the user named to a list: read, then parse; for the screens and the commands alike."""

from __future__ import annotations

import os
from typing import BinaryIO

from awesome_tui.bundled import NAMES, bundled_text
from awesome_tui.errors import SourceError
from awesome_tui.model import AwesomeList
from awesome_tui.sources.location import BundledList, Remote, parse_location
from awesome_tui.sources.read import Document, read
from awesome_tui.text import clean


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
    # The parser takes 40 ms to import: the screens do it beside their first frame.
    from awesome_tui.parsing import parse  # noqa: PLC0415

    return parse(document.text, document.format, base=document.base, source=document.source)
