"""Addresses of repositories and web pages, parsed and built without requests.

shorthand   owner/repo@branch:path  gl:group/sub/repo  cb:owner/repo
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
from awesome_tui.sources.forges import GITHUB, GITLAB, Forge, ForgeKind
from awesome_tui.text.sanitize import clean
from awesome_tui.text.urls import (
    has_secret,
    normalize_url,
    secret_parameters,
    site_of,
    without_secrets,
)

_MAX_BRANCH_PARTS = 4
"""Branch names with more slashes are not tried."""


@dataclass(frozen=True, slots=True)
class RepoPath:
    """A file or folder in a repository."""

    forge: Forge
    repo: str
    """`owner/repo`; on GitLab, groups can be nested."""
    ref: str
    """The branch, tag or commit, as written in the forge's URLs."""
    path: str = ""
    """Empty for the repository itself; ends in `/` where it is certainly a folder."""
    password: str = field(default="", repr=False, compare=False)
    """An API token that was part of the URL; neither shown nor stored."""
    secret_query: str = field(default="", repr=False, compare=False)
    """URL parameters that grant access to a private raw file; neither shown nor stored."""

    @property
    def has_secret(self) -> bool:
        """True if the URL as typed grants access that `address` does not."""
        return bool(self.password or self.secret_query)

    @property
    def address(self) -> str:
        """The URL without secrets, which can be typed to open the same source."""
        if self.path or self.ref != self.forge.kind.head:
            return self.web_url
        return f"{self.forge.web}/{quote(self.repo)}"

    @property
    def key(self) -> str:
        """The normalized address, equal for all spellings; forges ignore the case of names."""
        return normalize_url(replace(self, repo=self.repo.lower()).address)

    @property
    def is_folder(self) -> bool:
        """True if it is certainly a folder, whose README is to be read."""
        return not self.path or self.path.endswith("/")

    @property
    def raw_url(self) -> str:
        """The URL of the raw file, which has no rate limit."""
        return self._fill_template(self.forge.kind.raw)

    @property
    def raw_request(self) -> str:
        """`raw_url` with its secret parameters: for fetching, never to be shown."""
        return f"{self.raw_url}?{self.secret_query}" if self.secret_query else self.raw_url

    @property
    def web_url(self) -> str:
        """The URL of the file's page."""
        return self._fill_template(self.forge.kind.blob)

    @property
    def base(self) -> str:
        """The base URL of relative links in the file."""
        return self.at(self.path[: self.path.rfind("/") + 1]).web_url

    @property
    def repo_api(self) -> str:
        """The API URL of the repository."""
        return self._fill_template(self.forge.kind.repo_api)

    @property
    def file_api(self) -> str:
        """The API URL of the file, for repositories that need a token."""
        return self._with_ref(self._fill_template(self.forge.kind.file_api))

    @property
    def markup_api(self) -> str:
        """The URL of the API that renders a text to HTML; empty if there is none."""
        return self._fill_template(self.forge.kind.markup_api)

    @property
    def readme_api(self) -> str:
        """The API URL of the folder's README, or of its list of files."""
        return self._with_ref(self._fill_template(self.forge.kind.readme_api).rstrip("/"))

    def readings(self) -> Iterator[RepoPath]:
        """This path, then those with more and more of its parts as part of the branch."""
        yield self
        parts = () if self.ref == self.forge.kind.head else self.path.split("/")
        for count in range(1, min(len(parts), _MAX_BRANCH_PARTS)):
            ref = "/".join((self.ref, *parts[:count]))
            yield replace(self, ref=ref, path="/".join(parts[count:]))

    def at(self, path: str) -> RepoPath:
        """Another path on the same branch."""
        return replace(self, path=path)

    def _fill_template(self, template: str) -> str:
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
    """A page or file anywhere on the web."""

    url: str = field(repr=False)
    """As typed, including secrets; use `address` to show or store it."""

    @property
    def address(self) -> str:
        """The URL without secrets and fragment."""
        return clean(without_secrets(self.url)).partition("#")[0]

    @property
    def key(self) -> str:
        """The normalized address."""
        return normalize_url(self.address)

    @property
    def has_secret(self) -> bool:
        """True if `url` contains secrets."""
        return has_secret(self.url)

    def __str__(self) -> str:
        return self.address


_NAME = r"[A-Za-z0-9_][\w.-]*"
_SHORTHAND = (
    rf"(?a)(?:(?P<prefix>[a-z]+):)?(?P<repo>{_NAME}(?:/{_NAME})+)/?"
    r"(?:#[\w-]*|(?:@(?P<ref>[^\s:]+))?(?::(?P<path>.+))?)"
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=://)", re.ASCII | re.IGNORECASE)
_PASTED = r"""(?s)\s*(["'`<“])?(?P<address>.*?)(?(1)["'`>”])\s*"""
"""An address with what stands around it in a text."""
_CLONE = r"(?a)(?:ssh://|git://)?git@(?P<host>[\w.-]+)(?::\d+)?[:/](?P<path>.+)"


def parse_remote(text: str, forges: Mapping[str, Forge]) -> RepoPath | WebPage | None:
    """Parse a repository or page; None if `text` has the form of neither."""
    if pasted := re.fullmatch(_PASTED, text):
        text = pasted["address"]
    if clone := re.fullmatch(_CLONE, text):
        text = f"https://{clone['host']}/{clone['path']}"
    if _has_host(text, forges.values()):
        text = f"https://{text}"
    if scheme := _SCHEME.match(text):
        return _parse_url(text, scheme[0].lower(), forges.values())
    shorthand = re.fullmatch(_SHORTHAND, text)
    return _expand_shorthand(shorthand, forges) if shorthand else None


def _has_host(text: str, forges: Iterable[Forge]) -> bool:
    host, slash, _ = text.lower().removeprefix("www.").partition("/")
    urls = (url for forge in forges for url in (forge.web, forge.raw))
    return bool(slash) and any(host == urlsplit(url).netloc for url in urls)


def _expand_shorthand(shorthand: re.Match[str], forges: Mapping[str, Forge]) -> RepoPath | None:
    forge, repo = _find_forge(shorthand["prefix"] or "gh", forges), shorthand["repo"]
    owner, _, name = repo.partition("/")
    if forge is None or ("/" in name and forge.kind is not GITLAB):
        return None
    if "." in owner and forge.kind is GITHUB:  # a path or a host: owners' names have no dots
        return None
    branch = shorthand["ref"]
    ref = forge.kind.branch + branch if branch else forge.kind.head
    return RepoPath(
        forge, repo.removesuffix(".git"), ref, _normalized_path(shorthand["path"] or "")
    )


def _find_forge(prefix: str, forges: Mapping[str, Forge]) -> Forge | None:
    """The forge of a prefix, such as `gh` or `github`."""
    return next((it for key, it in forges.items() if prefix in (key, it.name.lower())), None)


def _parse_url(url: str, scheme: str, forges: Iterable[Forge]) -> RepoPath | WebPage:
    if scheme not in {"http", "https"}:
        raise SourceError(f"Nothing can be fetched by {scheme}: name an http or https address.")
    for forge in forges:
        sites = ((forge.kind.page, forge.web), (forge.kind.raw_page, forge.raw))
        for pattern, site in sites:
            if match := re.fullmatch(pattern, _path_below(site, url)):
                password = unquote(_split_url(url).password or "")
                secrets = secret_parameters(url)
                return replace(_matched_path(forge, match), password=password, secret_query=secrets)
    return WebPage(url)


def _path_below(start: str, url: str) -> str:
    """The decoded path of `url` below the URL `start`; empty for other sites."""
    base, parts = urlsplit(start), _split_url(url)
    if site_of(parts) != site_of(base) or not parts.path.startswith(base.path + "/"):
        return ""
    return unquote(parts.path[len(base.path) + 1 :])


def _split_url(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError as error:
        raise SourceError("That URL cannot be read: check its host and brackets.") from error


def _matched_path(forge: Forge, match: re.Match[str]) -> RepoPath:
    groups = match.groupdict()
    repo = groups["repo"].removesuffix(".git")
    if not groups["rest"]:
        return RepoPath(forge, repo, forge.kind.head)
    ref, path = _split_ref(groups["rest"], forge.kind)
    folder = path and groups.get("view") == "tree"
    return RepoPath(forge, repo, ref, _normalized_path(f"{path}/" if folder else path))


def _split_ref(rest: str, kind: ForgeKind) -> tuple[str, str]:
    """Split `rest` into branch and path, assuming a branch without slashes; see `readings`.

    URLs that join the two stay valid, and raw hosts recognize branches with slashes by
    themselves.
    """
    parts = re.sub(r"^refs/(heads|tags)/", "", rest).split("/")
    return "/".join(parts[: kind.ref_parts]), "/".join(parts[kind.ref_parts :])


def _normalized_path(path: str) -> str:
    """Normalize a path relative to the root; raises `SourceError` if it leaves the repository."""
    parts = [part for part in path.split("/") if part not in {"", "."}]
    if ".." in parts:
        raise SourceError(f"The path {clean(path)} leaves its repository: name it from the root.")
    return "/".join(parts) + ("/" if parts and path.endswith("/") else "")
