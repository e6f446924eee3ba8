"""Where repositories keep their files: every address of a forge, read and built without asking it.

shorthand   owner/repo@branch:path        gl:group/sub/repo     cb:owner/repo
web         https://github.com/owner/repo/tree/branch/folder
file        https://github.com/owner/repo/blob/branch/path
raw         https://raw.githubusercontent.com/owner/repo/branch/path
clone       git@github.com:owner/repo.git
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import SplitResult, quote, unquote, urlsplit

from awesome_tui.errors import SourceError
from awesome_tui.text import clean
from awesome_tui.urls import has_secret, normal, public, secret_parameters, site

HEAD = "HEAD"
"""The default branch, whatever its name: all three forges take it in addresses."""
_MAX_BRANCH_PARTS = 4
"""More slashes than three in the name of a branch are not looked for."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What the forges of one make have in common: templates of addresses, and where READMEs are."""

    page: str
    """A pattern of paths on the web host: `repo`, and for folders and files `view` and `rest`."""
    raw_page: str
    """The same on the raw host, where that is another."""
    ref_parts: int
    """How many parts of a path a branch takes, as far as the address alone can tell."""
    head: str
    """The default branch, as it stands in addresses."""
    branch: str
    """What stands before the name of a branch in addresses."""
    blob: str
    raw: str
    repo_api: str
    file_api: str
    readme_api: str
    """Where a folder's README is told, or the names in the folder."""
    accept_json: str
    accept_raw: str
    readmes: tuple[str, ...]
    """What a repository's README is mostly called, in the order in which the forge looks."""
    readme_folders: tuple[str, ...]
    """The folders that `readme_api` must be asked for: GitHub looks through its three by itself."""
    api_suffix: str
    """Where the API is on a host of one's own."""
    raw_suffix: str


GITHUB = Kind(
    page=(
        r"(?P<repo>[^/]+/[^/]+?)"
        r"(?:/(?P<view>blob|raw|blame|edit|tree)/(?P<rest>.+?))?/?"
    ),
    raw_page=r"(?P<repo>[^/]+/[^/]+)/(?P<rest>.+)",
    ref_parts=1,
    head=HEAD,
    branch="",
    blob="{web}/{repo}/blob/{ref}/{path}",
    raw="{raw}/{repo}/{ref}/{path}",
    repo_api="{api}/repos/{repo}",
    file_api="{api}/repos/{repo}/contents/{path}",
    readme_api="{api}/repos/{repo}/readme/{path}",
    accept_json="application/vnd.github+json",
    accept_raw="application/vnd.github.raw+json",
    readmes=(".github/README.md", "README.md", "readme.md"),
    readme_folders=("",),
    api_suffix="/api/v3",
    raw_suffix="/raw",
)
GITLAB = Kind(
    page=(
        r"(?P<repo>[^/]+(?:/(?!-/)[^/]+)+?)"
        r"(?:(?:/-)?/(?P<view>blob|raw|blame|edit|tree)/(?P<rest>.+?))?/?"
    ),
    raw_page=r"(?!)",
    ref_parts=1,
    head=HEAD,
    branch="",
    blob="{web}/{repo}/-/blob/{ref}/{path}",
    raw="{raw}/{repo}/-/raw/{ref}/{path}",
    repo_api="{api}/projects/{repo_id}?license=true",
    file_api="{api}/projects/{repo_id}/repository/files/{path_id}/raw",
    readme_api="{api}/projects/{repo_id}/repository/tree?per_page=100&path={path_id}",
    accept_json="application/json",
    accept_raw="*/*",
    readmes=("README.md", "readme.md"),
    readme_folders=("",),
    api_suffix="/api/v4",
    raw_suffix="",
)
GITEA = Kind(
    page=(
        r"(?P<repo>[^/]+/[^/]+?)"
        r"(?:/(?P<view>src|raw|media)/(?P<rest>(?:branch|tag|commit)/.+?))?/?"
    ),
    raw_page=r"(?!)",
    ref_parts=2,
    head=f"branch/{HEAD}",
    branch="branch/",
    blob="{web}/{repo}/src/{ref}/{path}",
    raw="{raw}/{repo}/raw/{ref}/{path}",
    repo_api="{api}/repos/{repo}",
    file_api="{api}/repos/{repo}/raw/{path}",
    readme_api="{api}/repos/{repo}/contents/{path}",
    accept_json="application/json",
    accept_raw="*/*",
    readmes=("README.md", "readme.md"),
    readme_folders=("", "docs/", ".forgejo/", ".gitea/", ".github/"),
    api_suffix="/api/v1",
    raw_suffix="",
)


@dataclass(frozen=True, slots=True)
class Forge:
    """A site that keeps repositories; its addresses are settings."""

    name: str
    kind: Kind
    web: str
    raw: str
    api: str
    token_names: tuple[str, ...]
    """The variables of the environment that can hold its token."""


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
"""The forges by the prefix of their shorthand."""


def forges_from(environ: Mapping[str, str]) -> Mapping[str, Forge]:
    """`FORGES` with the addresses of `AWESOME_TUI_GITHUB_WEB`, `…_RAW`, `…_API` and the like.

    A web address of one's own moves the other two along, so that no token of it ever goes to the
    public site.
    """
    return {prefix: _moved(forge, environ) for prefix, forge in FORGES.items()}


def _moved(forge: Forge, environ: Mapping[str, str]) -> Forge:
    def setting(part: str) -> str:
        return environ.get(f"AWESOME_TUI_{forge.name.upper()}_{part}", "").rstrip("/")

    if web := setting("WEB"):
        kind = forge.kind
        forge = replace(forge, web=web, raw=web + kind.raw_suffix, api=web + kind.api_suffix)
    return replace(forge, raw=setting("RAW") or forge.raw, api=setting("API") or forge.api)


def token_from(forge: Forge, environ: Mapping[str, str]) -> str | None:
    """The token that the environment holds for `forge`."""
    tokens = (environ.get(name, "").strip() for name in forge.token_names)
    return next(filter(None, tokens), None)


@dataclass(frozen=True, slots=True)
class RepoPath:
    """A file or a folder of a repository."""

    forge: Forge
    repo: str
    """`owner/repo`; GitLab has groups in groups."""
    ref: str
    """The branch, tag or commit, as it stands in the forge's addresses."""
    path: str = ""
    """Empty for the repository itself; ends in `/` where it is surely a folder."""
    password: str = field(default="", repr=False, compare=False)
    """A token for the API that came with the address; neither shown nor kept."""
    secret_query: str = field(default="", repr=False, compare=False)
    """Such parameters as open a raw file of a private repository; neither shown nor kept."""

    @property
    def has_secret(self) -> bool:
        """Whether the address that was typed opens more than `address` does."""
        return bool(self.password or self.secret_query)

    @property
    def address(self) -> str:
        """What names it again, wherever it is typed."""
        if self.path or self.ref != self.forge.kind.head:
            return self.web_url
        return f"{self.forge.web}/{quote(self.repo)}"

    @property
    def key(self) -> str:
        """The same for all that name this place; forges do not mind the case of repositories."""
        return normal(replace(self, repo=self.repo.lower()).address)

    @property
    def is_folder(self) -> bool:
        """Whether it is surely a folder, whose README is meant."""
        return not self.path or self.path.endswith("/")

    @property
    def raw_url(self) -> str:
        """The file, without a limit on requests."""
        return self._fill(self.forge.kind.raw)

    @property
    def raw_request(self) -> str:
        """`raw_url` with the secrets that belong to it: for fetching, never to be shown."""
        return f"{self.raw_url}?{self.secret_query}" if self.secret_query else self.raw_url

    @property
    def web_url(self) -> str:
        """The file as the forge shows it."""
        return self._fill(self.forge.kind.blob)

    @property
    def base(self) -> str:
        """Where relative links in the file start."""
        return self.at(self.path[: self.path.rfind("/") + 1]).web_url

    @property
    def repo_api(self) -> str:
        """What the API says of the repository."""
        return self._fill(self.forge.kind.repo_api)

    @property
    def file_api(self) -> str:
        """The file by the API, for repositories that want a token."""
        return self._with_ref(self._fill(self.forge.kind.file_api))

    @property
    def readme_api(self) -> str:
        """The README of the folder, or the names in the folder, by the API."""
        return self._with_ref(self._fill(self.forge.kind.readme_api).rstrip("/"))

    def readings(self) -> Iterator[RepoPath]:
        """This place, then the same address with more and more of it taken for the branch."""
        yield self
        parts = () if self.ref == self.forge.kind.head else self.path.split("/")
        for count in range(1, min(len(parts), _MAX_BRANCH_PARTS)):
            ref = "/".join((self.ref, *parts[:count]))
            yield replace(self, ref=ref, path="/".join(parts[count:]))

    def at(self, path: str) -> RepoPath:
        """Another file or folder of the same branch."""
        return replace(self, path=path)

    def _fill(self, template: str) -> str:
        return template.format(
            web=self.forge.web,
            raw=self.forge.raw,
            api=self.forge.api,
            repo=quote(self.repo),
            repo_id=quote(self.repo, safe=""),
            ref=quote(self.ref),
            path=quote(self.path),
            path_id=quote(self.path.rstrip("/"), safe=""),
        )

    def _with_ref(self, url: str) -> str:
        if self.ref == self.forge.kind.head:
            return url
        name = "/".join(self.ref.split("/")[self.forge.kind.ref_parts - 1 :])
        return f"{url}{'&' if '?' in url else '?'}ref={quote(name, safe='')}"

    def __str__(self) -> str:
        place = f"{self.repo} on {self.forge.name}"
        if self.path:
            place = f"{self.path} of {place}"
        return clean(place if self.ref == self.forge.kind.head else f"{place}, {self.ref}")


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page or a file anywhere on the web."""

    url: str = field(repr=False)
    """As typed, secrets and all: what may be shown or kept is `address`."""

    @property
    def address(self) -> str:
        """What names it again, without the secrets, and without the place on the page."""
        return clean(public(self.url)).partition("#")[0]

    @property
    def key(self) -> str:
        """The same for all that name this page."""
        return normal(self.address)

    @property
    def has_secret(self) -> bool:
        """Whether `url` opens more than `address` does."""
        return has_secret(self.url)

    def __str__(self) -> str:
        return self.address


_NAME = r"[A-Za-z0-9_][\w.-]*"
_SHORTHAND = re.compile(
    rf"(?:(?P<prefix>gh|gl|cb):)?(?P<repo>{_NAME}(?:/{_NAME})+)"
    r"(?:@(?P<ref>[^\s:]+))?(?::(?P<path>.+))?",
    re.ASCII,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=://)", re.ASCII | re.IGNORECASE)
_CLONE = re.compile(r"(?:ssh://|git://)?git@(?P<host>[\w.-]+)(?::\d+)?[:/](?P<path>.+)", re.ASCII)


def parse_remote(text: str, forges: Mapping[str, Forge]) -> RepoPath | WebPage | None:
    """The repository or page that `text` names, or None where it has the form of neither."""
    if clone := _CLONE.fullmatch(text):
        text = f"https://{clone['host']}/{clone['path']}"
    if _has_host(text, forges.values()):
        text = f"https://{text}"
    if scheme := _SCHEME.match(text):
        return _parse_url(text, scheme[0].lower(), forges.values())
    shorthand = _SHORTHAND.fullmatch(text)
    return _expand(shorthand, forges) if shorthand else None


def _has_host(text: str, forges: Iterable[Forge]) -> bool:
    host, slash, _ = text.lower().removeprefix("www.").partition("/")
    urls = (url for forge in forges for url in (forge.web, forge.raw))
    return bool(slash) and any(host == urlsplit(url).netloc for url in urls)


def _expand(shorthand: re.Match[str], forges: Mapping[str, Forge]) -> RepoPath | None:
    forge, repo = forges[shorthand["prefix"] or "gh"], shorthand["repo"]
    owner, _, name = repo.partition("/")
    if "/" in name and forge.kind is not GITLAB:
        return None
    if "." in owner and forge.kind is GITHUB:  # no owner's name has one: it is a path or a host
        return None
    branch = shorthand["ref"]
    ref = forge.kind.branch + branch if branch else forge.kind.head
    return RepoPath(forge, repo.removesuffix(".git"), ref, _within(shorthand["path"] or ""))


def _parse_url(url: str, scheme: str, forges: Iterable[Forge]) -> RepoPath | WebPage:
    if scheme not in {"http", "https"}:
        raise SourceError(f"Nothing can be fetched by {scheme}: name an http or https address.")
    for forge in forges:
        place = _on_web(url, forge) or _on_raw(url, forge)
        if place:
            password = unquote(_split(url).password or "")
            return replace(place, password=password, secret_query=secret_parameters(url))
    return WebPage(url)


def _on_web(url: str, forge: Forge) -> RepoPath | None:
    return _matched(forge, re.fullmatch(forge.kind.page, _path_below(forge.web, url)))


def _on_raw(url: str, forge: Forge) -> RepoPath | None:
    return _matched(forge, re.fullmatch(forge.kind.raw_page, _path_below(forge.raw, url)))


def _path_below(start: str, url: str) -> str:
    """The path of `url` under the URL `start`, decoded; empty where it is elsewhere."""
    base, parts = urlsplit(start), _split(url)
    if site(parts) != site(base) or not parts.path.startswith(base.path + "/"):
        return ""
    return unquote(parts.path[len(base.path) + 1 :])


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError as error:
        raise SourceError("That URL cannot be read: check its host and brackets.") from error


def _matched(forge: Forge, match: re.Match[str] | None) -> RepoPath | None:
    if not match:
        return None
    groups = match.groupdict()
    repo = groups["repo"].removesuffix(".git")
    if not groups["rest"]:
        return RepoPath(forge, repo, forge.kind.head)
    ref, path = _split_ref(groups["rest"], forge.kind)
    folder = path and groups.get("view") == "tree"
    return RepoPath(forge, repo, ref, _within(f"{path}/" if folder else path))


def _split_ref(rest: str, kind: Kind) -> tuple[str, str]:
    """Branch and path; a branch with slashes is cut short, which `readings` makes good.

    The two joined stay right, and raw hosts find such a branch by themselves.
    """
    parts = re.sub(r"^refs/(heads|tags)/", "", rest).split("/")
    return "/".join(parts[: kind.ref_parts]), "/".join(parts[kind.ref_parts :])


def _within(path: str) -> str:
    """`path` from the root of the repository, which it must not leave."""
    parts = [part for part in path.split("/") if part not in {"", "."}]
    if ".." in parts:
        raise SourceError(f"The path {clean(path)} leaves its repository: name it from the root.")
    return "/".join(parts) + ("/" if parts and path.endswith("/") else "")
