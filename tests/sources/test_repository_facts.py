"""Facts about repositories from every source that has some, against a local server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime

import httpx2
import pytest
from forge_server import ForgeServer, Repo, serve

from awesome_tui.errors import FetchFailed, Forbidden, RateLimited
from awesome_tui.model.repositories import RepoReport, RepoState
from awesome_tui.sources.fetch import Fetcher
from awesome_tui.sources.forges import forges_from
from awesome_tui.sources.github_graphql import GitHubGraphQL
from awesome_tui.sources.repository_apis import ATTRIBUTION, Ecosystems, ForgeApi
from awesome_tui.sources.repository_links import RepositoryLinks, RepositorySource

NOW = datetime(2025, 1, 1, tzinfo=UTC)
POT = {
    "description": "Boils\x1b water.",
    "stargazers_count": 1_234,
    "pushed_at": "2024-07-01T02:03:04Z",
    "license": {"spdx_id": "BSD-3-Clause"},
    "language": "Go",
    "archived": True,
    "topics": ["tea", "steam"],
    "release": {"tagName": "v2.1", "publishedAt": "2024-06-01T00:00:00Z"},
}


async def at_once(_: float) -> None: ...


@pytest.fixture
def server() -> Iterator[ForgeServer]:
    with serve() as server:
        server.github["ann/pot"] = Repo({}, info=POT)
        server.github["ann/kettle"] = Repo({}, renamed="ann/pot")
        server.github["ann/secret"] = Repo({}, token="other")
        yield server


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with httpx2.AsyncClient() as client:
        yield Fetcher(client, sleep=at_once, now=lambda: NOW)


def many(server: ForgeServer, count: int) -> list[str]:
    for number in range(count):
        server.github[f"joe/cup{number}"] = Repo({}, info={"stargazers_count": number})
    return [f"joe/cup{number}" for number in range(count)]


async def ask(
    server: ForgeServer, source: RepositorySource, *names: str, forge: str = "github.com"
) -> list[RepoReport]:
    return [report async for report in told(server, source, *names, forge=forge)]


async def told(
    server: ForgeServer, source: RepositorySource, *names: str, forge: str = "github.com"
) -> AsyncIterator[RepoReport]:
    links = RepositoryLinks(forges_from(server.facts_environ))
    wanted = list(links.among(f"https://{forge}/{name}" for name in names).values())
    assert len(wanted) == len(names)
    async for reports in source.reports(wanted):
        for report in reports:
            yield report


def graphql(server: ForgeServer, fetcher: Fetcher, token: str = "hush") -> GitHubGraphQL:
    return GitHubGraphQL(forges_from(server.facts_environ)["gh"], fetcher, token)


# ---- GitHub, with a token


async def test_github_tells_all_of_a_repository(server: ForgeServer, fetcher: Fetcher) -> None:
    (report,) = await ask(server, graphql(server, fetcher), "ann/pot")
    assert (report.key, report.source, report.state) == (
        "github.com/ann/pot",
        "GitHub",
        RepoState.THERE,
    )
    info = report.info
    assert info is not None
    assert (info.name, info.description, info.stars) == ("ann/pot", "Boils water.", 1_234)
    assert (info.pushed, info.licence, info.language) == (date(2024, 7, 1), "BSD-3-Clause", "Go")
    assert (info.archived, info.topics) == (True, ("tea", "steam"))
    assert (info.release, info.released) == ("v2.1", date(2024, 6, 1))


async def test_a_renamed_repository_is_told_under_the_name_that_was_asked_for(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    (report,) = await ask(server, graphql(server, fetcher), "ann/kettle")
    assert report.key == "github.com/ann/kettle"
    assert report.info
    assert report.info.name == "ann/pot"


async def test_each_repository_is_judged_by_its_own_error(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.github["joe/taken"] = Repo({}, block="dmca")
    server.graphql.forbidden.add("big/corp")
    names = ("ann/pot", "ann/gone", "ann/secret", "big/corp", "joe/taken")
    reports = await ask(server, graphql(server, fetcher), *names)
    assert [report.state.value for report in reports] == [
        "there",
        "gone",
        "gone",
        "unknown",
        "blocked",
    ]
    assert server.graphql.batches == [list(names)], "in one request"


async def test_fifty_are_asked_for_at_a_time(server: ForgeServer, fetcher: Fetcher) -> None:
    reports = await ask(server, graphql(server, fetcher), *many(server, 120))
    assert [report.info and report.info.stars for report in reports] == [*range(120)]
    assert list(map(len, server.graphql.batches)) == [50, 50, 20]


async def test_requests_that_are_too_much_for_the_server_are_halved(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.graphql.most = 20
    reports = await ask(server, graphql(server, fetcher), *many(server, 60))
    assert [report.info and report.info.stars for report in reports] == [*range(60)]
    assert list(map(len, server.graphql.batches)) == [50, 25, 12, 12, 12, 12, 12]


async def test_what_was_left_out_of_an_answer_is_asked_for_again(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.graphql.most_in_full = 30
    reports = await ask(server, graphql(server, fetcher), *many(server, 60))
    assert [report.info and report.info.stars for report in reports] == [*range(60)]
    assert list(map(len, server.graphql.batches)) == [50, 25, 5]


async def test_a_server_that_fails_whatever_it_is_asked_is_left_alone(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.graphql.most = 0
    with pytest.raises(FetchFailed, match="in trouble"):
        await ask(server, graphql(server, fetcher), *many(server, 60))
    assert list(map(len, server.graphql.batches)) == [50, 25, 12, 6, 3, 1, 1, 1]


async def test_a_repository_that_the_server_fails_on_keeps_no_other_from_being_told(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.graphql.poison.add("joe/cup1")
    reports = await ask(server, graphql(server, fetcher), *many(server, 4))
    assert [report.key[-1] for report in reports] == ["0", "2", "3"]


@pytest.mark.parametrize(("status", "requests"), [(200, 2), (403, 3)])
async def test_a_rate_limit_ends_it_and_what_was_told_before_stays(
    server: ForgeServer, fetcher: Fetcher, status: int, requests: int
) -> None:
    server.graphql.requests, server.graphql.limit_status = 2, status
    reports: list[RepoReport] = []

    async def listen() -> None:
        async for report in told(server, graphql(server, fetcher), *many(server, 120)):
            reports.append(report)

    with pytest.raises(RateLimited) as caught:
        await listen()
    assert len(reports) == 100
    assert caught.value.until
    assert caught.value.until > NOW
    assert len(server.graphql.batches) == requests


async def test_a_rate_limit_of_an_answer_without_data_says_until_when(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.graphql.requests = 0
    with pytest.raises(RateLimited, match="GitHub tells no more of repositories until") as caught:
        await ask(server, graphql(server, fetcher), "ann/pot")
    assert caught.value.until == datetime.fromtimestamp(1_750_000_000, UTC)


async def test_a_token_that_is_not_accepted_is_one_sentence(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    with pytest.raises(Forbidden, match="wants a valid password or token"):
        await ask(server, graphql(server, fetcher, "wrong"), "ann/pot")


@pytest.mark.parametrize("body", ["oops", "[]", "{}", '{"data": 7, "errors": [7, {"path": [7]}]}'])
async def test_nonsense_tells_nothing(server: ForgeServer, fetcher: Fetcher, body: str) -> None:
    server.pages["/apihub/graphql"] = lambda handler: handler.reply(body=body)
    try:
        reports = await ask(server, graphql(server, fetcher), "ann/pot")
    except FetchFailed:
        return
    assert [report.state for report in reports] == [RepoState.UNKNOWN]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_the_token_goes_to_the_api_alone_and_follows_no_redirect(
    server: ForgeServer, fetcher: Fetcher, status: int
) -> None:
    with serve() as stranger:
        place = f"{stranger.url}/apihub/graphql"
        server.pages["/apihub/graphql"] = lambda handler: handler.reply(status, location=place)
        with pytest.raises(FetchFailed):
            await ask(server, graphql(server, fetcher), "ann/pot")
        assert not stranger.asked
    assert [headers["authorization"] for _, headers in server.asked] == ["Bearer hush"]


async def test_the_token_does_not_follow_a_redirect_of_the_rest_api(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    with serve() as stranger:
        stranger.github["ann/pot"] = Repo({}, info=POT)
        place = f"{stranger.url}/apihub/repos/ann/pot"
        server.pages["/apihub/repos/ann/pot"] = lambda handler: handler.reply(302, location=place)
        await ask(server, ForgeApi(fetcher, lambda _: "hush", sleep=at_once), "ann/pot")
        assert [headers.get("authorization") for _, headers in stranger.asked] == [None]
    assert [headers["authorization"] for _, headers in server.asked] == ["Bearer hush"]


# ---- one by one


async def test_every_forge_tells_by_its_api(server: ForgeServer, fetcher: Fetcher) -> None:
    server.gitlab["org/team/pot"] = Repo(
        {}, info={"star_count": 7, "last_activity_at": "2024-02-29T00:00:00Z", "topics": ["tea"]}
    )
    server.codeberg["ann/pot"] = Repo(
        {}, info={"stars_count": 9, "updated_at": "2024-03-01T00:00:00Z"}
    )
    api = ForgeApi(fetcher, sleep=at_once)
    told_by = [
        *await ask(server, api, "ann/pot"),
        *await ask(server, api, "org/team/pot", forge="gitlab.com"),
        *await ask(server, api, "ann/pot", forge="codeberg.org"),
    ]
    assert [report.source for report in told_by] == ["GitHub", "GitLab", "Codeberg"]
    infos = [report.info for report in told_by if report.info]
    assert [info.stars for info in infos] == [1_234, 7, 9]
    days = [(info.pushed, info.active) for info in infos]
    assert days == [
        (date(2024, 7, 1), None),
        (None, date(2024, 2, 29)),
        (None, date(2024, 3, 1)),
    ], "activity is no push"


async def test_what_is_gone_or_taken_away_is_told_as_such(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.github["joe/taken"] = Repo({}, block="dmca")
    reports = await ask(server, ForgeApi(fetcher, sleep=at_once), "ann/gone", "joe/taken")
    assert [report.state.value for report in reports] == ["gone", "blocked"]


async def test_repositories_are_asked_for_with_pauses_between(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    pauses: list[float] = []

    async def note(seconds: float) -> None:
        pauses.append(seconds)

    await ask(server, ForgeApi(fetcher, sleep=note), "ann/pot", "ann/kettle", "ann/gone")
    assert pauses == [1.0, 1.0]


async def test_a_limited_api_ends_it(server: ForgeServer, fetcher: Fetcher) -> None:
    server.limited = True
    with pytest.raises(RateLimited):
        await ask(server, ForgeApi(fetcher, sleep=at_once), "ann/pot", "ann/kettle")
    assert len(server.asked) == 1


# ---- ecosyste.ms


async def test_ecosystems_is_named_with_its_licence_and_the_age_of_its_facts(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    source = Ecosystems(fetcher, server.facts_environ["AWESOME_TUI_ECOSYSTEMS_API"], sleep=at_once)
    there, old, gone = await ask(server, source, "ann/pot", "ann/kettle", "ann/gone")
    assert there.source == ATTRIBUTION == "ecosyste.ms, CC BY-SA"
    assert there.updated == datetime(2024, 12, 1, tzinfo=UTC).timestamp()
    assert there.info
    assert (there.info.stars, there.info.licence) == (1_234, "BSD-3-Clause")
    assert [old.state, gone.state] == [RepoState.UNKNOWN] * 2, "its index has gaps"


async def test_ecosystems_gets_no_token(server: ForgeServer, fetcher: Fetcher) -> None:
    source = Ecosystems(fetcher, server.facts_environ["AWESOME_TUI_ECOSYSTEMS_API"], sleep=at_once)
    await ask(server, source, "ann/pot")
    ((path, headers),) = server.asked
    assert path == "/ecosystems/hosts/GitHub/repositories/ann%2Fpot"
    assert "authorization" not in headers
