"""Facts about repositories in the library."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from shelves import Now

from awesome_tui.library import Library
from awesome_tui.model.entries import RepoInfo
from awesome_tui.model.repositories import FRESH, RepoFacts, RepoReport, RepoState

POT, KETTLE = "github.com/ann/pot", "github.com/ann/kettle"
INFO = RepoInfo(
    "ann/pot",
    "Boils.",
    12,
    date(2024, 7, 1),
    "Go",
    "MIT",
    True,
    None,
    ("tea", "steam"),
    "v2",
    date(2024, 6, 1),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture
def stored(path: Path, now: Now) -> Iterator[Library]:
    with Library(path, now) as library:
        yield library


def test_what_was_told_is_there_after_a_restart(path: Path, now: Now) -> None:
    with Library(path, now) as library:
        library.repositories.save([RepoReport(POT, "GitHub", INFO)]).result()
    with Library(path, now) as library:
        known = library.repositories.known([POT, KETTLE]).result()
    assert known == {POT: RepoFacts(INFO, "GitHub", now.time)}


def test_what_a_third_party_told_has_its_own_age(stored: Library, now: Now) -> None:
    stored.repositories.save([RepoReport(POT, "ecosyste.ms", INFO, updated=5_000.0)]).result()
    (facts,) = stored.repositories.known([POT]).result().values()
    assert (facts.learned, facts.asked) == (5_000.0, now.time)


def test_a_renamed_repository_is_known_under_both_names(stored: Library) -> None:
    report = RepoReport(KETTLE, "GitHub", INFO, current_key=POT)
    assert set(stored.repositories.save([report]).result()) == {KETTLE}
    known = stored.repositories.known([POT, KETTLE]).result()
    assert known[POT] == known[KETTLE]
    newer = RepoInfo("ann/pot", stars=13)
    stored.repositories.save([RepoReport(POT, "GitHub", newer)]).result()
    assert stored.repositories.known([KETTLE]).result()[KETTLE].info.stars == 13


def test_a_repository_that_is_renamed_twice_is_known_under_all_names(stored: Library) -> None:
    cup = "github.com/ann/cup"
    for old, new in ((KETTLE, POT), (POT, cup)):
        stored.repositories.save([RepoReport(old, "GitHub", INFO, current_key=new)]).result()
    assert set(stored.repositories.known([KETTLE, POT, cup]).result()) == {KETTLE, POT, cup}


def test_a_name_that_is_given_to_another_repository_is_no_former_name_any_more(
    stored: Library,
) -> None:
    stored.repositories.save([RepoReport(KETTLE, "GitHub", INFO, current_key=POT)]).result()
    other = RepoInfo("ann/kettle", stars=1)
    stored.repositories.save([RepoReport(KETTLE, "GitHub", other)]).result()
    known = stored.repositories.known([POT, KETTLE]).result()
    assert (known[POT].info.stars, known[KETTLE].info.stars) == (12, 1)


def test_a_repository_that_is_gone_has_no_stars_any_more(stored: Library) -> None:
    stored.repositories.save([RepoReport(POT, "GitHub", INFO)]).result()
    stored.repositories.save([RepoReport(POT, "GitHub", state=RepoState.GONE)]).result()
    (facts,) = stored.repositories.known([POT]).result().values()
    assert (facts.state, facts.info.stars) == (RepoState.GONE, None)
    assert not stored.repositories.brief([POT]).result()


def test_who_cannot_tell_leaves_what_others_told(stored: Library, now: Now) -> None:
    stored.repositories.save([RepoReport(KETTLE, "GitHub", INFO, current_key=POT)]).result()
    now.time += FRESH
    unknown = RepoReport(KETTLE, "ecosyste.ms", state=RepoState.UNKNOWN)
    stored.repositories.save([unknown]).result()
    (facts,) = stored.repositories.known([KETTLE]).result().values()
    assert (facts.info, facts.source) == (INFO, "GitHub")
    assert not facts.is_stale(now.time), "it is asked for again a week later"


def test_facts_are_stale_after_a_week_and_where_the_clock_was_set_back() -> None:
    facts = RepoFacts(INFO, "GitHub", asked=1_000.0)
    stale = [facts.is_stale(1_000.0 + seconds) for seconds in (0, FRESH - 1, FRESH, -1)]
    assert stale == [False, False, True, True]


def test_thousands_are_read_at_once(stored: Library) -> None:
    keys = [f"github.com/ann/cup{number}" for number in range(1_234)]
    stored.repositories.save([RepoReport(key, "GitHub", INFO) for key in keys]).result()
    assert list(stored.repositories.known(keys).result()) == keys
    brief = stored.repositories.brief(keys).result()
    assert brief[keys[7]] == RepoInfo("", "", 12, date(2024, 7, 1), "Go", "MIT", True)


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ("UPDATE repository SET stars = 'many' WHERE key LIKE '%pot'", {POT, KETTLE}),
        ("UPDATE repository SET pushed = '2024-13-01'", {POT, KETTLE}),
        ("UPDATE repository SET state = 'odd' WHERE key LIKE '%pot'", {KETTLE}),
    ],
)
def test_an_odd_value_costs_that_fact_or_repository_and_no_other(
    path: Path, now: Now, change: str, left: set[str]
) -> None:
    with Library(path, now) as library:
        reports = [RepoReport(key, "GitHub", INFO) for key in (POT, KETTLE)]
        library.repositories.save(reports).result()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(change)
    with Library(path, now) as library:
        assert set(library.repositories.known([POT, KETTLE]).result()) == left
        assert "repository that a forge told of" in (library.take_notice() or "")
