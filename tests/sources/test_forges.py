from __future__ import annotations

from datetime import date

import pytest

from awesome_tui.errors import SourceError
from awesome_tui.model.entries import RepoInfo
from awesome_tui.sources.addresses import RepoPath, WebPage, parse_remote
from awesome_tui.sources.forge_answers import ReadmeFile, parse_readme, parse_repo_info
from awesome_tui.sources.forges import FORGES, forges_from, token_from

RAW = "https://raw.githubusercontent.com"


def place(text: str) -> RepoPath:
    found = parse_remote(text, FORGES)
    assert isinstance(found, RepoPath)
    return found


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("ann/tools:list.md", f"{RAW}/ann/tools/HEAD/list.md"),
        ("gh:ann/tools:list.md", f"{RAW}/ann/tools/HEAD/list.md"),
        ("ann/tools@dev:docs/list.md", f"{RAW}/ann/tools/dev/docs/list.md"),
        ("ann/tools@fix/typo:list.md", f"{RAW}/ann/tools/fix/typo/list.md"),
        ("ann/tools:my lists/one#2.md", f"{RAW}/ann/tools/HEAD/my%20lists/one%232.md"),
        ("ann/tools:./docs//list.md", f"{RAW}/ann/tools/HEAD/docs/list.md"),
        ("https://github.com/ann/tools/blob/main/list.md", f"{RAW}/ann/tools/main/list.md"),
        (
            "https://github.com/ann/tools/blob/main/list.md?plain=1#L9",
            f"{RAW}/ann/tools/main/list.md",
        ),
        ("https://github.com/ann/tools/blob/fix/typo/a.md", f"{RAW}/ann/tools/fix/typo/a.md"),
        ("https://github.com/ann/tools/raw/main/list.md", f"{RAW}/ann/tools/main/list.md"),
        ("https://github.com/ann/tools/blame/main/a%20b.md", f"{RAW}/ann/tools/main/a%20b.md"),
        ("http://www.github.com/ann/tools/edit/main/a.md", f"{RAW}/ann/tools/main/a.md"),
        ("github.com/ann/tools/blob/main/a.md", f"{RAW}/ann/tools/main/a.md"),
        (f"{RAW}/ann/tools/main/docs/a.md", f"{RAW}/ann/tools/main/docs/a.md"),
        (f"{RAW}/ann/tools/refs/heads/main/a.md", f"{RAW}/ann/tools/main/a.md"),
        ("gl:org/team/tools:a.md", "https://gitlab.com/org/team/tools/-/raw/HEAD/a.md"),
        (
            "https://gitlab.com/org/team/tools/-/blob/main/docs/a.md?ref_type=heads",
            "https://gitlab.com/org/team/tools/-/raw/main/docs/a.md",
        ),
        (
            "https://gitlab.com/org/tools/-/raw/main/a.md",
            "https://gitlab.com/org/tools/-/raw/main/a.md",
        ),
        (
            "https://gitlab.com/org/tools/blob/main/a.md",
            "https://gitlab.com/org/tools/-/raw/main/a.md",
        ),
        ("cb:ann/tools:a.md", "https://codeberg.org/ann/tools/raw/branch/HEAD/a.md"),
        ("cb:ann/tools@dev:a.md", "https://codeberg.org/ann/tools/raw/branch/dev/a.md"),
        (
            "https://codeberg.org/ann/tools/src/branch/main/docs/a.md",
            "https://codeberg.org/ann/tools/raw/branch/main/docs/a.md",
        ),
        (
            "https://codeberg.org/ann/tools/raw/tag/v1/a.md",
            "https://codeberg.org/ann/tools/raw/tag/v1/a.md",
        ),
    ],
)
def test_a_file_is_fetched_raw_however_it_is_named(text: str, file: str) -> None:
    assert not place(text).is_folder
    assert place(text).raw_url == file


@pytest.mark.parametrize(
    ("text", "forge", "repo", "ref", "path"),
    [
        ("ann/tools", "gh", "ann/tools", "HEAD", ""),
        ("ann/tools@dev", "gh", "ann/tools", "dev", ""),
        ("ann/tools:docs/", "gh", "ann/tools", "HEAD", "docs/"),
        ("https://github.com/ann/tools", "gh", "ann/tools", "HEAD", ""),
        ("https://github.com/ann/tools/", "gh", "ann/tools", "HEAD", ""),
        ("https://github.com/ann/tools.git", "gh", "ann/tools", "HEAD", ""),
        ("https://github.com/ann/tools?tab=readme#readme", "gh", "ann/tools", "HEAD", ""),
        ("HTTPS://GitHub.com/ann/tools", "gh", "ann/tools", "HEAD", ""),
        ("ann/tools#readme", "gh", "ann/tools", "HEAD", ""),
        ("github:ann/tools", "gh", "ann/tools", "HEAD", ""),
        ("gitlab:org/team/tools", "gl", "org/team/tools", "HEAD", ""),
        (" ann/tools\n", "gh", "ann/tools", "HEAD", ""),
        ('"ann/tools"', "gh", "ann/tools", "HEAD", ""),
        ("`ann/tools`", "gh", "ann/tools", "HEAD", ""),
        ("<https://github.com/ann/tools>", "gh", "ann/tools", "HEAD", ""),
        ("https://github.com:443/ann/tools", "gh", "ann/tools", "HEAD", ""),
        ("https://bob:secret@github.com/ann/tools", "gh", "ann/tools", "HEAD", ""),
        ("git@github.com:ann/tools.git", "gh", "ann/tools", "HEAD", ""),
        ("ssh://git@gitlab.com:22/org/team/tools.git", "gl", "org/team/tools", "HEAD", ""),
        ("https://github.com/ann/tools/tree/dev", "gh", "ann/tools", "dev", ""),
        ("https://github.com/ann/tools/tree/dev/docs/x", "gh", "ann/tools", "dev", "docs/x/"),
        ("gl:org/tools", "gl", "org/tools", "HEAD", ""),
        ("https://gitlab.com/org/team/tools", "gl", "org/team/tools", "HEAD", ""),
        (
            "https://gitlab.com/org/team/tools/-/tree/dev/docs",
            "gl",
            "org/team/tools",
            "dev",
            "docs/",
        ),
        ("cb:ann/tools", "cb", "ann/tools", "branch/HEAD", ""),
        ("https://codeberg.org/ann/tools/src/branch/dev", "cb", "ann/tools", "branch/dev", ""),
        ("https://codeberg.org/ann/tools/src/commit/ab12/", "cb", "ann/tools", "commit/ab12", ""),
    ],
)
def test_a_repository_or_folder_means_its_readme(
    text: str, forge: str, repo: str, ref: str, path: str
) -> None:
    assert place(text) == RepoPath(FORGES[forge], repo, ref, path)
    assert place(text).is_folder


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/list.md",
        "https://example.org/ann/tools",
        "https://github.com/ann/tools/issues/3",
        "https://github.com/ann",
        "https://github.com.example.org/ann/tools",
        "https://ann.github.io/tools/",
    ],
)
def test_any_other_url_is_a_page(url: str) -> None:
    assert parse_remote(url, FORGES) == WebPage(url)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://bob:pw@example.org/a", "https://example.org/a"),
        ("https://example.org/a?b=1&token=pw", "https://example.org/a?b=1"),
        ("https://example.org/a?X-Amz-Signature=pw&b=1", "https://example.org/a?b=1"),
        ("https://example.org/a?private_token=pw&apikey=pw", "https://example.org/a"),
        ("https://example.org/a?keyword=zig", "https://example.org/a?keyword=zig"),
        ("https://example.org/a?b=1#token=pw", "https://example.org/a?b=1"),
        ("https://example.org/@bob?mail=a@b", "https://example.org/@bob?mail=a@b"),
        ("https://example.org/\x1b]52;c;x\x07", "https://example.org/]52;c;x"),
    ],
)
def test_a_page_is_shown_without_its_secrets(url: str, shown: str) -> None:
    assert str(WebPage(url)) == shown
    assert "pw" not in repr(WebPage(url))


def test_a_place_on_a_page_makes_no_other_page_of_it() -> None:
    assert WebPage("https://example.org/a#tools").key == WebPage("https://example.org/a").key


@pytest.mark.parametrize(
    "text",
    ["python", "notes.md", "a/b/c", "cb:a/b/c", "zz:a/b", "example.org/list.md", "./a", ""],
)
def test_what_names_nothing_remote_is_left_to_others(text: str) -> None:
    assert parse_remote(text, FORGES) is None


@pytest.mark.parametrize(
    "text",
    [
        "ann/tools:../../user",
        "https://github.com/ann/tools/blob/main/a/%2e%2e/b",
        "https://[x/",
        "ftp://example.org/a.md",
    ],
)
def test_an_address_that_cannot_be_meant_is_one_sentence(text: str) -> None:
    with pytest.raises(SourceError, match=r"^[^\n]+\.$"):
        parse_remote(text, FORGES)


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("ann/tools:list.md", "https://github.com/ann/tools/blob/HEAD/"),
        ("ann/tools@dev:docs/a b/list.md", "https://github.com/ann/tools/blob/dev/docs/a%20b/"),
        ("gl:org/team/tools@dev:list.md", "https://gitlab.com/org/team/tools/-/blob/dev/"),
        ("cb:ann/tools:docs/list.md", "https://codeberg.org/ann/tools/src/branch/HEAD/docs/"),
    ],
)
def test_relative_links_start_where_the_forge_shows_the_file(text: str, base: str) -> None:
    assert place(text).base == base


@pytest.mark.parametrize(
    ("text", "readme_api", "file_api", "repo_api"),
    [
        (
            "ann/tools@fix/it:docs/a.md",
            "/readme/docs/a.md?ref=fix%2Fit",
            "/contents/docs/a.md?ref=fix%2Fit",
            "https://api.github.com/repos/ann/tools",
        ),
        ("ann/tools", "/readme", "/contents/", "https://api.github.com/repos/ann/tools"),
        (
            "gl:org/team/tools@dev:docs/a.md",
            "/repository/tree?per_page=100&path=docs%2Fa.md&ref=dev",
            "/repository/files/docs%2Fa.md/raw?ref=dev",
            "https://gitlab.com/api/v4/projects/org%2Fteam%2Ftools?license=true",
        ),
        (
            "cb:ann/tools@dev:a.md",
            "/contents/a.md?ref=dev",
            "/raw/a.md?ref=dev",
            "https://codeberg.org/api/v1/repos/ann/tools",
        ),
    ],
)
def test_the_api_is_asked_at_its_documented_places(
    text: str, readme_api: str, file_api: str, repo_api: str
) -> None:
    repository = repo_api.removesuffix("?license=true")
    assert place(text).readme_api == repository + readme_api
    assert place(text).file_api == repository + file_api
    assert place(text).repo_api == repo_api


def test_a_place_is_told_in_words() -> None:
    assert str(place("ann/tools")) == "ann/tools on GitHub"
    assert str(place("cb:ann/tools@dev:a.md")) == "a.md of ann/tools on Codeberg, branch/dev"


def test_the_environment_moves_a_forge_with_all_its_addresses() -> None:
    forge = forges_from({"AWESOME_TUI_GITHUB_WEB": "https://git.example.org/"})["gh"]
    assert (forge.web, forge.raw, forge.api) == (
        "https://git.example.org",
        "https://git.example.org/raw",
        "https://git.example.org/api/v3",
    )


def test_the_environment_sets_each_address_by_itself() -> None:
    forges = forges_from(
        {
            "AWESOME_TUI_CODEBERG_WEB": "https://a.example",
            "AWESOME_TUI_CODEBERG_RAW": "https://b.example",
            "AWESOME_TUI_CODEBERG_API": "https://c.example/api/v1",
        }
    )
    moved = parse_remote("https://a.example/ann/tools/src/branch/main/x.md", forges)
    assert isinstance(moved, RepoPath)
    assert moved.raw_url == "https://b.example/ann/tools/raw/branch/main/x.md"
    assert moved.repo_api == "https://c.example/api/v1/repos/ann/tools"
    assert forges["gh"] == FORGES["gh"]


def test_forges_below_one_host_are_told_apart_by_their_paths() -> None:
    forges = forges_from(
        {
            "AWESOME_TUI_GITHUB_WEB": "http://[::1]:80/hub",
            "AWESOME_TUI_GITLAB_WEB": "http://[::1]:80/lab",
        }
    )
    found = parse_remote("http://[::1]:80/lab/ann/tools", forges)
    assert isinstance(found, RepoPath)
    assert found.forge.name == "GitLab"


def test_a_token_comes_from_the_first_variable_that_holds_one() -> None:
    assert token_from(FORGES["gh"], {"GITHUB_TOKEN": " ", "GH_TOKEN": "abc\n"}) == "abc"
    assert token_from(FORGES["gl"], {"GITHUB_TOKEN": "abc"}) is None


GITHUB_ANSWER = {
    "full_name": "ann/tools",
    "description": "Sharp\x1b[31m tools",
    "stargazers_count": 12,
    "pushed_at": "2025-06-14T08:09:10Z",
    "updated_at": "2026-01-01T00:00:00Z",
    "language": "Zig",
    "license": {"key": "mit", "spdx_id": "MIT"},
    "archived": True,
    "default_branch": "trunk",
}
GITLAB_ANSWER = {
    "path_with_namespace": "org/team/tools",
    "description": None,
    "star_count": 3,
    "last_activity_at": "2024-02-29T10:00:00.000Z",
    "license": {"key": "apache-2.0", "name": "Apache License 2.0"},
    "archived": False,
    "default_branch": "main",
}
GITEA_ANSWER = {
    "full_name": "ann/tools",
    "description": "",
    "stars_count": 0,
    "updated_at": "2023-03-04T05:06:07+01:00",
    "language": "Go",
    "licenses": ["MIT", "0BSD"],
    "archived": False,
    "default_branch": "main",
}


@pytest.mark.parametrize(
    ("answer", "info"),
    [
        (
            GITHUB_ANSWER,
            RepoInfo("ann/tools", "Sharp[31m tools", 12, date(2025, 6, 14), "Zig", "MIT", True),
        ),
        (
            GITLAB_ANSWER,
            RepoInfo(
                "org/team/tools",
                stars=3,
                licence="Apache-2.0",
                active=date(2024, 2, 29),
            ),
        ),
        (
            GITEA_ANSWER,
            RepoInfo(
                "ann/tools",
                stars=0,
                language="Go",
                licence="MIT, 0BSD",
                active=date(2023, 3, 4),
            ),
        ),
        (
            {"full_name": "a/b", "license": {"spdx_id": "NOASSERTION", "key": "other"}},
            RepoInfo("a/b"),
        ),
        ({"full_name": "a/b", "stargazers_count": "9", "pushed_at": "soon"}, RepoInfo("a/b")),
        ({"message": "Not Found"}, None),
        ([1], None),
    ],
)
def test_a_forge_tells_of_a_repository(answer: object, info: RepoInfo | None) -> None:
    assert parse_repo_info(answer) == info


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (
            {"path": "docs/Readme.md", "encoding": "base64", "content": "IyBB\nYmM=\n"},
            ReadmeFile("docs/Readme.md", b"# Abc"),
        ),
        ({"path": "big.md", "encoding": "none", "content": ""}, ReadmeFile("big.md", None)),
        ({"path": "odd.md", "encoding": "base64", "content": "a"}, ReadmeFile("odd.md", None)),
        (
            [
                {"type": "blob", "path": "docs/readme.txt"},
                {"type": "blob", "path": "docs/ReadMe.rst"},
                {"type": "tree", "path": "docs/readme.md"},
            ],
            ReadmeFile("docs/ReadMe.rst", None),
        ),
        (
            [{"type": "file", "path": "README"}, {"type": "symlink", "path": "readme.MD"}],
            ReadmeFile("readme.MD", None),
        ),
        ([{"type": "file", "path": "notes.md"}, 7], None),
        ({"message": "Not Found"}, None),
    ],
)
def test_a_forge_tells_where_the_readme_is(answer: object, found: ReadmeFile | None) -> None:
    assert parse_readme(answer) == found
