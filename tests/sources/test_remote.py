from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import httpx2
import pytest
from forge_server import ForgeServer, Handler, Link, Repo, hush

from awesome_tui.errors import FetchFailed, NotFound, RateLimited, SourceError
from awesome_tui.model.entries import RepoInfo
from awesome_tui.sources.addresses import RepoPath, WebPage, parse_remote
from awesome_tui.sources.fetch import Fetcher, NotModified, Validators
from awesome_tui.sources.forges import forges_from
from awesome_tui.sources.remote import Download, Token, no_token, read_remote, read_repo_info

ENDINGS = (".mkd", ".mkdn", ".mdown", ".mdx", ".txt", ".markdown")
NOON = datetime(2025, 6, 15, 12, 0, tzinfo=UTC)


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async def nap(_: float) -> None: ...

    async with httpx2.AsyncClient(verify=False) as client:
        yield Fetcher(client, seconds=20, sleep=nap, now=lambda: NOON)


def place(server: ForgeServer, text: str) -> RepoPath | WebPage:
    found = parse_remote(text.replace("SERVER", server.url), forges_from(server.environ))
    assert found
    return found


async def load(
    server: ForgeServer, fetcher: Fetcher, text: str, token: Token = no_token
) -> Download:
    download = await read_remote(place(server, text), fetcher, token=token)
    assert isinstance(download, Download)
    return download


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ann/tools", "SERVER/github/ann/tools/blob/HEAD/README.md"),
        ("ann/tools@main", "SERVER/github/ann/tools/blob/main/README.md"),
        ("SERVER/github/ann/tools", "SERVER/github/ann/tools/blob/HEAD/README.md"),
        ("SERVER/github/ann/tools/tree/main", "SERVER/github/ann/tools/blob/main/README.md"),
        ("ann/tools:lists", "SERVER/github/ann/tools/blob/HEAD/lists/readme.md"),
        ("ann/tools:lists/odd", "SERVER/github/ann/tools/blob/HEAD/lists/odd/ReadMe.MD"),
        (
            "SERVER/github/ann/tools/tree/main/lists",
            "SERVER/github/ann/tools/blob/main/lists/readme.md",
        ),
        ("ann/tools:lists/a b.md", "SERVER/github/ann/tools/blob/HEAD/lists/a%20b.md"),
        (
            "SERVER/github/ann/tools/blob/main/lists/a%20b.md",
            "SERVER/github/ann/tools/blob/main/lists/a%20b.md",
        ),
        ("SERVER/rawhub/ann/tools/main/LIST", "SERVER/github/ann/tools/blob/main/LIST"),
        ("gl:org/team/tools", "SERVER/gitlab/org/team/tools/-/blob/HEAD/README.md"),
        (
            "SERVER/gitlab/org/team/tools/-/tree/main/lists",
            "SERVER/gitlab/org/team/tools/-/blob/main/lists/readme.md",
        ),
        (
            "gl:org/team/tools:lists/odd",
            "SERVER/gitlab/org/team/tools/-/blob/HEAD/lists/odd/ReadMe.MD",
        ),
        ("cb:ann/tools", "SERVER/codeberg/ann/tools/src/branch/HEAD/README.md"),
        (
            "SERVER/codeberg/ann/tools/src/branch/main/lists",
            "SERVER/codeberg/ann/tools/src/branch/main/lists/readme.md",
        ),
        (
            "cb:ann/tools@main:lists/odd/",
            "SERVER/codeberg/ann/tools/src/branch/main/lists/odd/ReadMe.MD",
        ),
    ],
)
async def test_a_list_is_found_however_it_is_named(
    server: ForgeServer, fetcher: Fetcher, text: str, shown: str
) -> None:
    paths = ["README.md", "lists/readme.md", "lists/odd/ReadMe.MD", "lists/a b.md", "LIST"]
    repo = Repo({path: f"# {path}" for path in paths})
    server.github["ann/tools"] = server.gitlab["org/team/tools"] = server.codeberg["ann/tools"] = (
        repo
    )
    document = (await load(server, fetcher, text)).document
    url = shown.replace("SERVER", server.url)
    assert document.source == url
    assert document.base == url.rpartition("/")[0] + "/"
    assert document.text.removeprefix("# ").replace(" ", "%20") in url
    assert document.format == "markdown"


@pytest.mark.parametrize("kind", list(product(("README.md", "ReadMe.rst"), ("", "hush"))))
@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("SERVER/github/ann/tools/tree/fix/some/typo", ""),
        ("SERVER/github/ann/tools/tree/fix/some/typo/lists", "lists/"),
        ("SERVER/github/ann/tools/blob/fix/some/typo/lists/FILE", "lists/"),
        ("SERVER/rawhub/ann/tools/refs/heads/fix/some/typo/FILE", ""),
        ("ann/tools@fix/some/typo:lists", "lists/"),
        ("SERVER/gitlab/ann/tools/-/tree/fix/some/typo/lists", "lists/"),
        ("SERVER/gitlab/ann/tools/-/blob/fix/some/typo/FILE", ""),
        ("SERVER/codeberg/ann/tools/src/branch/fix/some/typo/lists", "lists/"),
        ("SERVER/codeberg/ann/tools/src/branch/fix/some/typo/FILE", ""),
    ],
)
async def test_the_name_of_a_branch_may_have_slashes(
    server: ForgeServer, fetcher: Fetcher, text: str, path: str, kind: tuple[str, str]
) -> None:
    readme, token = kind
    repo = Repo({path + readme: "# Fixed"}, branch="fix/some/typo", token=token)
    server.github["ann/tools"] = server.gitlab["ann/tools"] = server.codeberg["ann/tools"] = repo
    document = (await load(server, fetcher, text.replace("FILE", readme), hush)).document
    assert document.text == "# Fixed"
    assert document.source.endswith(f"/fix/some/typo/{path}{readme}")


async def test_a_long_path_that_is_not_there_costs_few_requests(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.github["ann/tools"] = Repo({"README.md": "# Tools"})
    with pytest.raises(NotFound):
        await load(server, fetcher, f"SERVER/github/ann/tools/tree/main/{'a/' * 50}", hush)
    assert len(server.asked) < 10


@pytest.mark.parametrize(
    ("files", "readme"),
    [
        (["README.md", ".github/README.md", "docs/README.md"], ".github/README.md"),
        (["readme.md", "docs/README.md"], "readme.md"),
        (["docs/ReadMe.md", "CHANGES.md"], "docs/ReadMe.md"),
        (["README.rst", "list.md"], "README.rst"),
        (["Readme.org"], "Readme.org"),
        (["README"], "README"),
        *(([f"README{ending}", "a.md"], f"README{ending}") for ending in ENDINGS),
    ],
)
async def test_a_readme_is_where_github_would_find_it(
    server: ForgeServer, fetcher: Fetcher, files: list[str], readme: str
) -> None:
    server.github["ann/tools"] = Repo({path: path for path in files})
    download = await load(server, fetcher, "ann/tools")
    assert download.document.text == readme
    assert download.document.source == f"{server.url}/github/ann/tools/blob/HEAD/{readme}"


async def test_codeberg_looks_into_its_own_folders(server: ForgeServer, fetcher: Fetcher) -> None:
    server.codeberg["ann/tools"] = Repo({"a.md": "a", ".gitea/Readme.md": "# Found"})
    assert (await load(server, fetcher, "cb:ann/tools")).document.text == "# Found"


async def test_the_usual_readme_takes_no_request_of_the_limited_api(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.limited = True
    server.github["ann/tools"] = Repo({"README.md": "# Tools"})
    await load(server, fetcher, "ann/tools", hush)
    assert server.paths == [
        "/rawhub/ann/tools/HEAD/.github/README.md",
        "/rawhub/ann/tools/HEAD/README.md",
    ]
    assert all("authorization" not in headers for _, headers in server.asked)


async def test_an_odd_readme_is_found_while_the_api_is_limited(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.limited = True
    server.github["ann/tools"] = Repo({"README.rst": "Tools\n====="})
    document = (await load(server, fetcher, "ann/tools")).document
    assert (document.text, document.format) == ("Tools\n=====", "rst")


@pytest.mark.parametrize("ending", ENDINGS)
async def test_so_is_a_readme_of_each_ending(
    server: ForgeServer, fetcher: Fetcher, ending: str
) -> None:
    server.limited = True
    server.github["ann/tools"] = Repo({f"README{ending}": "# Tools"})
    document = (await load(server, fetcher, "ann/tools")).document
    assert (document.text, document.format) == ("# Tools", "markdown")


async def test_a_limit_is_told_with_its_end_and_a_way_out(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.limited = True
    with pytest.raises(RateLimited, match=r"until 2025.*or set GITHUB_TOKEN\.$") as caught:
        await load(server, replace(fetcher, now=lambda: NOON.replace(month=6, day=1)), "ann/tools")
    assert caught.value.until == datetime.fromtimestamp(1750000000, UTC)


async def test_a_list_over_a_megabyte_is_fetched_by_itself(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    big = "- one of many\n" * 80_000
    server.github["ann/tools"] = Repo({"docs/Readme.md": big})
    assert (await load(server, fetcher, "ann/tools")).document.text == big


@pytest.mark.parametrize(
    "text", ["ann/tools", "ann/tools:docs/list.md", "gl:ann/tools", "cb:ann/tools"]
)
async def test_an_unchanged_list_is_not_sent_again(
    server: ForgeServer, fetcher: Fetcher, text: str
) -> None:
    repo = Repo({"README.md": "# Tools", "docs/list.md": "# List"})
    server.github["ann/tools"] = server.gitlab["ann/tools"] = server.codeberg["ann/tools"] = repo
    first = await load(server, fetcher, text)
    server.asked.clear()
    again = await read_remote(place(server, text), fetcher, known=first.version)
    assert again == NotModified()
    assert len(server.asked) == 1


async def test_a_readme_that_the_api_told_is_not_sent_again(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.github["ann/tools"] = Repo({"docs/Readme.md": "# Tools"}, token="hush")
    first = await load(server, fetcher, "ann/tools", hush)
    again = await read_remote(place(server, "ann/tools"), fetcher, known=first.version, token=hush)
    assert again == NotModified()


async def test_a_changed_list_comes_anew(server: ForgeServer, fetcher: Fetcher) -> None:
    server.github["ann/tools"] = Repo({"README.md": "# Old"})
    first = await load(server, fetcher, "ann/tools")
    server.github["ann/tools"] = Repo({"docs/README.md": "# New"})
    again = await read_remote(place(server, "ann/tools"), fetcher, known=first.version)
    assert isinstance(again, Download)
    assert again.document.text == "# New"


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [
        ("docs/list.md", "docs/list.md"),
        ("./docs/../docs/list.md", "docs/list.md"),
        ("again.md", "docs/list.md"),
    ],
)
@pytest.mark.parametrize("text", ["ann/tools", "gl:ann/tools", "cb:ann/tools"])
async def test_a_symlink_is_followed(
    server: ForgeServer, fetcher: Fetcher, text: str, link: str, leads_to: str
) -> None:
    repo = Repo(
        {"README.md": Link(link), "again.md": Link("docs/list.md"), "docs/list.md": "# List\n"}
    )
    server.github["ann/tools"] = server.gitlab["ann/tools"] = server.codeberg["ann/tools"] = repo
    download = await load(server, fetcher, text)
    assert download.document.text == "# List\n"
    assert download.document.source.endswith(f"/{leads_to}")


async def test_a_symlink_in_a_private_repository_is_followed(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.gitlab["ann/tools"] = Repo({"README.md": Link("a.md"), "a.md": "# A"}, token="hush")
    assert (await load(server, fetcher, "gl:ann/tools", hush)).document.text == "# A"


@pytest.mark.parametrize("text", ["soon", "../../secret.md", "/etc/passwd", "README.md"])
async def test_a_text_that_only_looks_like_a_symlink_is_the_list(
    server: ForgeServer, fetcher: Fetcher, text: str
) -> None:
    server.github["ann/tools"] = Repo({"README.md": text})
    assert (await load(server, fetcher, "ann/tools")).document.text == text


async def test_symlinks_in_a_circle_come_to_an_end(server: ForgeServer, fetcher: Fetcher) -> None:
    server.github["ann/tools"] = Repo({"README.md": Link("b.md"), "b.md": Link("README.md")})
    await load(server, fetcher, "ann/tools")
    assert len(server.asked) < 10


@pytest.mark.parametrize(
    "text",
    [
        "ann/tools",
        "ann/tools:list.md",
        "gl:ann/tools",
        "gl:ann/tools:list.md",
        "cb:ann/tools",
        "cb:ann/tools:list.md",
    ],
)
async def test_a_token_opens_a_private_repository(
    server: ForgeServer, fetcher: Fetcher, text: str
) -> None:
    repo = Repo({"README.md": "# Mine", "list.md": "# Mine"}, token="hush")
    server.github["ann/tools"] = server.gitlab["ann/tools"] = server.codeberg["ann/tools"] = repo
    assert (await load(server, fetcher, text, hush)).document.text == "# Mine"
    raw = [headers for path, headers in server.asked if "/api" not in path]
    assert all("authorization" not in headers for headers in raw)


LOGIN = "<!doctype html><h1>Log in</h1><a href='/help'>Help</a>"


@pytest.mark.parametrize("status", [200, 302])
@pytest.mark.parametrize("text", ["ann/tools", "ann/tools:README.md"])
async def test_a_forge_that_wants_a_login_first_is_asked_with_the_token(
    server: ForgeServer, fetcher: Fetcher, text: str, status: int
) -> None:
    def log_in(handler: Handler) -> None:
        handler.reply(status, LOGIN, content_type="text/html; charset=utf-8", location="/log-in")

    raw = "/rawhub/ann/tools/HEAD"
    for path in (f"{raw}/README.md", f"{raw}/readme.md", f"{raw}/.github/README.md"):
        server.pages[path] = log_in
    server.pages["/log-in"] = lambda handler: handler.reply(body=LOGIN, content_type="text/html")
    server.github["ann/tools"] = Repo({"README.md": "# Mine"}, token="hush")
    assert (await load(server, fetcher, text, hush)).document.text == "# Mine"


@pytest.mark.parametrize("text", ["ann/tools", "ann/tools:README.md", "gl:ann/tools:a.md"])
async def test_a_network_that_wants_a_login_first_gives_no_list(
    server: ForgeServer, fetcher: Fetcher, text: str
) -> None:
    server.everything = lambda handler: handler.reply(body=LOGIN, content_type="text/html")
    with pytest.raises(SourceError, match=r"^[^\n]+\.$"):
        await load(server, fetcher, text, hush)


async def test_an_html_file_of_a_repository_is_a_list(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.pages["/rawhub/ann/tools/HEAD/list.html"] = lambda handler: handler.reply(
        body="<h1>Tools</h1>", content_type="text/html"
    )
    document = (await load(server, fetcher, "ann/tools:list.html")).document
    assert (document.text, document.format) == ("<h1>Tools</h1>", "html")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ann/gone", "There is no README in ann/gone on GitHub.*GITHUB_TOKEN"),
        ("ann/tools@gone", "There is no README in ann/tools on GitHub, gone"),
        ("ann/tools:gone.md", "There is no gone.md of ann/tools on GitHub.*GITHUB_TOKEN"),
        ("gl:ann/gone", "There is no README in ann/gone on GitLab.*GITLAB_TOKEN"),
        ("gl:ann/gone:a.md", "There is no a.md of ann/gone on GitLab.*GITLAB_TOKEN"),
        ("cb:ann/gone", "There is no README in ann/gone on Codeberg.*CODEBERG_TOKEN"),
        ("SERVER/gone.md", "There is nothing at"),
    ],
)
async def test_what_is_not_there_is_one_sentence(
    server: ForgeServer, fetcher: Fetcher, text: str, words: str
) -> None:
    server.github["ann/tools"] = Repo({"README.md": "# Tools"})
    with pytest.raises(NotFound, match=words) as caught:
        await load(server, fetcher, text)
    assert "\n" not in str(caught.value)


async def test_a_renamed_repository_is_found_under_its_new_name(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.gitlab["ann/old"] = Repo({}, renamed="ann/new")
    server.gitlab["ann/new"] = Repo({"README.md": "# New"})
    download = await load(server, fetcher, "gl:ann/old")
    assert isinstance(download.place, RepoPath)
    assert download.place.repo == "ann/new"
    assert download.document.base == f"{server.url}/gitlab/ann/new/-/blob/HEAD/"


async def test_a_readme_that_the_api_told_has_the_new_name(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.github["ann/old"] = Repo({}, renamed="ann/new")
    server.github["ann/new"] = Repo({"docs/Readme.md": "# New"})
    document = (await load(server, fetcher, "ann/old")).document
    assert document.source == f"{server.url}/github/ann/new/blob/HEAD/docs/Readme.md"


async def test_the_api_tells_of_a_repository_under_its_new_name(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.github["ann/old"] = Repo({}, renamed="ann/new")
    server.github["ann/new"] = Repo({}, info={"stargazers_count": 7}, branch="trunk")
    old = place(server, "ann/old")
    assert isinstance(old, RepoPath)
    assert await read_repo_info(old, fetcher) == RepoInfo("ann/new", stars=7)


@pytest.mark.parametrize("body", ["oops", "[" * 100_000, '{"message": "hm"}'])
async def test_an_api_that_talks_nonsense_is_one_sentence(
    server: ForgeServer, fetcher: Fetcher, body: str
) -> None:
    server.pages["/apihub/repos/ann/tools"] = lambda handler: handler.file(body)
    repo = place(server, "ann/tools")
    assert isinstance(repo, RepoPath)
    with pytest.raises(SourceError, match=r"answered no JSON|tells nothing"):
        await read_repo_info(repo, fetcher)


@pytest.mark.parametrize(
    ("path", "kind", "format_"),
    [
        ("/lists/a.md", "text/plain", "markdown"),
        ("/lists/a", "text/html; charset=utf-8", "html"),
        ("/lists/a.html", "text/plain", "html"),
        ("/lists/a.rst", "text/plain", "rst"),
        ("/lists/a.ORG", "", "org"),
        ("/lists/a", "text/x-rst", "rst"),
        ("/lists/", "Text/X-RST; charset=utf-8", "rst"),
        ("/lists/a.php", "text/org", "org"),
        ("/lists/a.md", "text/x-rst", "markdown"),
        ("/lists/a.mkdn", "text/plain", "markdown"),
    ],
)
async def test_any_page_can_be_a_list(
    server: ForgeServer, fetcher: Fetcher, path: str, kind: str, format_: str
) -> None:
    server.pages[path] = lambda handler: handler.reply(body="A list", content_type=kind)
    download = await load(server, fetcher, f"SERVER{path}")
    assert download.document.format == format_
    assert download.document.source == download.document.base == server.url + path


async def test_a_page_is_where_its_redirects_lead(server: ForgeServer, fetcher: Fetcher) -> None:
    server.pages["/old/a.md"] = lambda handler: handler.reply(301, location="/new/b.md?token=x")
    server.pages["/new/b.md"] = lambda handler: handler.file("# B")
    download = await load(server, fetcher, "SERVER/old/a.md")
    assert download.place == WebPage(f"{server.url}/new/b.md")
    assert download.document.base == f"{server.url}/new/b.md"
    again = await read_remote(place(server, "SERVER/old/a.md"), fetcher, known=download.version)
    assert again == NotModified()


async def test_a_whole_search_keeps_to_one_deadline(server: ForgeServer) -> None:
    server.pages["/rawhub/ann/tools/HEAD/README.md"] = lambda handler: handler.forever(
        lambda: handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    )
    async with httpx2.AsyncClient(verify=False) as client:
        with pytest.raises(FetchFailed, match=r"did not come within 0\.3 seconds"):
            await load(server, Fetcher(client, seconds=0.3), "ann/tools")


async def test_no_other_file_passes_for_the_known_version(
    server: ForgeServer, fetcher: Fetcher
) -> None:
    server.github["ann/tools"] = Repo({"README.md": "# Tools"})
    first = await load(server, fetcher, "ann/tools")
    elsewhere = Validators("https://example.org/a.md", first.version.etag)
    again = await read_remote(place(server, "ann/tools"), fetcher, known=elsewhere)
    assert isinstance(again, Download)
