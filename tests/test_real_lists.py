"""Lists of the corpus are read as GitHub shows them, and come back from their Markdown."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest
from github_engine import github_html
from reading_back import assert_read_back
from selectolax.lexbor import LexborHTMLParser
from trees import links_of

from awesome_tui import parse
from awesome_tui.model.entries import AwesomeList

LISTS = sorted((Path(__file__).parents[1] / "../shared/corpus/lists").glob("*.md"))

pytestmark = pytest.mark.skipif(not LISTS, reason="needs the corpus beside the checkout")


class RealList(NamedTuple):
    text: str
    document: AwesomeList


@pytest.fixture(scope="module", params=LISTS, ids=lambda path: path.stem)
def real(request: pytest.FixtureRequest) -> RealList:
    """One list after another, each read once for all tests."""
    text = request.param.read_bytes().decode("utf-8", "replace")
    return RealList(text, parse(text))


def test_every_link_that_github_shows_is_in_the_list_once(real: RealList) -> None:
    shown = Counter(
        _external(anchor.attributes["href"] or "")
        for anchor in LexborHTMLParser(github_html(real.text.removeprefix("\ufeff"))).css("a[href]")
    )
    kept = Counter(_external(link.url) for link in links_of(real.document))
    del shown[""], kept[""]
    assert kept == shown


def test_every_entry_knows_its_line(real: RealList) -> None:
    assert None not in [entry.line for _, entry in real.document.walk() if entry.url]


def test_it_is_read_back_from_markdown(real: RealList) -> None:
    assert_read_back(real.text, real.document)


def _external(url: str) -> str:
    """`url` decoded, as engines differ in what they encode; nothing if it stays on the site."""
    is_external = re.match(r"(?i)\s*(https?|ftp)://", url)
    return "".join(unquote(url).split()) if is_external else ""
