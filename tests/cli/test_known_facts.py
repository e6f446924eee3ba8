"""Facts about repositories as commands fetch and find them, against a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Shell, usual_environ
from forge_server import ForgeServer, Repo, serve

POTS = """\
# Pots

- [Samovar](https://github.com/ann/samovar) - Brass.
- [Kettle](https://github.com/ann/kettle) - Steel.
- [Ibrik](https://github.com/ann/ibrik) - Copper.
- [Mug](https://mug.example) - Clay.
"""
STARRED = {
    "samovar": {"stargazers_count": 900, "archived": True, "language": "Go"},
    "kettle": {"stargazers_count": 12_000, "license": {"spdx_id": "MIT"}},
}


@pytest.fixture
def server() -> Iterator[ForgeServer]:
    with serve() as server:
        server.pages["/pots.md"] = lambda handler: handler.file(POTS)
        server.github |= {
            f"ann/{name}": Repo({}, info=info | {"pushed_at": "2025-07-01T00:00:00Z"})
            for name, info in STARRED.items()
        }
        yield server


@pytest.fixture
def shell(server: ForgeServer, tmp_path: Path) -> Shell:
    data = {"XDG_DATA_HOME": str(tmp_path / "data"), "PATH": ""}
    return Shell({**usual_environ(), **server.facts_environ, **data}, tmp_path)


def test_sync_asks_about_the_repositories_with_a_token_and_search_finds_by_what_it_was_told(
    shell: Shell, server: ForgeServer
) -> None:
    ran = shell.run("sync", f"{server.url}/pots.md", GITHUB_TOKEN="hush")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == (
        "1 list: 1 new, 0 changed, 0 unchanged, 0 failed\n3 repositories asked for, 3 told of\n"
    )
    assert server.paths == ["/pots.md", "/apihub/graphql"]
    server.stop()
    found = {
        query: [line.split("\t")[0] for line in shell.run("search", query).stdout.splitlines()]
        for query in (
            *("stars:>1000", "!stars:>1000", "is:archived", "!is:archived", "lang:go"),
            *("licence:mit", "pushed:>2025-06", "stars:>10 !is:archived"),
        )
    }
    assert found == {
        "stars:>1000": ["Kettle"],
        "!stars:>1000": ["Samovar"],
        "is:archived": ["Samovar"],
        "!is:archived": ["Kettle"],
        "lang:go": ["Samovar"],
        "licence:mit": ["Kettle"],
        "pushed:>2025-06": ["Samovar", "Kettle"],
        "stars:>10 !is:archived": ["Kettle"],
    }, "what is gone, or is no repository, is unknown: it passes neither a term nor its negation"


def test_among_equals_the_one_with_more_stars_comes_first(
    shell: Shell, server: ForgeServer, tmp_path: Path
) -> None:
    names = ("Alpha pot", "Gamma pot", "Delta pot")
    links = "".join(f"- [{name}](https://github.com/{name.replace(' ', '/')})\n" for name in names)
    server.pages["/pots.md"] = lambda handler: handler.file(f"# Pots\n\n{links}")
    for stars, name in enumerate(names):
        server.github[name.replace(" ", "/")] = Repo({}, info={"stargazers_count": stars})

    def found(*sources: str) -> list[str]:
        ran = shell.lines("search", "pot", *sources, "-n", "3")
        return [line.split("\t")[0] for line in ran.splitlines()]

    shell.lines("sync", f"{server.url}/pots.md")
    assert found() == [*names]
    shell.run("sync", GITHUB_TOKEN="hush")
    assert found() == ["Delta pot", "Gamma pot", "Alpha pot"]
    (tmp_path / "spoons.md").write_text("# Spoons\n\n- [Ladle](https://ladle.example)\n", "utf-8")
    named = f"{server.url}/pots.md", str(tmp_path / "spoons.md")
    assert found(*named) == found(), "of several lists that are named, too"
    assert found(named[0]) == [*names], "one list stays in its order"


def test_without_a_token_and_a_setting_nobody_is_asked(shell: Shell, server: ForgeServer) -> None:
    assert shell.lines("sync", f"{server.url}/pots.md").count("\n") == 1
    shell.lines(f"{server.url}/pots.md")
    assert server.paths == ["/pots.md"]


def test_a_setting_lets_a_third_party_be_asked(shell: Shell, server: ForgeServer) -> None:
    shell.run("sync", f"{server.url}/pots.md", AWESOME_TUI_FACTS="all")
    assert server.paths[1:] == [
        f"/ecosystems/hosts/GitHub/repositories/ann%2F{name}"
        for name in ("samovar", "kettle", "ibrik")
    ]


def test_a_setting_keeps_the_token_from_being_used(shell: Shell, server: ForgeServer) -> None:
    shell.run("sync", f"{server.url}/pots.md", AWESOME_TUI_FACTS="off", GITHUB_TOKEN="hush")
    assert server.paths == ["/pots.md"]


def test_a_setting_that_says_nothing_is_told(shell: Shell, server: ForgeServer) -> None:
    ran = shell.run("sync", f"{server.url}/pots.md", AWESOME_TUI_FACTS="maybe")
    assert "$AWESOME_TUI_FACTS: facts: must be one of off, token, forge, all" in ran.stderr


def test_the_file_of_settings_lets_others_be_asked(
    shell: Shell, server: ForgeServer, tmp_path: Path
) -> None:
    file = tmp_path / "settings" / "awesome-tui" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text('facts = "all"\nrefresh = 5\n')
    ran = shell.run("sync", f"{server.url}/pots.md", XDG_CONFIG_HOME=str(tmp_path / "settings"))
    assert len(server.paths) == 4
    assert "refresh" not in ran.stderr


def test_a_limit_is_told_and_the_lists_are_there(shell: Shell, server: ForgeServer) -> None:
    server.graphql.requests = 0
    ran = shell.run("sync", f"{server.url}/pots.md", GITHUB_TOKEN="hush")
    assert "1 list: 1 new" in ran.stdout
    assert ran.stderr.startswith("awesome-tui: GitHub tells no more of repositories until ")
    assert ran.stderr.count("\n") == 1
