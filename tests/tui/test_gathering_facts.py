"""Facts about repositories on the screens, against a server and a library on disk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from building import a_list, link_to
from conftest import Browser
from driving import THREE_COLUMNS, WIDE, Screens, running
from forge_server import ForgeServer, Repo, serve
from shelves import Network, Now
from textual.worker import WorkerCancelled

from awesome_tui.library import Library, SourceVersion
from awesome_tui.model.entries import RepoInfo
from awesome_tui.model.repositories import FRESH, FactSources, RepoReport
from awesome_tui.parsing.document import parse
from awesome_tui.services.loader import Loader
from awesome_tui.services.repository_facts import RepositoryFacts
from awesome_tui.sources.catalogue import Catalogue, CataloguedList
from awesome_tui.sources.forges import forges_from, token_from
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.pages import HOME, Services
from awesome_tui.tui.screens.reader import ReaderScreen

POTS = """\
# Pots

## Kinds

- [Samovar](https://github.com/ann/samovar) - Brass.
- [Kettle](https://github.com/ann/kettle) - Steel.
- [Ibrik](https://github.com/ann/ibrik)
- [Mug](https://mug.example) - Clay.
"""
TOKEN = {"GITHUB_TOKEN": "hush"}
DAY = 86_400


@pytest.fixture
def server() -> Iterator[ForgeServer]:
    with serve() as server:
        server.github["ann/samovar"] = Repo(
            {},
            info={
                "stargazers_count": 941,
                "archived": True,
                "language": "Go",
                "pushed_at": "2025-07-01T00:00:00Z",
            },
        )
        server.github["ann/kettle"] = Repo(
            {},
            info={
                "stargazers_count": 12_345,
                "license": {"spdx_id": "BSD-3-Clause"},
                "language": "Go",
                "pushed_at": "2024-07-01T00:00:00Z",
                "topics": ["tea", "steam"],
                "release": {"tagName": "v2.1", "publishedAt": "2024-06-01T00:00:00Z"},
            },
        )
        server.github["ann/cezve"] = Repo(
            {}, info={"description": "Copper.", "stargazers_count": 7}
        )
        server.github["ann/ibrik"] = Repo({}, renamed="ann/cezve")
        yield server


class Desk:
    """The machine of a user, from one start of the program to the next."""

    def __init__(self, server: ForgeServer, folder: Path, browser: Browser) -> None:
        self.server, self.folder, self.browser = server, folder, browser
        self.now = Now(1_760_000_000.0)
        self.file = folder / "pots.md"
        self.file.write_text(POTS)
        self.environ = server.facts_environ | TOKEN
        self.sources = FactSources.TOKEN
        self.offline = False
        self.service: type[RepositoryFacts] = RepositoryFacts

    def services(self, library: Library) -> Services:
        loader = Loader(
            library,
            forges_from(self.environ),
            lambda forge: token_from(forge, self.environ),
            lambda: datetime.fromtimestamp(self.now.time, UTC),
            offline=self.offline,
            environ=self.environ,
        )
        catalogue = Catalogue((CataloguedList("Kettles", "ann/kettle", ("Kitchen",)),))
        return Services(
            library,
            loader,
            catalogue,
            self.now,
            Network(library, {}).links,
            facts=self.service(loader, self.sources),
        )

    @asynccontextmanager
    async def opened(
        self, source: str = "", size: tuple[int, int] = WIDE
    ) -> AsyncIterator[Screens]:
        """The screens when all was asked for that is asked for without a key."""
        source = source or str(self.file)
        with Library(self.folder / "library.db", self.now) as library:
            screen = ReaderScreen(
                source,
                (lambda: parse(POTS, source=source)) if source != HOME else None,
                lambda: self.services(library),
                self.browser.desktop(),
            )
            screen.facts.patience = 0
            async with running(screen, size) as screens:
                await gathered(screens)
                yield screens


async def gathered(screens: Screens) -> None:
    """Wait until nobody is asked any more."""
    for _ in range(3):  # asking begins behind a frame
        await screens.settle()
        await screens.pilot.pause()
    groups = {"facts", "focus"}
    while working := [each for each in screens.app.workers if each.group in groups]:
        for worker in working:
            with suppress(WorkerCancelled):
                await worker.wait()
        await screens.settle()


@pytest.fixture
def desk(server: ForgeServer, tmp_path: Path, browser: Browser) -> Desk:
    return Desk(server, tmp_path, browser)


def row(screens: Screens, name: str) -> str:
    (line,) = (line for line in screens.text("#entries").splitlines() if name in line)
    return line.rstrip(" │▏")


async def test_marks_appear_beside_the_rows_and_the_cursor_stays(desk: Desk) -> None:
    async with desk.opened() as screens:
        assert screens.selected == "Samovar"
        assert row(screens, "Samovar").endswith("★ 941")
        assert "archived" in row(screens, "Samovar")
        assert row(screens, "Kettle").endswith("★ 12k")
        assert row(screens, "Ibrik").endswith("  ★ 7")
        assert "★" not in row(screens, "Mug")
    assert desk.server.paths == ["/apihub/graphql"]


async def test_the_detail_tells_facts_with_their_source_and_age(desk: Desk) -> None:
    async with desk.opened() as screens:
        await screens.press("j")
        told = screens.text("#detail")
        assert "★ 12k · pushed 2024-07 · BSD-3-Clause · Go · GitHub, just now" in told
        assert "· release v2.1 2024-06 · …" in told, (
            "in one line, so that the pane keeps its height"
        )
        await screens.press("j")
        told = screens.text("#detail")
        assert "Copper." in told, "the forge's description, where the list has none"
        assert "★ 7 · now ann/cezve · GitHub, just now" in told


async def test_the_detail_tells_all_where_it_has_a_column_of_its_own(desk: Desk) -> None:
    async with desk.opened(size=THREE_COLUMNS) as screens:
        await screens.press("j")
        told = " ".join(screens.text("#detail").split())
        assert "GitHub, just now · release v2.1 2024-06 · topics tea, steam" in told


async def test_all_is_there_at_the_next_start_without_a_network(desk: Desk) -> None:
    async with desk.opened():
        pass
    desk.server.stop()
    desk.now.time += 3 * DAY
    async with desk.opened() as screens:
        assert row(screens, "Kettle").endswith("★ 12k")
        assert "GitHub, 3 d ago" in screens.text("#detail")
        assert not screens.message


async def test_what_is_a_week_old_is_asked_for_again(desk: Desk) -> None:
    async with desk.opened():
        pass
    desk.server.github["ann/kettle"].info["stargazers_count"] = 13_000
    desk.now.time += FRESH
    async with desk.opened() as screens:
        assert row(screens, "Kettle").endswith("★ 13k")
    assert len(desk.server.asked) == 2


async def test_s_sorts_by_stars_and_by_the_last_push_with_the_unknown_last(desk: Desk) -> None:
    async with desk.opened() as screens:
        orders = {}
        for _ in range(4):
            await screens.press("s")
            orders[screens.message] = [name for name in screens.rows() if name[0] != "["]
    assert orders == {
        "Sorted by name": ["Ibrik", "Kettle", "Mug", "Samovar"],
        "Sorted by stars": ["Kettle", "Samovar", "Ibrik", "Mug"],
        "Sorted by last push": ["Samovar", "Kettle", "Ibrik", "Mug"],
        "Sorted by list order": ["Samovar", "Kettle", "Ibrik", "Mug"],
    }


async def test_an_order_by_stars_is_there_at_the_next_start(desk: Desk) -> None:
    async with desk.opened() as screens:
        await screens.press("s", "s")
    async with desk.opened() as screens:
        assert [name for name in screens.rows() if name[0] != "["][:2] == ["Kettle", "Samovar"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("stars:>1000 !is:archived", ["Kettle"]),
        ("!stars:>1000", ["Samovar", "Ibrik"]),
        ("pushed:>2025-06", ["Samovar"]),
        ("lang:go", ["Samovar", "Kettle"]),
        ("licence:bsd-3-clause", ["Kettle"]),
        ("is:archived", ["Samovar"]),
    ],
)
async def test_the_filter_finds_by_what_is_known(desk: Desk, query: str, found: list[str]) -> None:
    async with desk.opened() as screens:
        await screens.press("slash")
        await screens.paste(query)
        assert screens.rows() == found


async def test_without_a_token_nobody_is_asked_and_that_is_told_once_ever(desk: Desk) -> None:
    desk.environ = desk.server.facts_environ
    async with desk.opened(HOME) as screens:
        assert not screens.message, "a newcomer needs the hints"
    said = []
    for _ in range(2):
        async with desk.opened() as screens:
            said.append(screens.message)
            assert "★" not in screens.text("#entries")
            await screens.press("s", "s")
            assert screens.message == "Sorted by list order", "there is nothing to sort by"
    assert said == [
        "GitHub tells stars, last pushes and more to those with a token: set GITHUB_TOKEN.",
        "",
    ]
    assert not desk.server.asked


async def test_offline_nobody_is_asked_and_nothing_is_told(desk: Desk) -> None:
    desk.offline = True
    async with desk.opened() as screens:
        assert not screens.message
    assert not desk.server.asked


async def test_where_forges_may_be_asked_github_tells_of_the_entry_under_the_cursor(
    desk: Desk,
) -> None:
    desk.environ, desk.sources = desk.server.facts_environ, FactSources.FORGE
    async with desk.opened() as screens:
        await screens.press("j")
        await gathered(screens)
        assert row(screens, "Kettle").endswith("★ 12k")
        assert "★" not in row(screens, "Ibrik")
    assert "/apihub/repos/ann/kettle" in desk.server.paths
    assert set(desk.server.paths) <= {f"/apihub/repos/ann/{it}" for it in ("samovar", "kettle")}


async def test_where_a_third_party_may_be_asked_it_is_named(desk: Desk) -> None:
    desk.environ, desk.sources = desk.server.facts_environ, FactSources.ALL
    async with desk.opened() as screens:
        await screens.press("j")
        assert "ecosyste.ms, CC BY-SA, " in screens.text("#detail")


async def test_what_is_gone_is_told_in_the_detail(desk: Desk) -> None:
    del desk.server.github["ann/samovar"]
    async with desk.opened() as screens:
        assert "No such repository: deleted, private or renamed" in screens.text("#detail")


async def test_a_refused_token_is_one_sentence(desk: Desk) -> None:
    desk.server.graphql.token = "another"
    async with desk.opened() as screens:
        assert "wants a valid password or token (401): check yours." in screens.message


async def test_one_who_leaves_at_once_asks_nobody(desk: Desk) -> None:
    with Library(desk.folder / "library.db", desk.now) as library:
        screen = ReaderScreen(
            str(desk.file),
            lambda: parse(POTS),
            lambda: desk.services(library),
            desk.browser.desktop(),
        )
        assert screen.facts.patience == 2.0
        async with running(screen) as screens:
            await screens.press("q")
            await asyncio.sleep(0)
    assert not desk.server.asked


async def test_the_lists_at_home_show_their_stars(desk: Desk) -> None:
    async with desk.opened(HOME) as screens:
        assert row(screens, "Kettles").endswith("★ 12k")


async def test_narrow_windows_show_the_marks_too(desk: Desk) -> None:
    async with desk.opened(size=(50, 20)) as screens:
        assert row(screens, "Kettle").endswith("★ 12k")


async def test_a_check_of_links_takes_the_word_of_the_forge_and_asks_for_no_page(
    desk: Desk, server: ForgeServer
) -> None:
    async with desk.opened() as screens:
        asked = list(server.paths)
        await screens.press("space", "space", "space", "c")
        assert screens.message == "3 links: 1 moved · the filter finds them: is:moved"
        assert server.paths == asked
        await screens.press("k")
        assert "moved to  https://github.com/ann/cezve" in screens.text("#detail")


async def test_among_equals_of_several_lists_the_one_with_more_stars_comes_first(
    desk: Desk,
) -> None:
    names = ("Alpha pot", "Gamma pot", "Delta pot")
    with Library(desk.folder / "library.db", desk.now) as library:
        for stars, name in enumerate(names, 1):
            key, place = f"github.com/{name.lower().replace(' ', '/')}", f"https://{stars}.example"
            document = a_list("Things", link_to(name, f"https://{key}"))
            library.lists.save(place, place, SourceVersion(name), document).result()
            info = RepoInfo(name.lower().replace(" ", "/"), stars=stars)
            library.repositories.save([RepoReport(key, "GitHub", info)]).result()
    desk.environ = {}
    async with desk.opened(HOME) as screens:
        await screens.press("slash")
        await screens.paste("name:pot")
        assert [name for name in screens.rows() if name in names] == [*reversed(names)]
        assert row(screens, "Delta pot").rstrip().endswith("★ 3")


async def test_what_is_found_while_stars_are_still_read_can_be_moved_to(desk: Desk) -> None:
    with Library(desk.folder / "library.db", desk.now) as library:
        document = a_list("Things", link_to("Pot", "https://github.com/ann/samovar"))
        library.lists.save("things", "https://things.example", SourceVersion(""), document).result()
        info = RepoInfo("ann/samovar", stars=9)
        library.repositories.save([RepoReport("github.com/ann/samovar", "GitHub", info)]).result()
    reading, going_on = Event(), Event()

    class Slow(RepositoryFacts):
        def brief(self, keys: Iterable[str]) -> dict[str, RepoInfo]:
            if "github.com/ann/samovar" in keys:
                reading.set()
                going_on.wait(60)
            return super().brief(keys)

    desk.service = Slow
    with Library(desk.folder / "library.db", desk.now) as library:
        screen = ReaderScreen(HOME, None, lambda: desk.services(library), desk.browser.desktop())
        async with AwesomeApp(screen).run_test(size=WIDE) as pilot:
            screens = Screens(pilot)
            while not reading.is_set():
                await pilot.pause()
            await pilot.press("slash", *"pot", "down", "enter")
            while "Pot" not in screens.rows():
                await pilot.pause()
            assert screens.browser.snapshot()  # type: ignore[attr-defined]
            going_on.set()
            await screens.settle()
            assert row(screens, "Pot").endswith("★ 9")


async def test_lists_found_on_github_tell_their_stars_once_as_all_others_do(
    desk: Desk, server: ForgeServer
) -> None:
    about = {"topics": ["awesome-list"], "description": "For tea.", "stargazers_count": 1_234}
    server.github["jane/teapots"] = Repo({}, info=about)
    desk.environ = server.facts_environ
    async with desk.opened(HOME) as screens:
        await screens.press("slash", *"teapots", "enter")
        await gathered(screens)
        assert row(screens, "jane/teapots").endswith("★ 1.2k")
        assert row(screens, "jane/teapots").split("teapots")[1].strip().startswith("For tea.")
        told = screens.text("#detail")
        assert told.count("★") == 1
        assert "★ 1.2k · GitHub, just now" in told
        assert "Stars" not in told
        await screens.press("s", "s")
        assert screens.message == "Sorted by stars"
