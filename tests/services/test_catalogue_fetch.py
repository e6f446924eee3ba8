"""Fetching all of the catalogue beside other work, from a real server."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from forge_server import ForgeServer, Handler, Repo, serve

from awesome_tui.errors import NotFound
from awesome_tui.library import Library
from awesome_tui.services.catalogue_fetch import CatalogueFetch, Progress, missing_lists
from awesome_tui.services.loader import Loader
from awesome_tui.services.sync import Report
from awesome_tui.sources.addresses import parse_remote
from awesome_tui.sources.forges import forges_from
from awesome_tui.sources.remote import no_token

POTS = tuple(f"jane/pots-{number}" for number in range(6))


@pytest.fixture
def server() -> Iterator[ForgeServer]:
    with serve() as server:
        for name in POTS:
            server.github[name] = Repo({"README.md": "# Pots\n\n- [Pot](https://pot.example)\n"})
        yield server


@pytest.fixture
def loader(server: ForgeServer) -> Iterator[Loader]:
    with Library(":memory:", lambda: 1_000_000.0) as library:
        environ = server.environ
        yield Loader(
            library,
            forges_from(environ),
            no_token,
            lambda: datetime(2025, 1, 1, tzinfo=UTC),
            environ=environ,
        )


def fetch(loader: Loader, *sources: str) -> list[Progress]:
    """All that is reported until the end, which comes last."""
    reports: list[Progress] = []
    run = CatalogueFetch(sources, loader, reports.append)
    return [*reports, run.finished.result(60)]


def stored(loader: Loader) -> int:
    return len(loader.library.lists.all().result())


def test_all_lists_are_stored_and_each_is_reported(loader: Loader) -> None:
    *_, end = fetch(loader, *POTS)
    assert end == Progress(6, 6)
    assert stored(loader) == 6


def test_the_next_run_asks_only_for_what_is_not_stored(loader: Loader, server: ForgeServer) -> None:
    fetch(loader, *POTS[:4])
    server.asked.clear()
    assert fetch(loader, *POTS)[-1] == Progress(2, 2)
    assert not any("pots-0" in path for path in server.paths)
    assert missing_lists(POTS, loader) == []


def test_a_stopped_run_keeps_what_it_has_and_goes_on_later(
    loader: Loader, server: ForgeServer
) -> None:
    def stop_it(handler: Handler) -> None:
        run.stop()
        server.pages.clear()
        handler.missing()

    fetch(loader, *POTS[:2])
    server.pages["/rawhub/jane/pots-5/HEAD/README.md"] = stop_it
    run = CatalogueFetch(POTS, loader, lambda _: None)
    assert run.finished.result(60).fetched < 4
    before = stored(loader)
    assert before < 6
    assert fetch(loader, *POTS)[-1].fetched == 6 - before
    run.stop()  # it ended long ago


def test_where_nothing_can_be_had_it_gives_up(loader: Loader, server: ForgeServer) -> None:
    server.everything = lambda handler: handler.reply(404)
    end = fetch(loader, *(f"jane/none-{number}" for number in range(200)))[-1]
    assert end.is_hopeless
    assert end.done < 100
    assert isinstance(end.problem, NotFound)


def test_progress_counts_what_failed() -> None:
    place = parse_remote("jane/pots", forges_from({}))
    assert place
    progress = Progress(2).after(Report(place, "new")).after(Report(place, "failed", NotFound("?")))
    assert (progress.fetched, progress.failed, progress.done) == (1, 1, 2)
    assert not progress.is_hopeless


def test_it_works_while_screens_stand_in_for_standard_error() -> None:
    code = """
import sys
from awesome_tui.services.sync import _worker_pool

class Screen:
    fileno = staticmethod(lambda: -1)
    write = flush = staticmethod(lambda *_: None)

sys.stderr = Screen()
with _worker_pool(1) as pool:
    print(pool.submit(len, "pots").result())
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "4\n"
