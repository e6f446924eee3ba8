"""Links of which it is known how they are, checked twice, three days apart."""

from __future__ import annotations

from known_links import check_twice, known_links

from awesome_tui.model.link_health import Verdict
from awesome_tui.sources.host_turns import Pace


def test_nothing_but_what_is_dead_is_called_dead() -> None:
    with known_links(
        dead=8, moved=6, refusing=12, flapping=8, alive=40, hosts=20, at_one_host=6
    ) as links:
        outcome = check_twice(links, Pace(gap=0))
    assert (outcome.precision, outcome.recall) == (1, 1)
    verdicts = outcome.verdicts
    assert verdicts["moved", Verdict.MOVED] == 6
    assert verdicts["refusing", Verdict.UNKNOWN] == 12
    assert verdicts["alive", Verdict.ALIVE] == 34
    assert verdicts["flapping", Verdict.DEAD] == 0
    assert outcome.requests[1] < outcome.requests[0], "what was alive is not asked again"
