"""A description is Markdown that reads as the page did."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from awesome_tui.parsing.blocks import BOLD, CODE, ITALIC, STRUCK, Anchor, Run, Runs, Text
from awesome_tui.parsing.markdown import to_html
from awesome_tui.parsing.readers import read_text
from awesome_tui.parsing.runs import markdown, plain

LINK = Anchor("http://a.example/(b", "http://a.example/(b")
TEXT = st.text(st.sampled_from(list("AB2 *_`~[]()<>!&;#-+.:\\\\/|")), min_size=1, max_size=8)
RUNS = st.lists(
    st.builds(
        Run,
        TEXT,
        st.sampled_from([0, 0, BOLD, ITALIC, CODE, STRUCK, BOLD | ITALIC, BOLD | CODE]),
        st.sampled_from([None, None, LINK]),
        st.just(False),
        st.just("text"),
    ),
    max_size=5,
)


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([Run("a "), Run("b", BOLD), Run(" c")], "a **b** c"),
        ([Run("x", CODE | BOLD)], "**`x`**"),
        ([Run("a"), Run("\n", kind="break"), Run("b")], "a\nb"),
        ([Run("see "), Run("this", ITALIC, LINK)], "see [*this*](<http://a.example/(b>)"),
        ([Run("pic", kind="image"), Run("2*3 a_b")], "2\\*3 a_b"),
        ([Run("# no heading")], "\\# no heading"),
        ([Run("1. no item")], "1\\. no item"),
        ([Run("Vec<T>")], "Vec&lt;T>"),
        ([Run("wow!"), Run("x", 0, LINK)], "wow\\![x](<http://a.example/(b>)"),
    ],
)
def test_markup_is_kept_and_text_is_escaped(runs: Runs, expected: str) -> None:
    assert markdown(runs) == expected


@given(RUNS)
@example([Run("a", BOLD), Run("b", ITALIC)])
def test_a_description_reads_as_the_page_did(runs: Runs) -> None:
    page = LexborHTMLParser(to_html(markdown(runs)))
    shown = page.body.text(deep=True) if page.body else ""
    assert _words(shown) == _words(plain(runs))


@given(RUNS)
def test_a_description_is_read_back_as_it_was_written(runs: Runs) -> None:
    written = markdown(runs)
    again = [
        block.runs
        for block in read_text(written, "markdown", "It", None)
        if isinstance(block, Text)
    ]
    assert "\n".join(map(markdown, again)) == written


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([Run("less <"), Run("b", CODE)], "less <`b`"),
        ([Run("<", CODE), Run(" or less")], "`<` or less"),
        ([Run("x"), Run("<", ITALIC), Run("b")], "x&lt;b"),
        ([Run("[https://a.example]")], "[https\\://a.example]"),
        ([Run("me@a.example or www.a.example")], "me\\@a.example or www\\.a.example"),
        ([Run("see ", ITALIC), Run("this", ITALIC, Anchor("#a", None))], "*see this*"),
    ],
)
def test_signs_are_escaped_where_they_would_be_markup(runs: Runs, expected: str) -> None:
    assert markdown(runs) == expected


def _words(text: str) -> str:
    return re.sub(r"\s", "", text)
