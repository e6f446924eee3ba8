"""The entries of lists as columns, for searches."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from awesome_tui.errors import AwesomeError, LibraryError
from awesome_tui.model.table import EntryTable
from awesome_tui.sources.bundled import NAMES
from awesome_tui.sources.read import SourceText, read_bundled
from awesome_tui.version import __version__

if TYPE_CHECKING:
    from awesome_tui.library import Library
    from awesome_tui.model.entries import AwesomeList


Parse: TypeAlias = "Callable[[SourceText], AwesomeList]"


def ready_rows(library: Library, key: str, source: str, parse: Parse) -> EntryTable:
    """Return the entries of the list stored under `key`, or without one of a local list.

    None for a damaged one.
    """
    try:
        if key:
            return library.lists.rows(key).result()
        if source in NAMES:
            return bundled_rows(library, source, parse)
        return library.local_lists.rows(source).result()
    except AwesomeError:  # the error is shown when it is opened
        return EntryTable.of(())


def bundled_rows(library: Library, name: str, parse: Parse) -> EntryTable:
    """Return the entries of the bundled list `name`, parsed once by each version of the program."""
    lists = library.local_lists
    if not lists.has(name, __version__).result():
        document = parse(read_bundled(name))
        try:
            lists.keep(name, __version__, document).result()
        except LibraryError:  # as on a full disk; it can still be searched
            return EntryTable.of(document.walk())
    return lists.rows(name).result()
