"""A secret in an address opens the list, and is neither stored nor shown."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from certificates import UNTRUSTING
from commands import COMMAND, SENCHA, TEA, Shell, Terminal
from forge_server import ForgeServer, Handler, Repo, hush, serve

from awesome_tui.errors import Forbidden, NotFound, SourceError
from awesome_tui.library import Library
from awesome_tui.services.loader import Loader
from awesome_tui.services.parse_process import parse_source
from awesome_tui.sources.addresses import parse_remote
from awesome_tui.sources.fetch import Credential, Fetcher
from awesome_tui.sources.forges import FORGES, forges_from
from awesome_tui.sources.http_client import open_client
from awesome_tui.sources.remote import no_token, read_repo_info
from awesome_tui.text.urls import has_secret, without_secrets

PARAMETERS = [
    "token",
    "private_token",
    "access_token",
    "sig",
    "X-Amz-Signature",
    "apikey",
    "accessToken",
    "user[password]",
    "%74oken",
    "jwt",
]


def wants(name: str, value: str = "pa55word", text: str = TEA) -> Callable[[Handler], None]:
    """A file for those who know."""

    def page(handler: Handler) -> None:
        known = parse_qs(urlsplit(handler.path).query)
        handler.file(text) if known.get(name) == [value] else handler.reply(404)

    return page


def wants_password(handler: Handler) -> None:
    is_known = handler.headers.get("authorization") == "Basic Ym9iOnBhNTV3b3Jk"
    handler.file(TEA) if is_known else handler.reply(401)


@pytest.fixture
def server() -> Iterator[ForgeServer]:
    with serve() as server:
        server.pages["/tea.md"] = wants("token")
        server.pages["/closed.md"] = wants_password
        yield server


@pytest.fixture
def loader(server: ForgeServer) -> Iterator[Loader]:
    with Library(":memory:", lambda: 1e9) as library:
        yield started(library, server)


def started(library: Library, server: ForgeServer) -> Loader:
    return Loader(
        library,
        forges_from(server.environ),
        no_token,
        lambda: datetime.now(UTC),
        environ=server.environ,
        parse=parse_source,
    )


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async def nap(_: float) -> None: ...

    async with open_client(UNTRUSTING) as client:
        yield Fetcher(client, seconds=20, sleep=nap)


@pytest.mark.parametrize("name", PARAMETERS)
@pytest.mark.parametrize("rest", ["{}", "a=1&{}", "{}&a=1", "a=1;{};b=2", "{}#{}"])
def test_no_secret_parameter_is_shown(name: str, rest: str) -> None:
    url = "https://a.example/list?" + rest.replace("{}", f"{name}=pa55word")
    assert has_secret(url)
    assert "pa55word" not in without_secrets(url)
    assert without_secrets(url).startswith("https://a.example/list")


@pytest.mark.parametrize(
    "url", ["https://bob:pa55/word@a.example/x", "https://bob:pa55#word@a.example/x"]
)
def test_no_password_is_shown_that_should_have_been_encoded(url: str) -> None:
    assert without_secrets(url) == "https://a.example/x"


@pytest.mark.parametrize(
    "url", ["https://a.example:80/@bob", "https://a.example/?keyword=tea&monkey=1&design=2"]
)
def test_what_is_no_secret_stays(url: str) -> None:
    assert not has_secret(url)
    assert without_secrets(url) == url


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/x?token=a#part", "https://a.example/x#part"),
        ("https://a.example/x?b=c&token=a#part", "https://a.example/x?b=c#part"),
        ("https://a.example/x?token=a&b=c", "https://a.example/x?b=c"),
        ("https://a.example/x#token=a", "https://a.example/x"),
    ],
)
def test_nothing_is_left_of_a_secret(url: str, shown: str) -> None:
    assert without_secrets(url) == shown


def test_a_token_opens_the_list_and_is_nowhere_afterwards(
    shell: Shell, server: ForgeServer
) -> None:
    for path, url in {
        "/tea.md": f"{server.url}/tea.md?token=pa55word",
        "/closed.md": f"{server.url}/closed.md".replace("//", "//bob:pa55word@"),
    }.items():
        said = [shell.run(url), shell.run(url, "--refresh"), shell.run("export", url)]
        said += [shell.run("diff", url), shell.run("library"), shell.run("search", "sencha")]
        said += [shell.run("sync"), shell.run(f"{url}x"), shell.run("sync", f"{url}/\x1b")]
        assert said[0].stdout.startswith(SENCHA)
        assert said[1].stdout == said[0].stdout
        assert "without the password or token that its address had" in said[6].stderr
        assert path in said[4].stdout
        for ran in said:
            assert "pa55word" not in ran.stdout + ran.stderr
    stored = b"".join(path.read_bytes() for path in shell.folder.rglob("*") if path.is_file())
    assert b"pa55word" not in stored
    with closing(sqlite3.connect(shell.folder / "data/awesome-tui/library.db")) as db:
        assert "pa55word" not in "".join(db.iterdump())


def test_the_screens_show_and_keep_no_secret(shell: Shell, server: ForgeServer) -> None:
    url = f"{server.url}/tea.md?token=pa55word"
    variables = " ".join(f"{name}={value}" for name, value in shell.environ.items())
    program = f"{variables} TERM=xterm-256color {' '.join(COMMAND)} '{url}'; echo status $?"
    for _ in range(2):  # the second start begins with the frame that the first has kept
        with Terminal(program) as terminal:
            written = terminal.shows(b"Sencha")
            terminal.type(b"Gb")
            written += terminal.shows(b"ookmark")
            terminal.type(b"q")
            written += terminal.shows(b"status 0")
        assert b"pa55word" not in written
    with closing(sqlite3.connect(shell.folder / "data/awesome-tui/library.db")) as db:
        assert db.execute("SELECT start FROM frame").fetchall() == [(f"{server.url}/tea.md",)]
        assert "pa55word" not in "".join(db.iterdump())


def test_a_refresh_uses_the_token_that_was_typed_and_no_later_start_has_it(
    server: ForgeServer, loader: Loader
) -> None:
    typed = loader.fresh(f"{server.url}/tea.md?token=pa55word")
    assert "pa55word" not in repr(typed) + repr(loader)
    assert loader.fresh(typed.source).document.title == "Tea"
    with pytest.raises(Forbidden, match="which is not kept: open it by the whole address again"):
        started(loader.library, server).fresh(typed.source)
    assert loader.stored(typed.source)


def test_a_list_that_needs_no_secret_hears_nothing_of_one(
    server: ForgeServer, loader: Loader
) -> None:
    server.pages["/open.md"] = lambda handler: handler.file(TEA)
    loader.fresh(f"{server.url}/open.md")
    server.pages["/open.md"] = Handler.missing
    with pytest.raises(SourceError, match="There is nothing at"):
        loader.fresh(f"{server.url}/open.md")


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("/rawhub/ann/own/main/a.md", "SERVER/rawhub/ann/own/main/a.md?token=pa55word"),
        ("/gitlab/ann/own/-/raw/main/a.md", "SERVER/gitlab/ann/own/-/raw/main/a.md?token=pa55word"),
    ],
)
def test_a_raw_file_of_a_forge_opens_with_its_token(
    server: ForgeServer, loader: Loader, path: str, source: str
) -> None:
    server.pages[path] = wants("token")
    opened = loader.fresh(source.replace("SERVER", server.url))
    assert opened.document.title == "Tea"
    assert "pa55word" not in repr(opened)


def test_a_password_in_the_address_of_a_repository_is_its_token(
    server: ForgeServer, loader: Loader
) -> None:
    server.github["ann/own"] = Repo({"README.md": TEA}, token="pa55word")
    url = f"{server.url}/github/ann/own".replace("//", "//bob:pa55word@")
    assert loader.fresh(url).document.title == "Tea"
    raw = [headers for path, headers in server.asked if "/apihub" not in path]
    assert all("authorization" not in headers for headers in raw)


async def test_no_cookie_is_kept(server: ForgeServer, fetcher: Fetcher) -> None:
    with serve() as other:
        for each in (server, other):
            each.everything = lambda handler: handler.reply(
                body="# A", set_cookie="session=pa55word; Path=/"
            )
            for _ in range(2):
                await fetcher.fetch(f"{each.url}/a")
    assert all("cookie" not in headers for _, headers in server.asked + other.asked)
    assert not fetcher.client.cookies.jar


async def test_nor_by_a_client_that_keeps_them(server: ForgeServer) -> None:
    server.everything = lambda handler: handler.reply(body="# A", set_cookie="a=b; Path=/")
    async with httpx2.AsyncClient(verify=False) as client:
        for _ in range(2):
            await Fetcher(client).fetch(f"{server.url}/a")
    assert all("cookie" not in headers for _, headers in server.asked)


async def test_a_token_follows_a_renamed_repository_within_its_api(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.pages["/apihub/repos/ann/old"] = lambda handler: handler.reply(
        301, location="/apihub/repositories/7"
    )
    server.pages["/apihub/repositories/7"] = lambda handler: handler.json({"full_name": "ann/new"})
    place = parse_remote("ann/old", forges_from(server.environ))
    assert place
    assert place in {place}
    info = await read_repo_info(place, fetcher, token=hush)  # type: ignore[arg-type]
    assert info.name == "ann/new"
    assert [headers["authorization"] for _, headers in server.asked] == ["Bearer hush"] * 2


@pytest.mark.parametrize(
    "location",
    [
        "http://localhost:PORT/x",  # another host, although the same machine
        "http://127.0.0.1:OTHER/x",
        "//127.0.0.1:OTHER/x",
        "http://bob:word@127.0.0.1:OTHER/x",
    ],
)
async def test_a_token_goes_to_no_other_host_and_port(
    server: ForgeServer, fetcher: Fetcher, location: str
) -> None:
    with serve() as other:
        for page in (server, other):
            page.pages["/x"] = lambda handler: handler.reply(body="# X")
        to = location.replace("PORT", server.url.rpartition(":")[2])
        to = to.replace("OTHER", other.url.rpartition(":")[2])
        server.pages["/api"] = lambda handler: handler.reply(302, location=to)
        await fetcher.fetch(
            f"{server.url}/api", credential=Credential(f"{server.url}/api", "Bearer hush")
        )
        asked = [headers for path, headers in server.asked + other.asked if path == "/x"]
        assert len(asked) == 1
        assert "authorization" not in asked[0]


async def test_a_token_for_http_goes_to_no_https() -> None:
    seen = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append((str(request.url), request.headers.get("authorization")))
        if request.url.scheme == "http":
            return httpx2.Response(301, headers={"location": "https://api.example.org/"})
        return httpx2.Response(404)

    async with httpx2.AsyncClient(transport=httpx2.MockTransport(answer)) as client:
        token = Credential("http://api.example.org", "Bearer hush")
        with pytest.raises(NotFound):
            await Fetcher(client).fetch("http://api.example.org/", credential=token)
    assert [authorization for _, authorization in seen] == ["Bearer hush", None]


def test_a_place_shows_no_secret() -> None:
    place = parse_remote("https://bob:pa55word@github.com/a/b?token=pa55word", FORGES)
    assert place
    assert place.has_secret
    assert "pa55word" not in f"{place!r} {place} {place.key} {place.address}"
