"""Answers of forges that lie in their details: a value or one sentence, whatever they hold."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime
from functools import partial
from itertools import product
from typing import Any

import httpx2
import pytest
from forge_server import ForgeServer, Handler, Repo, hush, serve
from hypothesis import given
from hypothesis import strategies as st
from test_forges import GITEA_ANSWER, GITHUB_ANSWER, GITLAB_ANSWER

from awesome_tui.errors import SourceError
from awesome_tui.model.entries import RepoInfo
from awesome_tui.sources.addresses import RepoPath, parse_remote
from awesome_tui.sources.fetch import Fetched, Fetcher
from awesome_tui.sources.forge_answers import ReadmeFile, parse_readme, parse_repo_info
from awesome_tui.sources.forges import forges_from
from awesome_tui.sources.remote import Download, read_remote, read_repo_info

TEXT = "# Tools\n\n- [A](https://a.example)\n"
README = {
    "type": "file",
    "path": "docs/Readme.md",
    "encoding": "base64",
    "content": base64.b64encode(TEXT.encode()).decode(),
    "html_url": "https://github.com/ann/tools/blob/main/docs/Readme.md",
}
ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    10**400,
    1.5,
    float("nan"),
    float("inf"),
    "",
    " ",
    "\0",
    "é☃\ud800",
    "\x1b]52;c;x\x07",
    "..",
    "../../etc/passwd",
    "javascript:alert(1)",
    "http://[",
    "ftp://x.example/a",
    "https://github.com/a/b/blob/main/../x",
    "9999-99-99",
    "99999999999999",
    "-2025-01-01T00:00:00Z",
    "a" * 100_000,
    [],
    [[]],
    {},
    {"path": {}},
    [None, 7, "x", {"path": 7, "type": []}, {"path": "readme.md", "type": None}],
]


@pytest.fixture
def server() -> Iterator[ForgeServer]:
    with serve() as server:
        repo = Repo({"docs/Readme.md": TEXT}, token="hush")
        for forge in (server.github, server.gitlab, server.codeberg):
            forge["ann/tools"] = repo
        yield server


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async def nap(_: float) -> None: ...

    async with httpx2.AsyncClient(verify=False) as client:
        yield Fetcher(client, seconds=20, sleep=nap, now=lambda: datetime(2025, 6, 15, tzinfo=UTC))


@pytest.mark.parametrize("answer", [GITHUB_ANSWER, GITLAB_ANSWER, GITEA_ANSWER])
def test_each_field_of_a_repository_may_be_anything(answer: dict[str, Any]) -> None:
    types = {
        "stars": int | None,
        "pushed": date | None,
        "archived": bool,
        "active": date | None,
        "released": date | None,
        "topics": tuple,
    }
    for field, odd in product(answer, ODD):
        info = parse_repo_info(answer | {field: odd})
        if info is None:
            assert field in {"full_name", "path_with_namespace"}
            continue
        for name in RepoInfo._fields:
            assert isinstance(getattr(info, name), types.get(name, str))
        assert info.stars is None or info.stars < 10**12


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(sorted(README)) | st.text(), inner)
        ),
    )
)
def test_any_json_is_an_answer(answer: Any) -> None:
    found = parse_readme(answer)
    assert found is None or (isinstance(found, ReadmeFile) and found.path)
    parse_repo_info(answer)


@pytest.mark.parametrize("content", ["é", "IyBB\x00YmM=", "IyBB-YmM=", "IyBBYm", "====", "🙂" * 9])
def test_what_is_no_base64_is_not_taken_for_the_file(content: str) -> None:
    assert parse_readme(README | {"content": content}) == ReadmeFile(
        "docs/Readme.md", None, README["html_url"]
    )


FIELDS = {"ann/tools": README.keys(), "gl:ann/tools": ("path",), "cb:ann/tools": ("type",)}


@pytest.mark.parametrize("source", FIELDS)
async def test_each_field_of_a_readme_may_be_anything(
    server: ForgeServer, fetcher: Fetcher, source: str
) -> None:
    place = parse_remote(source, forges_from(server.environ))
    assert isinstance(place, RepoPath)
    lies = [README | {field: odd} for field, odd in product(FIELDS[source], ODD)]
    answers = [json.dumps(lie if source == "ann/tools" else [lie]) for lie in lies]
    path = httpx2.URL(place.readme_api).path
    for body in answers:
        server.pages[path] = partial(Handler.reply, body=body)
        try:
            download = await read_remote(place, fetcher, token=hush)
        except SourceError as error:
            assert_is_a_sentence(error)
        else:
            assert isinstance(download, Download)
            assert download.document.text


def assert_is_a_sentence(error: SourceError) -> None:
    assert str(error).isprintable()
    assert str(error).endswith(".")


BODIES = [
    b"",
    b"\xff\xfe",
    b"\0" * 9,
    b"\xff" * 99,
    "{}".encode("utf-16"),
    '{"full_name": "ä/b"}'.encode("latin-1"),
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b"[" * 100_000 + b"]" * 100_000,
    b"9" * 100_000,
    b"-1e999999",
    b'{"full_name": "a/b", "stargazers_count": ' + b"9" * 5_000 + b"}",
    b"nul",
    b'"\\ud800"',
    b'{"full_name": "\\ud800/\\u001b[31m"}',
    b"<html>",
]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
async def test_any_bytes_are_a_value_or_a_sentence(
    server: ForgeServer, fetcher: Fetcher, body: bytes
) -> None:
    def page(handler: Handler) -> None:
        handler.reply(body=body, content_type="application/json; charset=utf-16")

    server.everything = page
    place = parse_remote("ann/tools", forges_from(server.environ))
    assert isinstance(place, RepoPath)
    try:
        info = await read_repo_info(place, fetcher, token=hush)
        assert info.name.isprintable()
    except SourceError as error:
        assert_is_a_sentence(error)


@pytest.mark.parametrize(
    "retry",
    [
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Mon, 01 Jan 0001 00:00:00 GMT",
        "Fri, 31 Dec 99999 23:59:59 GMT",
        "Fri, 31 Dec 2025 23:59:59 +9999",
        "9" * 10,
        "9" * 5000,
        "-1",
        "1e9",
        "١",
    ],
)
async def test_a_time_beyond_the_calendar_is_one_sentence(
    server: ForgeServer, fetcher: Fetcher, retry: str
) -> None:
    server.pages["/a"] = lambda handler: handler.reply(
        429, retry_after=retry.encode().decode("latin-1")
    )
    with pytest.raises(SourceError) as caught:
        await fetcher.fetch(f"{server.url}/a")
    assert_is_a_sentence(caught.value)


async def test_an_endless_etag_is_not_sent_back(server: ForgeServer, fetcher: Fetcher) -> None:
    server.pages["/a"] = lambda handler: handler.reply(body="# A", etag=f'"{"x" * 50_000}"')
    fetched = await fetcher.fetch(f"{server.url}/a")
    assert isinstance(fetched, Fetched)
    assert fetched.version.etag == ""
