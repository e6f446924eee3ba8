"""Answers of forges on repositories count as looks at their pages, for a week."""

from __future__ import annotations

import pytest

from awesome_tui.library.verdicts import judge
from awesome_tui.model.entries import RepoInfo
from awesome_tui.model.link_health import DAY, Fault, LinkHealth, Observation, Verdict
from awesome_tui.model.repositories import RepoFacts, RepoState
from awesome_tui.services.repository_health import KnownRepositories

NOW = 1_000 * DAY
POT = "https://github.com/ann/Pot"


def told(name: str = "ann/pot", **others: object) -> KnownRepositories:
    facts = {"asked": NOW - DAY / 2, **others}
    known = RepoFacts(RepoInfo(name), "GitHub", **facts)  # type: ignore[arg-type]
    return KnownRepositories(facts={"github.com/ann/pot": known})


def verdict(known: KnownRepositories, url: str = POT) -> LinkHealth | None:
    seen = tuple(known.observe([url], {}, NOW))
    return judge(None, seen[0], NOW) if seen else None


@pytest.mark.parametrize("name", ["ann/pot", "Ann/POT"])
@pytest.mark.parametrize(
    "url", [POT, f"{POT}#usage", "http://www.github.com/ann/pot/", f"{POT}.git"]
)
def test_a_repository_that_is_there_is_alive(name: str, url: str) -> None:
    health = verdict(told(name), url)
    assert health is not None
    assert health.verdict is Verdict.ALIVE


def test_a_renamed_one_has_moved() -> None:
    health = verdict(told("bob/kettle"))
    assert health is not None
    assert (health.verdict, health.final_url) == (Verdict.MOVED, "https://github.com/bob/kettle")


@pytest.mark.parametrize(
    ("state", "fault"), [(RepoState.GONE, Fault.GONE), (RepoState.BLOCKED, Fault.BLOCKED)]
)
def test_what_the_forge_has_no_more_is_told_with_the_reason(state: RepoState, fault: Fault) -> None:
    assert tuple(told(state=state).observe([POT], {}, NOW)) == (
        Observation(POT, fault=fault, at=NOW - DAY / 2),
    )


def test_what_was_told_is_as_old_as_it_is() -> None:
    health = verdict(told(asked=NOW - 6 * DAY))
    assert health is not None
    assert health.checked == NOW - 6 * DAY


def test_an_answer_counts_once_and_says_nothing_against_a_later_look() -> None:
    known = told(state=RepoState.GONE, asked=NOW - 4 * DAY)
    (seen,) = known.observe([POT], {}, NOW)
    first = judge(None, seen, NOW)
    assert tuple(known.observe([POT], {"github.com/ann/pot": first}, NOW)) == ()
    assert judge(first, Observation(POT, fault=Fault.GONE), NOW).is_dead


@pytest.mark.parametrize(
    ("known", "url"),
    [
        (told(), f"{POT}/issues"),
        (told(), "https://github.com/ann/kettle"),
        (told(), "https://tea.example/ann/pot"),
        (told(state=RepoState.UNKNOWN), POT),
        (told(asked=NOW - 7 * DAY), POT),
        (told(asked=NOW + DAY), POT),
        (told(updated=NOW - 9 * DAY), POT),
    ],
)
def test_nothing_is_said_of_other_pages_nor_by_old_answers(
    known: KnownRepositories, url: str
) -> None:
    assert tuple(known.observe([url], {}, NOW)) == ()
