"""Getting more lists from Home: from GitHub, and all of the catalogue."""

from __future__ import annotations

from contextlib import suppress

from building import a_list, entry
from driving import Reading, Screens
from shelves import HERBS, SPICES, Network
from textual.worker import WorkerCancelled

from awesome_tui.errors import RateLimited
from awesome_tui.library import Library
from awesome_tui.model.entries import RepoInfo
from awesome_tui.model.screen_state import ScreenState
from awesome_tui.services.catalogue_fetch import Progress
from awesome_tui.sources.repository_search import FoundList
from awesome_tui.tui.found_lists import search_source
from awesome_tui.tui.pages import HOME

TEAPOTS = "https://github.com/jane/awesome-teapots"


def on_github(network: Network) -> None:
    """GitHub knows a list about teapots."""
    info = RepoInfo("jane/awesome-teapots", "For *tea*.", 1_234, licence="MIT")
    network.found["teapots"] = (FoundList(TEAPOTS, info),)
    network.there[TEAPOTS] = a_list("Teapots", entry("Brown Betty"))


async def under_way(screens: Screens) -> None:
    """Wait until the fetching has told how far it is."""
    while " of " not in screens.text("#title"):
        await screens.pilot.pause()
    await screens.settle()


async def fetched(screens: Screens) -> None:
    """Wait until the catalogue is no longer being fetched."""
    for worker in [each for each in screens.app.workers if each.group == "catalogue"]:
        with suppress(WorkerCancelled):
            await worker.wait()
    await screens.settle()


async def test_where_nothing_matches_enter_looks_on_github_and_what_is_found_opens(
    reading: Reading, network: Network
) -> None:
    on_github(network)
    async with reading(HOME) as screens:
        await screens.press("slash", *"teapots")
        said = " ".join(screens.text("#entries").split())
        assert "Nothing matches teapots here." in said
        assert "Enter looks for lists on GitHub" in said
        assert "enter look on GitHub" in screens.text("#hints")
        await screens.press("enter")
        assert 'Lists on GitHub for "teapots"' in screens.text("#title")
        assert screens.rows() == ["[Found on GitHub]", "jane/awesome-teapots"]
        assert "For *tea*." in screens.text("#detail")
        await screens.press("right")
        assert screens.rows() == ["[All of them]", "Brown Betty"]
        await screens.press("left_square_bracket", "left_square_bracket")
        assert "Awesome lists" in screens.text("#title")
        assert screens.browser.filter_text == "teapots"


async def test_the_hint_for_github_comes_back_with_the_end_of_a_search_that_a_list_began(
    reading: Reading, network: Network
) -> None:
    on_github(network)
    async with reading(HOME) as screens:
        await screens.press("slash", *"teapots")
        screens.browser.search_again()
        screens.browser.show_all_found()  # the last list was read before that search is done
        assert not screens.screen.has_hits(patient=True)
        await screens.settle()
        assert screens.screen.has_hits(patient=True)
        assert "enter look on GitHub" in screens.text("#hints")


async def test_the_lists_on_github_can_be_looked_for_where_something_matches_too(
    reading: Reading, network: Network
) -> None:
    network.found["spices"] = (FoundList(TEAPOTS, RepoInfo("jane/awesome-teapots")),)
    async with reading(HOME, query="spices") as screens:
        await screens.press("L")
        assert screens.rows() == ["[Found on GitHub]", "jane/awesome-teapots"]


async def test_where_github_cannot_be_asked_it_says_so_and_one_is_where_one_was(
    reading: Reading,
) -> None:
    async with reading(HOME, query="teapots") as screens:
        await screens.press("L")
        assert screens.message == "GitHub cannot be reached."
        assert screens.browser.filter_text == "teapots"


async def test_offline_nothing_is_offered_that_needs_a_network(
    reading: Reading, network: Network
) -> None:
    network.offline = True
    async with reading(HOME, query="teapots") as screens:
        assert "GitHub" not in screens.text()
        await screens.press("enter", "L", "F")
        assert screens.message == ""
        assert "fetch" not in screens.text()


async def test_a_search_on_github_is_not_remembered_as_a_place(
    reading: Reading, network: Network, library: Library
) -> None:
    on_github(network)
    async with reading(HOME, query="teapots") as screens:
        await screens.press("L")
        await screens.press("r")
        assert screens.message == "Up to date: nothing changed."
    assert library.states.load(search_source("teapots")).result() == ScreenState()


async def test_one_key_fetches_the_whole_catalogue(reading: Reading, network: Network) -> None:
    network.there[HERBS] = a_list("Herbs", entry("Sage"))
    async with reading(HOME, (200, 40)) as screens:
        assert "F fetch all" in screens.text("#hints")
        await screens.press("F")
        await fetched(screens)
        assert screens.message == "2 lists fetched: the whole catalogue can be read offline"
        assert "3 ready offline · 3 lists" in screens.text("#title")
        await screens.press("slash", *"sage")
        assert screens.rows()[0] == "Sage"
        await screens.press("escape")
        assert "fetch all" not in screens.text("#hints")


async def test_esc_stops_the_fetching_and_it_goes_on_where_it_was(
    reading: Reading, network: Network
) -> None:
    network.there[HERBS] = a_list("Herbs", entry("Sage"))
    network.patience = 1
    async with reading(HOME, (200, 40)) as screens:
        await screens.press("F")
        await under_way(screens)
        assert "fetching 1 of 2 · esc stops" in screens.text("#title")
        await screens.press("escape")
        await fetched(screens)
        assert screens.message == "Stopped: 1 list fetched · F goes on"
        assert "2 ready offline · F fetches all · 3 lists" in screens.text("#title")
        await screens.press("F")
        await fetched(screens)
        assert screens.message.startswith("1 list fetched")
        assert network.fetched == [HERBS, SPICES]


async def test_the_key_typed_twice_fetches_once(reading: Reading, network: Network) -> None:
    network.patience = 0
    async with reading(HOME) as screens:
        await screens.pilot.press("F", "F")
        await under_way(screens)
        assert len(network.runs) == 1
        assert "fetch all" not in screens.text("#hints")


async def test_lists_that_cannot_be_had_are_told(reading: Reading, network: Network) -> None:
    async with reading(HOME) as screens:
        await screens.press("F")
        await fetched(screens)
        assert screens.message == (
            f"1 list fetched, 1 not · F tries them again: {HERBS} cannot be fetched."
        )


async def test_without_a_network_it_says_what_is_wrong(reading: Reading, network: Network) -> None:
    del network.there[SPICES]
    async with reading(HOME) as screens:
        await screens.press("F")
        await fetched(screens)
        assert screens.message == f"No list could be fetched: {SPICES} cannot be fetched."


async def test_while_it_is_fetched_one_reads_on_and_leaving_stops_it(
    reading: Reading, network: Network
) -> None:
    network.patience = 0
    async with reading(HOME, (200, 40)) as screens:
        await screens.press("F")
        await under_way(screens)
        await screens.press("slash", *"spices", "enter", "enter")
        assert screens.rows() == ["[All of them]", "Pepper", "Salt"]
        assert "fetching 0 of 2" in screens.text("#title")
        await screens.press("q")
    assert screens.app.return_code == 0


def test_progress_is_hopeless_only_where_nothing_came() -> None:
    limited = RateLimited("No more.")
    assert Progress(500, 0, 20, limited).is_hopeless
    assert not Progress(500, 1, 400, limited).is_hopeless
    assert not Progress(0).is_hopeless
