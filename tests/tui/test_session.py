"""Pages, back and forward, and what is remembered of them, without a screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import a_list, entry, link_to
from shelves import SPICES, Network, Now

from awesome_tui.errors import FetchFailed
from awesome_tui.library import Library
from awesome_tui.model.appearance import Appearance, PaneSizes
from awesome_tui.model.screen_state import ScreenState
from awesome_tui.services.entry_status import SavedLinks
from awesome_tui.sources.read import read_bundled
from awesome_tui.system.start_frame import Start
from awesome_tui.tui.list_text import ListText, PageText
from awesome_tui.tui.next_start import NextStart
from awesome_tui.tui.page_history import PageHistory
from awesome_tui.tui.pages import HOME, Page, home_page, make_local_page
from awesome_tui.tui.ready_lists import add_entries
from awesome_tui.tui.session import (
    PageSnapshot,
    Session,
    Step,
    first_local_page,
    first_page_as_left,
    first_stored_page,
)


@pytest.fixture
async def session(network: Network, now: Now) -> Session:
    session = Session(lambda: network.shelf(now))
    session.use(await session.connect())
    return session


async def go(session: Session, source: str, state: ScreenState | None = None) -> PageSnapshot:
    """Open a page as the screen does, which stands in that state when it is left."""
    snapshot = await session.find(source)
    session.page = snapshot.page
    return snapshot._replace(state=state or snapshot.state)


async def test_back_and_forward_lead_to_the_pages_as_they_were_left(session: Session) -> None:
    food = await go(session, "jane/food", ScreenState(query="b"))
    assert session.back(food) is None
    assert session.forward(food) is None
    assert session.back(None) is None
    session.follow(session.go_on_from(food))
    spices = await go(session, SPICES, ScreenState(number=1))
    turn = session.back(spices)
    assert turn
    assert (turn.step.source, turn.step.state.query) == ("jane/food", "b")
    session.follow(turn.history)
    turn = session.forward(food)
    assert turn
    assert turn.step.state == ScreenState(number=1)
    assert await session.find_again(turn.step) is spices.page


async def test_of_pages_far_away_only_those_that_cannot_be_found_again_are_held(
    session: Session, tmp_path: Path
) -> None:
    own = PageSnapshot(make_local_page("-", a_list("Own", entry("Saw"))), ScreenState())
    food = await session.find("jane/food")
    steps = [Step.to(own), *[Step.to(food)] * 4]
    session.follow(PageHistory(tuple(steps)))
    held = [session.back(food)]
    while turn := held[-1]:
        session.follow(turn.history)
        held.append(session.back(food))
    pages = [turn.step.page for turn in held if turn]
    assert pages == [food.page, food.page, food.page, None, own.page]


async def test_a_page_that_is_not_held_is_found_again(session: Session) -> None:
    await session.find("jane/food")
    page = await session.find_again(Step("jane/food", ScreenState(), None))
    assert page
    assert page.opened.source == "jane/food"


async def test_a_page_that_has_gone_leaves_the_history(session: Session) -> None:
    food = await go(session, "jane/food")
    gone = Step("jane/gone", ScreenState(), None)
    session.follow(PageHistory((gone,)))
    turn = session.back(food)
    assert turn
    with pytest.raises(FetchFailed):
        await session.find_again(turn.step)
    assert session.back(food) is None


async def test_home_is_there_again_with_what_came_since(session: Session, network: Network) -> None:
    home = await go(session, HOME)
    network.fresh(SPICES)
    page = await session.find_again(Step.to(home))
    assert page
    assert page is not home.page
    assert [each.key for each in page.ready if each.key] == [SPICES]


async def test_a_page_is_found_as_it_was_left(session: Session) -> None:
    food = await go(session, "jane/food", ScreenState(query="che", sort="name"))
    session.remember(food)
    session.remember(None)
    assert (await session.find("jane/food")).state == food.state
    assert await session.saved_state(food.page) == food.state


async def test_an_entry_leads_inside_where_it_is_a_list(session: Session) -> None:
    food = await go(session, "jane/food")
    inside = [session.lists.inside(food.page.outline, number) for number in range(3)]
    assert inside == [None, SPICES, None]
    assert session.lists.around_entry(food.page.outline, 1) is None


async def test_an_entry_found_at_home_leads_to_its_list(session: Session, network: Network) -> None:
    network.fresh(SPICES)
    home = await go(session, HOME)
    assert session.lists.inside(home.page.outline, 0) == SPICES
    (read,) = session.stored_readings(home.page)
    outline = add_entries(home.page.outline, read())
    names = [item.entry.name for item in outline.items]
    around = session.lists.around_entry(outline, names.index("Salt"))
    assert around
    assert around.source == SPICES


async def test_nothing_leads_anywhere_before_the_library_is_open(
    network: Network, now: Now
) -> None:
    session = Session(lambda: network.shelf(now))
    (page, state), connection = first_local_page(lambda: a_list("Own", entry("Saw")), "own.md")
    session.page = page
    assert connection is None
    assert not session.is_connected
    assert session.lists.inside(page.outline, 0) is None
    assert session.status(SavedLinks(), page.outline) is None
    assert session.refresher.visit() is None
    assert session.take_notices() == ""
    assert list(session.stored_readings(page)) == []
    assert list(await session.find_also_in("https://example.com/saw", "")) == []
    session.remember(PageSnapshot(page, state))


async def test_a_stored_page_is_due_once_it_is_a_minute_old(
    session: Session, network: Network, now: Now
) -> None:
    page = (await go(session, "jane/food")).page
    assert not session.refresher.is_due(page)
    now.time += 61
    assert session.refresher.is_due(page)
    network.offline = True
    assert not session.refresher.is_due(page)
    network.offline = False
    now.time -= 1_000
    assert session.refresher.is_due(page), "the clock was set back"


async def test_a_stored_page_is_noted_as_visited(session: Session, library: Library) -> None:
    await go(session, "jane/food")
    visit = session.refresher.visit()
    assert visit
    await visit
    assert [info.visited for info in await library.lists.all()] == [1_000_000.0]
    await go(session, HOME)
    assert session.refresher.visit() is None


async def test_home_tells_of_a_list_that_was_left_before_its_visit_was_noted(
    session: Session, network: Network
) -> None:
    network.here["microservices"] = read_bundled("microservices")
    for source in ("microservices", SPICES):
        await go(session, source)
        assert session.refresher.visit()
    home = (await session.find(HOME)).page
    first, *_ = home.outline.document.sections
    assert first.title == "Continue reading"
    assert {entry.name for entry in first.entries} == {"Awesome Microservices", "Spices"}


async def test_a_page_read_anew_keeps_its_outline_where_nothing_has_changed(
    session: Session, network: Network
) -> None:
    page = (await go(session, "jane/food")).page
    assert (await session.refresher.newest(page)).outline is page.outline
    network.there["jane/food"] = a_list("Food", entry("Plum"))
    newest = await session.refresher.newest(page)
    assert [item.entry.name for item in newest.outline.items] == ["Plum"]
    assert newest.opened.new == {0}


async def test_a_file_has_changed_once(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "own.md"
    path.write_text("one")
    page = make_local_page(str(path), a_list(str(path), entry("Saw")))
    assert not await session.refresher.has_changed(page)
    path.write_text("one and two")
    assert await session.refresher.has_changed(page)
    assert not await session.refresher.has_changed(page), "it was tried already"
    path.unlink()
    assert not await session.refresher.has_changed(page)


async def test_the_other_lists_that_hold_a_link_are_found(
    session: Session, network: Network
) -> None:
    network.there["more"] = a_list("More", link_to("Loaf", "https://example.com/bread"))
    network.fresh("more")
    await go(session, "jane/food")
    assert await session.find_also_in("https://example.com/bread", "") == ["More"]
    assert session.also_in == {"https://example.com/bread": ["More"]}
    assert await session.find_also_in("https://example.com/bread", "more") == []


async def test_files_that_were_read_and_the_bundled_list_hold_links_too(
    session: Session, library: Library, tmp_path: Path
) -> None:
    (tmp_path / "tea.md").touch()
    for source in (str(tmp_path / "tea.md"), str(tmp_path / "gone.md"), "microservices"):
        library.local_lists.keep(source, "1", a_list("Kept", entry("Bread"))).result()
    await go(session, "jane/food")
    assert await session.find_also_in("https://example.com/bread", "") == ["Kept", "Kept"]
    assert await session.find_also_in("https://example.com/bread", "microservices") == ["Kept"]


def test_the_first_page_comes_with_all_that_its_detail_tells(
    network: Network, now: Now, library: Library
) -> None:
    network.there["more"] = a_list("More", link_to("Loaf", "https://example.com/bread"))
    network.fresh("more")
    state = ScreenState(entry=("Bread", "https://example.com/bread"))
    library.states.save("jane/food", state).result()
    shelf = network.shelf(now)
    (page, left), connection = first_stored_page(lambda: shelf, "jane/food", refresh=False)
    assert connection
    assert (page.name, left) == ("jane/food", state)
    assert connection.also_in == {"https://example.com/bread": ["More"]}
    own = a_list("Own", entry("Saw"))
    (page, left), connection = first_page_as_left(lambda: shelf, lambda: own, "own.md")
    assert connection
    assert (page.outline.document, left) == (own, ScreenState())
    assert connection.also_in == {}


async def test_the_title_line_tells_what_is_known_of_the_page(
    session: Session, network: Network, now: Now
) -> None:
    text = PageText(session)
    food = (await go(session, "jane/food")).page
    now.time += 3 * 3600
    assert text.heading(food.outline) == "Food"
    assert text.facts(food.outline) == ("3 entries", "1 section", "stored 3 h ago")
    text.doing = "refreshing …"
    assert text.facts(food.outline) == ("refreshing …", "3 entries", "1 section")
    text.saved = SavedLinks(notes={"example.com/bread": "rye"})
    session.also_in = {"https://example.com/bread": ["More"]}
    said = str(text.detail(food.outline, 0))
    assert "rye" in said
    assert "More" in said
    home = (await go(session, HOME)).page
    text.doing = ""
    assert text.facts(home.outline) == (
        "2 ready offline",
        "F fetches all",
        "4 lists",
        "399 entries",
    )
    assert ListText().facts(food.outline) == ("3 entries", "1 section")


class TestNextStart:
    start = Start("jane/food", "colours")

    def kept(self, library: Library) -> object:
        query = "SELECT count(*) FROM frame"
        return library.frames.store.ask(lambda db: db.execute(query).fetchone()[0]).result()

    async def test_the_frame_of_the_first_page_is_kept(
        self, session: Session, library: Library
    ) -> None:
        after = NextStart(session, self.start, Appearance())
        after.first_page = "jane/food"
        assert not after.wants_frame(), "there is no page yet"
        await go(session, "jane/food")
        assert after.wants_frame()
        after.keep_frame((80, 24), Appearance("dark"), "text")
        assert self.kept(library) == 1
        after.keep_frame((80, 24), Appearance("dark"), None)
        assert self.kept(library) == 0
        await go(session, SPICES)
        assert not after.wants_frame()

    async def test_without_a_start_none_is_kept(self, session: Session, library: Library) -> None:
        after = NextStart(session, None, Appearance())
        page: Page = home_page(await session.connected())
        session.page, after.first_page = page, page.name
        assert not after.wants_frame()
        after.keep_frame((80, 24), Appearance("dark"), "text")
        assert self.kept(library) == 0

    async def appearance(self, library: Library) -> Appearance:
        names = Appearance().settings()
        return Appearance.of({name: await library.settings.get(name) for name in names})

    async def test_only_what_has_changed_here_is_kept(
        self, session: Session, library: Library
    ) -> None:
        before = Appearance("dark", sizes=PaneSizes(tree_width=30))
        after = NextStart(session, None, before)
        await library.settings.save({"theme": "nord"})  # in another window
        after.keep_appearance(before)
        wider = Appearance("dark", is_light=True, sizes=PaneSizes(tree_width=40))
        after.keep_appearance(wider)
        assert await self.appearance(library) == wider._replace(theme="nord")
        after.keep_appearance(wider._replace(theme="light"))
        assert await self.appearance(library) == wider._replace(theme="light")
