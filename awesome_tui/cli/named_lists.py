"""The lists that a command's arguments name, and the entries that a query chooses from one."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from awesome_tui.cli.arguments import check_stdin_once
from awesome_tui.cli.context import Context
from awesome_tui.cli.progress_line import told_if_slow
from awesome_tui.model.entries import AwesomeList, has_links
from awesome_tui.services.limits import deadline, limits_for_size
from awesome_tui.services.parse_process import limits_for, parse_source
from awesome_tui.sources.read import LocalSource
from awesome_tui.sources.resolve import RemoteSource, read_source, resolve
from awesome_tui.text.sanitize import clean
from awesome_tui.text.urls import without_secrets

if TYPE_CHECKING:
    from awesome_tui.services.opened_list import OpenedList
    from awesome_tui.services.parse_many import Source


def locate(source: str, context: Context) -> LocalSource | RemoteSource:
    """Resolve `source` with the forges and the catalogue of the user."""
    return resolve(source, context.forges, catalogue=context.catalogue)


@contextmanager
def open_list(source: str, args: argparse.Namespace, context: Context) -> Iterator[AwesomeList]:
    """Open the list `source`, and limit the time of the work within by its size."""
    location = locate(source, context)
    with ExitStack() as loading:
        loading.enter_context(_told_if_slow(source, context))
        if isinstance(location, RemoteSource):
            opened = _open_remote(source, args, context)
            with deadline(limits_for_size(opened.source, 0)):
                loading.close()
                yield opened.document
        else:
            text = read_source(location, context.stdin, context.asciidoctor)
            with deadline(limits_for(text)):
                document = parse_source(text)
                loading.close()
                yield document


def open_source(source: str, args: argparse.Namespace, context: Context) -> Source:
    """Open `source`: a remote list as it is stored or fetched, a local one as unparsed text."""
    location = locate(source, context)
    with _told_if_slow(source, context):
        if not isinstance(location, RemoteSource):
            return read_source(location, context.stdin, context.asciidoctor)
        opened = _open_remote(source, args, context)
    return replace(opened.document, source=opened.source)


def _told_if_slow(source: str, context: Context) -> AbstractContextManager[None]:
    return told_if_slow(f"Opening {clean(without_secrets(source))}", context)


def _open_remote(source: str, args: argparse.Namespace, context: Context) -> OpenedList:
    with context.services.open_library() as library:
        loader = context.services.make_loader(library, offline=args.offline)
        return loader.opened(source, refresh=args.refresh)


def open_sources(
    sources: Sequence[str], args: argparse.Namespace, context: Context
) -> tuple[Source, ...]:
    """Open all of `sources`, or raise the error of the first that cannot be opened."""
    check_stdin_once(sources)
    return tuple(open_source(source, args, context) for source in sources)


def complain_of_no_entries(document: AwesomeList, context: Context) -> None:
    """Complain of a text without any entry: silence would look like success."""
    if not _has_entries(document):
        name = "standard input" if document.source == "-" else document.source
        context.complain(
            f"Nothing in {name} is an entry: name a list, which has links in its items."
        )


def _has_entries(document: AwesomeList) -> bool:
    return next(document.walk(), None) is not None


def is_of_use(document: AwesomeList) -> bool:
    """True if the list has any entry, or a link in the text of a section."""
    return _has_entries(document) or has_links(document.as_section())


def match_entries(document: AwesomeList, text: str, context: Context) -> Sequence[int] | None:
    """Numbers of the entries that match, the best first; None if the query `text` is empty."""
    return context.searches.in_list(document, text) if text else None
