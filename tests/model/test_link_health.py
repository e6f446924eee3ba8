"""The decision table of link health: one row for each thing that a look at a link can bring."""

from __future__ import annotations

import pytest

from awesome_tui.model.link_health import (
    CONFIRMING,
    DAY,
    Fault,
    LinkHealth,
    Observation,
    Verdict,
    is_same_page,
    judge,
)

NOW = 1_000 * DAY
PAGE = "http://tea.example/pots/blue"


def look(*statuses: int, to: str = PAGE, url: str = PAGE) -> Observation:
    return Observation(url, to, statuses)


@pytest.mark.parametrize(
    ("seen", "verdict", "reason"),
    [
        (look(200), Verdict.ALIVE, ""),
        (look(204), Verdict.ALIVE, ""),
        (look(206), Verdict.ALIVE, ""),
        (look(301, 200, to="http://tea.example/"), Verdict.ALIVE, "leads to the home page"),
        (look(302, 200, to="http://tea.example"), Verdict.ALIVE, "leads to the home page"),
        (look(301, 200, to="http://cup.example/pots/blue"), Verdict.MOVED, ""),
        (look(308, 301, 200, to="http://tea.example/blue"), Verdict.MOVED, ""),
        (look(301, 200, to="http://tea.example/?pot=blue"), Verdict.MOVED, ""),
        (look(301, 200, to="https://www.tea.example/Pots/blue/"), Verdict.ALIVE, ""),
        (look(301, 302, 200, to="http://cup.example/blue"), Verdict.ALIVE, ""),
        (look(303, 200, to="http://cup.example/blue"), Verdict.ALIVE, ""),
        (look(307, 200, to="http://cup.example/blue"), Verdict.ALIVE, ""),
        (look(404), Verdict.SUSPECT, "status 404"),
        (look(410), Verdict.SUSPECT, "status 410"),
        (look(301, 404, to="http://cup.example/blue"), Verdict.SUSPECT, "status 404"),
        (Observation(PAGE, fault=Fault.NO_HOST), Verdict.SUSPECT, "its host does not exist"),
        (
            Observation(PAGE, fault=Fault.GONE),
            Verdict.SUSPECT,
            "its forge does not know the repository",
        ),
        *((look(code), Verdict.UNKNOWN, f"status {code}") for code in (401, 403, 405, 406, 429)),
        *((look(code), Verdict.UNKNOWN, f"status {code}") for code in (451, 500, 502, 503, 999)),
        *(
            (Observation(PAGE, fault=fault), Verdict.UNKNOWN, fault.value)
            for fault in Fault
            if fault not in {Fault.NO_HOST, Fault.GONE, Fault.NOT_PUBLIC}
        ),
        (Observation(PAGE, fault=Fault.NOT_PUBLIC), Verdict.SKIPPED, "not a public address"),
    ],
)
def test_a_first_look(seen: Observation, verdict: Verdict, reason: str) -> None:
    health = judge(None, seen, NOW)
    assert (health.verdict, health.reason, health.checked) == (verdict, reason, NOW)


def test_a_moved_link_says_where_to() -> None:
    health = judge(None, look(301, 200, to="http://cup.example/blue"), NOW)
    assert health.final_url == "http://cup.example/blue"


def test_gone_twice_three_days_apart_is_dead() -> None:
    first = judge(None, look(404), NOW)
    assert first.due == NOW + CONFIRMING
    again = judge(first, look(410), NOW + CONFIRMING)
    assert again.is_dead
    assert again.due == NOW + CONFIRMING + 30 * DAY


def test_gone_twice_within_three_days_stays_a_suspicion() -> None:
    first = judge(None, look(404), NOW)
    assert judge(first, look(404), NOW + 2 * DAY).verdict is Verdict.SUSPECT


def test_what_was_alive_in_between_has_to_be_gone_for_three_days_again() -> None:
    gone = judge(None, look(404), NOW)
    back = judge(gone, look(200), NOW + DAY)
    assert judge(back, look(404), NOW + 5 * DAY).verdict is Verdict.SUSPECT


def test_what_robots_get_never_makes_a_link_dead() -> None:
    gone = judge(None, look(404), NOW)
    refused = judge(gone, look(403), NOW + DAY)
    assert judge(refused, look(404), NOW + 5 * DAY).verdict is Verdict.SUSPECT


def test_a_dead_link_that_answers_is_alive_again() -> None:
    dead = LinkHealth(Verdict.DEAD, checked=NOW, failing_since=NOW - 9 * DAY, failures=2)
    health = judge(dead, look(200), NOW + 30 * DAY)
    assert (health.verdict, health.failures, health.failing_since) == (Verdict.ALIVE, 0, None)


def test_a_dead_link_stays_dead_while_it_is_gone() -> None:
    dead = LinkHealth(Verdict.DEAD, checked=NOW, failing_since=NOW - 9 * DAY, failures=2)
    assert judge(dead, look(404), NOW + 30 * DAY).is_dead


def test_unknown_is_asked_again_after_1_2_4_days_and_at_last_each_month() -> None:
    health, now, waits = None, NOW, []
    for _ in range(7):
        health = judge(health, Observation(PAGE, fault=Fault.TIMEOUT), now)
        waits.append(round((health.due - now) / DAY))
        now = health.due
    assert waits == [1, 2, 4, 8, 16, 30, 30]


def test_four_failures_over_thirty_days_are_unreachable() -> None:
    health = judge(None, Observation(PAGE, fault=Fault.TIMEOUT), NOW)
    for days in (5, 10):
        health = judge(health, Observation(PAGE, fault=Fault.REFUSED), NOW + days * DAY)
    assert health.verdict is Verdict.UNKNOWN
    health = judge(health, Observation(PAGE, fault=Fault.RESET), NOW + 31 * DAY)
    assert health.verdict is Verdict.UNREACHABLE


@pytest.mark.parametrize("status", [401, 403, 429, 451, 999])
def test_a_site_that_refuses_programs_is_never_unreachable(status: int) -> None:
    health = None
    for days in (0, 10, 20, 40, 80):
        health = judge(health, look(status), NOW + days * DAY)
    assert health is not None
    assert health.verdict is Verdict.UNKNOWN


def test_many_failures_within_a_month_are_not_unreachable() -> None:
    health = None
    for days in range(20):
        health = judge(health, Observation(PAGE, fault=Fault.TIMEOUT), NOW + days * DAY)
    assert health is not None
    assert health.verdict is Verdict.UNKNOWN


def test_a_clock_set_back_begins_anew() -> None:
    later = judge(None, look(404), NOW + 9 * DAY)
    health = judge(later, look(404), NOW)
    assert (health.verdict, health.failing_since) == (Verdict.SUSPECT, NOW)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://tea.example", "https://tea.example/", True),
        ("http://tea.example/a", "https://www.tea.example/A/", True),
        ("http://tea.example/a#b", "http://tea.example/a", True),
        ("http://tea.example/a", "http://tea.example/b", False),
        ("http://tea.example/a?b=1", "http://tea.example/a", False),
        ("http://tea.example/", "http://cup.example/", False),
    ],
)
def test_trivial_moves(one: str, other: str, same: bool) -> None:
    assert is_same_page(one, other) is same
