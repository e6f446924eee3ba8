"""The decision table of link health: one row for each thing that a look at a link can bring."""

from __future__ import annotations

import pytest

from awesome_tui.library.verdicts import CONFIRMING, judge
from awesome_tui.model.link_health import DAY, Fault, LinkHealth, Observation, Verdict

NOW = 1_000 * DAY
PAGE = "http://tea.example/pots/blue"


def look(*statuses: int, to: str = PAGE, url: str = PAGE) -> Observation:
    return Observation(url, to, statuses)


def fault(kind: Fault) -> Observation:
    return Observation(PAGE, fault=kind)


ALIVE, MOVED, SUSPECT, UNKNOWN = Verdict.ALIVE, Verdict.MOVED, Verdict.SUSPECT, Verdict.UNKNOWN
DEAD, UNREACHABLE, SKIPPED = Verdict.DEAD, Verdict.UNREACHABLE, Verdict.SKIPPED
HOME = "leads to the home page"
ASKS = "leads to a page that asks who one is, or for consent"
ASKED = ALIVE, ALIVE, ASKS
TABLE = [
    # what is seen, the verdict at first, and if it is seen four times within a month and a day
    (look(200), ALIVE, ALIVE, ""),
    (look(204), ALIVE, ALIVE, ""),
    (look(206), ALIVE, ALIVE, ""),
    # a deep path ends at the home page
    (look(301, 200, to="http://tea.example/"), ALIVE, ALIVE, HOME),
    (look(302, 200, to="http://tea.example"), ALIVE, ALIVE, HOME),
    # only permanent redirects, to a page; those that any visitor overlooks are trivial
    (look(301, 200, to="http://cup.example/pots/blue"), MOVED, MOVED, ""),
    (look(308, 301, 200, to="http://tea.example/blue"), MOVED, MOVED, ""),
    (look(301, 200, to="http://tea.example/?pot=blue"), MOVED, MOVED, ""),
    (look(301, 200, to="https://tea.example/pots/blue"), ALIVE, ALIVE, ""),
    (look(301, 200, to="http://www.tea.example/pots/blue"), ALIVE, ALIVE, ""),
    (look(301, 200, to="http://tea.example/pots/blue/"), ALIVE, ALIVE, ""),
    (look(301, 200, to="https://www.tea.example/Pots/blue/"), ALIVE, ALIVE, ""),
    (look(301, 200, to="http://tea.example/pots/blue?utm_source=x&utm_id=2"), ALIVE, ALIVE, ""),
    (look(301, 200, to="https://tea.example/en-US/pots/blue/"), ALIVE, ALIVE, ""),
    (look(301, 200, to="http://tea.example/pots/blue?hl=en"), ALIVE, ALIVE, ""),
    (look(301, 200, to="http://tea.example/pots/blue;jsessionid=1F"), ALIVE, ALIVE, ""),
    # a page that stands before it is no new address
    (look(301, 200, to="http://tea.example/login?next=/pots/blue"), *ASKED),
    (look(302, 200, to="http://tea.example/users/sign_in"), *ASKED),
    (look(301, 200, to="http://tea.example/users/sign-in"), *ASKED),
    (look(301, 200, to="https://sso.example/?go=http%3A%2F%2Ftea.example%2Fpots%2Fblue"), *ASKED),
    (look(301, 200, to="https://consent.tea.example/m"), *ASKED),
    (look(301, 200, to="https://tea.example/docs/auth"), MOVED, MOVED, ""),
    # a temporary one among them
    (look(301, 302, 200, to="http://cup.example/blue"), ALIVE, ALIVE, ""),
    (look(303, 200, to="http://cup.example/blue"), ALIVE, ALIVE, ""),
    (look(307, 200, to="http://cup.example/blue"), ALIVE, ALIVE, ""),
    # gone
    (look(404), SUSPECT, DEAD, "status 404"),
    (look(410), SUSPECT, DEAD, "status 410"),
    (look(301, 404, to="http://cup.example/blue"), SUSPECT, DEAD, "status 404"),
    (fault(Fault.NO_HOST), SUSPECT, DEAD, "its host does not exist"),
    (fault(Fault.GONE), SUSPECT, DEAD, "its forge does not know the repository"),
    # refused, broken or silent
    *(
        (look(code), UNKNOWN, UNREACHABLE, f"status {code}")
        for code in (401, 403, 405, 406, 429, 451, 500, 502, 503, 504, 999)
    ),
    (fault(Fault.REFUSED), UNKNOWN, UNREACHABLE, "the connection was refused"),
    (fault(Fault.RESET), UNKNOWN, UNREACHABLE, "the connection broke off"),
    (fault(Fault.TIMEOUT), UNKNOWN, UNREACHABLE, "no answer in time"),
    # nothing is known of the page, however long that lasts
    (fault(Fault.NAME_SERVER), UNKNOWN, UNKNOWN, "its name server does not answer"),
    (fault(Fault.CERTIFICATE), UNKNOWN, UNKNOWN, "its certificate is not valid"),
    (fault(Fault.LOOP), UNKNOWN, UNKNOWN, "it redirects without end"),
    (fault(Fault.BAD_ANSWER), UNKNOWN, UNKNOWN, "the answer cannot be read"),
    (fault(Fault.BLOCKED), UNKNOWN, UNKNOWN, "its forge has blocked the repository"),
    (fault(Fault.NOT_ASKED), UNKNOWN, UNKNOWN, "the site refuses programs"),
    (fault(Fault.WAITING), UNKNOWN, UNKNOWN, "the site wants to be left alone"),
    (fault(Fault.NOT_PUBLIC), SKIPPED, SKIPPED, "not a public address"),
]


@pytest.mark.parametrize(("seen", "at_first", "at_last", "reason"), TABLE)
def test_a_look_and_the_same_again_for_a_month(
    seen: Observation, at_first: Verdict, at_last: Verdict, reason: str
) -> None:
    health = judge(None, seen, NOW)
    assert (health.verdict, health.reason, health.checked) == (at_first, reason, NOW)
    for days in (10, 20, 31):
        health = judge(health, seen, NOW + days * DAY)
    assert (health.verdict, health.reason) == (at_last, reason)


def test_the_table_has_a_row_for_each_fault() -> None:
    assert {seen.fault for seen, *_ in TABLE} == {None, *Fault}


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
