"""Facts about the repositories of a list: who is asked for which, and what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from forge_server import ForgeServer, Handler, Repo, serve
from shelves import Now

from awesome_tui.errors import AwesomeError
from awesome_tui.library import Library
from awesome_tui.model.repositories import FRESH, FactSources, RepoState
from awesome_tui.services.facts_fetch import ask_about
from awesome_tui.services.loader import Loader
from awesome_tui.services.repository_facts import RepositoryFacts
from awesome_tui.sources.forges import forges_from, token_from
from awesome_tui.sources.repository_apis import ATTRIBUTION

POT, KETTLE = "https://github.com/ann/pot", "https://github.com/ann/kettle"
LAB, BERG = "https://gitlab.com/org/tools", "https://codeberg.org/ann/tools"
TOKEN = {"GITHUB_TOKEN": "hush"}


async def at_once(_: float) -> None: ...


@pytest.fixture
def server() -> Iterator[ForgeServer]:
    with serve() as server:
        server.github["ann/pot"] = Repo({}, info={"stargazers_count": 12})
        server.github["ann/kettle"] = Repo({}, info={"stargazers_count": 7})
        server.gitlab["org/tools"] = Repo({}, info={"star_count": 3})
        server.codeberg["ann/tools"] = Repo({}, info={"stars_count": 2})
        yield server


class Desk:
    """A library, a clock, and what its user allows."""

    def __init__(self, server: ForgeServer, path: Path | str = ":memory:") -> None:
        self.server, self.now = server, Now()
        self.library = Library(path, self.now)

    def facts(
        self,
        environ: dict[str, str] | None = None,
        sources: FactSources = FactSources.TOKEN,
        *,
        offline: bool = False,
    ) -> RepositoryFacts:
        environ = self.server.facts_environ | (environ or {})
        loader = Loader(
            self.library,
            forges_from(environ),
            lambda forge: token_from(forge, environ),
            lambda: datetime.fromtimestamp(self.now.time, UTC),
            offline=offline,
            environ=environ,
        )
        return RepositoryFacts(loader, sources)


@pytest.fixture
def desk(server: ForgeServer) -> Iterator[Desk]:
    desk = Desk(server)
    with desk.library:
        yield desk


async def ask(
    facts: RepositoryFacts, *urls: str, focused: bool = False
) -> tuple[Sequence[AwesomeError], list[str]]:
    """The problems, and the keys of what was told."""
    told: list[str] = []
    wanted = facts.due(urls, focused=focused)
    problems = await ask_about(wanted, facts, told.extend, focused=focused, sleep=at_once)
    return problems, told


async def test_with_a_token_github_is_asked_about_all_at_once(
    desk: Desk, server: ForgeServer
) -> None:
    facts = desk.facts(TOKEN)
    assert await ask(facts, KETTLE, POT) == ((), ["github.com/ann/kettle", "github.com/ann/pot"])
    assert server.paths == ["/apihub/graphql"]
    known = facts.known([POT, f"{POT}/wiki"])
    assert [each.info.stars for each in known.values()] == [12]


async def test_the_token_of_a_forge_reaches_nobody_else(desk: Desk, server: ForgeServer) -> None:
    facts = desk.facts(TOKEN | {"GITLAB_TOKEN": "quiet"}, FactSources.ALL)
    await ask(facts, POT, LAB, BERG)
    sent = {path.split("/")[1]: headers.get("authorization") for path, headers in server.asked}
    assert sent == {"apihub": "Bearer hush", "gitlab": "Bearer quiet", "codeberg": None}


OTHERS = {"gitlab", "codeberg"}
ALL_LINKS = (POT, LAB, BERG, "https://example.com/pot")


@pytest.mark.parametrize(
    ("sources", "environ", "asked", "asked_in_focus"),
    [
        (FactSources.OFF, TOKEN, set(), set()),
        (FactSources.TOKEN, {}, set(), set()),
        (FactSources.TOKEN, TOKEN, {"apihub"}, {"apihub"}),
        (FactSources.TOKEN, {"GITLAB_TOKEN": "quiet"}, {"gitlab"}, {"gitlab"}),
        (FactSources.FORGE, {}, OTHERS, OTHERS | {"apihub"}),
        (FactSources.ALL, {}, OTHERS | {"ecosystems"}, OTHERS | {"apihub"}),
        (FactSources.ALL, TOKEN, OTHERS | {"apihub"}, OTHERS | {"apihub"}),
    ],
)
async def test_only_those_are_asked_whom_the_user_lets_ask(
    server: ForgeServer,
    sources: FactSources,
    environ: dict[str, str],
    asked: set[str],
    asked_in_focus: set[str],
) -> None:
    for focused, expected in ((False, asked), (True, asked_in_focus)):
        server.asked.clear()
        desk = Desk(server)
        with desk.library:
            await ask(desk.facts(environ, sources), *ALL_LINKS, focused=focused)
        assert {path.split("/")[1] for path in server.paths} == expected


async def test_nobody_is_asked_offline(desk: Desk, server: ForgeServer) -> None:
    await ask(desk.facts(TOKEN, FactSources.ALL, offline=True), *ALL_LINKS)
    assert not server.asked


async def test_no_third_party_hears_of_a_github_of_ones_own(
    desk: Desk, server: ForgeServer
) -> None:
    facts = desk.facts({"AWESOME_TUI_GITHUB_WEB": "https://git.example"}, FactSources.ALL)
    await ask(facts, "https://git.example/ann/pot")
    assert not server.asked


async def test_ecosystems_is_named_where_it_told(desk: Desk) -> None:
    facts = desk.facts({}, FactSources.ALL)
    await ask(facts, POT)
    (known,) = facts.known([POT]).values()
    assert known.source == ATTRIBUTION
    assert known.learned < known.asked or known.updated


async def test_what_is_known_is_asked_for_again_a_week_later(
    desk: Desk, server: ForgeServer
) -> None:
    facts = desk.facts(TOKEN)
    for seconds, requests in ((0, 1), (FRESH - 1, 1), (1, 2)):
        desk.now.time += seconds
        await ask(facts, POT)
        assert len(server.asked) == requests


async def test_what_is_gone_is_not_asked_for_again_and_again(
    desk: Desk, server: ForgeServer
) -> None:
    facts = desk.facts(TOKEN)
    for _ in range(2):
        await ask(facts, "https://github.com/ann/gone")
    assert len(server.asked) == 1
    (known,) = facts.known(["https://github.com/ann/gone"]).values()
    assert known.state is RepoState.GONE


async def test_a_forge_at_its_limit_is_left_alone_until_then(
    desk: Desk, server: ForgeServer
) -> None:
    desk.now.time = 1_750_000_000.0 - 600
    server.graphql.requests = 0
    facts = desk.facts(TOKEN)
    (problem,), told = await ask(facts, POT)
    assert "GitHub tells no more of repositories until" in str(problem)
    assert not told
    await ask(facts, POT)
    assert len(server.asked) == 1
    server.graphql.requests = 10
    desk.now.time += 601
    assert (await ask(facts, POT))[1] == ["github.com/ann/pot"]


async def test_one_forge_in_trouble_keeps_nothing_from_the_others(
    desk: Desk, server: ForgeServer
) -> None:
    server.pages["/apihub/graphql"] = lambda handler: handler.reply(500)
    problems, told = await ask(desk.facts(TOKEN, FactSources.FORGE), POT, LAB)
    assert [len(problems), told] == [1, ["gitlab.com/org/tools"]]


def test_who_stops_it_keeps_what_was_told(desk: Desk, server: ForgeServer) -> None:
    for number in range(120):
        server.github[f"joe/cup{number}"] = Repo({}, info={"stargazers_count": number})
    urls = [f"https://github.com/joe/cup{number}" for number in range(120)]
    facts = desk.facts(TOKEN)

    def hang(handler: Handler) -> None:
        run.stop()
        server.stopped.wait(60)

    def stop_later(_: object) -> None:
        server.pages["/apihub/graphql"] = hang

    run = facts.begin(facts.due(urls), stop_later)
    assert run.finished.result(60) == ()
    assert len(facts.known(urls)) == 50


async def test_a_token_is_spoken_of_once_ever(tmp_path: Path, server: ForgeServer) -> None:
    for expected in (True, False):
        desk = Desk(server, tmp_path / "library.db")
        with desk.library:
            assert desk.facts().wants_token([POT]) is expected
            desk.facts().note_told()


@pytest.mark.parametrize(
    ("environ", "sources", "url"),
    [
        (TOKEN, FactSources.TOKEN, POT),
        ({}, FactSources.OFF, POT),
        ({}, FactSources.FORGE, POT),
        ({}, FactSources.TOKEN, LAB),
    ],
)
def test_a_token_is_not_spoken_of_to_those_who_do_not_need_it(
    desk: Desk, environ: dict[str, str], sources: FactSources, url: str
) -> None:
    assert not desk.facts(environ, sources).wants_token([url])
