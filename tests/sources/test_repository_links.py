"""The repositories that links lead to."""

from __future__ import annotations

import pytest

from awesome_tui.sources.forges import forges_from
from awesome_tui.sources.repository_links import RepositoryLinks

LINKS = RepositoryLinks()


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://github.com/Ann/Tools", "github.com/ann/tools"),
        ("http://www.github.com/ann/tools/", "github.com/ann/tools"),
        ("https://github.com/ann/tools.git", "github.com/ann/tools"),
        ("https://github.com/ann/tools.js#readme", "github.com/ann/tools.js"),
        ("https://github.com/ann/tools/tree/main/docs", "github.com/ann/tools"),
        ("https://github.com/ann/tools?tab=readme-ov-file", "github.com/ann/tools"),
        ("https://gitlab.com/org/team/tools/-/tree/main", "gitlab.com/org/team/tools"),
        ("https://gitlab.com/org/tools/blob/master/a.md", "gitlab.com/org/tools"),
        ("https://codeberg.org/ann/tools/src/branch/main", "codeberg.org/ann/tools"),
        *(
            (url, "")
            for url in (
                None,
                "",
                "https://github.com/ann",
                "https://github.com/topics/tools",
                "https://github.com/sponsors/ann",
                "https://gist.github.com/ann/1234",
                "https://github.community/ann/tools",
                "https://example.com/github.com/ann/tools",
                'https://github.com/ann/to"){x}',
                "https://github.com/änn/tools",
            )
        ),
    ],
)
def test_a_link_leads_to_or_into_a_repository(url: str | None, key: str) -> None:
    assert LINKS.key(url) == key


def test_the_key_of_a_repository_leads_to_it() -> None:
    found = LINKS.repository("gitlab.com/org/team/tools")
    assert found is not None
    assert (found.forge.name, found.name) == ("GitLab", "org/team/tools")


def test_a_renamed_repository_stays_on_its_forge() -> None:
    found = LINKS.repository("https://codeberg.org/Ann/Old")
    assert found is not None
    assert found.key_as("Ann/New") == "codeberg.org/ann/new"


def test_each_repository_is_told_once_and_in_order() -> None:
    urls = ["https://github.com/b/b", None, "https://github.com/a/a", "http://github.com/B/b/wiki"]
    assert list(LINKS.among(urls)) == ["github.com/b/b", "github.com/a/a"]


def test_the_pages_of_a_server_of_ones_own_are_known() -> None:
    forges = forges_from({"AWESOME_TUI_GITHUB_WEB": "http://127.0.0.1:81/github"})
    links = RepositoryLinks(forges)
    assert links.key("http://127.0.0.1:81/github/ann/tools") == "127.0.0.1:81/github/ann/tools"
    assert not links.key("https://github.com/ann/tools")
    found = links.repository("127.0.0.1:81/github/ann/tools")
    assert found is not None
    assert found.forge.api == "http://127.0.0.1:81/github/api/v3"
