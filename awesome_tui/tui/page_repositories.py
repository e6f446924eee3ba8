"""Metadata of the repositories that the entries of a page lead to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from awesome_tui.model.entries import Entry
from awesome_tui.model.known_infos import BriefInfo, KnownInfos
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
_AT_A_TIME = 5_000
"""The number of links that are looked up at once."""


class PageRepositories:
    """The known facts of repositories, by their keys."""

    def __init__(self) -> None:
        self.links: RepositoryLinks | None = None
        """Finds the repository that a link leads to; None until the library is open."""
        self.infos = KnownInfos()
        """The data of all known repositories for rows and filter."""
        self._service: RepositoryFacts | None = None
        self._facts: dict[str, RepoFacts] = {}
        self._hidden: frozenset[str] = frozenset()

    def use(self, service: RepositoryFacts | None, hidden: frozenset[str] = frozenset()) -> None:
        """Read from `service` from now on; rows do not show `hidden` marks."""
        self._service, self._hidden = service, hidden
        self.links = service.links if service else None

    def forget(self) -> None:
        """Forget everything, for another page."""
        self.infos, self._facts = KnownInfos(), {}

    def take(self, told: Mapping[str, RepoFacts]) -> None:
        """Add new facts."""
        self._facts.update(told)
        for key, facts in told.items():
            if not facts.info.name:
                self.infos.forget(key)
        self.infos.update({key: facts.info for key, facts in told.items() if facts.info.name})

    def info(self, url: str | None) -> BriefInfo | None:
        """Return what rows and filter need of the repository that contains `url`."""
        return self.infos.get(self._key(url)) if self.infos else None

    def has_project(self, entry: Entry) -> bool:
        """True if a link of `entry` leads to a repository; False until the library is open."""
        urls = (entry.url, *(link.url for link in entry.links))
        return self.links is not None and any(map(self.links.key, urls))

    def _key(self, url: str | None) -> str:
        return self.links.key(url) if self.links else ""

    async def read_all_of(self, url: str) -> bool:
        """Read what the detail shows of the repository of `url`; False if that was done before."""
        key = self._key(url)
        if self._service is None or key not in self.infos or key in self._facts:
            return False
        self.take(await run_in_thread(self._service.known, [url]))
        return True

    async def read_brief(self, urls: Iterable[str | None], start: int = 0) -> dict[int, Facts]:
        """Read what rows and filter need of `urls`, which are those of entries from `start` on.

        Return the stars by number, by which equal ranks are ordered.
        """
        if self._service is None:
            return {}
        return await run_in_thread(_read_brief, self._service, self.infos, urls, start)

    def describe(self, url: str | None, now: float) -> RepositoryText | None:
        """Return the text for the detail; None if nothing is known."""
        key = self._key(url) if self._facts else ""
        if key not in self._facts:
            return None
        return describe_repository(key, self._facts[key], now)

    def row_end(self, url: str | None, marks: str) -> RowEnd:
        """Return the end of a row with these marks; stars have a column if any row has stars."""
        info, marks = self.info(url), marks.lstrip()
        is_archived = info is not None and info.archived and "archived" not in self._hidden
        archived = "archived" if is_archived else ""
        if not self.infos.has_stars or "stars" in self._hidden:
            return RowEnd(archived, marks)
        stars = "" if info is None or info.stars is None else f"★ {format_count(info.stars)}"
        return RowEnd(archived, marks, f"{stars:>{_STARS}}")


def _read_brief(
    service: RepositoryFacts, known: KnownInfos, urls: Iterable[str | None], start: int
) -> dict[int, Facts]:
    """Add to `known`, and return the stars by number."""
    stars: dict[int, Facts] = {}
    rest = iter(urls)
    while some := list(islice(rest, _AT_A_TIME)):
        keys = list(map(service.links.key, some))
        infos = service.brief(dict.fromkeys(filter(None, keys)))
        known.update(infos)
        for number, key in enumerate(keys, start):
            if key in infos and infos[key].stars is not None:
                stars[number] = _only_stars(infos[key].stars)
        start += len(some)
    return stars


@lru_cache(100_000)
def _only_stars(stars: int | None) -> Facts:
    """Share one value among entries with as many stars: there may be a quarter of a million."""
    return Facts(stars=stars)
