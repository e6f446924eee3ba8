"""Lists on the network as the user meets them: commands, a server, and a library on disk."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from commands import SENCHA, TEA, Shell, Window, usual_environ
from forge_server import ForgeServer, Repo, serve
from server_faults import silence

from awesome_tui.cli import sync_command
from awesome_tui.cli.context import Context

MORE_TEA = TEA.replace("- [Notes]", "- [Gyokuro](https://tea.example/gyokuro) - Shaded.\n- [Notes]")
GYOKURO = "Gyokuro\thttps://tea.example/gyokuro\tShaded.\n"


@pytest.fixture
def server() -> Iterator[ForgeServer]:
    with serve() as server:
        server.github["kettle/tea"] = Repo({"README.md": TEA})
        yield server


@pytest.fixture
def shell(server: ForgeServer, tmp_path: Path) -> Shell:
    """A user without tokens, proxies and a library, for whom the server is all forges."""
    data = {"XDG_DATA_HOME": str(tmp_path / "data")}
    return Shell({**usual_environ(), **server.environ, **data}, tmp_path)


class TestOpening:
    def test_a_repository_is_read_and_its_relative_links_lead_into_it(
        self, shell: Shell, server: ForgeServer
    ) -> None:
        notes = f"Notes\t{server.url}/github/kettle/tea/blob/HEAD/notes.md\t\n"
        assert shell.lines("kettle/tea") == SENCHA + notes
        assert shell.lines(f"{server.url}/github/Kettle/Tea") == SENCHA + notes

    def test_what_was_opened_once_is_read_without_asking_again(
        self, shell: Shell, server: ForgeServer
    ) -> None:
        first = shell.lines("kettle/tea")
        server.asked.clear()
        assert shell.lines("kettle/tea") == first
        assert shell.lines("export", "kettle/tea", "-f", "urls").startswith("https://tea.example/")
        assert server.paths == []

    def test_a_stored_list_opens_without_network_and_parser(self, shell: Shell) -> None:
        shell.lines("kettle/tea")
        code = (
            "import sys; from awesome_tui.cli.main import run_arguments; run_arguments();"
            " print(*sys.modules, file=sys.stderr)"
        )
        command = (sys.executable, "-c", code, "kettle/tea")
        ran = subprocess.run(
            command, env=shell.environ, cwd=shell.folder, capture_output=True, check=True, text=True
        )
        assert ran.stdout.startswith(SENCHA)
        loaded = set(ran.stderr.split())
        assert "sqlite3" in loaded
        assert not loaded & {"httpx2", "asyncio", "mistune", "selectolax", "textual", "frizbee"}

    def test_it_is_read_when_the_server_is_gone(self, shell: Shell, server: ForgeServer) -> None:
        first = shell.lines("kettle/tea")
        server.stop()
        assert shell.lines("kettle/tea") == first
        assert shell.lines("kettle/tea", "--offline") == first

    def test_a_refresh_brings_what_has_changed(self, shell: Shell, server: ForgeServer) -> None:
        shell.lines("kettle/tea")
        server.github["kettle/tea"] = Repo({"README.md": MORE_TEA})
        assert GYOKURO not in shell.lines("kettle/tea")
        assert GYOKURO in shell.lines("kettle/tea", "--refresh")
        assert GYOKURO in shell.lines("kettle/tea")

    def test_a_refresh_of_what_has_not_changed_transfers_nothing(
        self, shell: Shell, server: ForgeServer
    ) -> None:
        first = shell.lines("kettle/tea")
        server.statuses.clear()
        assert shell.lines("kettle/tea", "--refresh") == first
        assert server.statuses == [304]

    def test_a_refresh_that_fails_says_so_and_leaves_the_stored_list(
        self, shell: Shell, server: ForgeServer
    ) -> None:
        first = shell.lines("kettle/tea")
        server.github.clear()
        assert "no README in kettle/tea" in shell.complaint("kettle/tea", "--refresh")
        server.stop()
        assert "cannot be reached" in shell.complaint("kettle/tea", "--refresh")
        assert shell.lines("kettle/tea") == first

    def test_a_page_in_place_of_the_list_leaves_the_stored_list(
        self, shell: Shell, server: ForgeServer
    ) -> None:
        first = shell.lines("kettle/tea")
        server.everything = lambda page: page.reply(body="<h1>Hi</h1>", content_type="text/html")
        shell.complaint("kettle/tea", "--refresh")
        assert shell.run("sync").stdout.endswith(" 1 failed\n")
        assert shell.lines("kettle/tea") == first

    def test_a_repository_that_was_renamed_is_found_by_its_old_name(
        self, shell: Shell, server: ForgeServer
    ) -> None:
        server.github["pot/tea"] = Repo({}, renamed="kettle/tea")
        assert "/github/kettle/tea/blob/HEAD/notes.md" in shell.lines("pot/tea")
        server.stop()
        assert SENCHA in shell.lines("pot/tea")

    def test_a_repository_that_was_renamed_is_stored_once(
        self, shell: Shell, server: ForgeServer
    ) -> None:
        server.gitlab["pot/tea"] = Repo({"README.md": TEA})
        shell.lines("gl:pot/tea")
        server.gitlab["kettle/tea"] = Repo({"README.md": MORE_TEA})
        server.gitlab["pot/tea"] = Repo({}, renamed="kettle/tea")
        assert shell.lines("sync") == "1 list: 0 new, 1 changed, 0 unchanged, 0 failed\n"
        shell.lines("gl:kettle/tea")
        assert shell.lines("library") == f"{server.url}/gitlab/kettle/tea\t3\tjust now\tTea\n"
        server.stop()
        assert GYOKURO in shell.lines("gl:pot/tea", "--offline")
        assert "Gyokuro" in shell.lines("diff", "gl:pot/tea")
        shell.lines("library", "remove", "gl:pot/tea")
        assert shell.run("library").returncode == 1

    def test_offline_never_asks_the_network(self, shell: Shell, server: ForgeServer) -> None:
        said = shell.complaint("kettle/tea", "--offline")
        assert "Not stored: kettle/tea on GitHub. Start without --offline." in said
        assert server.paths == []

    def test_what_is_neither_stored_nor_reachable_is_one_sentence(
        self, shell: Shell, server: ForgeServer
    ) -> None:
        server.stop()
        said = shell.complaint("kettle/tea")
        host = server.url.removeprefix("http://")
        assert (
            said == f"awesome-tui: {host} cannot be reached: check the network and the address.\n"
        )

    def test_passwords_and_tokens_of_a_url_are_neither_shown_nor_stored(
        self, shell: Shell, server: ForgeServer
    ) -> None:
        server.pages["/tea.md"] = lambda page: page.file(TEA)
        url = server.url.replace("//", "//me:pa55word@") + "/tea.md?token=t0ken"
        assert SENCHA in shell.lines(url)
        stored = b"".join(file.read_bytes() for file in (shell.folder / "data").rglob("*.db*"))
        assert b"/tea.md" in stored
        for secret in (b"pa55word", b"t0ken"):
            assert secret not in stored
        assert SENCHA in shell.lines(f"{server.url}/tea.md", "--offline")


class TestNames:
    def test_a_name_of_the_catalogue_opens_its_list(
        self, shell: Shell, server: ForgeServer
    ) -> None:
        server.github["vinta/awesome-python"] = Repo({"README.md": TEA})
        assert SENCHA in shell.lines("python")
        assert SENCHA in shell.lines("vinta/awesome-python", "--offline")

    def test_a_name_of_several_lists_is_answered_with_all_of_them(
        self, shell: Shell, server: ForgeServer
    ) -> None:
        said = shell.complaint("blockchain")
        assert "Several lists are called blockchain: name one of " in said
        assert "igorbarinov/awesome-blockchain" in said
        assert server.paths == []

    def test_a_misspelt_name_is_answered_with_what_is_spelled_alike(
        self, shell: Shell, server: ForgeServer
    ) -> None:
        for command in ((), ("sync",), ("export",)):
            said = shell.complaint(*command, "kuberntes")
            assert (
                'No list called "kuberntes". Try kubernetes, a file, owner/repo or a URL.' in said
            )
        assert 'No list called "list.md". Try a file, owner' in shell.complaint("list.md")
        assert server.paths == []

    def test_a_file_of_that_name_wins(self, shell: Shell) -> None:
        (shell.folder / "python").write_text(TEA)
        assert shell.lines("python").startswith(SENCHA)


class TestLibraryFile:
    def test_a_list_is_read_where_nothing_can_be_stored(self, shell: Shell) -> None:
        ran = shell.run("kettle/tea", XDG_DATA_HOME="/dev/null/nowhere")
        assert (ran.returncode, ran.stdout.startswith(SENCHA)) == (0, True)
        assert ran.stderr.count("\n") == 1
        assert "cannot be written" in ran.stderr

    def test_a_library_of_a_newer_program_is_left_alone_and_the_list_is_read(
        self, shell: Shell
    ) -> None:
        library = shell.folder / "data/awesome-tui/library.db"
        library.parent.mkdir(parents=True)
        with closing(sqlite3.connect(library)) as db:
            db.execute("PRAGMA user_version = 99")
        ran = shell.run("kettle/tea")
        assert (ran.returncode, ran.stdout.startswith(SENCHA)) == (0, True)
        assert "newer awesome-tui" in ran.stderr
        assert "newer awesome-tui" in shell.complaint("sync", "kettle/tea")

    def test_what_is_to_be_kept_is_refused_where_nothing_can_be(self, shell: Shell) -> None:
        for command in (("sync", "kettle/tea"), ("bookmarks", "import", "-")):
            ran = shell.run(*command, XDG_DATA_HOME="/dev/null/nowhere")
            assert ran.returncode == 2

    def test_stored_lists_are_told_with_their_size_and_age(
        self, shell: Shell, server: ForgeServer
    ) -> None:
        assert shell.run("library").returncode == 1
        shell.lines("kettle/tea")
        assert shell.lines("library") == f"{server.url}/github/kettle/tea\t2\tjust now\tTea\n"
        assert shell.lines("library", "list") == shell.lines("library")

    def test_a_list_is_removed_by_any_name_that_opens_it(
        self, shell: Shell, server: ForgeServer
    ) -> None:
        server.github["mfornos/awesome-microservices"] = Repo({"README.md": TEA})
        server.github["vinta/awesome-python"] = Repo({"README.md": TEA})
        shell.lines("sync", "mfornos/awesome-microservices", "python")
        (shell.folder / "python").mkdir()  # what lies here is not meant
        shell.lines("library", "remove", "microservices", "python")
        assert shell.run("library").returncode == 1

    @pytest.mark.parametrize("name", ["microservices", "python", "no-such-list", "tea.md", "-"])
    def test_removing_what_is_not_stored_leaves_the_others(self, shell: Shell, name: str) -> None:
        shell.lines("kettle/tea")
        said = shell.complaint("library", "remove", "kettle/tea", name)
        assert said == f"awesome-tui: Not stored: {name}. Run awesome-tui library to see what is.\n"
        assert "kettle/tea" in shell.lines("library")

    def test_a_list_can_be_removed(self, shell: Shell) -> None:
        shell.lines("kettle/tea")
        assert shell.lines("library", "remove", "kettle/tea") == ""
        assert "Not stored" in shell.complaint("kettle/tea", "--offline")
        assert "Not stored" in shell.complaint("library", "remove", "kettle/tea")


class TestTokens:
    @pytest.fixture(autouse=True)
    def private(self, server: ForgeServer) -> None:
        server.github["kettle/own"] = Repo({"README.md": TEA}, token="s3cret")

    @pytest.mark.parametrize("name", ["GITHUB_TOKEN", "GH_TOKEN"])
    def test_a_token_of_the_environment_opens_a_private_list(self, shell: Shell, name: str) -> None:
        assert "set GITHUB_TOKEN" in shell.complaint("kettle/own")
        assert shell.run("kettle/own", **{name: "s3cret"}).stdout.startswith(SENCHA)

    def test_the_token_of_githubs_program_is_used_only_where_one_is_needed(
        self, shell: Shell
    ) -> None:
        program = shell.folder / "bin/gh"
        program.parent.mkdir()
        log = shell.folder / "gh.log"
        program.write_text(f'#!/bin/sh\necho "$@" >> {log}\necho s3cret\n')
        program.chmod(0o755)
        path = f"{program.parent}:{shell.environ['PATH']}"
        shell.run("kettle/tea", PATH=path)
        assert not log.exists()
        assert shell.run("kettle/own", PATH=path).stdout.startswith(SENCHA)
        assert log.read_text() == "auth token --hostname 127.0.0.1\n"


class TestSync:
    @pytest.fixture
    def many(self, server: ForgeServer) -> list[str]:
        """Lists on a server that takes its time."""
        names = [f"kettle/tea-{number}" for number in range(24)]
        server.github |= {name: Repo({"README.md": f"{TEA}\n{name}\n"}) for name in names}
        server.latency = 0.05
        return names

    def test_many_lists_are_fetched_at_once_but_not_too_many(
        self, shell: Shell, server: ForgeServer, many: list[str]
    ) -> None:
        said = shell.lines("sync", *many)
        assert said == "24 lists: 24 new, 0 changed, 0 unchanged, 0 failed\n"
        assert 1 < server.busiest <= 8

    def test_what_has_not_changed_is_not_transferred_again(
        self, shell: Shell, server: ForgeServer, many: list[str]
    ) -> None:
        shell.lines("sync", *many)
        server.statuses.clear()
        server.github[many[0]] = Repo({"README.md": MORE_TEA})
        said = shell.lines("sync")
        assert said == "24 lists: 0 new, 1 changed, 23 unchanged, 0 failed\n"
        assert sorted(server.statuses) == [200, *[304] * 23]

    def test_on_a_terminal_one_line_tells_how_far_it_is_and_gives_way(self, shell: Shell) -> None:
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), Window(io.BytesIO(), "utf-8")
        context = Context({**shell.environ, "TERM": "xterm"}, None, out, err)
        assert sync_command.run(["kettle/tea", "kettle/coffee"], context) == 2
        err.seek(0)
        _, *shown, last = err.read().split("\x1b[K")
        assert {line[:6] for line in shown} == {"1 of 2", "awesom"}
        assert last == ""

    def test_what_cannot_be_had_is_told_and_the_others_are_there(self, shell: Shell) -> None:
        ran = shell.run("sync", "kettle/tea", "kettle/coffee")
        assert (ran.returncode, ran.stdout) == (
            2,
            "2 lists: 1 new, 0 changed, 0 unchanged, 1 failed\n",
        )
        assert ran.stderr.startswith("awesome-tui: There is no README in kettle/coffee on GitHub")
        assert ran.stderr.count("\n") == 1
        assert SENCHA in shell.lines("kettle/tea", "--offline")

    def test_a_forge_that_takes_no_more_requests_is_left_alone_and_others_are_not(
        self, shell: Shell, server: ForgeServer, many: list[str]
    ) -> None:
        server.raw_limit = 10
        with serve() as other:
            other.gitlab["pot/tea"] = Repo({"README.md": TEA})
            gitlab = {"AWESOME_TUI_GITLAB_WEB": f"{other.url}/gitlab"}
            ran = shell.run("sync", *many, "gl:pot/tea", **gitlab)
        said = re.fullmatch(
            r"25 lists: (\d+) new, 0 changed, 0 unchanged, 0 failed, (\d+) put off\n", ran.stdout
        )
        assert said
        kept, put_off = map(int, said.groups())
        assert kept + put_off == 25
        assert ran.returncode == 2
        assert "127.0.0.1 takes no more requests until " in ran.stderr
        assert ran.stderr.count("\n") == 1
        assert server.statuses.count(429) <= 8, "those that were under way when the first came"
        assert "/gitlab/pot/tea\t" in shell.lines("library")

    def test_what_was_put_off_is_fetched_the_next_time(
        self, shell: Shell, server: ForgeServer, many: list[str]
    ) -> None:
        server.raw_limit = 10
        shell.run("sync", *many)
        server.raw_limit = 1000
        assert shell.lines("sync", *many).endswith(" 0 failed\n")
        assert len(shell.lines("library").splitlines()) == 24

    def test_a_list_named_twice_is_fetched_once(self, shell: Shell, server: ForgeServer) -> None:
        said = shell.lines("sync", "kettle/tea", f"{server.url}/github/kettle/tea")
        assert said.startswith("1 list: 1 new")

    def test_without_any_list_there_is_nothing_to_refresh(self, shell: Shell) -> None:
        ran = shell.run("sync")
        assert (ran.returncode, ran.stdout) == (1, "")
        assert ran.stderr.startswith("awesome-tui: No list is stored yet: name some, ")
        assert ran.stderr.count("\n") == 1

    def test_a_file_needs_no_sync(self, shell: Shell) -> None:
        (shell.folder / "tea.md").write_text(TEA)
        assert "tea.md is not on the network" in shell.complaint("sync", "tea.md")

    @pytest.mark.parametrize(
        ("name", "status"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)]
    )
    def test_ended_half_way_it_leaves_a_clean_line(
        self, shell: Shell, server: ForgeServer, name: str, status: int
    ) -> None:
        server.pages["/rawhub/kettle/slow/HEAD/.github/README.md"] = silence
        shown, terminal = os.openpty()
        running = subprocess.Popen(
            (sys.executable, "-m", "awesome_tui", "sync", "kettle/tea", "kettle/slow"),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=terminal,
            env=shell.environ,
        )
        os.close(terminal)
        said = b""
        while b"1 of 2" not in said:
            said += os.read(shown, 4096)
        running.send_signal(signal.Signals[name])
        with suppress(OSError):  # how Linux says that the last process has let go of it
            while more := os.read(shown, 4096):
                said += more
        os.close(shown)
        assert running.communicate(timeout=30)[0] == b""
        assert running.returncode == status
        assert said.endswith(b"\r\x1b[K")
        assert b"\n" not in said

    def test_under_nohup_it_outlives_its_terminal_and_can_be_ended_all_the_same(
        self, shell: Shell, server: ForgeServer
    ) -> None:
        server.pages["/rawhub/kettle/slow/HEAD/.github/README.md"] = silence
        shown, terminal = os.openpty()
        # As `nohup` does, and a shell with what it starts in the background.
        ignoring = ("sh", "-c", 'trap "" HUP INT; exec "$@"', "sh", sys.executable)
        running = subprocess.Popen(
            (*ignoring, "-m", "awesome_tui", "sync", "kettle/tea", "kettle/slow"),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=terminal,
            env=shell.environ,
        )
        os.close(terminal)
        said = b""
        while b"1 of 2" not in said:
            said += os.read(shown, 4096)
        running.send_signal(signal.SIGHUP)
        running.send_signal(signal.SIGTERM)
        assert running.communicate(timeout=30)[0] == b""
        os.close(shown)
        assert running.returncode == 128 + signal.SIGTERM

    def test_a_signal_that_comes_while_python_frees_an_object_is_not_lost(self) -> None:
        def lose_one() -> None:
            with sync_command.ending_in_order(again=0.01):
                with suppress(KeyboardInterrupt):  # as Python does then
                    signal.raise_signal(signal.SIGTERM)
                signal.pause()

        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            with pytest.raises(SystemExit) as ended:
                lose_one()
        finally:
            signal.signal(signal.SIGINT, before)
        assert ended.value.code == 128 + signal.SIGTERM

    def test_killed_half_way_it_goes_on_where_it_was(
        self, shell: Shell, server: ForgeServer, many: list[str]
    ) -> None:
        shown, terminal = os.openpty()
        running = subprocess.Popen(
            (sys.executable, "-m", "awesome_tui", "sync", *many),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=terminal,
            env=shell.environ,
        )
        said = b""
        while b"5 of 24" not in said:
            said += os.read(shown, 4096)
        running.kill()
        # The pipe ends when the last process that has it ends: none is left behind.
        running.communicate(timeout=30)
        os.close(shown)
        os.close(terminal)
        server.statuses.clear()
        assert shell.lines("sync", *many).endswith(" 0 failed\n")
        assert server.statuses.count(304) >= 5
        server.stop()
        assert len(shell.lines("library").splitlines()) == 24


class TestBookmarks:
    HTML = """\
<!DOCTYPE NETSCAPE-Bookmark-file-1>
<DL><p>
    <DT><H3>Drinks</H3>
    <DL><p>
        <DT><A HREF="https://tea.example/" ADD_DATE="1700000000">Tea</A>
    </DL><p>
</DL><p>
"""

    def test_those_of_a_browser_are_imported_and_told(self, shell: Shell) -> None:
        (shell.folder / "browser.html").write_text(self.HTML)
        assert shell.run("bookmarks").returncode == 1
        assert shell.lines("bookmarks", "import", "browser.html") == "1 bookmark: 1 new\n"
        assert shell.lines("bookmarks", "import", "browser.html") == "1 bookmark: 0 new\n"
        assert shell.lines("bookmarks") == "Tea\thttps://tea.example/\tDrinks\t\n"
        assert shell.lines("bookmarks", "list") == shell.lines("bookmarks")

    @pytest.mark.parametrize("form", ["html", "json", "markdown"])
    def test_what_is_exported_can_be_imported_elsewhere(self, shell: Shell, form: str) -> None:
        (shell.folder / "browser.html").write_text(self.HTML)
        shell.lines("bookmarks", "import", "browser.html")
        exported = shell.lines("bookmarks", "export", "-f", form)
        shell.lines("bookmarks", "export", "-f", form, "-o", "out")
        assert (shell.folder / "out").read_text() == exported
        elsewhere = Shell(
            {**shell.environ, "XDG_DATA_HOME": str(shell.folder / "other")}, shell.folder
        )
        elsewhere.lines("bookmarks", "import", "out")
        assert elsewhere.lines("bookmarks", "export", "-f", form) == exported

    def test_what_is_left_out_is_counted(self, shell: Shell) -> None:
        links = ("javascript:a()", "javascript:b()", "place:a", "about:a", "file:///a", "x:a", "")
        items = "".join(f'<DT><A HREF="{url}">A</A>\n' for url in links)
        text = self.HTML.replace("    </DL>", f"{items}    </DL>")
        (shell.folder / "browser.html").write_text(text)
        assert shell.lines("bookmarks", "import", "browser.html") == (
            "1 bookmark: 1 new; left out: 2 javascript:, 1 about:, 1 file:, 1 place:, 2 others\n"
        )

    def test_those_in_another_character_set_are_imported(self, shell: Shell) -> None:
        head = '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1251">'
        page = f"{head}\n{self.HTML}".replace("Tea", "Чай")
        (shell.folder / "old.html").write_bytes(page.encode("cp1251"))
        shell.lines("bookmarks", "import", "old.html")
        assert shell.lines("bookmarks") == "Чай\thttps://tea.example/\tDrinks\t\n"

    def test_a_hostile_file_takes_no_long_time(self, shell: Shell) -> None:
        (shell.folder / "hostile.html").write_text("<!--" * 500_000)
        ran = shell.run("bookmarks", "import", "hostile.html")
        assert (ran.returncode, ran.stdout) == (1, "0 bookmarks: 0 new\n")

    def test_a_file_that_is_not_there_is_an_error(self, shell: Shell) -> None:
        assert 'No file called "missing.html"' in shell.complaint(
            "bookmarks", "import", "missing.html"
        )


class TestDiff:
    def test_a_stored_list_is_compared_with_what_it_was_before(
        self, shell: Shell, server: ForgeServer
    ) -> None:
        assert "Not stored" in shell.complaint("diff", "kettle/tea")
        shell.lines("kettle/tea")
        assert shell.run("diff", "kettle/tea").returncode == 1
        server.github["kettle/tea"] = Repo({"README.md": MORE_TEA})
        told = shell.lines("diff", "kettle/tea", "--refresh")
        assert told.startswith(
            "1 added, 0 removed\n\nGreen\n  + Gyokuro  https://tea.example/gyokuro\n"
        )
        server.stop()
        assert shell.lines("diff", "kettle/tea", "--offline") == told
        assert json.loads(shell.lines("diff", "kettle/tea", "-f", "json"))["added"][0]["name"]

    def test_a_day_names_the_version_of_that_day(self, shell: Shell, server: ForgeServer) -> None:
        shell.lines("kettle/tea")
        assert shell.run("diff", "kettle/tea@2999-01-01").stdout == "Nothing changed.\n"
        assert shell.run("diff", "kettle/tea@2999-01-01", "kettle/tea").returncode == 1
        assert "name that day or a later one" in shell.complaint("diff", "kettle/tea@1999-01-01")
        assert "No such day: 1999-99-01" in shell.complaint("diff", "kettle/tea@1999-99-01")

    def test_a_file_is_compared_with_a_list_on_the_network(self, shell: Shell) -> None:
        (shell.folder / "more.md").write_text(MORE_TEA)
        assert shell.lines("diff", "kettle/tea", "more.md").startswith("1 added, 0 removed, 1 with")
        assert "Name a second list." in shell.complaint("diff", "more.md")
        assert "only once" in shell.complaint("diff", "-", "-")
