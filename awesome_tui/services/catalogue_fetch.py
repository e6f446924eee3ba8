"""Fetching the whole catalogue for offline use, in the background.

Stored lists are not fetched again, so a run that was stopped is continued by the next one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from awesome_tui.errors import AwesomeError
from awesome_tui.services.loader import Loader
from awesome_tui.services.loop_thread import LoopThread
from awesome_tui.services.sync import Report, sync_beside
from awesome_tui.sources.addresses import parse_remote
from awesome_tui.sources.resolve import RemoteSource

_HOPELESS = 20
"""After so many failures and no success, the network is assumed to be down."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Numbers of lists, of those that were not stored before."""

    total: int
    fetched: int = 0
    failed: int = 0
    """Including those that a rate limit puts off."""
    problem: AwesomeError | None = None
    """The last failure."""

    @property
    def done(self) -> int:
        """The number of lists that were tried."""
        return self.fetched + self.failed

    @property
    def is_hopeless(self) -> bool:
        """True if there is no point in trying the rest."""
        return not self.fetched and self.failed >= min(_HOPELESS, max(1, self.total))

    def after(self, report: Report) -> Progress:
        """Return the progress with one more list tried."""
        if report.problem is None:
            return Progress(self.total, self.fetched + 1, self.failed, self.problem)
        return Progress(self.total, self.fetched, self.failed + 1, report.problem)


class CatalogueFetch(LoopThread[Progress]):
    """A run, whose result is the final progress, even if it was stopped."""

    def __init__(
        self, sources: Sequence[str], loader: Loader, report: Callable[[Progress], object]
    ) -> None:
        """Fetch those of `sources` that are not stored; `report` is called in that thread."""
        self._sources = sources
        self._loader = loader
        self._report = report
        super().__init__(self._fetch)

    async def _fetch(self) -> Progress:
        places = missing_lists(self._sources, self._loader)
        progress = Progress(len(places))
        self._report(progress)

        def count(report: Report) -> None:
            nonlocal progress
            progress = progress.after(report)
            self._report(progress)
            if progress.is_hopeless:
                syncing.cancel()

        syncing = asyncio.ensure_future(sync_beside(places, self._loader, count))
        with suppress(asyncio.CancelledError):
            await syncing
        return progress


def missing_lists(sources: Iterable[str], loader: Loader) -> list[RemoteSource]:
    """Return the lists that are stored neither under their current name nor an earlier one."""
    parsed = (parse_remote(source, loader.forges) for source in sources)
    places = {place.key: place for place in parsed if place}
    stored = [(place, loader.library.lists.info(key)) for key, place in places.items()]
    return [place for place, info in stored if info.result() is None]
