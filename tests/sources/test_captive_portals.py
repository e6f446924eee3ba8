"""A network that wants a login first says nothing that is taken for a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import product

import pytest
from forge_server import ForgeServer, Handler, Repo, serve

from awesome_tui.errors import FetchFailed, Forbidden, SourceError
from awesome_tui.library import Library
from awesome_tui.services.loader import Loader
from awesome_tui.services.parse_process import parse_source
from awesome_tui.sources.forges import forges_from
from awesome_tui.sources.formats import is_login
from awesome_tui.sources.remote import no_token

TEA = "# Tea\n\n## Green\n\n- [Sencha](https://tea.example/sencha)\n- [Gyokuro](https://tea.example/g)\n"
TEXTS = {
    "/tea.md": TEA,
    "/tea.rst": "Tea\n===\n\n* `Sencha <https://tea.example/sencha>`_\n",
    "/tea.org": "* Tea\n- [[https://tea.example/sencha][Sencha]]\n",
    "/tea.txt": TEA,
    "/tea": TEA,
}
PAGE = (
    "<!doctype html><title>Tea</title><h1>Tea</h1><ul>"
    "<li><a href='https://tea.example/sencha'>Sencha</a> - Steamed."
    "<li><a href='https://tea.example/g'>Gyokuro</a> - Shaded.</ul>"
)
FORGES = [
    "ann/tea",
    "ann/tea:list.md",
    "gl:ann/tea",
    "gl:ann/tea:list.md",
    "cb:ann/tea",
    "cb:ann/tea:list.md",
]
LOGIN = (
    "<!DOCTYPE html><html><head><title>Hotel WiFi</title></head><body><h1>Welcome</h1>"
    "<form action=/go><input type='password' name=room></form>"
    "<ul><li><a href='/terms'>Terms</a> - Read them.<li><a href='/help'>Help</a></ul>"
)
TERMS = "<html><h1>Welcome</h1><ul><li><a href='/terms'>Terms</a> - Read them.</ul>"


def file(text: str, kind: str = "text/plain") -> Callable[[Handler], None]:
    return lambda handler: handler.file(text, kind)


@pytest.fixture
def server() -> Iterator[ForgeServer]:
    with serve() as server:
        repo = Repo({"README.md": TEA, "list.md": TEA})
        for forge in (server.github, server.gitlab, server.codeberg):
            forge["ann/tea"] = repo
        for path, text in TEXTS.items():
            server.pages[path] = file(text)
        for path in ("/tea.html", "/page"):
            server.pages[path] = file(PAGE, "text/html")
        yield server


@pytest.fixture
def portal() -> Iterator[ForgeServer]:
    """The server with the login, at another origin."""
    with serve() as portal:
        portal.everything = lambda handler: handler.reply(body=LOGIN, content_type="text/html")
        yield portal


@pytest.fixture
def loader(server: ForgeServer) -> Iterator[Loader]:
    with Library(":memory:", lambda: 1e9) as library:
        environ = server.environ
        yield Loader(
            library,
            forges_from(environ),
            no_token,
            lambda: datetime.now(UTC),
            environ=environ,
            parse=parse_source,
        )


def page(body: str, kind: str = "text/html; charset=utf-8") -> Callable[[Handler], None]:
    return lambda handler: handler.reply(body=body, content_type=kind)


ANSWERS: dict[str, Callable[[Handler], None]] = {
    "a login": page(LOGIN),
    "a login without a type": page(LOGIN, ""),
    "a login as plain text": page(LOGIN, "text/plain"),
    "a login as anything": page(LOGIN, "application/octet-stream"),
    "a login in XHTML": page(LOGIN, "Application/XHTML+XML"),
    "terms": page(TERMS),
    "a page that leads on": page("<meta http-equiv=refresh content='0; url=http://x.example/'>"),
    "511": lambda handler: handler.reply(511, LOGIN, content_type="text/html"),
}
KINDS = [*FORGES, *(f"SERVER{path}" for path in TEXTS), "SERVER/tea.html", "SERVER/page"]
FEW = ["ann/tea", "SERVER/tea.md", "SERVER/page"]


@pytest.mark.parametrize(
    ("source", "answer"),
    [*((kind, "a login") for kind in KINDS), *product(FEW, sorted(ANSWERS.keys() - {"a login"}))],
)
def test_a_stored_list_stays_whatever_the_network_says_in_its_place(
    server: ForgeServer, loader: Loader, source: str, answer: str
) -> None:
    source = source.replace("SERVER", server.url)
    stored = loader.fresh(source)
    assert next(entry.name for _, entry in stored.document.walk()) == "Sencha"
    server.everything = ANSWERS[answer]
    with pytest.raises(FetchFailed, match=r"^[^\n]{10,300}\.$"):
        loader.fresh(source)
    again = loader.stored(source)
    assert again
    assert (again.document.sections, again.fetched) == (stored.document.sections, stored.fetched)
    assert len(loader.library.lists.versions(stored.key).result()) == 1


@pytest.mark.parametrize(
    ("source", "status"),
    [*((kind, 302) for kind in KINDS), *product(FEW[1:], (301, 303, 307, 308))],
)
def test_a_stored_list_stays_when_its_address_leads_to_a_login(
    server: ForgeServer, portal: ForgeServer, loader: Loader, source: str, status: int
) -> None:
    source = source.replace("SERVER", server.url)
    stored = loader.fresh(source)
    server.everything = lambda handler: handler.reply(status, location=f"{portal.url}/x?u=1")
    with pytest.raises(FetchFailed, match=r"^[^\n]{10,300}\.$"):
        loader.fresh(source)
    again = loader.stored(source)
    assert again
    assert again.document.sections == stored.document.sections


@pytest.mark.parametrize(
    ("source", "answer"),
    [*((kind, "a login") for kind in KINDS), *product(FEW, sorted(ANSWERS.keys() - {"terms"}))],
)
def test_a_login_is_not_stored_as_a_list_in_the_first_place(
    server: ForgeServer, loader: Loader, source: str, answer: str
) -> None:
    server.everything = ANSWERS[answer]
    with pytest.raises(SourceError, match=r"^[^\n]{10,300}\.$"):
        loader.fresh(source.replace("SERVER", server.url))
    assert loader.library.lists.all().result() == ()


@pytest.mark.parametrize("source", KINDS)
def test_nor_is_one_that_the_address_leads_to(
    server: ForgeServer, portal: ForgeServer, loader: Loader, source: str
) -> None:
    server.everything = lambda handler: handler.reply(
        302, location=f"{portal.url}/?to={server.url}"
    )
    portal.everything = page(TERMS)
    with pytest.raises(SourceError, match=r"^[^\n]{10,300}\.$"):
        loader.fresh(source.replace("SERVER", server.url))
    assert loader.library.lists.all().result() == ()


@pytest.mark.parametrize("source", ["ann/tea", "SERVER/tea.md"])
def test_the_sentence_says_that_a_page_came_and_to_log_in(
    server: ForgeServer, loader: Loader, source: str
) -> None:
    server.everything = page(LOGIN)
    with pytest.raises(Forbidden, match=r"A web page came in place of .*: log in to the network"):
        loader.fresh(source.replace("SERVER", server.url))


class TestHonestChanges:
    """Answers that may look like a portal, but are the list."""

    def test_a_page_that_has_changed_is_stored(self, server: ForgeServer, loader: Loader) -> None:
        loader.fresh(f"{server.url}/page")
        more = PAGE.replace("</ul>", "<li><a href='https://tea.example/m'>Matcha</a></ul>")
        server.pages["/page"] = page(more)
        names = [entry.name for _, entry in loader.fresh(f"{server.url}/page").document.walk()]
        assert names == ["Sencha", "Gyokuro", "Matcha"]

    def test_a_page_that_has_moved_is_stored(
        self, server: ForgeServer, portal: ForgeServer, loader: Loader
    ) -> None:
        loader.fresh(f"{server.url}/page")
        portal.everything = page(PAGE)
        server.pages["/page"] = lambda handler: handler.reply(301, location=f"{portal.url}/tea")
        assert loader.fresh(f"{server.url}/page").document.title == "Tea"

    def test_a_page_of_a_site_where_one_can_log_in_is_a_list(
        self, server: ForgeServer, loader: Loader
    ) -> None:
        links = "".join(f"<li><a href='https://tea.example/{n}'>Tea {n}</a>" for n in range(20))
        server.pages["/page"] = page(f"<html><input type=password><ul>{links}</ul>")
        assert len(list(loader.fresh(f"{server.url}/page").document.walk())) == 20

    def test_a_list_may_become_a_page_of_its_repository(
        self, server: ForgeServer, loader: Loader
    ) -> None:
        server.pages["/rawhub/ann/tea/HEAD/list.html"] = page(PAGE)
        assert loader.fresh("ann/tea:list.html").document.title == "Tea"


def test_a_hostile_page_is_judged_in_good_time() -> None:
    for sign in ("<input ", "<meta ", "<title>", "<input type", "<a "):
        assert not is_login(sign * 300_000)
