import json
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_tui.cli import bookmarks_command
from awesome_tui.errors import LibraryError
from awesome_tui.library import Bookmark, Library
from awesome_tui.library.bookmark_files import FORMATS, ReadBookmarks, read
from awesome_tui.text.urls import normalize_url

KETTLE = Bookmark(
    "https://kettle.example/a_(b)?c=1&d",
    "The [Kettle] *Club*",
    "Boils **water**, <b>fast</b>.",
    "github.com/x/awesome-tea",
    ("hot", "tea"),
    'Ask "Ann".\n\n  - and Bob',
    1_700_000_000,
)

urls = st.builds(
    "{}://{}.example/{}".format,
    st.sampled_from(["http", "https", "ftp"]),
    st.sampled_from(["a", "é"]),
    st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cf")), max_size=20),
)
texts = st.text(max_size=20) | st.sampled_from(["- a", "[x](y)", "</a>", "&amp;", "<DD>", "\\]"])
bookmarks = st.builds(
    Bookmark,
    urls,
    texts,
    texts,
    texts,
    st.lists(texts, max_size=3).map(tuple),
    st.text(max_size=40) | st.lists(texts).map("\n".join),
    st.none() | st.integers(1, 253_402_300_799),
)


def test_the_command_offers_every_format() -> None:
    assert tuple(FORMATS) == bookmarks_command.FORMATS


@given(kept=st.lists(bookmarks, max_size=4).map(tuple))
def test_what_is_exported_comes_back_unchanged(kept: tuple[Bookmark, ...]) -> None:
    for form, write in FORMATS.items():
        assert read(write(kept)) == ReadBookmarks(kept, {}), form


@given(kept=st.lists(bookmarks, max_size=6))
def test_what_is_imported_is_exported_in_the_same_order(kept: list[Bookmark]) -> None:
    imported = _imported(kept)
    for form, write in FORMATS.items():
        exported = write(imported)
        assert write(_imported(read(exported).bookmarks)) == exported, form


@given(st.lists(bookmarks, max_size=6, unique_by=lambda bookmark: normalize_url(bookmark.url)))
def test_an_empty_library_takes_the_order_of_the_file(kept: list[Bookmark]) -> None:
    assert [b.url for b in _imported(kept)] == [b.url for b in kept]


def _imported(kept: Iterable[Bookmark]) -> tuple[Bookmark, ...]:
    with Library(":memory:", lambda: 1_700_000_000.0) as library:
        library.bookmarks.add(*kept).result()
        return library.bookmarks.all().result()


def test_html_is_what_browsers_import() -> None:
    assert FORMATS["html"]([KETTLE]).splitlines()[4:] == [
        "<DL><p>",
        '    <DT><A HREF="https://kettle.example/a_(b)?c=1&amp;d" ADD_DATE="1700000000"'
        ' TAGS="hot,tea" LIST="github.com/x/awesome-tea"'
        ' NOTE="Ask &quot;Ann&quot;.&#10;&#10;  - and Bob">The [Kettle] *Club*</A>',
        "    <DD>Boils **water**, &lt;b&gt;fast&lt;/b&gt;.",
        "</DL><p>",
    ]


def test_markdown_reads_like_a_list() -> None:
    assert FORMATS["markdown"]([KETTLE]).splitlines() == [
        "# Bookmarks",
        "",
        r"- [The \[Kettle\] \*Club\*](https://kettle.example/a_(b)?c=1&d)"
        " - Boils **water**, <b>fast</b>.",
        "  - Tags: hot, tea",
        "  - List: github.com/x/awesome-tea",
        "  - Added: 2023-11-14T22:13:20+00:00",
        "",
        '  > Ask "Ann".',
        "  >",
        "  >   - and Bob",
    ]


def test_json_has_every_field() -> None:
    assert json.loads(FORMATS["json"]([KETTLE])) == {
        "schema": 1,
        "bookmarks": [
            {
                "url": KETTLE.url,
                "name": KETTLE.name,
                "description": KETTLE.description,
                "list": KETTLE.list_key,
                "tags": ["hot", "tea"],
                "note": KETTLE.note,
                "added": 1_700_000_000,
            }
        ],
    }


def test_the_folders_of_a_browser_become_tags() -> None:
    # As Firefox writes it: nothing is closed but A, H3 and DL.
    text = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
        <H1>Bookmarks Menu</H1>
        <DL><p>
            <DT><H3 ADD_DATE="1600000000">Tea, green</H3>
            <DD>All about tea
            <DL><p>
                <DT><A HREF="https://cup.example/" ADD_DATE="1600000001" TAGS="new">Cup</A>
                <DD>Holds <br> tea
                <DT><H3>Deep</H3>
                <DL><p>
                    <DT><A HREF="https://pot.example/">Pot &amp; lid</A>
                </DL><p>
                <HR>
                <DT><A HREF="https://mug.example/" ADD_DATE="1600000002000000">Mug</A>
            </DL><p>
            <DT><H3 PERSONAL_TOOLBAR_FOLDER="true">Bookmarks Toolbar</H3>
            <DL><p>
                <DT><A HREF="https://tap.example/" ADD_DATE="soon"></A>
            </DL><p>
        </DL>"""
    assert read(text).bookmarks == (
        Bookmark(
            "https://cup.example/",
            "Cup",
            "Holds <br> tea",
            tags=("Tea green", "new"),
            added=1600000001,
        ),
        Bookmark("https://pot.example/", "Pot & lid", tags=("Deep", "Tea green")),
        Bookmark("https://mug.example/", "Mug", tags=("Tea green",), added=1600000002),
        Bookmark("https://tap.example/", "https://tap.example/"),
    )


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("JavaScript:alert(1)", "javascript:"),
        ("place:sort=8", "place:"),
        ("about:home", "about:"),
        ("a/b.html", "relative"),
        ("#top", "relative"),
        ("-x", "relative"),
        (" ", "without a URL"),
    ],
)
def test_what_may_not_be_opened_is_left_out_and_counted(url: str, kind: str) -> None:
    text = f'<DL><DT><A HREF="{url}">Bad</A><DT><A HREF="https://good.example">Good</A></DL>'
    found = read(text)
    assert [bookmark.name for bookmark in found.bookmarks] == ["Good"]
    assert found.left_out == {kind: 1}


def test_imported_text_cannot_drive_a_terminal() -> None:
    text = '<DL><DT><A HREF="https://x.example" NOTE="a&#27;]52;c">\x9b31mRed</A>'
    (bookmark,) = read(text).bookmarks
    assert (bookmark.name, bookmark.note) == ("31mRed", "a]52;c")


@pytest.mark.parametrize(
    "text",
    ["", "no bookmarks here", "- no link", "<", "<DL><DT><A", "</DL></DL><DD>x", "<DD>x<A></A>"],
)
def test_files_without_bookmarks_give_none(text: str) -> None:
    assert read(text).bookmarks == ()


@pytest.mark.parametrize(
    "text", ["{", "[]", "[1]", "{}", '{"bookmarks": 1}', '{"bookmarks": [1]}', "[" * 100_000]
)
def test_foreign_json_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(LibraryError, match="holds no bookmarks of awesome-tui"):
        read(text)


def test_no_markup_of_strangers_ends_the_reading() -> None:
    (found,) = read("<DL><p><![foo[ <DT><A HREF='https://a.example'>A</A>").bookmarks
    assert found == Bookmark("https://a.example", "A")


@pytest.mark.parametrize(
    "time", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59", "9999-12-31T23:59:59-12:00", "x"]
)
def test_a_time_beyond_the_calendar_is_left_out(time: str) -> None:
    (found,) = read(f"- [A](https://a.example)\n  - Added: {time}\n").bookmarks
    assert found.added is None or 0 < found.added < 253_402_300_800
    assert all(write((found,)) for write in FORMATS.values())


def test_links_of_any_markdown_list_can_be_imported() -> None:
    text = "\ufeff# Tea\r\n\r\n* [Cup](https://cup.example/x_(y)) – Holds tea.\r\n+ [Pot](https://pot.example)"
    assert read(text).bookmarks == (
        Bookmark("https://cup.example/x_(y)", "Cup", "Holds tea."),
        Bookmark("https://pot.example", "Pot"),
    )


def test_a_long_note_takes_no_longer_than_it_is_long() -> None:
    noted = replace(KETTLE, note="word\n" * 100_000)
    assert read(FORMATS["markdown"]([noted])).bookmarks == (noted,)
