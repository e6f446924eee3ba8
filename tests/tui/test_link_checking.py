"""Checks of links, without a screen: which links are due, and what a check comes to."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from building import a_list, entry, link_to
from shelves import Network, Now

from awesome_tui.model.link_health import DAY, LinkHealth, Verdict
from awesome_tui.model.outline import GAP, make_outline
from awesome_tui.tui.link_checking import RunningCheck, choose_links
from awesome_tui.tui.pages import Services

TEA, MILK = "https://tea.example/green", "https://milk.example/oat"
DRINKS = make_outline(a_list("Drinks", link_to("Tea", TEA), link_to("Milk", MILK), entry("Water")))


@pytest.fixture
def services(network: Network, now: Now) -> Services:
    return network.shelf(now)


def test_only_links_that_were_not_checked_lately_are_due(services: Services, now: Now) -> None:
    known = {"tea.example/green": LinkHealth(Verdict.ALIVE, checked=now(), due=now() + DAY)}
    choice = choose_links(services, DRINKS, [GAP, 0, 1], known)
    assert (choice.asked, choice.lately, choice.question) == ([MILK], 1, "")
    again = choose_links(services, DRINKS, [0], known)
    assert again.asked == [TEA]
    assert again.question == "1 link checked lately. Check again?"


async def test_where_nothing_can_be_reached_no_link_is_blamed(services: Services) -> None:
    told: list[Mapping[str, LinkHealth]] = []
    check = RunningCheck(choose_links(services, DRINKS, [0, 1], {}), services, told.append)
    assert check.progress == "checking 0 of 2 links · esc stops"
    outcome = await check.outcome()
    assert not outcome.done
    assert "cannot be reached" in outcome.message
    assert not check.found
    assert not told


async def test_a_check_that_is_stopped_tells_what_it_has_seen(services: Services) -> None:
    check = RunningCheck(choose_links(services, DRINKS, [0, 1], {}), services, lambda judged: None)
    check.stop()
    assert (await check.outcome()).message in (
        "0 of 2 links",
        "tea.example, milk.example cannot be reached, so nothing is said of their links:"
        " check the network.",
    )
