"""Checks of links that go on beside all else, on a farm of web sites."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Event

from certificates import UNTRUSTING
from web_farm import Page, WebFarm

from awesome_tui.library import Library
from awesome_tui.model.link_health import LinkHealth, Verdict
from awesome_tui.services.health_check import HealthCheck
from awesome_tui.services.link_check import begin_check
from awesome_tui.sources.host_turns import Pace


def quick(farm: WebFarm) -> Callable[[], HealthCheck]:
    """A check that asks the farm, and waits for nothing."""

    async def here(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    allowed = frozenset((f"{name}.example", farm.port) for name in ("tea", "cup"))
    return lambda: HealthCheck(UNTRUSTING, allowed=allowed, pace=Pace(gap=0), resolver=here)


def verdicts(library: Library) -> dict[str, Verdict]:
    return {key: known.verdict for key, known in library.health.all().result().items()}


def test_each_finding_is_told_and_kept_as_it_comes(farm: WebFarm, library: Library) -> None:
    farm.pages["/sencha"] = Page()
    told: dict[str, LinkHealth] = {}
    urls = [farm.url("/sencha"), farm.url("/gone", "cup.example")]
    run = begin_check(quick(farm), urls, library.health, told.update)
    assert run.finished.result(20) == (), "it is not offline"
    assert told == library.health.all().result()
    assert sorted(known.verdict for known in told.values()) == ["alive", "suspect"]


def test_one_who_stops_a_check_keeps_what_was_found(farm: WebFarm, library: Library) -> None:
    farm.pages |= {"/sencha": Page(), "/silent": Page(says_nothing=True)}
    is_told = Event()

    def report(judged: Mapping[str, LinkHealth]) -> None:
        is_told.set()

    urls = [farm.url("/sencha"), farm.url("/silent", "cup.example")]
    run = begin_check(quick(farm), urls, library.health, report)
    assert is_told.wait(20)
    run.stop()
    assert run.finished.result(20) == ()
    assert verdicts(library) == {f"tea.example:{farm.port}/sencha": Verdict.ALIVE}


def test_one_who_stops_before_it_has_begun_is_heard_too(farm: WebFarm, library: Library) -> None:
    farm.pages["/silent"] = Page(says_nothing=True)
    run = begin_check(quick(farm), [farm.url("/silent")], library.health, lambda _: None)
    run.stop()
    assert run.finished.result(20) == ()
    run.stop()
    assert verdicts(library) == {}
