"""Fetching lists from forges and web pages.

Raw files are tried first, as they have no rate limit; the API is used for READMEs with unusual
names, and where a token grants access to a private repository.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from posixpath import dirname, join, normpath, splitext
from typing import Any, TypeAlias
from urllib.parse import SplitResult, unquote, urlsplit

from awesome_tui.errors import (
    FetchFailed,
    Forbidden,
    NotFound,
    RateLimited,
    Refused,
    SourceError,
)
from awesome_tui.model.entries import RepoInfo
from awesome_tui.model.format_table import ASCIIDOC
from awesome_tui.sources.addresses import RepoPath, WebPage, parse_remote
from awesome_tui.sources.fetch import (
    Credential,
    Fetched,
    Fetcher,
    NotModified,
    Validators,
    bearer,
)
from awesome_tui.sources.forge_answers import parse_readme, parse_repo_info
from awesome_tui.sources.forges import Forge
from awesome_tui.sources.formats import (
    format_of,
    format_of_answer,
    guessed_format,
    is_html,
    is_login,
    is_text_name,
)
from awesome_tui.sources.read import SourceText, decode
from awesome_tui.text.urls import site_of

Token: TypeAlias = Callable[[Forge], str | None]
"""A function that finds the token for a forge; called in a thread, and only when needed."""

_Get: TypeAlias = Callable[[RepoPath], Awaitable[Fetched | NotModified]]

_RARE_READMES = (
    "Readme.md",
    "README.rst",
    "README.org",
    "README.adoc",
    "README.markdown",
    "README.mdown",
    "README.mkd",
    "README.mkdn",
    "README.mdx",
    "README",
    "README.txt",
    "docs/README.md",
)
_LOGIN_URL = re.compile(
    r"log-?in|sign-?in|log-?on|sign-?on|\bsso\b|\bauth|captive|portal|hotspot|wi-?fi|guest|splash",
    re.IGNORECASE,
)
_LINK_TARGET = re.compile(r"[\w./ -]{1,250}")
_MAX_LINKS = 5


@dataclass(frozen=True, slots=True)
class Download:
    """A fetched list, with what is needed to fetch it again."""

    document: SourceText
    version: Validators
    place: RepoPath | WebPage
    """The final location: it has the new name of a renamed repository."""


def no_token(_: Forge) -> None:
    """The `Token` of users without tokens."""


async def read_remote(
    place: RepoPath | WebPage,
    fetcher: Fetcher,
    *,
    known: Validators | None = None,
    token: Token = no_token,
) -> Download | NotModified:
    """Fetch the list at `place`, or return `NotModified` if `known` is still the newest version."""
    async with fetcher.deadline(str(place)):
        match place:
            case WebPage():
                return await _read_page(place, fetcher, known)
            case RepoPath():
                return await _Search(place.forge, fetcher, known, _token_for(place, token)).read(
                    place
                )


async def read_repo_info(place: RepoPath, fetcher: Fetcher, *, token: Token = no_token) -> RepoInfo:
    """Fetch the metadata of a repository from its forge's API."""
    search = _Search(place.forge, fetcher, None, _token_for(place, token))
    answer = await search.ask(place.repo_api, place.forge.kind.accept_json)
    info = (
        None
        if isinstance(answer, NotModified)
        else parse_repo_info(parse_json(answer, place.forge))
    )
    if info is None:
        raise FetchFailed(f"{place.forge.name} tells nothing of {place}: try again later.")
    return info


def parse_json(answer: Fetched, forge: Forge) -> Any:
    """Parse the JSON of a response of `forge`."""
    if is_html(answer.text, answer.content_type):
        raise Forbidden(
            f"A web page came in place of what {forge.name} says: log in to the network"
            " or the site that sent it, then try again."
        )
    try:
        return json.loads(answer.text)
    except (ValueError, RecursionError) as error:
        raise FetchFailed(f"{forge.name} answered no JSON: try again later.") from error


def _token_for(place: RepoPath, token: Token) -> Token:
    """The token from the URL, if it had one, or else the user's own."""
    return (lambda _: place.password) if place.password else token


async def _read_page(
    page: WebPage, fetcher: Fetcher, known: Validators | None
) -> Download | NotModified:
    answer = await fetcher.fetch(page.url, known=known)
    if isinstance(answer, NotModified):
        return answer
    format_ = format_of_answer(urlsplit(answer.url).path, answer.content_type)
    if is_html(answer.text, answer.content_type):
        _check_page(page, answer)
        format_ = "html"
    document = SourceText(answer.text, format_, answer.url, answer.url)
    return Download(document, answer.version, WebPage(answer.url))


def _check_page(page: WebPage, answer: Fetched) -> None:
    """Raise `Forbidden` for login pages of sites and captive portals."""
    asked, found = urlsplit(page.address), urlsplit(answer.url)
    if is_text_name(asked.path) or is_login(answer.text) or _leads_to_login(asked, found):
        raise web_page_instead(page)


def _leads_to_login(asked: SplitResult, found: SplitResult) -> bool:
    if site_of(asked) == site_of(found):
        return False
    return asked.netloc in unquote(found.query) or bool(_LOGIN_URL.search(found.geturl()))


def web_page_instead(place: RepoPath | WebPage) -> Forbidden:
    """The error for a login page in place of the list."""
    return Forbidden(
        f"A web page came in place of {place}: log in to the network or the site that sent it,"
        " then try again."
    )


class _PageInstead(NotFound):
    """An HTML page in place of a file; another URL may return the file."""


@dataclass(frozen=True, slots=True)
class _Search:
    """The search for one list in its repository."""

    forge: Forge
    fetcher: Fetcher
    known: Validators | None
    token: Token

    async def read(self, place: RepoPath) -> Download | NotModified:
        if place.is_folder:
            return await self._read_readme(place)
        try:
            return await self._read_file(place)
        except NotFound:
            if splitext(place.path)[1]:
                raise
            return await self._read_readme(place.at(f"{place.path}/"))

    async def _read_file(self, place: RepoPath) -> Download | NotModified:
        return await self._fetch_linked(place, self._fetch_raw_or_api)

    async def _read_readme(self, folder: RepoPath) -> Download | NotModified:
        for place in self._usual_readmes(folder):
            with suppress(NotFound):
                return await self._fetch_linked(place, self._fetch_raw)
        try:
            return await self._find_by_api(folder)
        except RateLimited as limit:
            for name in _RARE_READMES:
                with suppress(NotFound):
                    return await self._fetch_linked(folder.at(folder.path + name), self._fetch_raw)
            token = self.forge.token_names[0]
            said = f"{str(limit).removesuffix('.')}, or set {token}."
            raise RateLimited(said, limit.until) from limit

    def _usual_readmes(self, folder: RepoPath) -> Iterator[RepoPath]:
        """The usual paths of the README, beginning with the last known one."""
        last = parse_remote(self.known.url, {"": self.forge}) if self.known else None
        if isinstance(last, RepoPath) and last == folder.at(last.path):
            yield last
        names = ("README.md", "readme.md") if folder.path else self.forge.kind.readmes
        for name in names:
            if folder.at(folder.path + name) != last:
                yield folder.at(folder.path + name)

    async def _find_by_api(self, folder: RepoPath) -> Download | NotModified:
        for place in folder.readings():
            for name in ("",) if place.path else self.forge.kind.readme_folders:
                with suppress(NotFound):
                    return await self._find_in_folder(place.at(place.path + name))
        raise NotFound(self._advise_token(f"There is no README in {folder}"))

    async def _find_in_folder(self, folder: RepoPath) -> Download | NotModified:
        answer = await self.ask(folder.readme_api, self.forge.kind.accept_json)
        if isinstance(answer, NotModified):
            return answer
        found = parse_readme(parse_json(answer, self.forge))
        if found is None:
            raise NotFound(f"There is no README in {folder}.")
        place = folder.at(found.path)
        if found.data is None:
            return await self._read_file(place)
        text = decode(found.data, str(place))
        return await self._make_download(
            place, replace(answer, url=found.url or answer.url, text=text)
        )

    async def _fetch_linked(
        self, place: RepoPath, get: _Get, links: int = _MAX_LINKS
    ) -> Download | NotModified:
        """Fetch `place` with `get`, following symlinks."""
        answer = await get(place)
        if isinstance(answer, NotModified):
            return answer
        target = _link_target(answer.text, place.path)
        if target and links:
            with suppress(NotFound):
                return await self._fetch_linked(place.at(target), get, links - 1)
        return await self._make_download(place, answer)

    async def _fetch_raw(self, place: RepoPath) -> Fetched | NotModified:
        answer = await self.fetcher.fetch(place.raw_request, known=self.known, site=self.forge.raw)
        return _reject_page(answer, place)

    async def _fetch_raw_or_api(self, place: RepoPath) -> Fetched | NotModified:
        try:
            return await self._fetch_raw(place)
        except NotFound as missing:
            if await self._find_credential() is None:
                if isinstance(missing, _PageInstead):
                    raise web_page_instead(place) from missing
                raise NotFound(self._advise_token(f"There is no {place}")) from missing
        return await self._fetch_by_api(place)

    async def _fetch_by_api(self, file: RepoPath) -> Fetched | NotModified:
        for place in file.readings():
            with suppress(NotFound):
                return _reject_page(
                    await self.ask(place.file_api, self.forge.kind.accept_raw), place
                )
        raise NotFound(self._advise_token(f"There is no {file}"))

    async def ask(self, url: str, accept: str) -> Fetched | NotModified:
        """Send a request to the API."""
        credential = await self._find_credential()
        return await self.fetcher.fetch(
            url, accept=accept, known=self.known, credential=credential, site=self.forge.api
        )

    async def _find_credential(self) -> Credential | None:
        return bearer(self.forge.api, await asyncio.to_thread(self.token, self.forge))

    async def _make_download(self, place: RepoPath, answer: Fetched) -> Download:
        with suppress(SourceError):  # an API can return an invalid URL of the file
            moved = parse_remote(answer.url, {"": self.forge})
            if isinstance(moved, RepoPath):
                place = replace(place, repo=moved.repo)
        document = SourceText(answer.text, _format_of_path(place.path), place.web_url, place.base)
        if document.format == ASCIIDOC:
            document = await self._render_asciidoc(place, document)
        return Download(document, answer.version, place)

    async def _render_asciidoc(self, place: RepoPath, document: SourceText) -> SourceText:
        """`document` as the page that the forge makes of it, or as it is where it makes none."""
        try:
            page = await self._fetch_page(place, document.text)
        except (NotFound, Forbidden, Refused):  # too large, or not without a token
            return document
        if page is None:
            return document
        if guessed_format(page) == "html" or is_login(page):  # forges send no more than the inside
            raise web_page_instead(place)
        return document._replace(text=page, format="html")

    async def _fetch_page(self, place: RepoPath, text: str) -> str | None:
        """The HTML that the forge renders of the file at `place`, which holds `text`."""
        kind = self.forge.kind
        if kind.markup_api:
            folder = urlsplit(place.base).path.rstrip("/")
            asked = {"Mode": "file", "FilePath": place.path, "Context": folder, "Text": text}
            return await self._ask_unconditionally(
                place.markup_api, "text/html", json.dumps(asked).encode()
            )
        for reading in place.readings() if kind.accept_html else ():
            with suppress(NotFound):
                return await self._ask_unconditionally(reading.file_api, kind.accept_html)
        return None

    async def _ask_unconditionally(
        self, url: str, accept: str, body: bytes | None = None
    ) -> str | None:
        """The API's answer, asked for unconditionally: a known ETag is that of the text."""
        credential = await self._find_credential()
        answer = await self.fetcher.fetch(
            url, accept=accept, credential=credential, site=self.forge.api, body=body
        )
        return None if isinstance(answer, NotModified) else answer.text

    def _advise_token(self, failure: str) -> str:
        token = self.forge.token_names[0]
        return f"{failure}: check the name, and set {token} if it is private."


def _reject_page(answer: Fetched | NotModified, place: RepoPath) -> Fetched | NotModified:
    """Return `answer`, unless it is an HTML page in place of a file.

    Forges and captive portals send login pages with status 200; they must not replace a stored
    list.
    """
    if isinstance(answer, NotModified) or not is_html(answer.text, answer.content_type):
        return answer
    asked, found = urlsplit(place.raw_url), urlsplit(answer.url)
    is_forge = site_of(asked) == site_of(found)
    if is_forge and _format_of_path(found.path) == "html" and not is_login(answer.text):
        return answer
    if is_forge and asked.path != found.path:  # to a login page, as on GitLab
        raise NotFound(f"There is no {place}.")
    raise _PageInstead(str(web_page_instead(place)))


def _format_of_path(path: str) -> str:
    return format_of(path) or "markdown"


def _link_target(text: str, path: str) -> str | None:
    """The target of a symlink at `path`: raw hosts return the target's path as the file's text."""
    if not _LINK_TARGET.fullmatch(text):
        return None
    target = normpath(join(dirname(path), text))
    leaves = target.startswith(("/", "..")) or target == path
    return None if leaves else target
