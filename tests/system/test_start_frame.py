"""The window as it was left is on the screen at once at the next start."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import sys
from contextlib import closing
from operator import methodcaller
from pathlib import Path

import pytest
from building import a_list, entry, link_to
from commands import COMMAND, Terminal
from conftest import Browser
from driving import WIDE, started
from shelves import SPICES, Network, Now

from awesome_tui.library import Bookmark, Library, SourceVersion
from awesome_tui.system.start_frame import DamagedFrame, Frame, Start, load_frame
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.screens.reader import ReaderScreen

START = Start("jane/food", "xterm")
LOOK = START.look(*WIDE, "quiet-dark", None)
BACK = b"\x1b[?1049l"
LIST = "# Rivers\n\n" + "".join(
    f"- [River {n}](https://example.org/{n}) - Flows.\n" for n in range(99)
)


class TestKept:
    """In the library, as long as it is true."""

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return tmp_path / "library.db"

    def kept(self, path: Path, page: str = "jane/food") -> Library:
        library = Library(path, Now())
        library.frames.save(Frame(START.name, page, LOOK, "Bread\n")).result()
        return library

    def test_it_is_there_for_a_start_alike(self, path: Path) -> None:
        with self.kept(path):
            assert load_frame(path, START.name, LOOK) == "Bread\n"
            assert load_frame(path, "joe/food", LOOK) is None
            wider = START.look(200, 40, "quiet-dark", None)
            assert load_frame(path, START.name, wider) is None

    @pytest.mark.parametrize(
        ("size", "theme", "environ", "stamp"),
        [
            ((80, 24), "quiet-dark", {"TERM": "xterm"}, (1, 1)),
            (WIDE, "quiet-light", {"TERM": "xterm"}, (1, 1)),
            (WIDE, "quiet-dark", {"TERM": "xterm", "NO_COLOR": ""}, (1, 1)),
            (WIDE, "quiet-dark", {"TERM": "xterm"}, (2, 1)),
        ],
    )
    def test_another_window_theme_terminal_or_file_has_another(
        self, size: tuple[int, int], theme: str, environ: dict[str, str], stamp: tuple[int, int]
    ) -> None:
        usual = Start.of("jane/food", {"TERM": "xterm"}).look(*WIDE, "quiet-dark", (1, 1))
        assert Start.of("jane/food", environ).look(*size, theme, stamp) != usual

    def test_it_goes_with_the_list_as_it_was(self, path: Path) -> None:
        with self.kept(path) as library:
            food = SourceVersion("- Bread"), a_list("Food", entry("Bread"))
            library.lists.save("jane/food", "jane/food", *food).result()
            library.frames.save(Frame(START.name, "jane/food", LOOK, "Bread\n")).result()
            library.lists.save("joe/tea", "joe/tea", *food).result()
            assert load_frame(path, START.name, LOOK)
            library.lists.remove("jane/food").result()
            assert load_frame(path, START.name, LOOK) is None

    def test_at_home_it_goes_with_any_list_or_bookmark(self, path: Path) -> None:
        with self.kept(path, "home") as library:
            library.bookmarks.add(Bookmark("https://example.org", "Example")).result()
            assert load_frame(path, START.name, LOOK) is None

    def test_no_more_are_kept_than_are_of_use(self, path: Path) -> None:
        with self.kept(path) as library:
            for number in range(100):
                library.frames.save(Frame(f"list {number}", "x", LOOK, "…")).result()
            assert load_frame(path, START.name, LOOK) is None
            assert load_frame(path, "list 60", LOOK)

    @pytest.mark.parametrize("content", [None, b"", b"no library", b"SQLite format 3\0" * 99])
    def test_without_a_sound_library_there_is_none(self, path: Path, content: bytes | None) -> None:
        if content is not None:
            path.write_bytes(content)
        assert load_frame(path, START.name, LOOK) is None
        assert path.exists() == (content is not None)

    @pytest.mark.parametrize("data", ["x'00'", "'text'", "7", "x''"])
    def test_a_damaged_one_is_told_from_none(self, path: Path, data: str) -> None:
        with self.kept(path) as library:
            change = f"UPDATE frame SET data = {data}"
            library.frames.store.ask(methodcaller("execute", change)).result()
            with pytest.raises(DamagedFrame):
                load_frame(path, START.name, LOOK)


class TestScreens:
    """The next start shows the frame that was kept."""

    def opened(self, network: Network, browser: Browser, now: Now) -> AwesomeApp:
        shelf, desktop = network.shelf(now), browser.desktop()
        return AwesomeApp(ReaderScreen("jane/food", None, lambda: shelf, desktop, start=START))

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return tmp_path / "library.db"

    @pytest.fixture
    def library(self, path: Path, now: Now) -> Library:
        return Library(path, now)

    @pytest.fixture
    def network(self, library: Library) -> Network:
        many = (entry(f"Bread {number}", "Of wheat.") for number in range(200))
        food = a_list("Food", link_to("Awesome Spices", SPICES), *many)
        return Network(library, {"jane/food": food, SPICES: a_list("Spices", entry("Salt"))})

    @pytest.mark.parametrize(
        "keys",
        [
            "j",
            "G k k",
            "pagedown pagedown k",
            "slash 9 enter j escape",
            "slash b enter pagedown slash ctrl+u enter",
            "h j l",
            "s",
            "right left_square_bracket",
        ],
    )
    async def test_the_next_start_draws_the_very_same(
        self, keys: str, path: Path, network: Network, browser: Browser, now: Now
    ) -> None:
        async with started(self.opened(network, browser, now)) as screens:
            await screens.press(*keys.split())
            await screens.pilot.press("q")
        network.library.close()
        kept = load_frame(path, START.name, LOOK)
        assert kept
        with Library(path, now) as network.library:
            async with started(self.opened(network, browser, now)) as screens:
                screens.browser.hints.clear()
                assert screens.screen.frame_text() == kept

    @pytest.mark.parametrize(
        "keys", ["question_mark", "slash", "slash 9 enter j", "h", "space", "right"]
    )
    async def test_what_the_next_start_would_not_show_is_not_kept(
        self, keys: str, path: Path, network: Network, browser: Browser, now: Now
    ) -> None:
        async with started(self.opened(network, browser, now)) as screens:
            await screens.press(*keys.split())
            await screens.pilot.press("ctrl+q")
        network.library.close()
        assert (load_frame(path, START.name, LOOK) is None) == (keys != "right")


@pytest.fixture
def program(tmp_path: Path) -> str:
    (tmp_path / "rivers.md").write_text(LIST)
    variables = f"XDG_DATA_HOME={tmp_path} TERM=xterm-256color"
    return f"{variables} {' '.join(COMMAND)} {tmp_path}/rivers.md; echo status $?"


class TestTerminals:
    def left(self, program: str) -> None:
        with Terminal(program) as terminal:
            terminal.shows(b"River 3")
            terminal.type(b"Gb")
            terminal.shows(b"Bookmarked")
            terminal.type(b"q")
            terminal.shows(b"status 0")

    def test_it_is_there_before_the_screens_and_keys_are_theirs(self, program: str) -> None:
        self.left(program)
        with Terminal(program) as terminal:
            before = terminal.shows(b"River 98")
            assert b"\x1b[?1004h" not in before  # Textual has not said anything yet
            terminal.type(b"kkq")
            after = terminal.shows(b"status 0")
        assert (before + after).count(b"\x1b[?1049h") == 1
        assert b"kkq" not in after
        # Nothing jumps: no other part of the list is in sight, no line is cut another way.
        assert b"River 1 " not in before + after
        assert not re.search(rb"https:(?!//)", before + after)
        with Terminal(program) as terminal:
            terminal.shows(b"example.org/96")
            terminal.type(b"q")
            terminal.shows(b"status 0")

    def test_a_damaged_one_is_drawn_anew_with_a_word(self, program: str, tmp_path: Path) -> None:
        self.left(program)
        path = tmp_path / "awesome-tui" / "library.db"
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("UPDATE frame SET data = 7")
        for is_damaged in (True, False):
            with Terminal(program) as terminal:
                written = terminal.shows(b"River 98")
                terminal.type(b"q")
                written += terminal.shows(b"status 0")
            assert (b"was damaged in the library" in written) == is_damaged

    @pytest.mark.parametrize(
        ("ending", "status"), [("raise SystemExit(3)", 3), ("os.kill(os.getpid(), 15)", 143)]
    )
    def test_a_program_that_ends_before_the_screens_leaves_the_terminal_as_it_was(
        self, ending: str, status: int, tmp_path: Path
    ) -> None:
        program = tmp_path / "program.py"
        program.write_text(
            "import os\nfrom awesome_tui.system.terminal import Preview\n"
            f"with Preview('Elbe'):\n    {ending}\n"
        )
        with Terminal(f"{sys.executable} {program}; echo status $?; stty -a") as terminal:
            written = terminal.shows(b"echoctl")
        assert written.index(b"\x1b[?1049h") < written.index(b"Elbe") < written.index(BACK)
        assert f"status {status}".encode() in written
        assert b"isig icanon iexten echo " in written

    def test_a_signal_while_a_slow_terminal_takes_it_leaves_the_terminal_as_it_was(
        self, tmp_path: Path
    ) -> None:
        program, pid = tmp_path / "program.py", tmp_path / "pid"
        program.write_text(
            "import os\nfrom awesome_tui.system.terminal import Preview\n"
            f"open({str(pid)!r}, 'w').write(str(os.getpid()))\n"
            "with Preview('Elbe' * 250_000):\n    pass\n"
        )
        with Terminal(f"{sys.executable} {program}; echo status $?; stty -a") as terminal:
            terminal.shows(b"Elbe")
            os.kill(int(pid.read_text()), signal.SIGTERM)
            written = terminal.shows(b"echoctl")
        assert BACK in written
        assert b"status 143" in written
        assert b"isig icanon iexten echo " in written
