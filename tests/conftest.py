"""Fixtures: small lists, a fake browser that logs the opened URLs, a network and a library."""

from __future__ import annotations

import gc
import stat
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from building import a_list, entry, link_to, section
from commands import RIVERS, Shell
from configuring import Home
from driving import WIDE, Opener, Reading, Screens, forget_apps, running
from forge_server import ForgeServer, serve
from hypothesis import given, settings
from hypothesis.strategies import none
from shelves import SPICES, Network, Now
from web_farm import WebFarm, web_farm

from awesome_tui.library import Library
from awesome_tui.model.entries import AwesomeList, Link
from awesome_tui.sources.bundled import NAMES
from awesome_tui.system.desktop import Desktop
from awesome_tui.tui.screens.list_screen import ListScreen
from awesome_tui.tui.screens.picker import SCREENS
from awesome_tui.tui.screens.reader import ReaderScreen
from awesome_tui.version import __version__

# They play on a pseudoterminal, which Windows has none of.
if sys.platform == "win32":
    collect_ignore = [
        "cli/test_crash.py",
        "tui/rendering/test_driver.py",
        "tui/rendering/test_terminal_output.py",
        "tui/test_bursts.py",
        "tui/test_monkey.py",
        "tui/test_terminal.py",
    ]

# The same examples everywhere: what passes on one machine passes on another. Thousands of others
# are tried with `--hypothesis-profile many`, as CI does once a week.
settings.register_profile("same", derandomize=True, deadline=None, max_examples=200)
settings.register_profile("many", deadline=None, max_examples=3_000)
settings.load_profile("same")

_NUMBERS = count()
_MUCH = 4_000_000
"""Blocks of memory in some 350 MiB."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--monkey-events",
        type=int,
        default=5_000,
        help="how much the monkey does in all (5000; 20000 in CI, once a week)",
    )


@pytest.fixture
def server() -> Iterator[ForgeServer]:
    """Forges on this machine, without any repository."""
    with serve() as server:
        yield server


@pytest.fixture
def farm() -> Iterator[WebFarm]:
    """Web sites on this machine, without any page."""
    with web_farm() as farm:
        yield farm


@pytest.fixture
def shell(server: ForgeServer, tmp_path: Path) -> Shell:
    """Where a user who has set nothing runs commands, and the server is all forges."""
    data = {"XDG_DATA_HOME": str(tmp_path / "data"), "PATH": "/usr/bin:/bin"}
    return Shell({**server.environ, **data}, tmp_path)


@pytest.fixture(autouse=True)
def _own_homes(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep each test, and what it runs, from the folders of whoever runs the tests."""
    homes = tmp_path_factory.getbasetemp() / f"homes-{next(_NUMBERS)}"  # made by who writes there
    for kind in ("DATA", "STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(homes / kind.lower()))


@dataclass
class Memory:
    """How many blocks of it were in use when garbage was collected last."""

    blocks: int


@pytest.fixture(scope="session")
def _memory() -> Memory:
    """Have no collection look at the tests themselves, which are there to the end.

    To look for garbage would take a fifth of the time of a test that parses a list.
    """
    # Its first test looks for those who refer to its random numbers: nobody, among what is frozen.
    given(none())(lambda _: None)()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)
    return Memory(sys.getallocatedblocks())


@pytest.fixture(autouse=True, scope="module")
def _no_apps_left(_memory: Memory) -> Iterator[None]:
    """Free what apps have left, before it is much: two gigabytes, over all of them."""
    yield
    if sys.getallocatedblocks() > _memory.blocks + _MUCH:
        forget_apps()
        _memory.blocks = sys.getallocatedblocks()


@pytest.fixture
def kitchen() -> AwesomeList:
    """Eight entries in five sections, one of them nested in another and one without entries."""
    return AwesomeList(
        "kitchen.md",
        "Awesome Kitchen",
        "Things to cook with.",
        sections=(
            section(
                "Knives",
                entry("Santoku", "An all-round knife with a **flat** edge."),
                entry("Paring knife", "Small and pointed."),
                section("Sharpening", entry("Whetstone", "Stone of two grits.")),
            ),
            section(
                "Pots",
                entry("Wok", "Round-bottomed pan.", entry("Wok ring", "Holds a wok.")),
                entry(
                    "Dutch oven",
                    "Heavy pot; see the [care guide](https://example.com/care).",
                    more=(Link("care guide", "https://example.com/care"),),
                ),
            ),
            section("Ideas"),
            section("Gadgets", entry("Salad spinner"), entry("Scale", "Weighs to a gram.")),
        ),
    )


@dataclass(frozen=True)
class Browser:
    """A program that stands in for the browser."""

    program: Path
    log: Path

    @property
    def opened(self) -> list[str]:
        """The URLs opened so far."""
        return self.log.read_text().split() if self.log.exists() else []

    def desktop(self) -> Desktop:
        """A desktop that has this browser and no clipboard tool."""
        environ = {"BROWSER": str(self.program), "PATH": "", "SSH_TTY": "/dev/pts/0"}
        return Desktop(environ, opening=30)  # on a busy machine, it logs only after a while


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    """A fake browser with an empty log."""
    program, log = tmp_path / "browser", tmp_path / "opened"
    program.write_text(f'#!/bin/sh\necho "$1" >> "{log}"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return Browser(program, log)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that commands run in, with a list and without a library."""
    (tmp_path / "rivers.md").write_text(RIVERS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def library(now: Now) -> Iterator[Library]:
    with Library(":memory:", now) as library:
        yield library


@pytest.fixture
def network(library: Library, tmp_path: Path) -> Network:
    """Two lists: Food leads to Spices. Searches find nothing of the bundled list."""
    for name in NAMES:
        library.local_lists.keep(name, __version__, AwesomeList(name, "")).result()
    food = a_list("Food", entry("Bread"), link_to("Awesome Spices", SPICES), entry("Cheese"))
    return Network(
        library,
        {
            "jane/food": food,
            SPICES: a_list("Spices", entry("Pepper", "Hot."), entry("Salt", "Not hot.")),
        },
        folder=str(tmp_path),
    )


@pytest.fixture
def opened(browser: Browser) -> Opener:
    @asynccontextmanager
    async def open_list(
        document: AwesomeList,
        size: tuple[int, int] = WIDE,
        theme: str | None = None,
        **options: Any,
    ) -> AsyncIterator[Screens]:
        picking = options.pop("picking", None)
        screen = SCREENS[picking] if picking else ListScreen
        shown = screen(lambda: document, browser.desktop(), **options)
        async with running(shown, size, theme) as screens:
            yield screens

    return open_list


@pytest.fixture
def reading(browser: Browser, network: Network, now: Now) -> Reading:
    @asynccontextmanager
    async def read(
        source: str = "jane/food", size: tuple[int, int] = WIDE, query: str = ""
    ) -> AsyncIterator[Screens]:
        screen = ReaderScreen(
            source, None, lambda: network.shelf(now), browser.desktop(), query=query
        )
        async with running(screen, size) as screens:
            yield screens

    return read


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """The home of a user who has set nothing."""
    return Home(tmp_path)
