"""The health of links in words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from awesome_tui.model.link_health import DAY, LinkHealth, Verdict
from awesome_tui.tui.health_text import describe_health, format_duration, summarize_check

NOW = 1_000 * DAY


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (LinkHealth(Verdict.ALIVE), "alive"),
        (LinkHealth(Verdict.ALIVE, "leads to the home page"), "alive (leads to the home page)"),
        (LinkHealth(Verdict.SUSPECT, "status 404", failures=1), "gone (status 404), seen once"),
        (LinkHealth(Verdict.DEAD, "status 410", failures=5), "dead (status 410), seen 5 times"),
        (LinkHealth(Verdict.UNKNOWN, "status 999", failures=3), "unknown (status 999)"),
        (LinkHealth(Verdict.UNREACHABLE, "no answer in time"), "unreachable (no answer in time)"),
        (LinkHealth(Verdict.UNREACHABLE, "status 403"), "unreachable for programs (status 403)"),
        (LinkHealth(Verdict.SKIPPED, "not a public address"), "skipped (not a public address)"),
        (LinkHealth(Verdict.DEAD, "\x1b[31mred\u202e", failures=2), "dead ([31mred), seen twice"),
    ],
)
def test_the_verdict_comes_with_its_reason(known: LinkHealth, words: str) -> None:
    assert describe_health(known, NOW).verdict == words


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "file:///etc/passwd"])
def test_a_link_moves_to_no_place_that_must_not_be_opened(url: str) -> None:
    text = describe_health(LinkHealth(Verdict.MOVED, final_url=url), NOW)
    assert (text.verdict, text.moved) == ("moved", None)


def test_the_age_is_that_of_the_last_look() -> None:
    assert describe_health(LinkHealth(Verdict.ALIVE, checked=NOW - 3 * DAY), NOW).age == (
        "checked 3 d ago"
    )


@pytest.mark.parametrize(
    ("verdicts", "total", "said"),
    [
        ((Verdict.ALIVE,), 1, "1 link: all alive"),
        (
            (Verdict.UNKNOWN, Verdict.DEAD, Verdict.ALIVE, Verdict.SUSPECT),
            4,
            "4 links: 1 dead, 1 gone, 1 unknown · the filter finds them: is:gone",
        ),
        ((Verdict.ALIVE, Verdict.UNKNOWN), 1_230, "2 of 1,230 links: 1 unknown"),
        ((), 9, "0 of 9 links"),
    ],
)
def test_the_end_of_a_check_in_one_message(
    verdicts: Sequence[Verdict], total: int, said: str
) -> None:
    assert summarize_check([LinkHealth(each) for each in verdicts], total) == said


def test_what_was_checked_lately_is_counted_apart() -> None:
    said = summarize_check([LinkHealth(Verdict.DEAD)], 1, 1_200)
    assert said == "1 link (1,200 more lately): 1 dead · the filter finds them: is:gone"


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "1 s"), (119, "119 s"), (120, "2 min"), (866, "14 min")]
)
def test_how_long_it_takes(seconds: float, said: str) -> None:
    assert format_duration(seconds) == said
