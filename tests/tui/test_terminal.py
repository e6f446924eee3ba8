"""The program in a real terminal: tmux types, and tmux says what is on the screen."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import Browser
from forge_server import ForgeServer, Repo, serve

from awesome_tui.system.start_frame import load_appearance

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

LIST = """\
# Awesome Queues

## Brokers

- [RabbitMQ](https://example.com/rabbit) - Speaks AMQP.
- [Kafka](https://example.com/kafka) - Keeps a log.

## Clients

- [Reactive Kafka](https://example.com/reactive) - Streams.
"""


class Tmux:
    """One terminal of its own server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "TMUX_TMPDIR": str(folder),
        }

    def __call__(self, *args: str) -> str:
        command = ["tmux", "-f", "/dev/null", *args]
        done = subprocess.run(command, env=self._environ, capture_output=True, check=True)
        return done.stdout.decode()

    def start(self, command: str, columns: int = 120, rows: int = 40) -> None:
        """Run `command` in a shell that then tells its status and waits."""
        script = f"{command}; echo status $?; stty -a > {self.folder}/after; cat"
        self("new-session", "-d", "-x", str(columns), "-y", str(rows), "sh", "-c", script)
        self("set-option", "-g", "set-clipboard", "on")
        # A server that goes with its last session may still be about to when the next one comes.
        self("set-option", "-s", "exit-empty", "off")

    def press(self, *keys: str) -> None:
        self("send-keys", *keys)

    @property
    def screen(self) -> str:
        return self("capture-pane", "-p")

    def wait(self, seen: str | Callable[[], bool]) -> None:
        """Wait until `seen` is on the screen, or is true."""
        end = time.monotonic() + 60
        while not (seen() if callable(seen) else re.search(seen, self.screen)):
            assert time.monotonic() < end, f"no {seen!r} in:\n{self.screen}"
            time.sleep(0.02)

    @property
    def program(self) -> int:
        """The process id of the program."""
        shell = self("display-message", "-p", "#{pane_pid}").strip()
        children = Path(f"/proc/{shell}/task/{shell}/children")
        if children.exists():
            return int(children.read_text().split()[0])
        found = subprocess.run(["pgrep", "-P", shell], capture_output=True, check=True)
        return int(found.stdout.split()[0])


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    (tmp_path / "queues.md").write_text(LIST)
    terminal = Tmux(tmp_path)
    yield terminal
    terminal("kill-server")


def command(tmux: Tmux, *args: str, **environ: str) -> str:
    """The program as a shell types it."""
    chosen = {"PYTHONPATH": str(Path(__file__).parents[2]), "COLORTERM": "truecolor", **environ}
    variables = [f"{name}={shlex.quote(value)}" for name, value in chosen.items()]
    return " ".join([*variables, sys.executable, "-m", "awesome_tui", *map(shlex.quote, args)])


def test_filter_open_copy_quit(tmux: Tmux, browser: Browser, tmp_path: Path) -> None:
    tmux.start(command(tmux, str(tmp_path / "queues.md"), BROWSER=str(browser.program)))
    tmux.wait("RabbitMQ")
    tmux.press("/", "kafka", "Enter")
    tmux.wait(r"2 of 3")
    tmux.wait(r"▌\s+Kafka ")
    assert "1 https://example.com/kafka" in tmux.screen
    assert re.search(r"── Kafka ─+ Brokers ──", tmux.screen)
    tmux.press("o")
    tmux.wait(lambda: browser.opened == ["https://example.com/kafka"])
    tmux.press("y")
    tmux.wait(r"Copied \(terminal clipboard\): https://example.com/kafka")
    assert tmux("show-buffer") == "https://example.com/kafka"
    tmux.press("Escape")
    tmux.wait(r"All\s+3 ")
    assert "Clients" in tmux.screen
    tmux.press("q")
    tmux.wait("status 0")
    assert "Awesome Queues" not in tmux.screen


def test_what_is_typed_before_anything_is_on_the_screen_is_the_filter(
    tmux: Tmux, tmp_path: Path
) -> None:
    tmux.start(command(tmux, str(tmp_path / "queues.md")))
    tmux.press("/", "kaf")
    tmux.wait("/ kaf .* 2 of 3")
    tmux.press("k")
    tmux.wait("/ kafk ")


def test_the_terminal_is_left_as_it_was(tmux: Tmux, tmp_path: Path) -> None:
    tmux.start(command(tmux, str(tmp_path / "queues.md")))
    tmux.wait("RabbitMQ")
    tmux.press("q")
    tmux.wait("status 0")
    assert_restored(tmux)


@pytest.mark.parametrize(("name", "status"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130)])
def test_a_signal_restores_the_terminal(tmux: Tmux, tmp_path: Path, name: str, status: int) -> None:
    tmux.start(command(tmux, str(tmp_path / "queues.md")))
    tmux.wait("RabbitMQ")
    os.kill(tmux.program, getattr(signal, name))
    tmux.wait(f"status {status}")
    assert_restored(tmux)


def test_under_nohup_the_screens_outlive_a_hangup(tmux: Tmux, tmp_path: Path) -> None:
    tmux.start(f"trap '' HUP; {command(tmux, str(tmp_path / 'queues.md'))}")
    tmux.wait("RabbitMQ")
    os.kill(tmux.program, signal.SIGHUP)
    tmux.press("/", "kafka")
    tmux.wait("2 of 3")
    os.kill(tmux.program, signal.SIGTERM)
    tmux.wait("status 143")
    assert_restored(tmux)


def test_the_browser_is_started_in_the_environment_of_the_user(tmux: Tmux, tmp_path: Path) -> None:
    browser, log = tmp_path / "browser", tmp_path / "environment"
    browser.write_text(f'#!/bin/sh\nenv > "{log}.new"; mv "{log}.new" "{log}"\n')
    browser.chmod(0o755)
    program = command(tmux, str(tmp_path / "queues.md"), BROWSER=str(browser))
    tmux.start(f"env > {tmp_path}/usual; {program}")
    tmux.wait("RabbitMQ")
    tmux.press("o")
    tmux.wait(log.exists)
    usual, given = (
        {line.partition("=")[0] for line in path.read_text().splitlines()}
        for path in (tmp_path / "usual", log)
    )
    assert given - usual <= {"BROWSER", "COLORTERM", "PYTHONPATH", "_"}


def assert_restored(tmux: Tmux) -> None:
    assert "Awesome Queues" not in tmux.screen
    modes = "#{alternate_on} #{mouse_any_flag} #{cursor_flag} #{keypad_cursor_flag}"
    assert tmux("display-message", "-p", modes).split() == ["0", "0", "1", "0"]
    tmux.wait((tmux.folder / "after").exists)
    settings = (tmux.folder / "after").read_text()
    assert re.search(r"(?<!-)icanon", settings)
    assert re.search(r"(?<!-)\becho\b", settings)


def test_a_text_browser_has_the_terminal_until_it_ends(tmux: Tmux, tmp_path: Path) -> None:
    reader = tmp_path / "w3m"
    reader.write_text(
        "#!/bin/sh\ntrap 'echo interrupted' INT\n"
        f'stty -a > {tmp_path}/meanwhile; echo "page $1"; read first; read next; echo "$next"\n'
    )
    reader.chmod(0o755)
    here = {"SSH_TTY": "/dev/pts/1", "BROWSER": str(reader), "XDG_DATA_HOME": str(tmp_path)}
    # Without job control ctrl+c reaches the shell, too, which would then end with its command.
    tmux.start(f"trap : INT; cat {tmp_path}/queues.md | {command(tmux, '-', **here)}")
    tmux.wait("1 https://example.com/rabbit")
    whole = tmux.screen
    tmux.press("o")
    tmux.wait("page https://example.com/rabbit")
    assert "-icanon" not in (tmp_path / "meanwhile").read_text()
    tmux.press("j", "Enter", "C-c")  # for the browser alone
    tmux.wait("interrupted")
    tmux.press("k", "Enter")
    tmux.wait("Opened in w3m: https://example.com/rabbit")
    before, after = (
        [line.rstrip() for line in text.replace("·", " ").splitlines()[:-1]]
        for text in (whole, tmux.screen)
    )
    assert before == after, "but for the message, and that it was visited"
    tmux.press("j")
    tmux.wait("1 https://example.com/kafka")
    tmux.press("q")
    tmux.wait("status 0")


def test_after_ctrl_z_and_fg_all_is_on_the_screen_again(tmux: Tmux, tmp_path: Path) -> None:
    tmux.start("sh -i")
    tmux.press(command(tmux, str(tmp_path / "queues.md")), "Enter")
    tmux.wait("1 https://example.com/rabbit")
    tmux.wait("b bookmark")  # the last to come: the library is there
    whole = tmux.screen
    tmux.press("C-z")
    tmux.wait(r"\[1\]")
    tmux.press("fg", "Enter")
    tmux.wait(lambda: tmux.screen == whole)
    tmux.press("q")
    tmux.wait(lambda: "RabbitMQ" not in tmux.screen)


def test_a_list_on_standard_input_is_browsed_with_the_keyboard(tmux: Tmux, tmp_path: Path) -> None:
    tmux.start(f"cat {tmp_path}/queues.md | {command(tmux, '-')}")
    tmux.wait("RabbitMQ")
    tmux.press("j")
    tmux.wait("1 https://example.com/kafka")
    tmux.press("q")
    tmux.wait("status 0")


def test_resizing_a_real_terminal_crashes_nothing(tmux: Tmux, tmp_path: Path) -> None:
    tmux.start(command(tmux, str(tmp_path / "queues.md")), 200, 60)
    tmux.wait("RabbitMQ")
    for columns, rows in ((20, 5), (200, 60), (1, 1), (50, 20), (80, 24)):
        tmux("resize-window", "-x", str(columns), "-y", str(rows))
        tmux.press("j", "Tab")
    tmux.wait("Awesome Queues")
    tmux.press("q")
    tmux.wait("status 0")


def test_emoji_that_terminals_disagree_about_shift_no_column(tmux: Tmux, tmp_path: Path) -> None:
    emoji = tmp_path / "emoji.md"
    emoji.write_text("# ⚙️ All\n\n## ✏️ Pens\n\n- [❤️ Heart](https://example.com/h) - ☎️ one.\n")
    tmux.start(command(tmux, str(emoji)))
    tmux.wait("1 https://example.com/h")
    lines = tmux.screen.splitlines()[3:9]
    columns = {tuple(at for at, sign in enumerate(line) if sign == "│") for line in lines}
    assert len(columns) == 1, tmux.screen


def test_escape_sequences_in_a_list_never_reach_the_terminal(tmux: Tmux, tmp_path: Path) -> None:
    evil = tmp_path / "evil.md"
    evil.write_text(
        "# \x1b]0;owned\x07Title\n\n## S\x1b[31m\n\n"
        "- [a&#27;]52;c;ZXZpbA==&#7;b](https://example.com/a) - x\x9b31m&#x1b;[2Jy\n"
    )
    tmux.start(command(tmux, str(evil)))
    tmux.wait(r"a\]52;c;ZXZpbA==b")
    assert tmux("display-message", "-p", "#{pane_title}").strip() != "owned"
    assert "evil" not in tmux("list-buffers")
    tmux.press("q")
    tmux.wait("status 0")


def test_no_color_leaves_all_colours_to_the_terminal(tmux: Tmux, tmp_path: Path) -> None:
    tmux.start(command(tmux, str(tmp_path / "queues.md"), NO_COLOR="1"))
    tmux.wait("1 https://example.com/rabbit")
    drawn = tmux("capture-pane", "-p", "-e")
    assert not re.search(r"\x1b\[[\d;]*(?:[34]8;|3[0-7]|4[0-7])", drawn)
    assert re.search(r"\x1b\[[\d;]*4m(?:\x1b\[[34]9m)*▌  RabbitMQ", drawn), (
        "the cursor's row is underlined"
    )
    tmux.press("q")
    tmux.wait("status 0")


def test_without_a_source_there_is_home_and_the_bundled_list_opens(
    tmux: Tmux, tmp_path: Path
) -> None:
    tmux.start(command(tmux))
    tmux.wait("Awesome Microservices")
    assert "Ready offline" in tmux.screen
    tmux.press("Enter")
    tmux.wait("Consul")
    tmux.press("BSpace")
    tmux.wait("Continue reading")
    tmux.press("q")
    tmux.wait("status 0")


def test_home_without_any_terminal_is_one_sentence() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "awesome_tui"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        start_new_session=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stderr.startswith("awesome-tui: No terminal can be opened for the screens")
    assert ran.stderr.count("\n") == 1


OTHER = "# Awesome Caches\n\n- [Redis](https://example.com/redis) - Holds keys.\n"


def test_what_was_marked_goes_down_the_pipe(tmux: Tmux, tmp_path: Path) -> None:
    (tmp_path / "caches.md").write_text(OTHER)
    sources = [str(tmp_path / name) for name in ("queues.md", "caches.md")]
    tmux.start(f"{command(tmux, 'pick', '--multi', *sources)} | cat > {tmp_path}/picked")
    tmux.wait("2 lists")
    tmux.wait("Awesome Caches")
    tmux.wait("enter pick")
    tmux.press("redis", "Tab", "C-u", "rabbit", "Tab")
    tmux.wait("2 marked · 1 hidden")
    tmux.press("Enter")
    tmux.wait("status 0")
    assert_restored(tmux)
    picked = (tmp_path / "picked").read_text()
    assert picked == "https://example.com/rabbit\nhttps://example.com/redis\n"


def test_a_list_can_be_piped_in_and_the_choice_be_piped_out(tmux: Tmux, tmp_path: Path) -> None:
    pick = command(tmux, "pick", "-0", "-", "-q", "kafka")
    tmux.start(f"cat {tmp_path}/queues.md | {pick} | od -c -An")
    tmux.wait("2 of 3")
    tmux.press("Enter")
    tmux.wait(r"k +a +f +k +a +\\0")
    tmux.wait("status 0")


def test_to_pick_by_a_tag_of_ones_own_and_in_a_theme_that_stays(tmux: Tmux, tmp_path: Path) -> None:
    (tmp_path / "kept.html").write_text(
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n"
        '<DT><A HREF="https://example.com/rabbit" TAGS="work">RabbitMQ</A>\n</DL><p>\n'
    )
    home = {"XDG_DATA_HOME": str(tmp_path / "data")}
    tmux.start(command(tmux, "bookmarks", "import", str(tmp_path / "kept.html"), **home))
    tmux.wait("status 0")
    pick = command(tmux, "pick", str(tmp_path / "queues.md"), **home)
    tmux.start(f"{pick} > {tmp_path}/picked")
    tmux.wait("Kafka")
    tmux.press("Escape")
    tmux.wait("s sort")
    tmux.press("t", "j", "Enter", "/", "tag:")
    tmux.wait("tag: +work")
    tmux.press("work", "Enter")
    tmux.wait("status 0")
    assert (tmp_path / "picked").read_text() == "https://example.com/rabbit\n"
    library = tmp_path / "data" / "awesome-tui" / "library.db"
    assert load_appearance(library).theme == "quiet-light"


def test_a_choice_on_the_terminal_itself_stays_there(tmux: Tmux, tmp_path: Path) -> None:
    tmux.start(command(tmux, "pick", str(tmp_path / "queues.md")))
    tmux.wait("RabbitMQ")
    tmux.press("Down", "Enter")
    tmux.wait(r"^https://example.com/kafka\nstatus 0")


@pytest.mark.parametrize("key", ["q", "C-q"])
def test_leaving_without_a_choice_prints_nothing(tmux: Tmux, tmp_path: Path, key: str) -> None:
    pick = command(tmux, "pick", str(tmp_path / "queues.md"))
    tmux.start(f"({pick}; echo status $? >&2) > {tmp_path}/picked")
    tmux.wait("RabbitMQ")
    tmux.press("Escape")
    tmux.wait("s sort")
    tmux.press(key)
    tmux.wait("status 130")
    assert (tmp_path / "picked").read_text() == ""


# The catalogue knows these two, and so the links to them lead to the server of the test.
LISTS = "# Awesome\n\n- [Node.js](https://github.com/sindresorhus/awesome-nodejs) - All of it.\n"


def test_lists_are_there_without_the_network_as_they_were_left_and_then_what_is_new(
    tmux: Tmux,
) -> None:
    repos = {"sindresorhus/awesome": LISTS, "sindresorhus/awesome-nodejs": LIST}
    with serving(repos) as server:
        environ, port = server.environ, server.server_port
        tmux.start(command(tmux, "sindresorhus/awesome", **environ))
        tmux.wait("▌  Node.js .*›")
        tmux.press("Right")
        tmux.wait("Speaks AMQP")
        tmux.press("/", "kafka", "Enter")
        tmux.wait("2 of 3")
        tmux.press("j")
        tmux.wait("▌  Reactive Kafka")
        tmux.press("[")
        tmux.wait("All of it")
        tmux.press("]")
        tmux.wait("/ kafka .* 2 of 3")
        tmux.wait("▌  Reactive Kafka")
        leave(tmux)
    # The server is gone.
    tmux("kill-session")
    tmux.start(command(tmux, "sindresorhus/awesome", **environ))
    tmux.wait("▌  Node.js .*›")
    tmux.press("Right")
    tmux.wait("press / to filter")
    tmux.wait("▌  Reactive Kafka")
    leave(tmux)
    repos["sindresorhus/awesome-nodejs"] += (
        "- [Kafka Deploy](https://example.com/deploy) - Sets it up.\n"
    )
    with serving(repos, port):
        tmux("kill-session")
        tmux.start(command(tmux, "sindresorhus/awesome-nodejs", **environ))
        tmux.wait("▌  Reactive Kafka")
        tmux.press("r")
        tmux.wait("4 entries .* 1 new")
        tmux.wait("Kafka Deploy .*●")
        assert "▌  Reactive Kafka" in tmux.screen
        tmux.press("w")
        tmux.wait("Since the last visit: 1 added")
        tmux.press("Enter")
        tmux.wait("▌  Kafka Deploy")
        leave(tmux)


@contextmanager
def serving(repos: Mapping[str, str], port: int = 0) -> Iterator[ForgeServer]:
    """A forge with these READMEs."""
    with serve(port) as server:
        server.github |= {name: Repo({"README.md": text}) for name, text in repos.items()}
        yield server


def leave(tmux: Tmux) -> None:
    """End the program."""
    tmux.press("q")
    tmux.wait("status 0")


UNEVEN = "# Uneven\n\n" + "".join(
    f"- [Entry {number}](https://example.com/{number}) - {'Many words. ' * (number * 7 % 40)}\n"
    for number in range(90)
)


def test_the_terminal_shows_after_any_keys_what_it_shows_when_all_is_drawn_anew(
    tmux: Tmux, tmp_path: Path
) -> None:
    (tmp_path / "uneven.md").write_text(UNEVEN)
    tmux.start(command(tmux, str(tmp_path / "uneven.md")))
    tmux.wait("Entry 3 ")
    steps = {"jjjj": "4", "jjjjkk": "6", "G": "89", "kkkk ": "86", "/12\r": "12", "/\x1b": "12"}
    for keys, entry in steps.items():
        tmux.press("-l", keys)
        tmux.wait(rf"▌.\s+Entry {entry} ")
        before = settled(tmux)
        tmux("resize-window", "-x", "120", "-y", "37")
        settled(tmux)
        tmux("resize-window", "-x", "120", "-y", "40")
        assert settled(tmux) == before, keys


def settled(tmux: Tmux) -> str:
    """The screen with its colours, once it stays as it is."""
    seen: list[str] = []

    def is_still() -> bool:
        seen.append(tmux("capture-pane", "-ep"))
        return len(seen) > 9 and len(set(seen[-9:])) == 1

    tmux.wait(is_still)
    return seen[-1]
