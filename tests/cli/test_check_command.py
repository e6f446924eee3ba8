"""`awesome-tui check`: the links of a list, on a farm of sites with known faults."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from certificates import UNTRUSTING
from commands import COMMAND, Shell, Window
from forge_server import Repo, serve
from web_farm import Page, WebFarm, web_farm

from awesome_tui.cli.check_command import check_list
from awesome_tui.cli.check_reports import to_terminal
from awesome_tui.cli.context import Context
from awesome_tui.errors import AwesomeError, ChoiceError, LibraryError
from awesome_tui.library import Library
from awesome_tui.model.entries import RepoInfo
from awesome_tui.model.link_health import DAY, Observation, Verdict
from awesome_tui.services.findings import Finding, FindingKind
from awesome_tui.services.health_check import HealthCheck
from awesome_tui.services.listed_links import ListedLink
from awesome_tui.services.loader import Loader
from awesome_tui.sources.host_turns import Pace
from awesome_tui.sources.repository_links import RepositoryLinks

HOSTS = ("tea.example", "cup.example")
LIST = """\
# Tea

- [Sencha](http://tea.example:PORT/sencha) - Steamed.
- [Gone](http://tea.example:PORT/gone) - Was here.
- [Moved](http://tea.example:PORT/moved) - Went away.

## Cups

- [Sencha again](http://www.tea.example:PORT/sencha/) - Twice.
- [Shy](http://cup.example:PORT/shy) - Talks to no program.
- [Hidden](http://10.0.0.1/) - In your own network.
"""


class Maintainer:
    """One who checks a list, on some day."""

    def __init__(self, folder: Path, farm: WebFarm) -> None:
        self.folder, self.farm = folder, farm
        self.file = folder / "tea.md"
        self.file.write_text(LIST.replace("PORT", str(farm.port)))
        self.source = ""
        """The list to check, if not the file."""
        self.now = 1_790_000_000.0
        self.said = ""
        self.environ: Mapping[str, str] = {}
        self.is_offline, self.gap = False, 0.0
        self.messages: type[io.TextIOWrapper] = io.TextIOWrapper
        """The kind of the stream for messages."""

    def check(self, *options: str) -> tuple[int, str]:
        """The exit status, and what is printed."""
        out, err = (kind(io.BytesIO(), "utf-8") for kind in (io.TextIOWrapper, self.messages))
        environ = {"XDG_DATA_HOME": str(self.folder), "PATH": "/usr/bin:/bin"}
        environ |= self.environ
        context = Context(environ, None, out, err, lambda: self.now)
        status = check_list([self.source or str(self.file), *options], context, self._quick)
        self.said = self._written(err)
        return status, self._written(out)

    def verdicts(self) -> dict[str, Verdict]:
        """The health of links, as the library has it."""
        with Library(self.folder / "awesome-tui" / "library.db", lambda: self.now) as library:
            known = library.health.all().result()
        return {url: health.verdict for url, health in known.items()}

    def _written(self, stream: io.TextIOWrapper) -> str:
        stream.seek(0)
        return stream.read().replace(f"{self.folder}/", "")

    def _quick(self, _: Loader) -> HealthCheck:
        async def here(host: str, port: int) -> Sequence[str]:
            if self.is_offline or host == "nowhere.example":
                raise socket.gaierror(socket.EAI_NONAME, "no such host")
            return ["10.0.0.1" if host == "10.0.0.1" else "127.0.0.1"]

        async def sleep(_: float) -> None: ...

        allowed = frozenset((host, self.farm.port) for host in (*HOSTS, "www.tea.example"))
        return HealthCheck(
            UNTRUSTING,
            allowed=allowed,
            pace=Pace(gap=self.gap),
            resolver=here,
            sleep=sleep,
            looks_twice=True,
        )


@pytest.fixture
def farm() -> Iterator[WebFarm]:
    with web_farm() as running:
        running.pages |= {
            "/sencha": Page(),
            "/sencha/": Page(),
            "/moved": Page(301, {"Location": "/new-place"}),
            "/new-place": Page(),
            "/shy": Page(403),
        }
        yield running


@pytest.fixture
def maintainer(tmp_path: Path, farm: WebFarm) -> Maintainer:
    return Maintainer(tmp_path, farm)


def url(farm: WebFarm, path: str) -> str:
    return farm.url(path)


def commit_all(folder: Path) -> None:
    git = ("git", "-c", "user.name=T", "-c", "user.email=t@example.org")
    for command in (("init", "-q"), ("add", "."), ("commit", "-qm", "Tea")):
        subprocess.run((*git, *command), cwd=folder, check=True)


def test_what_is_wrong_is_told_with_file_and_line(maintainer: Maintainer, farm: WebFarm) -> None:
    assert maintainer.check() == (
        1,
        f"tea.md:4: unconfirmed: Gone {url(farm, '/gone')} (status 404)\n"
        f"tea.md:5: moved: Moved {url(farm, '/moved')} (to {url(farm, '/new-place')})\n"
        f"tea.md:9: doubled: Sencha again http://www.tea.example:{farm.port}/sencha/"
        " (already at line 3)\n",
    )
    assert maintainer.said == (
        "awesome-tui: 6 links: 1 unconfirmed, 1 moved, 1 doubled,"
        " 2 unknown (--unknown tells why).\n"
    )


def test_a_link_is_dead_when_it_was_gone_on_two_days(maintainer: Maintainer) -> None:
    maintainer.check()
    maintainer.now += 4 * DAY
    assert "tea.md:4: dead: Gone" in maintainer.check()[1]


def test_what_was_found_is_remembered_and_not_asked_again(
    maintainer: Maintainer, farm: WebFarm
) -> None:
    first = maintainer.check()
    farm.visits.clear()
    maintainer.now += DAY / 2
    assert maintainer.check() == first
    assert farm.visits == []


def test_a_cache_file_of_ones_own(maintainer: Maintainer, farm: WebFarm) -> None:
    cache = maintainer.folder / "links.db"
    first = maintainer.check("--cache", str(cache))
    assert cache.exists()
    farm.visits.clear()
    assert maintainer.check("--cache", str(cache)) == first
    assert farm.visits == []


def test_a_file_of_something_else_is_no_cache(maintainer: Maintainer) -> None:
    before = maintainer.file.read_bytes()
    with pytest.raises(ChoiceError, match="is no cache of a check"):
        maintainer.check("--cache", str(maintainer.file))
    assert maintainer.file.read_bytes() == before


def test_a_folder_is_no_cache(maintainer: Maintainer) -> None:
    with pytest.raises(ChoiceError, match="is a folder: name a file"):
        maintainer.check("--cache", str(maintainer.folder))


def test_a_pipe_is_no_cache_and_nobody_waits_for_it(maintainer: Maintainer) -> None:
    os.mkfifo(maintainer.folder / "pipe")
    with pytest.raises(LibraryError, match="is a pipe"):
        maintainer.check("--cache", str(maintainer.folder / "pipe"))


def test_the_folder_of_a_cache_stays_open_to_others(maintainer: Maintainer) -> None:
    (folder := maintainer.folder / "build").mkdir()
    folder.chmod(0o755)
    maintainer.check("--offline", "--cache", str(folder / "links.db"))
    assert folder.stat().st_mode & 0o777 == 0o755


def test_offline_nothing_is_asked(maintainer: Maintainer, farm: WebFarm) -> None:
    status, text = maintainer.check("--offline")
    assert (status, farm.visits) == (1, [])
    assert text.startswith("tea.md:9: doubled:")


def test_only_some_findings_fail(maintainer: Maintainer) -> None:
    status, text = maintainer.check("--fail-on", "dead")
    assert (status, len(text.splitlines())) == (0, 3)
    assert maintainer.check("--fail-on", "dead,moved")[0] == 1


def test_an_unknown_kind_of_finding_is_an_error(maintainer: Maintainer) -> None:
    with pytest.raises(ChoiceError, match='no kind "ded"'):
        maintainer.check("--fail-on", "ded")


def test_expected_findings_are_left_out_with_a_reason(maintainer: Maintainer) -> None:
    allow = maintainer.folder / "allow.txt"
    allow.write_text("# what we know\n*/gone kept for its history\n*/sencha/ on purpose\n")
    status, text = maintainer.check("--allow", str(allow))
    assert (status, text.count("\n")) == (1, 1)
    assert maintainer.said.endswith("1 moved, 2 unknown (--unknown tells why), 2 allowed.\n")
    assert not any("gone" in visit.path for visit in maintainer.farm.visits)


def test_a_host_without_a_port_cannot_be_allowed_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "tea.md").write_text("# Tea\n\n- [Sencha](http://127.0.0.1:1/sencha)\n")
    environ = {"XDG_DATA_HOME": str(tmp_path), "AWESOME_TUI_CHECK_HOSTS": "127.0.0.1"}
    ran = Shell({**os.environ, **environ}, tmp_path).run("check", "tea.md", "--unknown")
    assert "(not a public address)" in ran.stdout
    assert "AWESOME_TUI_CHECK_HOSTS has an entry that is not host:port" in ran.stderr


def test_what_cannot_be_judged_is_told_on_demand_and_is_no_fault(maintainer: Maintainer) -> None:
    port = maintainer.farm.port
    told = maintainer.check("--unknown")[1].splitlines()
    assert told[3:] == [
        f"tea.md:10: unknown: Shy http://cup.example:{port}/shy (status 403)",
        "tea.md:11: unknown: Hidden http://10.0.0.1/ (not a public address)",
    ]
    maintainer.file.write_text(f"# Tea\n\n- [Shy](http://cup.example:{port}/shy)\n")
    assert maintainer.check("--unknown")[0] == 0
    assert maintainer.check("--fail-on", "unknown")[0] == 1


def test_a_site_that_refuses_programs_for_months_is_no_finding(maintainer: Maintainer) -> None:
    port = maintainer.farm.port
    maintainer.farm.pages["/broken"] = Page(503)
    links = f"- [Shy](http://cup.example:{port}/shy)\n- [Broken](http://tea.example:{port}/broken)"
    maintainer.file.write_text(f"# Tea\n\n{links}\n")
    for _ in range(4):
        maintainer.check()
        maintainer.now += 11 * DAY
    assert set(maintainer.verdicts().values()) == {Verdict.UNREACHABLE}
    assert maintainer.check()[1].startswith("tea.md:4: unreachable: Broken")
    assert maintainer.said.endswith("1 unreachable, 1 unknown (--unknown tells why).\n")


def test_what_was_never_checked_is_counted(maintainer: Maintainer) -> None:
    maintainer.check("--offline")
    assert maintainer.said == (
        "awesome-tui: 6 links: 1 doubled, 6 unknown (--unknown tells why).\n"
    )


def test_links_that_differ_in_what_servers_are_not_told_are_asked_for_once(
    maintainer: Maintainer, farm: WebFarm
) -> None:
    moved = url(farm, "/moved")
    maintainer.file.write_text(f"# Tea\n\n- [One]({moved}#one)\n- [Two]({moved}#two)\n")
    text = maintainer.check("--fix")[1]
    assert [visit.path for visit in farm.visits] == ["/moved", "/new-place"]
    new = url(farm, "/new-place")
    assert maintainer.file.read_text() == f"# Tea\n\n- [One]({new}#one)\n- [Two]({new}#two)\n"
    assert text == ""


def test_links_in_prose_and_in_further_lines_are_told_with_theirs(
    maintainer: Maintainer, farm: WebFarm
) -> None:
    gone = url(farm, "/gone")
    maintainer.file.write_text(
        f"# Tea\n\nSee [here]({gone}/1).\n\n## Cups\n\n"
        f"- [Sencha]({url(farm, '/sencha')}) - Good,\n  as [they]({gone}/2) say.\n"
    )
    places = [line.split(" http")[0] for line in maintainer.check()[1].splitlines()]
    assert places == ["tea.md:3: unconfirmed: here", "tea.md:8: unconfirmed: they"]


def test_a_new_link_is_the_double_of_an_old_one_wherever_that_stands(
    maintainer: Maintainer,
) -> None:
    commit_all(maintainer.folder)
    lines = maintainer.file.read_text().splitlines()
    lines.insert(2, lines[2].replace("Sencha", "Newcomer"))
    maintainer.file.write_text("\n".join(lines) + "\n")
    text = maintainer.check("--changed-since", "HEAD", "--offline")[1]
    assert text.startswith("tea.md:3: doubled: Newcomer")
    assert text.endswith("(already at line 4)\n")


def test_hosts_out_of_reach_are_an_error_that_names_them(maintainer: Maintainer) -> None:
    maintainer.file.write_text("# Tea\n\n- [Nowhere](http://nowhere.example/)\n")
    maintainer.is_offline = True
    assert maintainer.check() == (2, "")
    assert maintainer.said.startswith(
        "awesome-tui: nowhere.example cannot be reached, so nothing is said of its links"
    )


def test_a_new_link_to_no_host_is_told_as_others_are_reached(
    maintainer: Maintainer, farm: WebFarm
) -> None:
    commit_all(maintainer.folder)
    with maintainer.file.open("a") as file:
        file.write("- [Nowhere](http://nowhere.example/)\n")
    maintainer.farm.visits.clear()
    status, text = maintainer.check("--changed-since", "HEAD")
    assert (status, text) == (
        1,
        "tea.md:12: unconfirmed: Nowhere http://nowhere.example/ (its host does not exist)\n",
    )


def test_how_long_it_takes_is_told_before(maintainer: Maintainer, farm: WebFarm) -> None:
    links = (f"- [L{n}](https://github.com/ann/pots/issues/{n})\n" for n in range(90))
    maintainer.file.write_text("# Tea\n\n- [Cup](http://cup.example/)\n" + "".join(links))
    maintainer.is_offline, maintainer.gap = True, 1.0
    maintainer.check()
    assert maintainer.said.startswith(
        "awesome-tui: 91 links, 90 of them at github.com, which is asked once a second:"
        " this takes about 90 s; with a token in GITHUB_TOKEN, much less.\n"
    )


def test_a_reason_is_needed(maintainer: Maintainer) -> None:
    allow = maintainer.folder / "allow.txt"
    allow.write_text("https://tea.example/\n")
    with pytest.raises(AwesomeError, match="gives no reason"):
        maintainer.check("--allow", str(allow))


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (79, ["tea.md:5: moved: Moved http://tea.example/moved (to http://tea.example/new)"]),
        (
            40,
            [
                "tea.md:5: moved: Moved",
                "  http://tea.example/moved",
                "  (to http://tea.example/new)",
            ],
        ),
    ],
)
def test_a_terminal_gets_no_address_that_is_broken_at_its_edge(
    width: int, lines: list[str]
) -> None:
    link = ListedLink("Moved", "http://tea.example/moved", 5)
    moved = Finding(FindingKind.MOVED, link, "to http://tea.example/new")
    assert to_terminal([moved], "tea.md", width).splitlines() == lines


def test_findings_as_json(maintainer: Maintainer, farm: WebFarm) -> None:
    first = {
        "kind": "unconfirmed",
        "file": str(maintainer.file).replace(str(maintainer.folder) + "/", ""),
        "line": 4,
        "name": "Gone",
        "url": url(farm, "/gone"),
        "reason": "status 404",
        "target": None,
    }
    assert json.loads(maintainer.check("-f", "json")[1])[0] == first
    assert json.loads(maintainer.check("-f", "jsonl")[1].splitlines()[0]) == first


def test_findings_as_annotations(maintainer: Maintainer, farm: WebFarm) -> None:
    text = maintainer.check("-f", "github")[1]
    assert text.splitlines()[0] == (
        f"::warning file=tea.md,line=4,title=unconfirmed link::Gone: {url(farm, '/gone')}"
        " (status 404)"
    )


def test_ten_annotations_at_most_and_the_rest_counted(maintainer: Maintainer) -> None:
    port = maintainer.farm.port
    items = (f"- [Gone {n}](http://tea.example:{port}/{n})\n" for n in range(12))
    maintainer.file.write_text("# Tea\n\n" + "".join(items))
    lines = maintainer.check("-f", "github")[1].splitlines()
    assert sum(line.startswith("::warning ") for line in lines) == 10
    assert lines[10] == "12 unconfirmed; the first 10 are annotated:"
    assert [line.split(" http")[0] for line in lines[11:]] == [
        "tea.md:13: unconfirmed: Gone 10",
        "tea.md:14: unconfirmed: Gone 11",
    ]


def test_a_link_without_a_name_is_told_by_its_address(maintainer: Maintainer) -> None:
    gone = url(maintainer.farm, "/gone")
    maintainer.file.write_text(f"# Tea\n\nSee [![]({gone}.png)]({gone}).\n")
    assert maintainer.check()[1] == f"tea.md:3: unconfirmed: {gone} (status 404)\n"


def test_an_address_that_is_its_own_name_is_told_once(maintainer: Maintainer) -> None:
    gone = url(maintainer.farm, "/gone")
    maintainer.file.write_text(f"# Tea\n\n- <{gone}>\n")
    assert maintainer.check()[1] == f"tea.md:3: unconfirmed: {gone} (status 404)\n"
    _, text = maintainer.check("-f", "github")
    assert text.endswith(f"title=unconfirmed link::{gone} (status 404)\n")


def test_a_list_without_faults(maintainer: Maintainer) -> None:
    port = maintainer.farm.port
    maintainer.file.write_text(f"# Tea\n\n- [Sencha](http://tea.example:{port}/sencha)\n")
    assert maintainer.check() == (0, "")
    assert maintainer.said == "awesome-tui: 1 link: no findings.\n"


# ---- repositories

POTS = """\
# Pots

- [Samovar](https://github.com/ann/samovar)
- [Its tickets](https://github.com/ann/samovar/issues)
- [Kettle](https://github.com/ann/kettle)
- [Mug](https://github.com/ann/mug)
"""


@pytest.fixture
def potter(maintainer: Maintainer) -> Maintainer:
    """One whose library knows of two repositories: one is archived, one renamed."""
    maintainer.file.write_text(POTS)
    samovar = RepoInfo("ann/samovar", pushed=date(2021, 5, 1), archived=True)
    with Library(maintainer.folder / "awesome-tui" / "library.db", lambda: maintainer.now) as kept:
        told = {"samovar": samovar, "kettle": RepoInfo("bob/kettle"), "mug": RepoInfo("Ann/Mug")}
        for name, info in told.items():
            repository = RepositoryLinks().repository(f"https://github.com/ann/{name}")
            assert repository is not None
            kept.repositories.save([repository.report("GitHub", info)]).result()
    return maintainer


def test_archived_and_renamed_repositories_are_told(potter: Maintainer) -> None:
    assert potter.check("--offline") == (
        1,
        "tea.md:5: renamed: Kettle https://github.com/ann/kettle"
        " (to https://github.com/bob/kettle)\n"
        "tea.md:3: archived: Samovar https://github.com/ann/samovar (last push 2021-05-01)\n",
    )
    assert potter.check("--offline", "--fail-on", "dead,moved")[0] == 0


def test_fix_writes_the_name_of_today(potter: Maintainer) -> None:
    potter.check("--offline", "--fix")
    fixed = POTS.replace("ann/kettle", "bob/kettle")
    assert potter.file.read_text() == fixed != POTS


def test_a_repository_whose_link_leads_on_is_told_once(potter: Maintainer) -> None:
    kettle = "https://github.com/ann/kettle"
    moved = Observation(kettle, "https://github.com/bob/kettle", (301, 200))
    with Library(potter.folder / "awesome-tui" / "library.db", lambda: potter.now) as kept:
        kept.health.observe([moved]).result()
    (line,) = (line for line in potter.check("--offline")[1].splitlines() if "Kettle" in line)
    assert line.startswith("tea.md:5: moved: ")


def test_with_a_token_the_forge_is_asked_and_its_pages_are_not(maintainer: Maintainer) -> None:
    maintainer.file.write_text(
        "# Pots\n\n- [Samovar](https://github.com/ann/samovar)\n"
        "- [Ibrik](https://github.com/ann/ibrik)\n"
    )
    with serve() as server:
        server.github["ann/samovar"] = Repo({}, info={"archived": True})
        maintainer.environ = {**server.facts_environ, "GITHUB_TOKEN": "hush"}
        status, text = maintainer.check()
        assert server.paths == ["/apihub/graphql"]
    assert text == (
        "tea.md:4: unconfirmed: Ibrik https://github.com/ann/ibrik"
        " (its forge does not know the repository)\n"
        "tea.md:3: archived: Samovar https://github.com/ann/samovar"
        " (its owner works on it no more)\n"
    )
    assert status == 1
    assert maintainer.verdicts() == {
        "github.com/ann/samovar": Verdict.ALIVE,
        "github.com/ann/ibrik": Verdict.SUSPECT,
    }


def test_a_remote_list_is_checked_with_its_lines(maintainer: Maintainer) -> None:
    gone = url(maintainer.farm, "/gone")
    with serve() as server:
        server.github["ann/tea"] = Repo({"README.md": f"# Tea\n\n- [Gone]({gone})\n"})
        maintainer.environ = server.environ
        maintainer.source = "ann/tea"
        status, text = maintainer.check()
    assert status == 1
    assert text.endswith(f"/github/ann/tea:3: unconfirmed: Gone {gone} (status 404)\n")


def test_a_terminal_tells_how_far_it_is(maintainer: Maintainer) -> None:
    with maintainer.file.open("a") as file:
        file.write("- [Samovar](https://github.com/ann/samovar)\n")
    maintainer.messages = Window
    with serve() as server:
        server.github["ann/samovar"] = Repo({})
        maintainer.environ = {**server.facts_environ, "GITHUB_TOKEN": "hush"}
        maintainer.check()
    shown = [text.partition("\n")[0] for text in maintainer.said.split("\x1b[K")]
    assert shown[1:4] == ["1 of 1 repository", "", "0 of 5 links"]
    assert "5 of 5 links, and again those that seem gone" in shown


# ---- mending


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_fix_writes_where_moved_links_lead_and_nothing_else(
    maintainer: Maintainer, farm: WebFarm, ends: str, start: str
) -> None:
    text = start + maintainer.file.read_text().replace("\n", ends) + "trailing  " + ends
    text += f"See `{url(farm, '/moved')}/sub` and {url(farm, '/moved')}-too." + ends
    maintainer.file.write_bytes(text.encode())
    status, printed = maintainer.check("--fix")
    fixed = text.replace(f"({url(farm, '/moved')})", f"({url(farm, '/new-place')})")
    assert maintainer.file.read_bytes().decode() == fixed != text
    assert status == 1
    assert ": moved: " not in printed
    assert "Fixed 1 link in tea.md." in maintainer.said


def test_line_ends_of_old_machines_are_lines_and_stay(
    maintainer: Maintainer, farm: WebFarm
) -> None:
    text = f"# Tea\r\r- [Moved]({url(farm, '/moved')})\r- [Gone]({url(farm, '/gone')})\r"
    maintainer.file.write_bytes(text.encode())
    found = maintainer.check("--fix")[1]
    assert found == f"tea.md:4: unconfirmed: Gone {url(farm, '/gone')} (status 404)\n"
    assert maintainer.file.read_bytes().decode() == text.replace("/moved", "/new-place")


def test_fix_leaves_alone_what_is_no_link(maintainer: Maintainer, farm: WebFarm) -> None:
    moved = url(farm, "/moved")
    text = f"# Tea\n\n- [Moved][m] - See `{moved}` in a shell.\n\n[m]: {moved}\n"
    maintainer.file.write_text(text)
    maintainer.check("--fix")
    fixed = text.replace(f"[m]: {moved}", f"[m]: {url(farm, '/new-place')}")
    assert maintainer.file.read_text() == fixed


def test_fix_finds_links_however_they_are_written(maintainer: Maintainer, farm: WebFarm) -> None:
    moved, new = url(farm, "/moved"), url(farm, "/new-place")
    links = (
        "# Tea\n\nSee {0}, <{0}> or {0}.\n\n- [A](<{0}> 'Title') and [again]({0}).\n"
        "- {0}\n- [There]({0})\n- **[B][b]** - One.\n\n"
        "| Pot | Cup |\n|--|--|\n| [C]({0}) | x |\n\n- <a href='{0}'>D</a>\n\n[b]: <{0}>\n"
    )
    others = (
        f"\n<!-- {moved} -->\n\n```sh\ncurl {moved}\n```\n\n- [E]({moved}/deeper) - `{moved}`\n"
        f"- [F](https://example.org/?to={moved}) ![]({moved})\n\n[unused]: {moved}\n"
    )
    maintainer.file.write_text(links.format(moved) + others)
    text = maintainer.check("--fix")[1]
    assert maintainer.file.read_text() == links.format(new) + others
    assert ": moved: " not in text


def test_fix_knows_the_signs_that_html_writes_otherwise(
    maintainer: Maintainer, farm: WebFarm
) -> None:
    farm.pages["/old?a=1&b=2"] = Page(301, {"Location": "/new?a=1&b=2"})
    farm.pages["/new?a=1&b=2"] = Page()
    text = "- [A]({0}?a=1&b=2)\n- <a href='{0}?a=1&amp;b=2'>B</a>\n"
    maintainer.file.write_text(text.format(url(farm, "/old")))
    maintainer.check("--fix")
    assert maintainer.file.read_text() == text.format(url(farm, "/new"))


def test_fix_tells_of_links_that_are_double_only_now(maintainer: Maintainer, farm: WebFarm) -> None:
    text = "# Tea\n\n- [Old]({0}) - One.\n- [Again]({0}) - Two.\n- [New]({1}) - Three.\n"
    maintainer.file.write_text(text.format(url(farm, "/moved"), url(farm, "/new-place")))
    assert maintainer.check("--fix") == (
        1,
        f"tea.md:4: doubled: Again {url(farm, '/new-place')} (already at line 3)\n"
        f"tea.md:5: doubled: New {url(farm, '/new-place')} (already at line 3)\n",
    )


def test_only_lines_that_differ_from_a_revision(maintainer: Maintainer, farm: WebFarm) -> None:
    commit_all(maintainer.folder)
    port = maintainer.farm.port
    with maintainer.file.open("a") as file:
        file.write(f"- [New](http://tea.example:{port}/new)\n")
    status, text = maintainer.check("--changed-since", "HEAD")
    assert (status, text) == (
        1,
        f"tea.md:12: unconfirmed: New http://tea.example:{port}/new (status 404)\n",
    )
    assert {visit.path for visit in farm.visits} == {"/new"}


def test_what_git_is_set_to_show_around_changes_is_not_checked(
    maintainer: Maintainer, farm: WebFarm
) -> None:
    commit_all(maintainer.folder)
    set_up = ("git", "config", "diff.interHunkContext", "99")
    subprocess.run(set_up, cwd=maintainer.folder, check=True)
    text = maintainer.file.read_text().replace("# Tea", "# Teas")
    maintainer.file.write_text(f"{text}- [New]({url(farm, '/new')})\n")
    text = maintainer.check("--changed-since", "HEAD")[1]
    assert [line.partition(": ")[0] for line in text.splitlines()] == ["tea.md:12"]


def test_a_hook_in_a_worktree_checks_the_changed_lines_of_a_list_in_a_folder(
    maintainer: Maintainer, farm: WebFarm
) -> None:
    tree, folder = maintainer.folder / "tree", maintainer.folder / "lists"
    folder.mkdir()
    maintainer.file.rename(folder / "tea.md")
    commit_all(maintainer.folder)
    worktree = ("git", "worktree", "add", "-q", str(tree), "-b", "other")
    subprocess.run(worktree, cwd=maintainer.folder, check=True)
    maintainer.file = tree / "lists" / "tea.md"
    # As git sets it for its hooks.
    maintainer.environ = {"GIT_DIR": str(maintainer.folder / ".git" / "worktrees" / "tree")}
    assert maintainer.check("--changed-since", "HEAD") == (0, "")
    assert farm.visits == []


@pytest.mark.parametrize("name", ["new.md", ":(top)new.md", "link.md"])
def test_all_lines_of_a_file_that_git_does_not_know_yet_are_new(
    maintainer: Maintainer, farm: WebFarm, name: str
) -> None:
    commit_all(maintainer.folder)
    text = f"# Tea\n\n- [New]({url(farm, '/new')})\n"
    maintainer.file = maintainer.folder / name
    if name == "link.md":
        (maintainer.folder / "target.md").write_text(text)
        maintainer.file.symlink_to("target.md")
    else:
        maintainer.file.write_text(text)
    assert maintainer.check("--changed-since", "HEAD") == (
        1,
        f"{name}:3: unconfirmed: New {url(farm, '/new')} (status 404)\n",
    )


def test_an_unknown_revision_is_one_sentence(maintainer: Maintainer) -> None:
    subprocess.run(("git", "init", "-q"), cwd=maintainer.folder, check=True)
    with pytest.raises(AwesomeError, match='git cannot compare with "nowhere"'):
        maintainer.check("--changed-since", "nowhere")


def test_no_revision_is_not_taken_for_all_lines(maintainer: Maintainer) -> None:
    # As from a variable of a workflow that is not set.
    with pytest.raises(ChoiceError, match="--changed-since wants a revision of git"):
        maintainer.check("--changed-since", "")
    with pytest.raises(AwesomeError, match='No file called ""'):
        maintainer.check("--allow", "")


def test_a_file_in_no_repository_is_one_sentence(maintainer: Maintainer) -> None:
    with pytest.raises(AwesomeError, match=r"not a git repository"):
        maintainer.check("--changed-since", "HEAD")


@pytest.mark.parametrize("option", [("--fix",), ("--changed-since", "HEAD")])
def test_what_needs_a_file_says_so(tmp_path: Path, option: Sequence[str]) -> None:
    shell = Shell({**os.environ, "XDG_DATA_HOME": str(tmp_path)}, tmp_path)
    assert "needs a file" in shell.complaint("check", "microservices", "--offline", *option)


def test_one_that_is_stopped_says_how_far_it_came_and_goes_on_from_there(
    tmp_path: Path, farm: WebFarm
) -> None:
    farm.pages["/silent"] = Page(says_nothing=True)
    links = (f"- [It](http://127.0.0.1:{farm.port}/{name})\n" for name in ("sencha", "silent"))
    (tmp_path / "tea.md").write_text("# Tea\n\n" + "".join(links))
    allowed = {"AWESOME_TUI_CHECK_HOSTS": f"127.0.0.1:{farm.port}", "PATH": "/usr/bin:/bin"}
    environ = os.environ | {"XDG_DATA_HOME": str(tmp_path)} | allowed
    command = (*COMMAND, "check", "tea.md")
    with subprocess.Popen(command, cwd=tmp_path, env=environ, stderr=subprocess.PIPE) as checking:
        while not any(visit.path == "/silent" for visit in farm.visits):
            with pytest.raises(subprocess.TimeoutExpired):
                checking.wait(0.05)
        checking.send_signal(signal.SIGINT)
        said = checking.communicate(timeout=60)[1].decode()
    assert (checking.returncode, said) == (
        130,
        "awesome-tui: Stopped after 1 of 2 links: what was found is kept,"
        " and the next check asks for the rest.\n",
    )
    with Library(tmp_path / "awesome-tui" / "library.db", time.time) as library:
        assert [*library.health.all().result()] == [f"127.0.0.1:{farm.port}/sencha"]


def test_the_command_itself(tmp_path: Path, farm: WebFarm) -> None:
    text = f"# Tea\n\n- [Sencha](http://127.0.0.1:{farm.port}/sencha)\n- [Own](http://10.1.1.1/)\n"
    (tmp_path / "tea.md").write_text(text)
    ran = subprocess.run(
        (*COMMAND, "check", "tea.md"),
        cwd=tmp_path,
        env={
            **os.environ,
            "XDG_DATA_HOME": str(tmp_path),
            "AWESOME_TUI_CHECK_HOSTS": f"127.0.0.1:{farm.port}",
            "PATH": "/usr/bin:/bin",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (ran.returncode, ran.stdout) == (0, "")
    assert ran.stderr == ("awesome-tui: 2 links: no findings, 1 unknown (--unknown tells why).\n")
    assert [visit.path for visit in farm.visits] == ["/sencha"]
