"""Lists that are found on GitHub by words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from forge_server import ForgeServer, Handler, Repo, serve

from awesome_tui.errors import FetchFailed, Forbidden, NotFound, RateLimited
from awesome_tui.sources.fetch import Fetcher
from awesome_tui.sources.forges import forges_from
from awesome_tui.sources.repository_search import FoundList, plain_words, search_lists

TEAPOTS, CUPS = "jane/awesome-teapots", "ann/cups"
SEARCH = "/apihub/search/repositories"


@pytest.fixture
def server() -> Iterator[ForgeServer]:
    with serve() as server:
        for name, stars, topics in (
            (TEAPOTS, 12, ["awesome-list"]),
            (CUPS, 3_400, ["awesome-list", "teapots"]),
            ("joe/teapots", 9_000, []),
        ):
            info = {"topics": topics, "stargazers_count": stars, "description": "For tea."}
            server.github[name] = Repo({"README.md": "# Pots"}, info=info)
        yield server


async def find(server: ForgeServer, words: str, token: str | None = None) -> tuple[FoundList, ...]:
    async with httpx2.AsyncClient() as client:
        fetcher = Fetcher(client, sleep=at_once, now=lambda: datetime(2025, 1, 1, tzinfo=UTC))
        forge = forges_from(server.environ)["gh"]
        return await search_lists(words, forge, fetcher, token=lambda _: token)


async def at_once(_: float) -> None: ...


async def test_lists_are_found_by_their_topic_the_most_starred_first(server: ForgeServer) -> None:
    found = await find(server, "teapots")
    assert [each.info.name for each in found] == [CUPS, TEAPOTS]
    assert found[0].url == f"{server.url}/github/{CUPS}"
    assert (found[0].info.stars, found[0].info.description) == (3_400, "For tea.")


async def test_the_token_goes_along_where_there_is_one(server: ForgeServer) -> None:
    await find(server, "teapots")
    await find(server, "teapots", "mine")
    sent = [headers.get("authorization") for _, headers in server.asked]
    assert sent == [None, "Bearer mine"]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Tea pots", "tea pots"),
        ("user:jane tea", "user jane tea"),
        ('"green tea" OR C++ c#', "green tea or c++ c#"),
        ("  ", ""),
        ("tea " * 100, ("tea " * 100)[:200].strip()),
    ],
)
def test_words_are_words_and_no_commands_to_github(typed: str, asked: str) -> None:
    assert plain_words(typed) == asked


async def test_the_request_is_the_one_that_github_documents(server: ForgeServer) -> None:
    await find(server, "tea pots")
    path, headers = server.asked[0]
    assert urlsplit(path).path == SEARCH
    assert parse_qs(urlsplit(path).query)["q"] == ["tea pots topic:awesome-list"]
    assert headers["accept"] == "application/vnd.github+json"


async def test_where_nothing_is_found_it_says_so(server: ForgeServer) -> None:
    with pytest.raises(NotFound, match=r'GitHub knows no list for "coffee": try other words\.'):
        await find(server, "coffee")


def refuse(handler: Handler) -> None:
    handler.reply(422, '{"message": "Validation Failed"}')


def send_a_login(handler: Handler) -> None:
    handler.reply(body="<html><h1>Log in</h1></html>", content_type="text/html")


def send_nonsense(handler: Handler) -> None:
    handler.json(["items"])


@pytest.mark.parametrize(
    ("page", "error", "sentence"),
    [
        (refuse, FetchFailed, "an answer of no use"),
        (send_a_login, Forbidden, "log in"),
        (send_nonsense, NotFound, "knows no list"),
    ],
)
async def test_answers_of_no_use_are_one_sentence(
    server: ForgeServer, page: Callable[[Handler], None], error: type[Exception], sentence: str
) -> None:
    server.pages[SEARCH] = page
    with pytest.raises(error, match=sentence):
        await find(server, "teapots")


async def test_a_rate_limit_tells_until_when(server: ForgeServer) -> None:
    server.limited = True
    with pytest.raises(RateLimited, match="takes no more requests until 2025-06-15"):
        await find(server, "teapots")
