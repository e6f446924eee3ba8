"""The searches of commands; imported on first use, as the matcher takes long to load."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from awesome_tui.cli.context import Context
from awesome_tui.errors import AwesomeError
from awesome_tui.export.export_formats import FORMATS
from awesome_tui.model.entries import AwesomeList
from awesome_tui.model.known_infos import KnownInfos
from awesome_tui.model.statuses import Facts
from awesome_tui.search.query import Query, parse_query
from awesome_tui.services.bundled_rows import bundled_rows
from awesome_tui.services.entry_status import LINK_STATUSES, LinkStatus, SavedLinks, asks_for_status
from awesome_tui.services.multi_search import (
    ReadFacts,
    SearchResults,
    complete_results,
    format_text,
    format_tsv,
    rank_entries,
    results_as_list,
    search,
)
from awesome_tui.services.parse_process import parse_source
from awesome_tui.sources.bundled import NAMES
from awesome_tui.sources.read import read_bundled
from awesome_tui.sources.repository_links import RepositoryLinks

if TYPE_CHECKING:
    from awesome_tui.library import Library
    from awesome_tui.model.table import EntryTable


@dataclass(frozen=True, slots=True)
class Searches:
    """Searches with what the library of a context knows."""

    context: Context

    def in_lists(self, lists: Iterable[AwesomeList], args: argparse.Namespace) -> SearchResults:
        """Search `lists`; the library is opened only for a query that asks about its content.

        Of equal hits in several lists, those with more stars come first, if a library knows them.
        """
        query = parse_query(args.query)
        rows = ((document.source, document.walk()) for document in lists)
        may_know = len(args.sources) > 1 and self.context.library_path.exists()
        if not may_know and not asks_for_status(query, LINK_STATUSES):
            return search(rows, query, args.count)
        with self.context.services.open_library() as library:
            return search(rows, query, args.count, self._facts_reader(library, query))

    def in_list(self, document: AwesomeList, text: str) -> Sequence[int] | None:
        """Numbers of the entries that match, the best first; None if the query `text` is empty.

        The library is opened only for a query that asks about its content.
        """
        query = parse_query(text)
        if not query:
            return None
        if not asks_for_status(query, LINK_STATUSES):
            return rank_entries(document, query)
        with self.context.services.open_library() as library:
            return rank_entries(document, query, self._make_facts_reader(library))

    def in_library(self, args: argparse.Namespace, problems: list[AwesomeError]) -> SearchResults:
        """Search all stored lists and the bundled one; errors of any go to `problems`."""
        query = parse_query(args.query)
        with self.context.services.open_library(needed=True) as library:
            keys = {info.source: info.key for info in library.lists.all().result()}
            if not keys:
                self.context.complain(
                    "No list is stored yet but the bundled one: name one, or fetch some with"
                    " awesome-tui sync."
                )
            read_facts = self._facts_reader(library, query)
            hits = search(_read_rows(library, keys, problems), query, args.count, read_facts)
            if not args.format:
                return hits
            return complete_results(hits, lambda source: _read_document(library, source, keys))

    def _facts_reader(self, library: Library, query: Query) -> ReadFacts | None:
        """Return a reader of the facts that `query` needs, else of stars if any are stored."""
        if asks_for_status(query, LINK_STATUSES):
            return self._make_facts_reader(library)
        has_stars = library.repositories.has_any().result()
        return self._make_stars_reader(library) if has_stars else None

    def read_status(self, urls: Iterable[str | None]) -> LinkStatus:
        """Read all that the library knows of links, and of the repositories behind `urls`."""
        with self.context.services.open_file(self.context.library_path) as library:
            return self._read_link_status(library, urls)

    def _read_link_status(self, library: Library, urls: Iterable[str | None] = ()) -> LinkStatus:
        health = library.health.all()
        saved = SavedLinks.of(library)
        links = RepositoryLinks(self.context.forges)
        infos = _read_infos(library, links, urls)
        return LinkStatus(saved, self.context.catalogue(), infos, links, health.result())

    def _make_facts_reader(self, library: Library) -> ReadFacts:
        """Build a function that reads all facts of the entries of a list."""
        status = self._read_link_status(library)
        links = RepositoryLinks(self.context.forges)

        def read_facts(rows: EntryTable) -> dict[int, Facts]:
            here = status._replace(repositories=_read_infos(library, links, rows.urls))
            return {number: here.facts(url) for number, url in enumerate(rows.urls)}

        return read_facts

    def _make_stars_reader(self, library: Library) -> ReadFacts:
        """Build a function that reads only the stars, by which equal hits are ranked."""
        links = RepositoryLinks(self.context.forges)

        def read_stars(rows: EntryTable) -> dict[int, Facts]:
            keys = list(map(links.key, rows.urls))
            known = library.repositories.brief(dict.fromkeys(filter(None, keys))).result()
            found = ((number, key) for number, key in enumerate(keys) if key in known)
            return {number: Facts(stars=known[key].stars) for number, key in found}

        return read_stars

    def format(self, hits: SearchResults, args: argparse.Namespace) -> str:
        """Format `hits` as `--format` says, or as lines: coloured on a terminal, else with tabs."""
        if args.format:
            return FORMATS[args.format](results_as_list(hits, args.query))
        sourced = len(args.sources) != 1
        if not self.context.prints_to_terminal:
            return format_tsv(hits, sourced=sourced)
        coloured = not self.context.environ.get("NO_COLOR") and not self.context.has_plain_terminal
        return format_text(hits, sourced=sourced, coloured=coloured)


def _read_rows(
    library: Library, keys: Mapping[str, str], problems: list[AwesomeError]
) -> Iterator[tuple[str, EntryTable]]:
    for source in (*keys, *NAMES):
        try:
            if source in keys:
                yield source, library.lists.rows(keys[source]).result()
            else:
                yield source, bundled_rows(library, source, parse_source)
        except AwesomeError as error:
            problems.append(error)


def _read_document(library: Library, source: str, keys: Mapping[str, str]) -> AwesomeList | None:
    if source not in keys:
        return parse_source(read_bundled(source))
    stored = library.lists.open(keys[source]).result()
    return stored.document if stored else None


def _read_infos(library: Library, links: RepositoryLinks, urls: Iterable[str | None]) -> KnownInfos:
    return KnownInfos(library.repositories.brief(links.among(urls)).result())
