"""Lists that are not Markdown: what their own readers show of them, and nothing that they want."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from docutils.core import publish_parts
from growing import grows_in_proportion
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from trees import links_of, parts_of

from awesome_tui import parse
from awesome_tui.errors import AwesomeError, ParseError
from awesome_tui.model.entries import AwesomeList, Entry
from awesome_tui.text.urls import safe_url

CORPUS = Path(__file__).parents[2] / "../shared/corpus/lists"
needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="needs the corpus beside the checkout"
)


@needs_corpus
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.rst")), ids=lambda path: path.stem)
def test_every_link_that_docutils_shows_is_in_the_list_once(path: Path) -> None:
    text = path.read_text("utf-8")
    settings = {"_disable_config": True, "file_insertion_enabled": False, "report_level": 5}
    page = publish_parts(text, writer="html5", settings_overrides=settings)["html_body"]
    anchors = LexborHTMLParser(page).css("a[href]")
    shown = Counter(_external(anchor.attributes["href"] or "") for anchor in anchors)
    assert _kept(parse(text, "rst")) == shown - Counter({"": shown[""]})


@needs_corpus
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.org")), ids=lambda path: path.stem)
def test_every_link_that_is_written_in_org_is_in_the_list_once(path: Path) -> None:
    text = path.read_text("utf-8")
    found = re.findall(
        r"""\[\[\s*(https?://[^]]*)\] | href="([^"]*)" | (?<![\["=\w])(https?://[^\s\]")>]+)""",
        text,
        re.VERBOSE | re.IGNORECASE,
    )
    written = Counter(_external("".join(groups).rstrip(".,")) for groups in found)
    assert _kept(parse(text, "org")) == written


def test_what_is_nested_too_deeply_is_refused_in_a_sentence() -> None:
    text = "\n\n".join(" " * depth + "a" for depth in range(1000))
    with pytest.raises(ParseError, match=r"^list\.rst is nested too deeply to be read\.$"):
        parse(text, "rst", source="list.rst")


@pytest.mark.parametrize("format_", ["rst", "org", "html"])
def test_other_formats_know_no_lines(format_: str) -> None:
    document = parse("<a href='http://a.example'>a</a>\n\nhttp://a.example b", format_)
    assert {entry.line for _, entry in document.walk()} <= {None}


def test_the_reader_of_another_format_is_not_loaded() -> None:
    code = (
        "import sys; from awesome_tui import parse; parse('')\n"
        "sys.exit('docutils' in sys.modules or 'awesome_tui.parsing.org' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


PIECES = {
    "rst": r"a|`|``|*|**|\||_|__|:|::|.. |- |1. |=====|.. foo:: |.. image:: |.. raw:: html|   "
    r"|.. role:: x(raw)|.. default-role:: x|.. list-table::|.. \|a\| replace:: |\|a\||[1]_|.. [1] "
    r"|.. _a: |.. unicode:: 0x202e|:x:`y`|`a <javascript:b>`_|http://a.example|+--+",
    "org": r"a|[[|]]|][|*|/|_|+|=|~|- |1. |  |** |TODO |#+begin_src|#+end_src|#+begin_quote"
    r"|#+end_quote|#+html: <a href='javascript:b'>|\||:a:|:END:|: |@@html:|\\|[fn:1]| :: "
    r"|http://a.example|#+link: g javascript:|[[g:a][b]]|<<|>>",
    "html": r"<p>|</p>|<a href=http://a.example>|<a href='javascript:a'>|</a>|<main>|</main>"
    r"|<article>|<nav>|<footer>|<base href=javascript:>|<svg>|</svg>|<table>|<td>|<dl>|<dt>|<dd>"
    r"|<li>|<h1>|<details>|<summary>|<!--|-->|<script>|<plaintext>|<frameset>|</body>|<select>",
}
HOSTILE = ["\x00", "\x1b", "\x9b", "\u202e", "\u2028", "&#27;", "\t", "\n", "\n", "\n\n", " "]


@st.composite
def _texts(draw: st.DrawFn) -> tuple[str, str]:
    format_ = draw(st.sampled_from(sorted(PIECES)))
    pieces = [piece.replace("\\|", "|") for piece in re.split(r"(?<!\\)\|", PIECES[format_])]
    texts = st.lists(st.sampled_from(pieces + HOSTILE), max_size=40).map("".join)
    return format_, draw(texts | st.text())


@given(_texts())
def test_no_text_does_harm(text: tuple[str, str]) -> None:
    format_, written = text
    try:
        document = parse(written, format_)
    except AwesomeError:
        return
    assert all(safe_url(link.url) == link.url for link in links_of(document))
    for string in _strings(document):
        assert not any(
            unicodedata.category(char) in ("Cc", "Cs") and char != "\n" for char in string
        )
        assert not set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067") & set(string)


@pytest.mark.parametrize(
    ("format_", "unit"),
    [
        *(("org", unit) for unit in ("[[a][b", "*a ", "=a ", "http://a(", "@@html:a", "- a\n")),
        *(("org", unit) for unit in ("#+begin_src\n", "#+begin_quote\n", ":properties:\n", "| ")),
        *(("html", unit) for unit in ("<a href=u>a</a>", "<nav>a</nav>", "<dl><dt>a<dd>b</dl>")),
        *(("rst", unit) for unit in ("- a\n", "|a|\n\n", "A\n=\n\n", "`a`_\n\n")),
    ],
)
def test_what_is_repeated_takes_no_more_than_its_length(format_: str, unit: str) -> None:
    size = 32_000 if format_ == "rst" else 128_000
    assert grows_in_proportion(lambda size: parse(unit * (size // len(unit)), format_), size)


def _external(url: str) -> str:
    is_external = re.match(r"(?i)\s*(https?|ftp)://", url)
    return "".join(unquote(url).split()) if is_external else ""


def _kept(document: AwesomeList) -> Counter[str]:
    return Counter(filter(None, (_external(link.url) for link in links_of(document))))


def _strings(document: AwesomeList) -> Iterator[str]:
    for place in parts_of(document):
        yield place.description
        yield place.name if isinstance(place, Entry) else place.title
        yield from (string for link in place.links for string in (link.text, link.url))
