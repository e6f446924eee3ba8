"""`serve`: the screens as a page, met as a browser does, by HTTP and a websocket."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import signal
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, Self

import pyte
import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, WSServerHandshakeError
from commands import COMMAND, RIVERS

from awesome_tui.system.programs import python_command

PATIENCE = 20


class Page:
    """A page as a browser has it open: what is written on it, and what it was asked to do."""

    def __init__(self, session: ClientSession, socket: ClientWebSocketResponse) -> None:
        self.session, self._socket = session, socket
        self._written, self._asked = b"", list[list[Any]]()
        self._screen = pyte.Screen(80, 24)
        self._drawn = pyte.ByteStream(self._screen)

    async def type(self, keys: str) -> None:
        await self._socket.send_json(["stdin", keys])

    async def shows(self, text: str) -> None:
        """Wait until `text` is written, in what was not looked at yet."""
        async with self._patience(text):
            while text.encode() not in self._written:
                assert await self._receive(), f"the page ended without {text}"
        self._written = self._written.partition(text.encode())[2]

    async def has(self, text: str) -> None:
        """Wait until `text` stands in a line, of which a busy machine writes piece after piece."""
        async with self._patience(text):
            while not any(text in line for line in self._screen.display):
                assert await self._receive(), f"the page ended without {text}"

    @asynccontextmanager
    async def _patience(self, text: str) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(PATIENCE):
                yield
        except TimeoutError:
            raise AssertionError(f"{text} did not appear after {self._written!r}") from None

    async def is_asked(self) -> list[Any]:
        """Wait for what the browser is asked to do."""
        async with self._patience("a request"):
            while not self._asked:
                assert await self._receive(), "the page has ended"
        return self._asked.pop(0)

    async def is_over(self) -> bool:
        async with self._patience("the end"):
            while await self._receive():
                pass
        return True

    async def fetch(self, address: str) -> tuple[str, str]:
        """The name and the text of a download, which comes by way of the page's program."""

        async def get() -> tuple[str, str]:
            async with self.session.get(address) as answer:
                return answer.headers["Content-Disposition"], await answer.text()

        download, here = asyncio.create_task(get()), asyncio.create_task(self._receive())
        done, _ = await asyncio.wait([download, here], return_when=asyncio.FIRST_COMPLETED)
        while download not in done:
            here = asyncio.create_task(self._receive())
            done, _ = await asyncio.wait([download, here], return_when=asyncio.FIRST_COMPLETED)
        here.cancel()
        return await download

    async def _receive(self) -> bool:
        message = await self._socket.receive()
        if message.type is WSMsgType.BINARY:
            self._written += message.data
            self._drawn.feed(message.data)
        elif message.type is WSMsgType.TEXT:
            self._asked.append(json.loads(message.data))
        return message.type in (WSMsgType.BINARY, WSMsgType.TEXT)


class Server:
    """`serve` in a process of its own."""

    def __init__(self, *arguments: str, home: Path, cwd: Path | None = None) -> None:
        folders = {"XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
        environ = {**os.environ, **folders, "BROWSER": "/bin/false"}
        self.process = subprocess.Popen(
            (*COMMAND, "serve", "--port", "0", *arguments),
            env=environ,
            stderr=subprocess.PIPE,
            cwd=cwd,
        )
        self.address = ""
        self.said = ""

    def __enter__(self) -> Self:
        assert self.process.stderr
        for line in self.process.stderr:
            self.said += line.decode()
            if b"Served at " in line:
                self.address = line.decode().partition("Served at ")[2].split()[0]
                return self
        raise AssertionError(self.said)

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    @asynccontextmanager
    async def page(self, origin: str = "") -> AsyncIterator[Page]:
        async with (
            ClientSession() as session,
            session.ws_connect(
                f"{self.address}/ws?width=80&height=24", origin=origin or self.address
            ) as socket,
        ):
            yield Page(session, socket)


@contextmanager
def serving(folder: Path, *arguments: str) -> Iterator[Server]:
    (folder / "rivers.md").write_text(RIVERS)
    with Server(*(arguments or ("rivers.md",)), home=folder / "home", cwd=folder) as server:
        yield server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A list, served behind a proxy at lists.example too."""
    folder = tmp_path_factory.mktemp("served")
    with serving(folder, "--url", "https://lists.example", "rivers.md") as server:
        yield server


async def test_keys_filter_the_list_and_open_and_copy_in_the_browser(server: Server) -> None:
    async with server.page() as page:
        await page.shows("Eider")
        await page.type("/isar")
        await page.has("1 of 4")
        await page.type("\r")
        await page.type("o")
        url = "https://example.org/isar"
        assert await page.is_asked() == ["open_url", {"url": url, "new_tab": True}]
        await page.shows(f"Opened: {url}")
        await page.type("y")
        await page.shows(f"\x1b]52;c;{base64.b64encode(url.encode()).decode()}\x07")
        await page.shows("Copied (browser's clipboard)")


async def test_an_export_is_downloaded_and_writes_no_file(server: Server) -> None:
    async with server.page() as page:
        await page.shows("Eider")
        await page.type("x")
        await page.shows("Export")
        await page.type("8\t")
        await page.type("\x15/etc/../rivers\r")
        what, key = await page.is_asked()
        assert what == "deliver_file_start"
        assert await page.fetch(f"{server.address}/download/{key}") == (
            "attachment; filename=rivers.txt",
            "".join(f"https://example.org/{name}\n" for name in ("elbe", "eider", "isar", "amper")),
        )


async def test_there_is_no_shell_to_suspend_to(server: Server) -> None:
    async with server.page() as page:
        await page.shows("Eider")
        await page.type("\x1a/isar")
        await page.has("1 of 4")


async def test_no_program_of_this_machine_is_run_for_the_browser(tmp_path: Path) -> None:
    ran, settings = tmp_path / "ran", tmp_path / "home" / "awesome-tui" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(
        f"opener = 'touch {ran}'\n"
        f"[[command]]\nname = 'Watch'\nkey = 'P'\nrun = 'touch {ran}'\n"
        f"[[command]]\nname = 'Watch apart'\nkey = 'C'\nrun = 'touch {ran}'\nin = 'detached'\n"
    )
    with serving(tmp_path) as server:
        async with server.page() as page:
            await page.shows("Eider")
            await page.type("PC:watch")
            await page.shows("nothing matches")
            await page.type("\x1b")
            await page.shows("Tributaries")
            await page.type("o")
            assert (await page.is_asked())[0] == "open_url"
            await page.type("q")
            assert await page.is_over()
    assert not ran.exists()


async def test_the_page_ends_with_the_program(server: Server) -> None:
    async with server.page() as page:
        await page.shows("Eider")
        await page.type("q")
        assert await page.is_over()


async def test_a_page_that_came_by_the_proxy_gets_the_list(server: Server) -> None:
    async with server.page(origin="https://lists.example") as page:
        await page.shows("Eider")


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://127.0.0.1:1", "https://lists.example:444", "null"]
)
async def test_the_pages_of_other_sites_get_nothing(server: Server, origin: str) -> None:
    with pytest.raises(WSServerHandshakeError, match="403"):
        async with server.page(origin):
            pass


async def test_a_name_that_a_stranger_leads_here_gets_nothing(server: Server) -> None:
    port = server.address.rpartition(":")[2]
    headers = {"Host": f"evil.example:{port}"}
    async with ClientSession(headers=headers) as session:
        with pytest.raises(WSServerHandshakeError, match="403"):
            await session.ws_connect(f"{server.address}/ws", origin=f"http://evil.example:{port}")


async def test_the_page_needs_no_other_site_and_may_be_framed_by_none(server: Server) -> None:
    async with ClientSession() as session, session.get(server.address) as answer:
        policy, text = answer.headers["Content-Security-Policy"], await answer.text()
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "//" not in text.replace("// ", "")
    assert "<title>rivers.md</title>" in text
    assert "keys.focus()" in text  # or the first keys would want a click before them


def test_ctrl_c_ends_it_with_all_its_pages(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        asyncio.run(_interrupt_with_a_page(server))
        assert server.process.wait(PATIENCE) == 0


async def _interrupt_with_a_page(server: Server) -> None:
    async with server.page() as page:
        await page.shows("Eider")
        server.process.send_signal(signal.SIGINT)
        assert await page.is_over()


def test_who_serves_to_others_is_warned(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        assert "password" not in server.said
    with serving(tmp_path, "--host", "0.0.0.0") as server:
        assert "0.0.0.0 can be reached by others, and there is no password" in server.said
        assert server.address.startswith(f"http://{socket.gethostname()}:")


def _fails(*arguments: str, code: str = "") -> str:
    """The sentence with which `serve` fails at once."""
    run = f"{code}\nfrom awesome_tui.__main__ import run\nrun()"
    command = (*python_command(run), "serve", *arguments)
    ran = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.count("\n") == 1
    return ran.stderr


def test_what_cannot_be_served_is_told_at_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = _fails("--port", port)
        assert f"Cannot serve at 127.0.0.1, port {port}: " in said
        assert said.count("127.0.0.1") == 1
    assert '--port: "70000" is not a number from 0 to 65535' in _fails("--port", "70000")
    assert "Standard input cannot be shown in a browser" in _fails("-")
    assert "missing.md" in _fails(str(tmp_path / "missing.md"))


def test_pages_need_more_than_a_few_open_files() -> None:
    few = "import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (12, 12))"
    assert "need 64 open files, of which this shell grants 12" in _fails(code=few)


def test_without_the_extra_it_says_how_to_install_it() -> None:
    taken_away = "import sys\nsys.modules['textual_serve'] = None"
    said = _fails("microservices", code=taken_away)
    assert "pip install 'awesome-tui[web]'" in said
    assert "pipx inject awesome-tui textual-serve" in said


def test_a_list_is_served_by_its_name_in_the_catalogue_that_was_fetched(tmp_path: Path) -> None:
    fetched = tmp_path / "home" / "awesome-tui" / "catalogue.tsv"
    fetched.parent.mkdir(parents=True)
    fetched.write_text("Water\n\tTidal Creeks\tjane/awesome-tidal-creeks\n")
    with serving(tmp_path, "--offline", "tidal-creeks") as server:
        assert server.address
