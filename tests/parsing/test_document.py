"""`parse` keeps its promises on any text."""

import subprocess
import sys
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trees import links_of, parts_of

from awesome_tui import parse
from awesome_tui.errors import ParseError
from awesome_tui.model.entries import AwesomeList, Entry, Link, Section
from awesome_tui.text.inline_markdown import plain

BIDI_CONTROLS = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_relative_links_start_at_the_base() -> None:
    document = parse("- [Guide](docs/guide.md)", base="https://git.example/o/r/blob/main/README.md")
    assert document.entries[0].url == "https://git.example/o/r/blob/main/docs/guide.md"


def test_the_source_is_kept() -> None:
    assert parse("", source="a.md").source == "a.md"


def test_an_unknown_format_is_an_error_in_one_sentence() -> None:
    known = "markdown, rst, org and html"
    with pytest.raises(ParseError, match=rf"^list\.odt is odt; only {known} can be read\.$"):
        parse("", "odt", source="list.odt")


def test_an_entity_cannot_smuggle_a_control_or_a_scheme() -> None:
    document = parse("- [a&#27;[2Jb](&#106;avascript:alert) - c&#x202e;d [e](http://e.example)")
    assert document.entries[0].url == "http://e.example"
    assert "\x1b" not in repr(document)


def test_a_contents_list_is_no_entry_and_leaves_an_empty_section() -> None:
    document = parse(
        "# A\n## Contents\n- [B](#b)\n- [C](#c)\n## B\n- [x](http://x.example)\n## C\n"
    )
    assert [section.title for section in document.sections] == ["Contents", "B", "C"]
    assert document.sections[0] == Section("Contents", "contents", level=2)


def test_names_of_emoji_are_shown_but_not_in_code() -> None:
    (entry,) = parse("- [a](http://a.example) - :tada: `:tada:` :no_such_emoji:").entries
    assert entry.description == "🎉 `:tada:` :no_such_emoji:"


def test_a_link_over_several_blocks_is_one_link_of_several_lines() -> None:
    document = parse(
        "## A\n<div>\nBy\n<a href='http://a.example'>\n<div><img alt='logo'></div>\n"
        "<div>Oak</div><div>A tree.</div></a>\n<div>more</div>\n</div>"
    )
    (section,) = document.sections
    lines = "[Oak](http://a.example)\n[A tree.](http://a.example)"
    assert section.description == f"By\n\n{lines}\n\nmore"
    assert section.links == (Link("Oak A tree.", "http://a.example"),)


def test_what_of_a_link_follows_its_heading_is_text() -> None:
    page = "<a href='http://a.example'><h2>Oak</h2><p>A tree.</p></a>"
    (section,) = parse(page, "html").sections
    (oak,) = section.entries
    assert (oak.description, oak.links) == ("A tree.", (Link("Oak", "http://a.example"),))


@pytest.mark.parametrize(
    ("item", "description"),
    [
        ("[Oak](http://a.example) - Call of (), see [ ].", "Call of (), see [ ]."),
        ("[Oak](http://a.example) - A tree (![badge](b.png)), tall.", "A tree , tall."),
        ("[Oak](http://a.example) [![badge](b.png)] - A tree.", "A tree."),
        ("[Oak] (http://a.example) - A tree.", "A tree."),
    ],
)
def test_brackets_go_with_the_picture_or_url_in_them(item: str, description: str) -> None:
    (entry,) = parse(f"- {item}").entries
    assert entry.description == description


@pytest.mark.parametrize(
    "tag",
    ["title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext"],
)
def test_a_raw_tag_does_not_swallow_the_rest_of_the_list(tag: str) -> None:
    text = f"- [A <{tag}> b](u) - the <{tag}> tag\n- [B](u) - </{tag.upper()}>\n\n## C\n\n- [D](u)"
    document = parse(text)
    assert [(entry.name, plain(entry.description)) for _, entry in document.walk()] == [
        (f"A <{tag}> b", f"the <{tag}> tag"),
        ("B", f"</{tag.upper()}>"),
        ("D", ""),
    ]


def test_a_link_that_begins_with_a_caret_is_no_footnote() -> None:
    document = parse("- [^x](u) - first\n- [^y][y] - second[^1]\n\n[^1]: Note\n[y]: v")
    assert [entry.name for _, entry in document.walk()] == ["^x", "^y"]


def test_a_footnote_before_words_in_brackets_is_one() -> None:
    (entry,) = parse("- [a](http://a.example) - tea[^1](see page 3)\n\n[^1]: Note").entries
    assert entry.description == "tea¹(see page 3)"


@pytest.mark.parametrize("url", ["http://a.example/it's", "http://a.example/it%27s?a='b'c"])
@pytest.mark.parametrize(
    ("format_", "item"),
    [
        *(("markdown", item) for item in ("- [A]({})", "- <{}>", "- x: {}", "- [A][1]\n\n[1]: {}")),
        ("rst", "- `A <{}>`_"),
        ("org", "- [[{}][A]]"),
        ("html", '<ul><li><a href="{}">A</a></ul>'),
    ],
)
def test_an_apostrophe_in_a_url_stays_one(format_: str, item: str, url: str) -> None:
    ((_, entry),) = parse(item.format(url), format_).walk()
    assert entry.url == url


def test_links_without_a_gap_repeat_no_word() -> None:
    (_, tea), (_, pots) = parse("- [Tea](u)[docs](v) - hot\n- [Pot](u)[Pot 2](v)[3](w)").walk()
    assert (tea.name, tea.description) == ("Tea", "[docs](v) - hot")
    assert (pots.name, pots.description) == ("Pot", "[Pot 2](v)[3](w)")


def test_importing_the_program_does_not_import_the_parser() -> None:
    code = "import sys, awesome_tui; sys.exit('mistune' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("  " * depth + f"- [a{depth}](http://a.example/{depth})" for depth in range(300)),
        "<ul><li>" * 3000 + '<a href="http://a.example">a</a>',
        "<details><summary>s</summary>" * 3000 + "\n\n- [a](http://a.example)\n",
        "<table><tr><td>" * 1000 + '<a href="http://a.example">a</a>',
        "<b>" * 5000 + '<a href="http://a.example">a</a>',
        "> " * 500 + "[a](http://a.example)",
    ],
    ids=["items", "html items", "folds", "tables", "inline", "quotes"],
)
def test_deep_nesting_is_read_and_becomes_a_shallow_tree(text: str) -> None:
    document = parse(text)
    assert any(link.text.startswith("a") for link in links_of(document))
    assert _depth(document) < 60


HOSTILE = st.text(st.sampled_from(list("\x00\x1b\x9b\u202e\u2028ab []()<>!*_`~#-|&;:\\\n\t1.")))


@given(st.one_of(st.text(), HOSTILE))
def test_no_string_of_a_list_can_drive_a_terminal(text: str) -> None:
    for string in _strings(parse(text)):
        assert not any(
            unicodedata.category(char) in ("Cc", "Cs") and char != "\n" for char in string
        )
        assert not BIDI_CONTROLS & set(string)


def _depth(place: AwesomeList | Section | Entry) -> int:
    deepest = max(map(_depth, place.entries), default=0)
    if isinstance(place, Entry):
        return 1 + deepest
    return 1 + max(deepest, *map(_depth, place.sections), 0)


def _strings(document: AwesomeList) -> Iterator[str]:
    for place in parts_of(document):
        yield place.description
        yield place.name if isinstance(place, Entry) else place.title
        yield place.anchor if isinstance(place, Section) else ""
        yield from (string for link in place.links for string in (link.text, link.url))


@pytest.mark.parametrize(
    ("title", "names"), [("Support", ["Margins"]), ("Authors", ["Margins"]), ("Contributing", [])]
)
def test_only_what_is_about_contributing_reaches_into_its_subsections(
    title: str, names: list[str]
) -> None:
    row = "| Name | Description |\n|---|---|\n| Margins [![Demo]()](https://tips.example) | |\n"
    document = parse(f"# Tips\n\n## {title}\n\nAll browsers.\n\n#### Demo\n\n{row}")
    assert [entry.name for _, entry in document.walk()] == names
