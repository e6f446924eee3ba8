"""Checking links on the screens, against a farm of web sites."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from building import a_list, link_to
from certificates import UNTRUSTING
from conftest import Browser
from driving import MIDDLE, Reading, Screens
from shelves import Network, Now
from web_farm import Page, WebFarm, web_farm

from awesome_tui.library import Library
from awesome_tui.model.link_health import DAY, Observation
from awesome_tui.services.health_check import HealthCheck
from awesome_tui.sources.host_turns import Pace
from awesome_tui.sources.web_archive import WebArchive
from awesome_tui.tui.pages import HOME, LinkServices

NAMES = ("Sencha", "Gone", "Moved", "Shy")
COPY = "/web/20200101000000/http://tea.example/gone"


@pytest.fixture
def farm() -> Iterator[WebFarm]:
    with web_farm() as running:
        running.pages |= {
            "/sencha": Page(),
            "/moved": Page(301, {"Location": "/new-place"}),
            "/new-place": Page(),
            "/shy": Page(403),
        }
        yield running


@pytest.fixture
def links(farm: WebFarm) -> LinkServices:
    """The services that ask the farm, without a pause."""

    async def here(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    allowed = frozenset({("tea.example", farm.port)})
    archive = WebArchive(UNTRUSTING, lambda: datetime.now(UTC), f"http://127.0.0.1:{farm.port}")
    return LinkServices(
        lambda: HealthCheck(UNTRUSTING, allowed=allowed, pace=Pace(gap=0), resolver=here),
        archive.newest_copy,
    )


@pytest.fixture
def network(network: Network, farm: WebFarm, links: LinkServices) -> Network:
    """A list of tea whose links lead to the farm."""
    tea = a_list("Tea", *(link_to(name, farm.url(f"/{name.lower()}")) for name in NAMES))
    return replace(network, there={"jane/food": tea}, links=links)


def know(library: Library, now: Now, seen: Observation, *, twice: bool) -> None:
    """Let the library know what was seen of a link ten days before, and four if `twice`."""
    today = now.time
    for days in (10, 4) if twice else (10,):
        now.time = today - days * DAY
        library.health.observe((seen,)).result()
    now.time = today


def gone(farm: WebFarm) -> Observation:
    return Observation(farm.url("/gone"), farm.url("/gone"), (404,))


async def wait_for(screens: Screens, text: str) -> None:
    async with asyncio.timeout(20):
        while text not in screens.text():
            await screens.pilot.pause()


# ---- checking


async def test_c_checks_all_that_is_shown_and_says_what_is_wrong(
    reading: Reading, farm: WebFarm
) -> None:
    async with reading() as screens:
        assert farm.visits == [], "nothing is asked by itself"
        await screens.press("c")
        assert screens.message == (
            "4 links: 1 gone, 1 moved, 1 unknown · the filter finds them: is:gone | is:moved"
        )
        assert "checking" not in screens.text("#title")
    assert {visit.path for visit in farm.visits} == {
        *("/sencha", "/gone", "/moved", "/new-place", "/shy")
    }


async def test_what_is_in_sight_is_checked_first(
    reading: Reading, network: Network, farm: WebFarm
) -> None:
    network.there["jane/food"] = a_list(
        "Tea", *(link_to(f"Tea {n}", farm.url(f"/{n}")) for n in range(90))
    )
    async with reading() as screens:
        await screens.press("G", "c")
    assert int(farm.visits[0].path[1:]) > 40


async def test_what_was_checked_lately_is_not_checked_again(
    reading: Reading, library: Library, farm: WebFarm
) -> None:
    library.health.observe((gone(farm),)).result()
    async with reading() as screens:
        await screens.press("c")
        assert screens.message.startswith("3 links (1 more lately): 1 moved")


async def test_the_detail_tells_what_was_found_and_how_long_ago(
    reading: Reading, farm: WebFarm, now: Now
) -> None:
    async with reading() as screens:
        await screens.press("c")
        assert "alive · checked just now" in screens.text("#detail")
        now.time += 2 * DAY
        await screens.press("j")
        assert "gone (status 404), seen once · checked 2 d ago" in screens.text("#detail")
        await screens.press("j")
        assert f"2 moved to  {farm.url('/new-place')}" in screens.text("#detail")
        await screens.press("j")
        assert "unknown (status 403) · checked 2 d ago" in screens.text("#detail")


async def test_where_a_link_has_moved_to_can_be_followed(
    reading: Reading, farm: WebFarm, browser: Browser
) -> None:
    async with reading() as screens:
        await screens.press("c", "j", "j", "right", "2")
        assert browser.opened == [farm.url("/new-place")]


async def test_where_a_link_has_moved_to_can_be_copied(reading: Reading, farm: WebFarm) -> None:
    async with reading() as screens:
        await screens.press("c", "j", "j", "right", "y")
        assert screens.app.clipboard == farm.url("/moved")
        await screens.press("j", "y")
        assert screens.app.clipboard == farm.url("/new-place")
        await screens.press("h", "y")
        assert screens.app.clipboard == farm.url("/moved")


async def test_only_what_is_marked_or_in_the_filter_is_checked(
    reading: Reading, farm: WebFarm
) -> None:
    async with reading() as screens:
        await screens.press("space", "c")
        assert screens.message == "1 link: all alive"
        await screens.press("escape", "slash", *"shy", "enter", "c")
        assert screens.message == "1 link: 1 unknown"
    assert {visit.path for visit in farm.visits} == {"/sencha", "/shy"}


async def test_what_was_checked_lately_is_asked_only_for_one_who_insists(
    reading: Reading, farm: WebFarm
) -> None:
    async with reading() as screens:
        await screens.press("space", "c")
        farm.visits.clear()
        await screens.press("c")
        await wait_for(screens, "1 link checked lately. Check again?")
        await screens.press("1")
        assert farm.visits == []
        await screens.press("c")
        await wait_for(screens, "Check again?")
        await screens.press("2")
        assert [visit.path for visit in farm.visits] == ["/sencha"]


async def test_many_links_are_asked_about_with_the_time_that_they_take(
    reading: Reading, farm: WebFarm, network: Network
) -> None:
    many = (link_to(f"Tea {at}", farm.url(f"/sencha?{at}")) for at in range(230))
    network.there["jane/food"] = a_list("Tea", *many)
    async with reading() as screens:
        await screens.press("c")
        await wait_for(screens, "Check 230 links? About 4 min.")
        await screens.press("1")
    assert farm.visits == []


async def test_esc_stops_a_check_and_what_was_found_stays(
    reading: Reading, farm: WebFarm, library: Library
) -> None:
    farm.pages["/shy"] = Page(says_nothing=True)
    async with reading() as screens:
        await screens.pilot.press("c")
        await wait_for(screens, "checking 3 of 4 links · esc stops")
        await screens.press("escape")
        assert screens.message.startswith("3 of 4 links: 1 gone, 1 moved")
        assert "checking" not in screens.text("#title")
    assert len(library.health.all().result()) == 3


async def test_one_who_quits_waits_for_no_check(
    reading: Reading, farm: WebFarm, library: Library
) -> None:
    farm.pages["/shy"] = Page(says_nothing=True)
    async with reading() as screens:
        await screens.pilot.press("c")
        await wait_for(screens, "checking 3 of 4 links")
        await screens.pilot.press("q")
    assert screens.app.return_code == 0
    assert len(library.health.all().result()) == 3


async def test_a_key_that_is_typed_twice_begins_one_check(reading: Reading, farm: WebFarm) -> None:
    farm.pages["/shy"] = Page(says_nothing=True)
    async with reading() as screens:
        await screens.pilot.press("c")
        await wait_for(screens, "checking 3 of 4 links")
        await screens.pilot.press("c")
        await wait_for(screens, "A check is under way: esc stops it.")
        await screens.press("escape")
    assert [visit.path for visit in farm.visits].count("/sencha") == 1


async def test_offline_nothing_is_checked(
    reading: Reading, farm: WebFarm, network: Network
) -> None:
    network.offline = True
    async with reading() as screens:
        await screens.press("c")
        assert screens.message == "Links cannot be checked offline: start without --offline."
    assert farm.visits == []


async def test_a_machine_without_a_network_is_told_and_no_link_is_blamed(
    reading: Reading, network: Network, library: Library
) -> None:
    network.links = Network(library, {}).links
    async with reading() as screens:
        await screens.press("c")
        assert screens.message.endswith(
            " cannot be reached, so nothing is said of its links: check the network."
        )
    assert library.health.all().result() == {}


# ---- what was found on earlier days


async def test_a_dead_link_is_marked_in_its_row_and_found(
    reading: Reading, farm: WebFarm, library: Library, now: Now
) -> None:
    know(library, now, gone(farm), twice=True)
    async with reading(size=MIDDLE) as screens:
        (row,) = (line for line in screens.text("#entries").splitlines() if "Gone" in line)
        assert "†" in row
        assert screens.text("#entries").count("†") == 1
        await screens.press("slash", *"is:dead", "enter")
        assert screens.rows() == ["Gone"]
        assert "dead (status 404), seen twice · checked 4 d ago" in screens.text()


async def test_what_a_check_finds_is_found_at_once(reading: Reading, farm: WebFarm) -> None:
    async with reading() as screens:
        await screens.press("slash", *"is:moved", "enter")
        assert screens.rows() == []
        await screens.press("escape", "c", "slash", *"is:moved", "enter")
        assert screens.rows() == ["Moved"]


async def test_home_finds_dead_links_of_stored_lists(
    reading: Reading, farm: WebFarm, library: Library, now: Now
) -> None:
    async with reading():
        pass
    know(library, now, gone(farm), twice=True)
    async with reading(HOME) as screens:
        await screens.press("slash", *"is:dead", "enter")
        assert screens.rows() == ["Gone"]


# ---- copies


@pytest.fixture
def dead(farm: WebFarm, library: Library, now: Now) -> str:
    know(library, now, gone(farm), twice=True)
    return farm.url("/gone")


@pytest.mark.parametrize("key", ["o", "enter"])
async def test_for_a_dead_link_its_copy_at_the_archive_is_offered(
    reading: Reading, farm: WebFarm, browser: Browser, dead: str, key: str
) -> None:
    farm.pages[f"/web/{dead}"] = Page(302, {"Location": COPY})
    async with reading() as screens:
        await screens.press("j", key)
        await wait_for(screens, "Dead (status 404), seen twice")
        await screens.press("2")
        assert browser.opened == [f"http://127.0.0.1:{farm.port}{COPY}"]


async def test_a_dead_link_can_be_opened_anyway(
    reading: Reading, farm: WebFarm, browser: Browser, dead: str
) -> None:
    async with reading() as screens:
        await screens.press("j", "o")
        await wait_for(screens, "Open it anyway")
        await screens.press("1")
        assert browser.opened == [dead]
    assert farm.visits == []


async def test_where_the_archive_has_no_copy_that_is_told(
    reading: Reading, farm: WebFarm, browser: Browser, dead: str
) -> None:
    async with reading() as screens:
        await screens.press("j", "o")
        await wait_for(screens, "Open it anyway")
        await screens.press("2")
        assert screens.message == f"The Internet Archive has no copy of {dead}."
    assert browser.opened == []


async def test_several_links_are_opened_without_a_word_on_dead_ones(
    reading: Reading, browser: Browser, dead: str
) -> None:
    async with reading() as screens:
        await screens.press("space", "space", "o")
        assert dead in browser.opened
