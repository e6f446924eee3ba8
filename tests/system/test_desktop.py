"""The programs here are real, small ones, in a folder that is the whole PATH."""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from pipes import nobody_reads

import pytest

from awesome_tui.system.desktop import Desktop, Outcome

URL = "https://example.org/elbe?a=1&b=2"


class Machine:
    """A PATH with nothing but what a test puts there, and a terminal that takes texts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = {"PATH": str(folder)}
        self.sent: list[str] = []

    def program(self, name: str, script: str) -> str:
        path = self.folder / name
        path.write_text(f"#!/bin/sh\ncd {self.folder}\n{script}\n")
        path.chmod(0o755)
        return str(path)

    def browser(self, name: str) -> str:
        """A program that keeps its arguments."""
        return self.program(name, f"""printf '%s\\n' "$@" > {name}.args""")

    def arguments(self, name: str) -> list[str]:
        return self.text(f"{name}.args").splitlines()

    def text(self, name: str) -> str:
        return (self.folder / name).read_text()

    def desktop(self, platform: str = "linux", opening: float = 30, **environ: str) -> Desktop:
        return Desktop(self.path | environ, platform, opening=opening, copying=30)

    def open(self, desktop: Desktop, url: str = URL) -> Outcome:
        return desktop.open(url, self.sent.append)

    def copy(self, desktop: Desktop, text: str = URL) -> Outcome:
        return desktop.copy(text, self.sent.append)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


class TestOpen:
    @pytest.mark.parametrize(
        ("browser", "arguments"),
        [
            ("elk", [URL]),
            ("elk --new-tab", ["--new-tab", URL]),
            ("elk --at '%s' --quiet", ["--at", URL, "--quiet"]),
            ("elk 'url(%s)'", [f"url({URL})"]),
            ("elk 'a b'", ["a b", URL]),
            ("elk %s &", [URL]),
            ("missing:elk", [URL]),
            (":elk", [URL]),
            ("fails:elk", [URL]),
        ],
    )
    def test_the_users_browser_gets_the_link(
        self, machine: Machine, browser: str, arguments: list[str]
    ) -> None:
        machine.browser("elk")
        machine.program("fails", "exit 1")
        outcome = machine.open(machine.desktop(BROWSER=browser))
        assert outcome == Outcome(f"Opened in elk: {URL}")
        assert machine.arguments("elk") == arguments

    @pytest.mark.parametrize(
        ("environ", "platform", "opener"),
        [
            ({"DISPLAY": ":0"}, "linux", "xdg-open"),
            ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", "xdg-open"),
            ({"TERMUX_VERSION": "0.118"}, "linux", "termux-open-url"),
            ({}, "darwin", "open"),
        ],
    )
    def test_without_one_the_system_opens_it(
        self, machine: Machine, environ: dict[str, str], platform: str, opener: str
    ) -> None:
        machine.browser(opener)
        desktop = Desktop(machine.path | environ, platform, opening=30)
        outcome = machine.open(desktop)
        assert outcome == Outcome(f"Opened in {opener}: {URL}")
        assert machine.arguments(opener) == [URL]

    @pytest.mark.parametrize("opener", ["wslview", "explorer.exe", "powershell.exe"])
    @pytest.mark.parametrize(
        ("environ", "kernel"),
        [({"WSL_DISTRO_NAME": "Debian"}, ""), ({}, "Linux version 5.15-microsoft-standard-WSL2")],
    )
    def test_in_wsl_windows_opens_it_with_what_there_is(
        self, machine: Machine, opener: str, environ: dict[str, str], kernel: str
    ) -> None:
        machine.browser(opener)
        desktop = Desktop(machine.path | environ, "linux", kernel, opening=30)
        assert machine.open(desktop) == Outcome(f"Opened in {opener}: {URL}")
        assert URL in machine.text(f"{opener}.args")

    def test_explorer_says_failed_when_it_has_not(self, machine: Machine) -> None:
        machine.program("explorer.exe", "exit 1")
        outcome = machine.open(machine.desktop(WSL_DISTRO_NAME="Debian"))
        assert outcome == Outcome(f"Opened in explorer.exe: {URL}")

    def test_no_quote_of_a_link_ends_it_for_powershell(self, machine: Machine) -> None:
        machine.browser("powershell.exe")
        machine.open(machine.desktop(WSL_DISTRO_NAME="Debian"), "https://e.org/a'b’c;calc\"d?x=%20")
        *_, command = machine.arguments("powershell.exe")
        assert command == "Start-Process 'https://e.org/a%27b%E2%80%99c;calc%22d?x=%20'"

    def test_a_browser_in_a_folder_with_blanks_is_one_word(self, machine: Machine) -> None:
        (machine.folder / "Program Files").mkdir()
        path = machine.browser("Program Files/elk")
        assert machine.open(machine.desktop(BROWSER=path)) == Outcome(f"Opened in elk: {URL}")
        outcome = machine.open(machine.desktop(BROWSER=f"missing:{path}"))
        assert outcome == Outcome(f"Opened in elk: {URL}")

    def test_a_tilde_is_the_home_folder_as_no_shell_sees_it(self, machine: Machine) -> None:
        (machine.folder / "bin").mkdir()
        machine.browser("bin/elk")
        desktop = machine.desktop(BROWSER="~/bin/elk", HOME=str(machine.folder))
        assert machine.open(desktop) == Outcome(f"Opened in elk: {URL}")

    @pytest.mark.parametrize(
        ("words", "arguments"),
        [
            ('"{}"', [URL]),
            ('"{}" --new-tab', ["--new-tab", URL]),
            ('"{}" --at="%s" "a b"', [f"--at={URL}", "a b"]),
            ('missing\\elk.exe;"{}" C:\\dir', ["C:\\dir", URL]),
            ('"{}', [URL]),
        ],
    )
    def test_on_windows_quotes_hold_a_path_together_and_backslashes_are_of_it(
        self, machine: Machine, words: str, arguments: list[str]
    ) -> None:
        (machine.folder / "Program Files").mkdir()
        path = machine.program("Program Files/elk", """printf '%s\\n' "$@" > elk.args""")
        outcome = machine.open(machine.desktop("win32", BROWSER=words.format(path)))
        assert outcome == Outcome(f"Opened in elk: {URL}")
        assert machine.arguments("elk") == arguments

    def test_windows_opens_it_with_its_own_handler(self, machine: Machine) -> None:
        machine.browser("rundll32")
        machine.open(machine.desktop("win32"))
        assert machine.arguments("rundll32") == ["url.dll,FileProtocolHandler", URL]

    def test_the_users_browser_goes_before_the_systems(self, machine: Machine) -> None:
        machine.browser("elk")
        machine.browser("xdg-open")
        assert machine.open(machine.desktop(BROWSER="elk", DISPLAY=":0")).message.count("elk")

    def test_a_link_is_copied_where_nothing_is_shown(self, machine: Machine) -> None:
        machine.browser("xdg-open")
        outcome = machine.open(machine.desktop())
        problem = "No browser found"
        told = f"{problem}. Copied (terminal clipboard): {URL}"
        assert outcome == Outcome(told, problem=problem, is_opened=False)
        assert machine.sent == [URL]

    def test_over_ssh_a_link_is_copied(self, machine: Machine) -> None:
        machine.browser("xdg-open")
        outcome = machine.open(machine.desktop(SSH_TTY="/dev/pts/1", DISPLAY=":0"))
        problem = "No browser over SSH (set $BROWSER to one)"
        told = f"{problem}. Copied (terminal clipboard): {URL}"
        assert outcome == Outcome(told, problem=problem)
        assert machine.sent == [URL]

    def test_over_ssh_the_users_browser_is_still_asked(self, machine: Machine) -> None:
        machine.browser("elk")
        outcome = machine.open(machine.desktop(SSH_CONNECTION="a b c d", BROWSER="elk"))
        assert outcome == Outcome(f"Opened in elk: {URL}")

    @pytest.mark.parametrize(
        ("browser", "problem"),
        [
            ("missing", "Cannot start missing: No such file or directory"),
            ("fails", "fails failed with status 3"),
            ("'missing", "Cannot start 'missing: No such file or directory"),
        ],
    )
    def test_a_browser_that_fails_is_told(
        self, machine: Machine, browser: str, problem: str
    ) -> None:
        machine.program("fails", "exit 3")
        outcome = machine.open(machine.desktop(BROWSER=browser))
        told = f"{problem}. Copied (terminal clipboard): {URL}"
        assert outcome == Outcome(told, problem=problem, is_opened=False)

    @pytest.mark.parametrize(
        "url",
        [
            "javascript:alert(1)",
            "\x01javascript:alert(1)",
            "file:///etc/passwd",
            "--version",
            "#part",
            "",
            "docs/a.md",
            "/docs/a.md",
            "docs/a:b.md",
        ],
    )
    def test_what_is_no_link_to_a_site_is_not_opened(self, machine: Machine, url: str) -> None:
        machine.browser("elk")
        outcome = machine.open(machine.desktop(BROWSER="elk"), url)
        assert not outcome.done
        assert outcome.message.startswith("Not opened: ")
        assert not (machine.folder / "elk.args").exists()
        assert not machine.sent

    def test_a_browser_that_stays_is_not_waited_for(self, machine: Machine) -> None:
        os.mkfifo(machine.folder / "end")
        stays = machine.program("stays", "read line < end")
        known = set(threading.enumerate())
        outcome = machine.open(machine.desktop(opening=0, BROWSER=stays))
        assert outcome == Outcome(f"Opened in stays: {URL}")
        (machine.folder / "end").write_text("now\n")
        for waiting in set(threading.enumerate()) - known:
            waiting.join()  # fails to return if the end of the browser goes unnoticed

    def test_a_browser_can_neither_write_on_the_screen_nor_take_its_keys(
        self, machine: Machine, capfd: pytest.CaptureFixture[str]
    ) -> None:
        fields = "pid name state parent group session rest"
        machine.program(
            "loud",
            "echo noise; echo noise >&2; read key\n"
            f"read {fields} < /proc/$$/stat; echo $session > session",
        )
        machine.open(machine.desktop(BROWSER="loud"))
        assert capfd.readouterr() == ("", "")
        assert int(machine.text("session")) != os.getsid(0)


class TestTextBrowser:
    """A browser that draws in the terminal gets it, and is waited for."""

    @pytest.mark.parametrize("name", ["w3m", "lynx", "links", "elinks", "browsh", "www-browser"])
    def test_it_runs_while_it_has_the_terminal(self, machine: Machine, name: str) -> None:
        machine.browser(name)
        terminal: list[int] = []

        def lend(run: Callable[[], int]) -> int:
            assert not (machine.folder / f"{name}.args").exists()
            terminal.append(run())
            return terminal[0]

        desktop = machine.desktop(SSH_TTY="/dev/pts/1", BROWSER=name)
        assert desktop.open(URL, machine.sent.append, lend) == Outcome(f"Opened in {name}: {URL}")
        assert (terminal, machine.arguments(name), machine.sent) == ([0], [URL], [])

    def test_it_stays_in_the_session_of_the_terminal(self, machine: Machine) -> None:
        fields = "pid name state parent group session rest"
        machine.program("w3m", f"read {fields} < /proc/$$/stat; echo $group $session > session")
        machine.desktop(BROWSER="w3m").open(URL, machine.sent.append, lambda run: run())
        assert machine.text("session").split() == [str(os.getpgrp()), str(os.getsid(0))]

    @pytest.mark.parametrize(
        ("script", "problem"),
        [("exit 2", "lynx failed with status 2"), (None, "Cannot start lynx: No such file")],
    )
    def test_one_that_fails_is_told(
        self, machine: Machine, script: str | None, problem: str
    ) -> None:
        if script:
            machine.program("lynx", script)
        desktop = machine.desktop(BROWSER="lynx")
        outcome = desktop.open(URL, machine.sent.append, lambda run: run())
        assert outcome.message.startswith(problem)
        assert machine.sent == [URL]

    def test_one_that_cannot_be_run_gives_the_terminal_back(self, machine: Machine) -> None:
        path = machine.folder / "w3m"
        path.write_bytes(b"no program")
        path.chmod(0o755)
        outcome = machine.desktop(BROWSER="w3m").open(URL, machine.sent.append, lambda run: run())
        assert outcome.message.startswith("w3m failed with status 126. Copied")

    def test_without_a_terminal_to_give_the_link_is_copied(self, machine: Machine) -> None:
        machine.browser("w3m")
        outcome = machine.open(machine.desktop(BROWSER="w3m"))
        assert outcome.message.startswith("w3m needs a terminal of its own. Copied")


@pytest.fixture
def kept(machine: Machine) -> Callable[[], str]:
    """The text that an xclip has been given."""
    machine.program("xclip", 'case "$*" in *-o) /bin/cat kept;; *) /bin/cat > kept;; esac')
    return lambda: machine.text("kept")


SERVED = "textual.drivers.web_driver:WebDriver"


class TestInABrowser:
    def test_the_browser_of_the_page_opens_links_and_no_program_does(
        self, machine: Machine
    ) -> None:
        machine.browser("elk")
        shown: list[str] = []
        desktop = machine.desktop(TEXTUAL_DRIVER=SERVED, BROWSER="elk")
        outcome = desktop.open(URL, machine.sent.append, show=shown.append)
        assert (outcome, shown) == (Outcome(f"Opened: {URL}"), [URL])
        assert not (machine.folder / "elk.args").exists()

    def test_what_is_no_link_to_a_site_is_not_opened_there_either(self, machine: Machine) -> None:
        shown: list[str] = []
        desktop = machine.desktop(TEXTUAL_DRIVER=SERVED, DISPLAY=":0")
        assert not desktop.open("javascript:alert(1)", machine.sent.append, show=shown.append).done
        assert shown == []

    def test_its_clipboard_is_that_of_the_page(
        self, machine: Machine, kept: Callable[[], str]
    ) -> None:
        desktop = machine.desktop(TEXTUAL_DRIVER=SERVED, DISPLAY=":0", STY="1")
        outcome = machine.copy(desktop)
        assert outcome == Outcome(f"Copied (browser's clipboard): {URL}")
        assert machine.sent == [URL]
        assert not (machine.folder / "kept").exists()
        assert desktop.clipboard_sequence("a") == "\x1b]52;c;YQ==\x07"  # no screen is around it


class TestCopy:
    @pytest.mark.parametrize("text", [URL, "Zürich 🦉", "two\nlines\n"])
    def test_the_systems_clipboard_gets_the_text(
        self, machine: Machine, kept: Callable[[], str], text: str
    ) -> None:
        outcome = machine.copy(machine.desktop(DISPLAY=":0"), text)
        assert outcome.message.startswith("Copied: ")
        assert kept() == text
        assert not machine.sent

    def test_the_message_shows_the_text_in_one_short_line(self, machine: Machine) -> None:
        message = machine.copy(machine.desktop(), "a\nb\x1b" + "c" * 1000).message
        assert message.startswith("Copied (terminal clipboard): a bccc")
        assert message.endswith("c…")
        assert len(message) < 250

    def test_many_links_are_told_as_a_number(
        self, machine: Machine, kept: Callable[[], str]
    ) -> None:
        local, remote = machine.desktop(DISPLAY=":0"), machine.desktop(SSH_TTY="/dev/pts/1")
        many = "\n".join([URL] * 400)
        told = [desktop.copy(many, machine.sent.append, "400 URLs") for desktop in (local, remote)]
        assert told == [
            Outcome("Copied: 400 URLs"),
            Outcome("Copied (terminal clipboard): 400 URLs"),
        ]
        assert (kept(), machine.sent) == (many, [many])

    def test_without_a_clipboard_the_terminal_is_asked(self, machine: Machine) -> None:
        outcome = machine.copy(machine.desktop())
        assert outcome == Outcome(f"Copied (terminal clipboard): {URL}")
        assert machine.sent == [URL]

    @pytest.mark.usefixtures("kept")
    def test_over_ssh_the_terminal_is_asked_first(self, machine: Machine) -> None:
        outcome = machine.copy(machine.desktop(DISPLAY=":0", SSH_CONNECTION="a b c d"))
        assert outcome == Outcome(f"Copied (terminal clipboard): {URL}")
        assert not (machine.folder / "kept").exists()

    def test_a_clipboard_that_fails_is_noticed(
        self, machine: Machine, capfd: pytest.CaptureFixture[str]
    ) -> None:
        machine.program("xclip", "echo 'no display'; echo 'no display' >&2; exit 1")
        outcome = machine.copy(machine.desktop(DISPLAY=":9"))
        assert outcome == Outcome(f"Copied (terminal clipboard): {URL}")
        assert machine.sent == [URL]
        assert capfd.readouterr() == ("", "")

    def test_a_clipboard_that_hangs_is_given_up(self, machine: Machine) -> None:
        os.mkfifo(machine.folder / "never")
        machine.program("xclip", "read line < never")
        outcome = machine.copy(Desktop(machine.path | {"DISPLAY": ":0"}, copying=1))
        assert outcome == Outcome(f"Copied (terminal clipboard): {URL}")
        assert nobody_reads(machine.folder / "never")

    def test_a_check_that_hangs_is_given_up_and_not_what_serves_the_text(
        self, machine: Machine
    ) -> None:
        os.mkfifo(machine.folder / "never")
        os.mkfifo(machine.folder / "serving")
        # As wl-copy does: it goes on behind the scenes, and hands out the text to who asks.
        machine.program(
            "wl-copy",
            "/bin/cat > kept\n(read line < serving; echo $line > served) > /dev/null 2>&1 &",
        )
        machine.program("wl-paste", "read line < never")
        desktop = Desktop(machine.path | {"WAYLAND_DISPLAY": "wayland-0"}, copying=30, checking=1)
        outcome = machine.copy(desktop)
        assert outcome == Outcome(f"Copied (terminal clipboard): {URL}")
        assert nobody_reads(machine.folder / "never")
        assert machine.text("kept") == URL
        serving = os.open(machine.folder / "serving", os.O_WRONLY | os.O_NONBLOCK)
        os.close(serving)  # it has a reader, or opening would have failed

    def test_a_module_of_the_current_folder_is_not_run(
        self, machine: Machine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (machine.folder / "pyperclip.py").write_text("open('ran', 'w')")
        monkeypatch.chdir(machine.folder)
        machine.copy(machine.desktop())
        assert not (machine.folder / "ran").exists()
