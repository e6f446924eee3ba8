import pytest
from growing import grows_in_proportion
from hypothesis import given
from hypothesis import strategies as st

from awesome_tui.text.inline_markdown import Span, escape, link, links, plain, spans
from awesome_tui.text.sanitize import clean


def shown(markdown: str) -> str:
    """The spans in brackets, each after the first letters of its styles and its URL."""
    return "".join(map(_shown, spans(markdown)))


def _shown(span: Span) -> str:
    marks = "".join(sorted({"strike": "~"}.get(style, style[0]) for style in span.styles))
    return f"{marks}[{span.text}]" + (f"({span.url})" if span.url else "")


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("", ""),
        ("just words", "[just words]"),
        ("**bold** and *em*", "s[bold][ and ]e[em]"),
        ("~~gone~~", "~[gone]"),
        ("`code`", "c[code]"),
        ("*em **both***", "e[em ]es[both]"),
        ("***both** em*", "es[both]e[ em]"),
        ("***both* strong**", "es[both]s[ strong]"),
        ("***both***", "es[both]"),
        ("a*b*c", "[a]e[b][c]"),
        ("[text](https://a.example)", "[text](https://a.example)"),
        ("[a *b*](u) c", "[a ](u)e[b](u)[ c]"),
        ("**[a](u)**", "s[a](u)"),
        ("[[Un]Mute](u)", "[[Un]Mute](u)"),
        ("[a](b_(c))", "[a](b_(c))"),
        ("[a](b\\)c)", "[a](b)c)"),
        ("[a](<b (c>)", "[a](b (c)"),
        ("see <https://a.example/?b>", "[see ][https://a.example/?b](https://a.example/?b)"),
        (r"\<https://a.example>", "[<https://a.example>]"),
        ("[a](b((c))d)", "[a](b((c))d)"),
        (r"\*not em\* and \[not\](a link)", "[*not em* and [not](a link)]"),
        (r"C:\Temp", r"[C:\Temp]"),
        ("&lt;b> &amp; \\&amp; AT&T", "[<b> & &amp; AT&T]"),
        ("`` a ` b ``", "c[a ` b]"),
        (r"`\*`", r"c[\*]"),
        ("`*a*`*b*", "c[*a*]e[b]"),
        ("one\ntwo", "[one\ntwo]"),
    ],
)
def test_markup_becomes_styles(markdown: str, expected: str) -> None:
    assert shown(markdown) == expected


@pytest.mark.parametrize(
    "markdown",
    [
        "2 * 3 * 4",
        "**a",
        "a*",
        "****a****",
        "`a",
        "[a]",
        "[a](",
        "[a]()",
        "a](b)",
        "~a~",
        "~~ a ~~",
    ],
)
def test_marks_without_a_partner_are_text(markdown: str) -> None:
    assert spans(markdown) == (Span(markdown),)


def test_emphasis_does_not_reach_into_a_link_from_outside() -> None:
    assert shown("*a [b* c](u)") == "[*a ][b* c](u)"


def test_links_are_told_apart_also_side_by_side() -> None:
    assert links("[a](u)[**b** c](u) and <https://d.example>") == (
        Span("a", url="u"),
        Span("b c", url="u"),
        Span("https://d.example", url="https://d.example"),
    )


def test_a_link_holds_no_link() -> None:
    assert shown("[a [b](u) c](v)") == "[[a ][b](u)[ c](v)]"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("just words", "just words"),
        ("**Bold**, [a link](https://a.example) and `code`.", "Bold, a link and code."),
        ("first\nsecond", "first second"),
        (r"2 \* 3", "2 * 3"),
    ],
)
def test_plain_text_has_one_line_and_no_markup(markdown: str, expected: str) -> None:
    assert plain(markdown) == expected


@given(st.text(st.sampled_from("*`~[]()\\<> ab\n"), max_size=60))
def test_any_text_can_be_shown(markdown: str) -> None:
    assert "\n" not in plain(markdown)
    assert all(span.text for span in spans(markdown))


@given(st.text().map(clean))
def test_escaped_text_is_shown_as_it_was(text: str) -> None:
    assert "".join(span.text for span in spans(escape(text))) == text
    assert all(not span.styles and not span.url for span in spans(escape(text)))


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_a_written_link_leads_where_it_should(url: str) -> None:
    assert spans(link("a", url)) == (Span("a", url=url),)


@pytest.mark.parametrize(
    "pattern",
    [
        "[",
        "](",
        "](<",
        "](a(b)",
        "*a ",
        "a* ",
        "**a *b ",
        "***a",
        "a***b",
        "~~a ",
        "`a``b```",
        "\\",
        "[a](b)",
    ],
)
def test_hostile_text_takes_time_in_proportion(pattern: str) -> None:
    assert grows_in_proportion(lambda size: spans(pattern * (size // len(pattern))), 128_000)
