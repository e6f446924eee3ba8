"""Every fault of the network is one sentence, within its time."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from forge_server import ForgeServer, Handler, serve
from server_faults import (
    FAULTS,
    dripping_body,
    dripping_headers,
    dripping_refusal,
    endless_promises,
    in_turn,
    reply,
    silence,
)

from awesome_tui.errors import FetchFailed, NotFound, RateLimited, SourceError
from awesome_tui.sources.fetch import (
    Credential,
    Fetched,
    Fetcher,
    NotModified,
    Validators,
)
from awesome_tui.sources.http_client import open_client
from awesome_tui.sources.network import NetworkSettings

NOON = datetime(2025, 6, 15, 12, 0, tzinfo=UTC)


@pytest.fixture
def naps() -> list[float]:
    """How long each pause would have been."""
    return []


@pytest.fixture
async def fetcher(naps: list[float]) -> AsyncIterator[Fetcher]:
    async def nap(seconds: float) -> None:
        naps.append(seconds)

    async with httpx2.AsyncClient(verify=False) as client:
        yield Fetcher(client, seconds=20, sleep=nap, now=lambda: NOON)


async def text(fetcher: Fetcher, url: str) -> str:
    fetched = await fetcher.fetch(url)
    assert isinstance(fetched, Fetched)
    return fetched.text


async def test_a_text_comes_with_where_and_what_it_is(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.pages["/a.md"] = reply(
        body="# Größe\n", content_type="Text/Markdown; charset=x", etag='"1"', last_modified="then"
    )
    url = f"{server.url}/a.md"
    assert await fetcher.fetch(url) == Fetched(
        url, "# Größe\n", "text/markdown", Validators(url, '"1"', "then")
    )


async def test_a_packed_text_is_unpacked(server: ForgeServer, fetcher: Fetcher) -> None:
    server.pages["/a.md"] = lambda handler: handler.file("# List\n" * 1000)
    assert await text(fetcher, f"{server.url}/a.md") == "# List\n" * 1000
    assert server.asked[0][1]["accept-encoding"] == "gzip"


async def test_an_unchanged_text_is_not_sent_again(server: ForgeServer, fetcher: Fetcher) -> None:
    server.pages["/a.md"] = lambda handler: handler.file("# List")
    first = await fetcher.fetch(f"{server.url}/a.md")
    assert isinstance(first, Fetched)
    assert await fetcher.fetch(f"{server.url}/a.md", known=first.version) == NotModified()


async def test_a_date_does_for_servers_without_etags(server: ForgeServer, fetcher: Fetcher) -> None:
    server.pages["/a.md"] = reply(304)
    known = Validators(f"{server.url}/a.md", last_modified="Sun, 15 Jun 2025 12:00:00 GMT")
    assert await fetcher.fetch(known.url, known=known) == NotModified()
    assert server.asked[0][1]["if-modified-since"] == known.last_modified


async def test_unchanged_is_no_answer_to_one_who_did_not_ask_for_that(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.pages["/a.md"] = reply(304)
    with pytest.raises(FetchFailed, match=r"an answer of no use \(304\)"):
        await fetcher.fetch(f"{server.url}/a.md", known=Validators(f"{server.url}/a.md"))


async def test_a_version_of_another_file_says_nothing(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.pages["/a.md"] = lambda handler: handler.file("# List")
    await fetcher.fetch(f"{server.url}/a.md", known=Validators("https://example.org/", '"1"'))
    assert "if-none-match" not in server.asked[0][1]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"\xef\xbb\xbf# A", "# A"),
        ("# Ä".encode("utf-16"), "# Ä"),
        (b"\xfe\xff\x00#", "#"),
        (b"\xff\xfe#\x00\x00", "#\ufffd"),
        (b"caf\xe9", "café"),
    ],
)
async def test_any_bytes_become_text(
    server: ForgeServer, fetcher: Fetcher, body: bytes, expected: str
) -> None:
    server.pages["/a.md"] = reply(body=body, content_type="text/plain; charset=latin1")
    assert await text(fetcher, f"{server.url}/a.md") == expected


async def test_no_charset_makes_links_of_harmless_bytes(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.pages["/a.md"] = reply(body="+AGo-avascript:", content_type="text/html; charset=utf-7")
    assert await text(fetcher, f"{server.url}/a.md") == "+AGo-avascript:"


async def test_redirects_are_followed_to_where_it_is(server: ForgeServer, fetcher: Fetcher) -> None:
    server.pages["/old"] = reply(301, location="/new")
    server.pages["/new"] = reply(308, location=f"{server.url}/new/place.md")
    server.pages["/new/place.md"] = reply(body="here")
    fetched = await fetcher.fetch(f"{server.url}/old")
    assert isinstance(fetched, Fetched)
    assert (fetched.url, fetched.text) == (f"{server.url}/new/place.md", "here")
    assert fetched.version.url == f"{server.url}/old"


async def test_another_try_helps_with_passing_trouble(
    server: ForgeServer, fetcher: Fetcher, naps: list[float]
) -> None:
    server.pages["/a.md"] = in_turn(reply(500), reply(503), reply(body="well"))
    assert await text(fetcher, f"{server.url}/a.md") == "well"
    assert naps == [0.25, 1.0]


async def test_three_tries_are_enough(server: ForgeServer, fetcher: Fetcher) -> None:
    server.pages["/a.md"] = reply(502)
    with pytest.raises(FetchFailed, match=r"is in trouble \(502\)"):
        await fetcher.fetch(f"{server.url}/a.md")
    assert len(server.asked) == 3


@pytest.mark.parametrize("pause", [2, 5])
async def test_a_short_pause_is_waited_out(
    server: ForgeServer, fetcher: Fetcher, naps: list[float], pause: int
) -> None:
    server.pages["/a.md"] = in_turn(reply(429, retry_after=str(pause)), reply(body="well"))
    assert await text(fetcher, f"{server.url}/a.md") == "well"
    assert naps == [pause]


async def test_more_than_five_seconds_are_not_waited(
    server: ForgeServer, fetcher: Fetcher, naps: list[float]
) -> None:
    server.pages["/a.md"] = in_turn(reply(429, retry_after="6"), reply(body="well"))
    with pytest.raises(RateLimited):
        await fetcher.fetch(f"{server.url}/a.md")
    assert naps == []


@pytest.mark.parametrize(
    ("page", "until", "words"),
    [
        (reply(429, retry_after="3600"), NOON + timedelta(hours=1), "until 13:00"),
        (reply(403, retry_after="60"), NOON + timedelta(minutes=1), "until 12:01"),
        (
            reply(503, retry_after="Sun, 15 Jun 2025 12:30:00 GMT"),
            NOON + timedelta(minutes=30),
            "until 12:30",
        ),
        (reply(429, retry_after="172800"), NOON + timedelta(days=2), "until 2025-06-17 12:00"),
        (
            reply(403, x_ratelimit_remaining="0", x_ratelimit_reset="1749989400"),
            NOON + timedelta(minutes=10),
            "until 12:10",
        ),
        (reply(403, x_ratelimit_remaining="0"), None, "in a minute"),
        (reply(429), None, "in a minute"),
        (reply(429, retry_after="9" * 40), None, "in a minute"),
        (
            reply(429, retry_after="Fri, 31 Dec 9999 23:59:59 GMT"),
            NOON + timedelta(days=36_500),
            "until 2125-05-22 12:00",
        ),
        (reply(429, retry_after="Sun, 99 Jun 2025 12:30:00 GMT"), None, "in a minute"),
    ],
)
async def test_a_long_pause_is_told_and_not_waited_out(
    server: ForgeServer,
    fetcher: Fetcher,
    page: Callable[[Handler], None],
    until: datetime | None,
    words: str,
) -> None:
    server.pages["/a.md"] = page
    with pytest.raises(RateLimited, match=words) as caught:
        await fetcher.fetch(f"{server.url}/a.md")
    assert caught.value.until == until
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "past", ["Mon, 01 Jan 0001 00:00:00 GMT", "0", "Sun, 15 Jun 1025 12:30:00 GMT"]
)
async def test_a_pause_that_is_over_is_not_told_as_one_to_come(
    server: ForgeServer, fetcher: Fetcher, past: str
) -> None:
    server.pages["/a.md"] = reply(429, retry_after=past)
    with pytest.raises(RateLimited, match=r"takes no more requests now: try again in a minute\.$"):
        await fetcher.fetch(f"{server.url}/a.md")
    assert len(server.asked) == 3


async def test_a_host_that_takes_no_more_requests_is_left_alone(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.pages["/a.md"] = reply(429, retry_after="3600")
    server.pages["/b.md"] = reply(body="b")
    for path in ("/a.md", "/b.md", "/a.md"):
        with pytest.raises(RateLimited, match="until 13:00") as caught:
            await fetcher.fetch(server.url + path)
        assert caught.value.until == NOON + timedelta(hours=1)
    assert server.paths == ["/a.md"]
    with serve() as other:
        other.pages["/b.md"] = reply(body="b")
        assert await text(fetcher, f"{other.url}/b.md") == "b"


async def test_an_api_that_takes_no_more_requests_spoils_no_raw_files_of_its_host(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.pages["/api/a"] = reply(429, retry_after="3600")
    server.pages["/raw/a"] = reply(body="here")
    with pytest.raises(RateLimited):
        await fetcher.fetch(f"{server.url}/api/a", site=f"{server.url}/api")
    assert await fetcher.fetch(f"{server.url}/raw/a", site=f"{server.url}/raw")


async def test_a_host_that_wants_short_pauses_again_and_again_is_left_alone(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.pages["/a.md"] = server.pages["/b.md"] = reply(429, retry_after="1")
    for path in ("/a.md", "/b.md"):
        with pytest.raises(RateLimited):
            await fetcher.fetch(server.url + path)
    assert server.paths == ["/a.md"] * 3


@pytest.mark.parametrize(("page", "words"), FAULTS)
async def test_a_fault_is_one_sentence(
    server: ForgeServer, fetcher: Fetcher, page: Callable[[Handler], None], words: str
) -> None:
    server.pages["/"] = page
    with pytest.raises(SourceError, match=words) as caught:
        await fetcher.fetch(f"{server.url}/")
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


async def test_nothing_there_is_told_apart(server: ForgeServer, fetcher: Fetcher) -> None:
    with pytest.raises(NotFound):
        await fetcher.fetch(f"{server.url}/a.md")


@pytest.mark.parametrize(
    "page", [silence, dripping_headers, endless_promises, dripping_body, dripping_refusal]
)
async def test_one_deadline_holds_for_everything(
    server: ForgeServer, page: Callable[[Handler], None]
) -> None:
    server.pages["/"] = page
    async with httpx2.AsyncClient(verify=False) as client:
        with pytest.raises(FetchFailed, match=r"did not come within 0\.3 seconds"):
            await Fetcher(client, seconds=0.3).fetch(f"{server.url}/")


async def test_a_server_that_never_takes_the_call_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        url = f"http://127.0.0.1:{full.getsockname()[1]}/"
        async with httpx2.AsyncClient(verify=False) as client:
            with pytest.raises(FetchFailed, match="did not come within"):
                await Fetcher(client, seconds=0.3).fetch(url)


async def test_a_server_that_is_not_there_is_told(fetcher: Fetcher, naps: list[float]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(FetchFailed, match="cannot be reached: check the network"):
        await fetcher.fetch(f"http://127.0.0.1:{port}/")
    assert len(naps) == 2


async def test_a_server_that_does_not_speak_tls_is_told(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    with pytest.raises(FetchFailed, match="cannot be reached: check the network and the address"):
        await fetcher.fetch(server.url.replace("http:", "https:"))


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/a",
        "http://",
        "http:///a",
        "http://127.0.0.1:0x/",
        "http://127.0.0.1:99999/",
        "http://\u202e.example/",
        "http://xn--a/",
        "http://127.0.0.1/\x1b]52;c;x\x07",
        "a/b",
        "",
    ],
)
async def test_what_is_no_address_is_told(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(
        FetchFailed, match=r"^[^\n\x1b]+: check (it|that one|its host, port and brackets)\.$"
    ):
        await fetcher.fetch(url)


async def test_a_password_goes_to_its_site_and_is_shown_to_nobody(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.pages["/a.md"] = lambda handler: handler.file("# List")
    fetched = await fetcher.fetch(server.url.replace("//", "//bob:secret@") + "/a.md#part")
    assert server.asked[0][1]["authorization"] == "Basic Ym9iOnNlY3JldA=="
    assert isinstance(fetched, Fetched)
    assert fetched.url == fetched.version.url == f"{server.url}/a.md"


@pytest.mark.parametrize(
    "page", [reply(404), reply(500), reply(429), reply(302, location="/a?token=secret")]
)
async def test_a_secret_is_in_no_message(
    server: ForgeServer, fetcher: Fetcher, page: Callable[[Handler], None]
) -> None:
    server.pages["/a"] = page
    with pytest.raises(SourceError) as caught:
        await fetcher.fetch(server.url.replace("//", "//bob:secret@") + "/a?token=secret")
    assert "secret" not in str(caught.value)
    assert "bob" not in str(caught.value)


async def test_a_secret_is_in_no_repr() -> None:
    assert "hush" not in repr(Credential("https://example.org", "Bearer hush"))


async def test_a_token_stays_on_its_own_site(server: ForgeServer, fetcher: Fetcher) -> None:
    with serve() as other:
        server.pages["/api"] = reply(302, location=f"{other.url}/elsewhere")
        other.pages["/elsewhere"] = reply(302, location=f"{server.url}/back")
        server.pages["/back"] = reply(body="home")
        token = Credential(f"{server.url}/api", "Bearer hush")
        await fetcher.fetch(f"{server.url}/api", credential=token)
    assert [headers.get("authorization") for _, headers in server.asked] == ["Bearer hush"] * 2
    assert "authorization" not in other.asked[0][1]


async def test_a_token_goes_nowhere_else_from_the_start(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.pages["/a.md"] = reply(body="x")
    token = Credential("https://api.example.org", "Bearer hush")
    await fetcher.fetch(f"{server.url}/a.md", credential=token)
    assert "authorization" not in server.asked[0][1]


async def test_an_odd_token_or_etag_is_the_servers_to_judge(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.pages["/a.md"] = reply(401)
    with pytest.raises(FetchFailed, match="wants a valid password or token"):
        await fetcher.fetch(
            f"{server.url}/a.md",
            known=Validators(f"{server.url}/a.md", '"ä"'),
            credential=Credential(server.url, "Bearer ä"),
        )


async def test_a_redirect_sets_no_password(server: ForgeServer, fetcher: Fetcher) -> None:
    server.pages["/a"] = reply(302, location=server.url.replace("//", "//x:y@") + "/b")
    server.pages["/b"] = reply(body="b")
    assert await text(fetcher, f"{server.url}/a") == "b"
    assert "authorization" not in server.asked[1][1]


async def test_a_token_never_leaves_https() -> None:
    def downgrade(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(302, headers={"location": "http://api.example.org/"})

    token = Credential("https://api.example.org", "Bearer hush")
    async with httpx2.AsyncClient(transport=httpx2.MockTransport(downgrade)) as client:
        with pytest.raises(FetchFailed, match="from https to http, where no token may go"):
            await Fetcher(client).fetch("https://api.example.org/", credential=token)


async def test_a_connection_is_used_again_after_a_miss(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    ports = []

    def page(handler: Handler) -> None:
        ports.append(handler.client_address[1])
        handler.missing()

    server.pages["/a"] = server.pages["/b"] = page
    for path in ("/a", "/b"):
        with pytest.raises(NotFound):
            await fetcher.fetch(server.url + path)
    assert len(set(ports)) == 1


async def test_a_client_opens_with_the_settings_of_this_machine() -> None:
    async with open_client(NetworkSettings()) as client:
        assert not client.follow_redirects
