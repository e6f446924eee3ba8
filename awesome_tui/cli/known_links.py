"""Facts that the library has about the links of a list, for the commands that filter by them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from awesome_tui.cli.context import Context
from awesome_tui.model.known_infos import KnownInfos
from awesome_tui.model.statuses import Facts
from awesome_tui.services.entry_status import LinkStatus, SavedLinks
from awesome_tui.sources.repository_links import RepositoryLinks

if TYPE_CHECKING:
    from awesome_tui.library import Library
    from awesome_tui.model.table import EntryTable
    from awesome_tui.services.multi_search import ReadFacts


def read_link_status(
    library: Library, context: Context, urls: Iterable[str | None] = ()
) -> LinkStatus:
    """Read all that the user keeps, and what is known of the repositories behind `urls`."""
    health = library.health.all()
    saved = SavedLinks.of(library)
    links = RepositoryLinks(context.forges)
    infos = _read_infos(library, links, urls)
    return LinkStatus(saved, context.catalogue(), infos, links, health.result())


def make_facts_reader(library: Library, context: Context) -> ReadFacts:
    """Build a function that reads all facts of the entries of a list."""
    status = read_link_status(library, context)
    links = RepositoryLinks(context.forges)

    def read_facts(rows: EntryTable) -> dict[int, Facts]:
        here = status._replace(repositories=_read_infos(library, links, rows.urls))
        return {number: here.facts(url) for number, url in enumerate(rows.urls)}

    return read_facts


def make_stars_reader(library: Library, context: Context) -> ReadFacts:
    """Build a function that reads only the stars, by which equal hits are ranked."""
    links = RepositoryLinks(context.forges)

    def read_stars(rows: EntryTable) -> dict[int, Facts]:
        keys = list(map(links.key, rows.urls))
        known = library.repositories.brief(dict.fromkeys(filter(None, keys))).result()
        return {
            number: Facts(stars=known[key].stars) for number, key in enumerate(keys) if key in known
        }

    return read_stars


def _read_infos(library: Library, links: RepositoryLinks, urls: Iterable[str | None]) -> KnownInfos:
    return KnownInfos(library.repositories.brief(links.among(urls)).result())
