"""Markdown is read as GitHub's own engine reads it."""

import re
from html import unescape

import pytest
from github_engine import github_html
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from awesome_tui.parsing.markdown import to_html

INLINE = st.sampled_from(
    [
        "[Alder](http://a.example)",
        "**[Birch](http://b.example)** - strong",
        "[![badge](http://img.example/c)](http://c.example)",
        "[Dogwood]( http://d.example )",
        "[Elder](<http://e.example/f g>)",
        "[Fir](http://f.example/a_(b))",
        "[[Un]Gorse](http://g.example)",
        "[Grape & www.g.example](http://g.example/h`i)",
        "[see [Hawthorn](http://h.example) too](http://i.example)",
        '[Hazel](http://h.example "title")',
        "[Ivy][ref]",
        "~~[Juniper](http://j.example)~~",
        "_[Kapok](http://k.example)_",
        "http://l.example/m*",
        "(https://m.example/n_o)",
        "www.n.example",
        "post@o.example",
        "[see http://p.example",
        '<a href="http://q.example">Quince</a>',
        "`[Rowan](http://r.example)`",
        "[^Sloe](http://s.example/it's)",
        "[^Thyme][ref] [^1]",
        "<http://t.example/o'clock>",
        "the <title> of http://u.example/%27a'b",
        "<script>",
        "</TextArea >",
        "`code`",
        "<kbd>MIT</kbd><br>",
        "<!-- [Sorb](http://s.example) -->",
        ":tada:",
        "— text, more",
        "&amp; &copy;",
        "a | b",
    ]
)
LINE = st.lists(INLINE, min_size=1, max_size=3).map(" ".join)
ITEM = st.builds(
    lambda depth, marker, line: "  " * depth + marker + line,
    st.integers(0, 3),
    st.sampled_from(["- ", "* ", "-   ", "1. "]),
    LINE,
)
TABLE = st.builds(
    lambda rows: "\n".join(["a | b", "--- | ---", *rows]),
    st.lists(st.builds("| {} | {} |".format, INLINE, INLINE) | LINE, max_size=3),
)
BLOCK = st.one_of(
    LINE,
    st.lists(ITEM, min_size=1, max_size=4).map("\n".join),
    LINE.map("## {}".format),
    LINE.map("{}\n---".format),
    LINE.map("> {}".format),
    LINE.map("<details><summary>more</summary>\n\n{}\n\n</details>".format),
    LINE.map("    {}".format),
    LINE.map("```\n{}\n```".format),
    LINE.map("<div>\n{}\n</div>".format),
    TABLE,
)
PAGE = (
    st.lists(BLOCK, min_size=1, max_size=4)
    .map("\n\n".join)
    .map("{}\n\n[ref]: http://i.example".format)
)


@given(PAGE)
def test_links_are_those_that_github_shows(text: str) -> None:
    assert _links(to_html(text)) == _links(github_html(text))


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("http://a.example/b*", ["http://a.example/b"]),
        ("(http://a.example/b_(c))", ["http://a.example/b_(c)"]),
        ("http://a.example/b&quot;", ["http://a.example/b"]),
        ("http://a.example/b;", ["http://a.example/b"]),
        ("[x http://a.example", []),
        ("xhttp://a.example", []),
        ("http://a_b.example", []),
        ("www.a.example, mwww.b.example", ["http://www.a.example"]),
        ("me@a.example", ["mailto:me@a.example"]),
        ("me@localhost", []),
    ],
)
def test_bare_urls_end_where_github_ends_them(text: str, links: list[str]) -> None:
    assert [href for href, _ in _links(to_html(text))] == links
    assert _links(to_html(text)) == _links(github_html(text))


@pytest.mark.parametrize(
    "text",
    [
        "a | b\n-|-\n1 | 2\n3 | 4 | 5\n6\n\n7",
        "para\n| a | b |\n|---|:-:|\n| `a\\|b` | x |",
        "- x\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n- y",
        "| a |\n|---|\n| b | c |\n# heading",
        "a | b\n---|---\n<div>|x",
        "|a|b|\n|---|---|---|\n|1|2|",
    ],
)
def test_tables_are_those_that_github_shows(text: str) -> None:
    assert _cells(to_html(text)) == _cells(github_html(text))


@pytest.mark.parametrize(
    "text",
    [
        "-   a\n  - b",
        "- a\n - b\n  - c\n   - d",
        "- a\n\t- b\n\t\t- c",
        "10. a\n    - b\n   - c",
        "- a\nlazy\n+ b",
        "-\n  a\n- \n\n  b",
        "1. a\n\n   b\n2. c\n\nd",
        "- # a\nb",
        "a\n2. b\n- c\n***\n* d",
        "  -   a\n      - b\n    - c",
        "  -   a\n      - b\n    2. c\n    # d",
    ],
)
def test_items_are_nested_as_on_github(text: str) -> None:
    assert _outline(to_html(text)) == _outline(github_html(text))


def _outline(html: str) -> str:
    """The bare structure of `html`."""
    return re.sub(r"</?p>|\s|<(ol) [^>]*>", lambda match: f"<{match[1]}>" if match[1] else "", html)


PIECES = st.sampled_from(
    ["*", "*", "**", "_", "__", "***", "a", "b", " ", ".", "(", "[a](b)", "`c`", "é", "—", "\\*"]
)


@given(st.lists(PIECES, max_size=14).map("".join))
@example("_*a_**_*****")
def test_emphasis_is_what_github_shows(text: str) -> None:
    assert _emphasis(to_html(f"x{text}")) == _emphasis(github_html(f"x{text}"))


def _emphasis(html: str) -> str:
    """The page without tags of strong text within strong text, which GitHub leaves out."""
    body = LexborHTMLParser(unescape(html)).body
    assert body is not None
    for strong in reversed(body.css("strong strong")):
        strong.unwrap()
    return body.html or ""


def _links(html: str) -> list[tuple[str, str]]:
    anchors = LexborHTMLParser(html).css("a[href]")
    return [(a.attributes["href"] or "", a.text(deep=True)) for a in anchors]


def _cells(html: str) -> list[str]:
    cells = [cell.text(deep=True).strip() for cell in LexborHTMLParser(html).css("td, th")]
    return [cell for cell in cells if cell]
