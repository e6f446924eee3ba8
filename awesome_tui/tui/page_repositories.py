"""Metadata of the repositories that the entries of a page lead to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from awesome_tui.model.entries import Entry, RepoInfo
from awesome_tui.model.statuses import Facts
from awesome_tui.text.measures import format_count
from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.repository_text import RepositoryText, describe_repository
from awesome_tui.tui.widgets.row_end import RowEnd

if TYPE_CHECKING:
    from awesome_tui.model.repositories import RepoFacts
    from awesome_tui.services.repository_facts import RepositoryFacts
    from awesome_tui.sources.repository_links import RepositoryLinks

_STARS = 6
"""The cells that the stars of a row take."""


class PageRepositories:
    """Facts by the keys of repositories, as far as they were read or told."""

    def __init__(self) -> None:
        self.links: RepositoryLinks | None = None
        """Tells which repository a link leads to, once the library is open."""
        self.infos: dict[str, RepoInfo] = {}
        """The metadata that rows and filter ask for, of all known repositories."""
        self._service: RepositoryFacts | None = None
        self._facts: dict[str, RepoFacts] = {}
        self._has_stars = False
        self._hidden: frozenset[str] = frozenset()

    def use(self, service: RepositoryFacts | None, hidden: frozenset[str] = frozenset()) -> None:
        """Read from `service` from now on, and leave the marks that are `hidden` out of rows."""
        self._service, self._hidden = service, hidden
        self.links = service.links if service else None

    def forget(self) -> None:
        """Know nothing, before what is known of another page is read."""
        self.infos, self._facts, self._has_stars = {}, {}, False

    def take(self, told: Mapping[str, RepoFacts]) -> None:
        """Know what was told, from now on."""
        self._facts.update(told)
        for key, facts in told.items():
            if not facts.info.name:
                self.infos.pop(key, None)
        self._take_brief({key: facts.info for key, facts in told.items() if facts.info.name})

    def _take_brief(self, infos: Mapping[str, RepoInfo]) -> None:
        self.infos.update(infos)
        self._has_stars = self._has_stars or any(info.stars for info in infos.values())

    def info(self, url: str | None) -> RepoInfo | None:
        """The metadata for rows and filter, of the repository that `url` leads to or into."""
        return self.infos.get(self._key(url)) if self.infos else None

    def has_project(self, entry: Entry) -> bool:
        """True if a link of `entry` leads to a repository, or the library is not open yet."""
        urls = (entry.url, *(link.url for link in entry.links))
        return self.links is None or any(map(self.links.key, urls))

    def _key(self, url: str | None) -> str:
        return self.links.key(url) if self.links else ""

    async def read_all_of(self, url: str) -> bool:
        """Read what the detail tells of the repository that `url` leads to; False if it is read."""
        key = self._key(url)
        if self._service is None or key not in self.infos or key in self._facts:
            return False
        self.take(await run_in_thread(self._service.known, [url]))
        return True

    async def read_brief(self, urls: Sequence[str | None], start: int = 0) -> dict[int, Facts]:
        """Read what rows and filter ask for of `urls`, of entries from number `start` on.

        The result are the stars by number, which tell apart what is equal otherwise.
        """
        if self._service is None:
            return {}
        infos, stars = await run_in_thread(_read_brief, self._service, urls, start)
        self._take_brief(infos)
        return stars

    def describe(self, url: str | None, now: float) -> RepositoryText | None:
        """The words of the detail; None if nothing is known."""
        key = self._key(url) if self._facts else ""
        if key not in self._facts:
            return None
        return describe_repository(key, self._facts[key], now)

    def row_end(self, url: str | None, marks: str) -> RowEnd:
        """The end of a row with these status marks; stars have a column where any row has some."""
        info, marks = self.info(url), marks.lstrip()
        is_archived = info is not None and info.archived and "archived" not in self._hidden
        archived = "archived" if is_archived else ""
        if not self._has_stars or "stars" in self._hidden:
            return RowEnd(archived, marks)
        stars = "" if info is None or info.stars is None else f"★ {format_count(info.stars)}"
        return RowEnd(archived, marks, f"{stars:>{_STARS}}")


def _read_brief(
    service: RepositoryFacts, urls: Sequence[str | None], start: int
) -> tuple[dict[str, RepoInfo], dict[int, Facts]]:
    keys = list(map(service.links.key, urls))
    infos = service.brief(dict.fromkeys(filter(None, keys)))
    stars = {
        number: _only_stars(infos[key].stars)
        for number, key in enumerate(keys, start)
        if key in infos and infos[key].stars
    }
    return infos, stars


@lru_cache(100_000)
def _only_stars(stars: int | None) -> Facts:
    """One value for all entries with as many stars: there may be a quarter of a million."""
    return Facts(stars=stars)
