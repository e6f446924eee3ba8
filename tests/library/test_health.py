"""The health of links in the library."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from shelves import Now

from awesome_tui.library import Library
from awesome_tui.model.link_health import DAY, Fault, LinkHealth, Observation, Verdict

POT = "https://www.Tea.example/pot/"


@pytest.fixture
def clock() -> Now:
    return Now(1_000 * DAY)


@pytest.fixture
def library(tmp_path: Path, clock: Now) -> Iterator[Library]:
    with Library(tmp_path / "library.db", clock) as opened:
        yield opened


def test_a_link_that_is_gone_for_three_days_is_dead_after_a_restart(
    tmp_path: Path, clock: Now
) -> None:
    gone = Observation(POT, POT, (404,))
    with Library(tmp_path / "library.db", clock) as library:
        assert not library.health.observe([gone]).result()["tea.example/pot"].is_dead
    clock.time += 4 * DAY
    with Library(tmp_path / "library.db", clock) as library:
        library.health.observe([gone]).result()
        assert library.health.all().result() == {
            "tea.example/pot": LinkHealth(
                Verdict.DEAD,
                "status 404",
                checked=clock.time,
                failing_since=clock.time - 4 * DAY,
                failures=2,
                due=clock.time + 30 * DAY,
            )
        }


def test_two_spellings_of_a_link_are_one(library: Library) -> None:
    spellings = (POT, "http://tea.example/pot")
    library.health.observe(Observation(url, fault=Fault.TIMEOUT) for url in spellings).result()
    (health,) = library.health.all().result().values()
    assert health.failures == 2


def test_where_a_moved_link_leads_is_kept(library: Library) -> None:
    moved = Observation(POT, "https://cup.example/pot", (301, 200))
    library.health.observe([moved]).result()
    (health,) = library.health.all().result().values()
    assert (health.verdict, health.final_url) == (Verdict.MOVED, "https://cup.example/pot")


def test_an_odd_verdict_costs_that_link_and_no_other(tmp_path: Path, clock: Now) -> None:
    path = tmp_path / "library.db"
    with Library(path, clock) as library:
        library.health.observe(
            Observation(f"https://tea.example/{name}", statuses=(200,)) for name in "ab"
        ).result()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE health SET verdict = 'odd' WHERE url_key LIKE '%a'")
    with Library(path, clock) as library:
        assert set(library.health.all().result()) == {"tea.example/b"}
        assert library.take_notice() == (
            "Part of the library was damaged (1 × state of a link): 1 of them could not be kept."
        )
