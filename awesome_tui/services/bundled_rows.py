"""The entries of bundled lists as columns, for searches."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from awesome_tui.errors import LibraryError
from awesome_tui.model.table import EntryTable
from awesome_tui.sources.read import SourceText, read_bundled
from awesome_tui.version import __version__

if TYPE_CHECKING:
    from awesome_tui.library import Library
    from awesome_tui.model.entries import AwesomeList


def bundled_rows(
    library: Library, name: str, parse: Callable[[SourceText], AwesomeList]
) -> EntryTable:
    """Return the entries of the bundled list `name`, parsed once by each version of the program."""
    lists = library.local_lists
    if not lists.has(name, __version__).result():
        document = parse(read_bundled(name))
        try:
            lists.keep(name, __version__, document).result()
        except LibraryError:  # as on a full disk; it can still be searched
            return EntryTable.of(document.walk())
    return lists.rows(name).result()
