"""Refreshing many lists at once: few requests to each host, conditional ones, and no lost work.

fetch  at most _EACH_HOST requests to a host at once, _AT_ONCE lists in all;
       a rate limit puts off all lists of its host
parse  in as many processes as there are cores, started when the first list arrives
store  each list in its own transaction, so an interrupted sync keeps the finished ones
"""

from __future__ import annotations

import asyncio
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass, field
from multiprocessing import get_context, resource_tracker
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from awesome_tui.errors import AwesomeError, RateLimited
from awesome_tui.library import Tree
from awesome_tui.services.fetching import (
    FetchRequest,
    fetch_list,
    open_client,
    parse_in_thread,
    store_list,
)
from awesome_tui.services.loader import Loader
from awesome_tui.services.parse_process import usable_cores
from awesome_tui.services.worker_process import parse_to_tree, prepare_worker
from awesome_tui.sources.addresses import RepoPath
from awesome_tui.sources.fetch import Fetcher
from awesome_tui.sources.read import SourceText
from awesome_tui.sources.resolve import RemoteSource
from awesome_tui.system.programs import safe_python_environment

_EACH_HOST = 8
_AT_ONCE = 32

State: TypeAlias = Literal["new", "changed", "unchanged", "failed", "put off"]


@dataclass(frozen=True, slots=True)
class Report:
    """The result for one list."""

    place: RemoteSource
    state: State
    problem: AwesomeError | None = None


def sync_lists(
    places: Iterable[RemoteSource], loader: Loader, report: Callable[[Report], None]
) -> None:
    """Fetch and store all lists, reporting each as soon as it is done."""
    with _worker_pool(usable_cores()) as pool:
        asyncio.run(_sync(places, loader, report, pool))


async def sync_beside(
    places: Iterable[RemoteSource], loader: Loader, report: Callable[[Report], None]
) -> None:
    """Do the same beside other work: a core stays free, and if cancelled, finished lists stay."""
    with _worker_pool(max(1, usable_cores() - 1)) as pool:
        await _sync(places, loader, report, pool)


async def _sync(
    places: Iterable[RemoteSource],
    loader: Loader,
    report: Callable[[Report], None],
    pool: ProcessPoolExecutor,
) -> None:
    async with open_client(loader) as client, asyncio.TaskGroup() as tasks:
        work = _Work(loader, Fetcher(client, now=loader.now), pool)

        async def sync_one(place: RemoteSource) -> None:
            report(await work.report(place))

        for place in places:
            tasks.create_task(sync_one(place))


@contextmanager
def _worker_pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    """A pool that starts on demand; forked processes would inherit the library's locks."""
    with safe_python_environment(os.environ):
        _start_resource_tracker()
        pool = ProcessPoolExecutor(processes, get_context("spawn"), prepare_worker)
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)


def _start_resource_tracker() -> None:
    """Start multiprocessing's tracker with a valid stderr.

    It is given the descriptor of sys.stderr, which is -1 while screens run.
    """
    if os.name == "posix":
        with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stderr(nowhere):
            resource_tracker.ensure_running()


@dataclass(frozen=True, slots=True)
class _Work:
    """The steps of refreshing one list, and the limits that all share."""

    loader: Loader
    fetcher: Fetcher
    pool: ProcessPoolExecutor
    lists: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))
    hosts: defaultdict[str, asyncio.Semaphore] = field(
        default_factory=lambda: defaultdict(lambda: asyncio.Semaphore(_EACH_HOST))
    )

    async def report(self, place: RemoteSource) -> Report:
        """Refresh the list at `place`, and report the result."""
        async with self.lists:
            try:
                return Report(place, await self._refresh(place))
            except RateLimited as limit:
                return Report(place, "put off", limit)
            except AwesomeError as error:
                return Report(place, "failed", error)

    async def _refresh(self, place: RemoteSource) -> State:
        wanted = FetchRequest(place, await self.loader.library.lists.info(place.key))
        async with self.hosts[_host_name(place)]:
            answer = await fetch_list(
                wanted, self.fetcher, self.loader.token, self.loader.asciidoctor
            )
        changed = await store_list(wanted, answer, self.loader.library, self._parse_in_pool)
        if wanted.info is None:
            return "new"
        return "changed" if changed else "unchanged"

    async def _parse_in_pool(self, document: SourceText) -> Tree:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self.pool, parse_to_tree, document)
        except BrokenProcessPool:
            # A list has killed its worker: from now on, each list gets its own process.
            return await parse_in_thread(self.loader, document)


def _host_name(place: RemoteSource) -> str:
    return urlsplit(place.forge.raw if isinstance(place, RepoPath) else place.url).netloc
