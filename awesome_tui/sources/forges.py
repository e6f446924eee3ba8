"""The table of forges: hosts, shorthand prefixes, URLs, APIs and tokens; a forge is a row here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

HEAD = "HEAD"
"""The default branch, whatever its name: all forges accept it in URLs."""


class ForgeKind(NamedTuple):
    """A kind of forge software: its URL templates, and where it looks for READMEs."""

    page: str
    """A pattern of paths on the web host: `repo`, and `view` and `rest` for folders and files."""
    blob: str
    raw: str
    repo_api: str
    file_api: str
    readme_api: str
    """The README of a folder, or the list of its files."""
    api_suffix: str
    """The path of the API on a self-hosted forge."""
    raw_suffix: str = ""
    raw_page: str = r"(?!)"
    """The pattern of paths on the raw host, where it is a separate one."""
    ref_parts: int = 1
    """The number of path parts of a branch without slashes in its name."""
    head: str = HEAD
    """The default branch, as written in URLs."""
    branch: str = ""
    """The prefix of branch names in URLs."""
    accept_json: str = "application/json"
    accept_raw: str = "*/*"
    accept_html: str = ""
    """Has `file_api` give the page that the forge makes of a file; empty where nothing has."""
    markup_api: str = ""
    """The API that renders any markup to HTML; empty if there is none but for Markdown."""
    readmes: tuple[str, ...] = ("README.md", "readme.md")
    """The usual paths of a repository's README, in the order in which the forge looks for them."""
    readme_folders: tuple[str, ...] = ("",)
    """The folders to ask `readme_api` for: GitHub searches its three folders itself."""


GITHUB = ForgeKind(
    page=(
        r"(?P<repo>[^/]+/[^/]+?)"
        r"(?:/(?P<view>blob|raw|blame|edit|tree)/(?P<rest>.+?))?/?"
    ),
    blob="{web}/{repo}/blob/{ref}/{path}",
    raw="{raw}/{repo}/{ref}/{path}",
    repo_api="{api}/repos/{repo}",
    file_api="{api}/repos/{repo}/contents/{path}",
    readme_api="{api}/repos/{repo}/readme/{path}",
    api_suffix="/api/v3",
    raw_suffix="/raw",
    raw_page=r"(?P<repo>[^/]+/[^/]+)/(?P<rest>.+)",
    accept_json="application/vnd.github+json",
    accept_raw="application/vnd.github.raw+json",
    accept_html="application/vnd.github.html+json",
    readmes=(".github/README.md", "README.md", "readme.md"),
)
GITLAB = ForgeKind(
    page=(
        r"(?P<repo>[^/]+(?:/(?!-/)[^/]+)+?)"
        r"(?:(?:/-)?/(?P<view>blob|raw|blame|edit|tree)/(?P<rest>.+?))?/?"
    ),
    blob="{web}/{repo}/-/blob/{ref}/{path}",
    raw="{raw}/{repo}/-/raw/{ref}/{path}",
    repo_api="{api}/projects/{repo_id}?license=true",
    file_api="{api}/projects/{repo_id}/repository/files/{path_id}/raw",
    readme_api="{api}/projects/{repo_id}/repository/tree?per_page=100&path={path_id}",
    api_suffix="/api/v4",
)
GITEA = ForgeKind(
    page=(
        r"(?P<repo>[^/]+/[^/]+?)"
        r"(?:/(?P<view>src|raw|media)/(?P<rest>(?:branch|tag|commit)/.+?))?/?"
    ),
    blob="{web}/{repo}/src/{ref}/{path}",
    raw="{raw}/{repo}/raw/{ref}/{path}",
    repo_api="{api}/repos/{repo}",
    file_api="{api}/repos/{repo}/raw/{path}",
    readme_api="{api}/repos/{repo}/contents/{path}",
    api_suffix="/api/v1",
    ref_parts=2,
    head=f"branch/{HEAD}",
    branch="branch/",
    markup_api="{api}/markup",
    readme_folders=("", "docs/", ".forgejo/", ".gitea/", ".github/"),
)


class Forge(NamedTuple):
    """A site that hosts repositories; its URLs are configurable."""

    name: str
    kind: ForgeKind
    web: str
    raw: str
    api: str
    token_names: tuple[str, ...]
    """The environment variables that can hold its token."""

    @property
    def host(self) -> str:
        """The host of its pages."""
        return urlsplit(self.web).hostname or ""

    @property
    def graphql(self) -> str:
        """The URL of GitHub's GraphQL, which is no part of the API's third version."""
        return f"{self.api.removesuffix('/v3')}/graphql"


FORGES: Mapping[str, Forge] = {
    "gh": Forge(
        "GitHub",
        GITHUB,
        "https://github.com",
        "https://raw.githubusercontent.com",
        "https://api.github.com",
        ("GITHUB_TOKEN", "GH_TOKEN"),
    ),
    "gl": Forge(
        "GitLab",
        GITLAB,
        "https://gitlab.com",
        "https://gitlab.com",
        "https://gitlab.com/api/v4",
        ("GITLAB_TOKEN",),
    ),
    "cb": Forge(
        "Codeberg",
        GITEA,
        "https://codeberg.org",
        "https://codeberg.org",
        "https://codeberg.org/api/v1",
        ("CODEBERG_TOKEN",),
    ),
}
"""The forges by their shorthand prefixes."""


def forges_from(environ: Mapping[str, str]) -> Mapping[str, Forge]:
    """`FORGES` with the URLs from `AWESOME_TUI_GITHUB_WEB`, `…_RAW`, `…_API` and so on.

    A custom web URL also changes the other two, so that its token is never sent to the public
    site.
    """
    return {prefix: _with_own_server(forge, environ) for prefix, forge in FORGES.items()}


def _with_own_server(forge: Forge, environ: Mapping[str, str]) -> Forge:
    def setting(part: str) -> str:
        return environ.get(f"AWESOME_TUI_{forge.name.upper()}_{part}", "").rstrip("/")

    if web := setting("WEB"):
        kind = forge.kind
        forge = forge._replace(web=web, raw=web + kind.raw_suffix, api=web + kind.api_suffix)
    return forge._replace(raw=setting("RAW") or forge.raw, api=setting("API") or forge.api)


def token_from(forge: Forge, environ: Mapping[str, str]) -> str | None:
    """The token for `forge` from the environment, or None."""
    tokens = (environ.get(name, "").strip() for name in forge.token_names)
    return next(filter(None, tokens), None)
