"""Bookmark files as browsers and services write them, and titles that look like markup."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from growing import grows_in_proportion
from hypothesis import given
from hypothesis import strategies as st

from awesome_tui import parse
from awesome_tui.export.outlines import to_bookmarks
from awesome_tui.library import Bookmark, Library
from awesome_tui.library.bookmark_files import FORMATS, ReadBookmarks, read
from awesome_tui.library.browser_bookmarks import read_links
from awesome_tui.text.urls import is_absolute

FIREFOX = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<!-- This is an automatically generated file.
     It will be read and overwritten.
     DO NOT EDIT! -->
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'none'"></meta>
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks Menu</H1>

<DL><p>
    <DT><A HREF="place:type=6&amp;sort=14" ADD_DATE="1600000000">Recent Tags</A>
    <HR>    <DT><H3 ADD_DATE="1600000000" LAST_MODIFIED="1600000001">Pots &amp; pans</H3>
    <DD>All that boils
    <DL><p>
        <DT><A HREF="https://pot.example/?a=1&amp;b=2" ADD_DATE="1600000002" ICON_URI="fake-favicon-uri:https://pot.example/" ICON="data:image/png;base64,aWNvbg==" SHORTCUTURL="pot" TAGS="iron,deep">A &quot;pot&quot;</A>
        <DD>Heavy &lt;iron&gt;
    </DL><p>
    <DT><H3 ADD_DATE="1600000000" UNFILED_BOOKMARKS_FOLDER="true">Other Bookmarks</H3>
    <DL><p>
        <DT><A HREF="https://lid.example/" ADD_DATE="1600000003">Lid</A>
    </DL><p>
</DL>
"""  # noqa: E501  as the program writes it
CHROME = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<DL><p>
    <DT><H3 ADD_DATE="1600000000" LAST_MODIFIED="0" PERSONAL_TOOLBAR_FOLDER="true">Bookmarks bar</H3>
    <DL><p>
        <DT><A HREF="https://pot.example/?a=1&copy=2&lt=3" ADD_DATE="1600000002" ICON="data:image/png;base64,aWNvbg==">It&#39;s a pot</A>
        <DT><A HREF="javascript:(function(){alert(1>0)})()" ADD_DATE="1600000003">Tell</A>
        <DT><A HREF="chrome://settings/" ADD_DATE="1600000003">Settings</A>
    </DL><p>
</DL><p>
"""  # noqa: E501  as the program writes it
SAFARI = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
\t<HTML>
\t<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
\t<Title>Bookmarks</Title>
\t<H1>Bookmarks</H1>
\t<DT><H3 FOLDED>Kettles</H3>
\t<DL><p>
\t\t<DT><A HREF="https://kettle.example/">Kettle</A>
\t</DL><p>
\t<DT><H3 FOLDED id="com.apple.ReadingList">Reading List</H3>
\t<DL><p>
\t\t<DT><A HREF="https://read.example/">Read me</A>
\t</DL><p>
\t</HTML>
"""
PINBOARD = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Pinboard Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p><DT><A HREF="https://pot.example/" ADD_DATE="1600000002" PRIVATE="1" TOREAD="0" TAGS="iron,deep">Pot</A>
<DD>Heavy,
and <b>black</b>; see <a href="https://not.example/">that</a>
<DT><A HREF="https://lid.example/" ADD_DATE="1600000003" PRIVATE="0" TOREAD="1" TAGS="">Lid</A>
</DL></p>
"""  # noqa: E501  as the program writes it
POCKET = """<!DOCTYPE html>
<html>
\t<!--So long and thanks for all the fish-->
\t<head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /><title>Pocket Export</title></head>
\t<body>
\t\t<h1>Unread</h1>
\t\t<ul>
\t\t\t<li><a href="https://pot.example/" time_added="1600000002" tags="iron,deep">Pot</a></li>
\t\t\t<li><a href="https://lid.example/" time_added="1600000003" tags="">Lid</a></li>
\t\t</ul>
\t</body>
</html>
"""  # noqa: E501  as the program writes it
RAINDROP = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Raindrop.io Bookmarks</TITLE>
<H1>Raindrop.io Bookmarks</H1>
<DL><p>
  <DT><H3 ADD_DATE="1600000000" LAST_MODIFIED="1600000001">Kitchen</H3>
  <DL><p>
<DT><A HREF="https://pot.example/" ADD_DATE="1600000002" LAST_MODIFIED="1600000002" TAGS="iron,deep" DATA-COVER="https://pot.example/a.png?x=1&amp;y=2" DATA-IMPORTANT="true">Pot</A>
<DD>Heavy
</DL><p>
</DL><p>
"""  # noqa: E501  as the program writes it

POT = Bookmark("https://pot.example/", "Pot", tags=("iron", "deep"), added=1_600_000_002)
LID = Bookmark("https://lid.example/", "Lid", added=1_600_000_003)
FILES = {
    "Firefox": (
        FIREFOX,
        ReadBookmarks(
            (
                Bookmark(
                    "https://pot.example/?a=1&b=2",
                    'A "pot"',
                    "Heavy <iron>",
                    tags=("Pots & pans", "iron", "deep"),
                    added=1_600_000_002,
                ),
                LID,
            ),
            {"place:": 1},
        ),
    ),
    "Chrome and Edge": (
        CHROME,
        ReadBookmarks(
            (Bookmark("https://pot.example/?a=1&copy=2&lt=3", "It's a pot", added=1_600_000_002),),
            {"javascript:": 1, "chrome:": 1},
        ),
    ),
    "Safari": (
        SAFARI,
        ReadBookmarks(
            (
                Bookmark("https://kettle.example/", "Kettle", tags=("Kettles",)),
                Bookmark("https://read.example/", "Read me", tags=("Reading List",)),
            ),
            {},
        ),
    ),
    "Pinboard": (
        PINBOARD,
        ReadBookmarks(
            (
                Bookmark(
                    POT.url,
                    POT.name,
                    'Heavy, and <b>black</b>; see <a href="https://not.example/">that</a>',
                    tags=POT.tags,
                    added=POT.added,
                ),
                LID,
            ),
            {},
        ),
    ),
    "Pocket": (POCKET, ReadBookmarks((POT, LID), {})),
    "Raindrop": (
        RAINDROP,
        ReadBookmarks(
            (Bookmark(POT.url, POT.name, "Heavy", tags=("Kitchen", *POT.tags), added=POT.added),),
            {},
        ),
    ),
}


@pytest.mark.parametrize("program", FILES)
def test_the_files_of_browsers_and_services_are_read_whole(program: str) -> None:
    text, expected = FILES[program]
    assert read(text) == expected
    assert read(text.replace("\n", "\r\n")) == expected


@pytest.mark.parametrize(
    "title",
    [
        "How the <script> tag works",
        "<style>, <title> and <textarea>",
        "<!-- a comment that never ends",
        "<![CDATA[ and <?php",
        "a < b, c > d",
        "<dl>, <dt> and <dd> explained",
        "Where </dl> belongs, and </dd>, is told",
        "Why </a> closes",
        "The <hr> and the <p>",
        "AT&T &region; &notit; &copy 2020",
        "<plaintext>",
    ],
)
def test_a_title_that_is_not_escaped_stays_text(title: str) -> None:
    text = (
        '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n<DT><A HREF="https://a.example/1">First</A>\n'
        f'<DT><A HREF="https://a.example/2" ADD_DATE="1600000000">{title}</A>\n'
        f'<DD>About {title}\n<DT><A HREF="https://a.example/3">Third</A>\n</DL><p>\n'
    )
    first, second, third = read(text).bookmarks
    assert (first.name, second.name, third.name) == ("First", title, "Third")
    assert (second.description, second.added) == (f"About {title}", 1_600_000_000)


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://a.example/?q=tea&region=eu&section=2&copy=1", None),
        ("https://a.example/?q=tea&amp;region=eu", "https://a.example/?q=tea&region=eu"),
        ("https://a.example/?a=&notareference;&b", None),
        ("https://a.example/a b", "https://a.example/a%20b"),
        (" https://a.example/ ", "https://a.example/"),
        ("https://a.example/a\n  b", "https://a.example/a%20%20%20b"),
        ("https://a.example/?a>b", None),
    ],
)
def test_an_address_stays_what_it_is_or_is_mended(written: str, url: str | None) -> None:
    (found,) = read(f'<DL><p><DT><A HREF="{written}" ADD_DATE="1">A</A></DL>').bookmarks
    assert found.url == (url or written)


def test_a_quote_inside_a_value_costs_no_other_link() -> None:
    text = (
        '<DL><p>\n<DT><A HREF="javascript:alert("x")">Say</A>\n'
        '<DT><A HREF="https://a.example/>Open</A>\n<DT><A HREF=https://b.example/>B</A>\n</DL>'
    )
    found = read(text)
    assert [bookmark.name for bookmark in found.bookmarks][-1] == "B"
    assert found.left_out == {"javascript:": 1}


def _odd_titles(count: int) -> list[str]:
    """Titles of pieces that mean something to HTML, to Markdown or to terminals."""
    pieces = (
        *('"', "'", "<", ">", "&", "&amp;", "&lt;", "&#39;", "&copy", "&region;", "</A>", "<DD>"),
        *("<DT><A HREF=x>", "</DL><p>", "<script>", "<!--", "]]>", "\\", "`", "*", "[x](y)"),
        *(
            "👩‍💻",
            "🇪🇺",
            "é",
            "e\u0301",
            "שלום",
            "مرحبا",
            "中文",
            "a",
            "tea",
            " ",
            "\t",
            "\n",
            "\r\n",
        ),
        *("%20", "=", "/", "|", "\u200d", "\u00a0", "x" * 300),
    )
    chosen = random.Random(16)
    titles = ["".join(chosen.choices(pieces, k=chosen.randint(1, 9))) for _ in range(count)]
    return [*titles[:-1], "long " * 20_000]


def test_five_thousand_odd_titles_come_back_whole() -> None:
    titles = _odd_titles(5_000)
    kept = tuple(
        Bookmark(
            f"https://a.example/{number}?q='{number}'&copy={number}",
            title,
            description=titles[-number - 1][:500],
            tags=(title[:20],),
            note=titles[number // 2][:500],
            added=1_600_000_000 + number,
        )
        for number, title in enumerate(titles)
    )
    with Library(":memory:", lambda: 1_700_000_000.0) as library:
        library.bookmarks.add(*kept).result()
        exported = library.bookmarks.all().result()
    assert len(exported) == 5_000
    assert read(FORMATS["html"](exported)) == ReadBookmarks(exported, {})


CORPUS_LISTS = sorted((Path(__file__).parents[2] / "../shared/corpus/lists").glob("*.md"))


@pytest.mark.skipif(not CORPUS_LISTS, reason="needs the corpus beside the checkout")
@pytest.mark.parametrize("path", CORPUS_LISTS[::8], ids=lambda path: path.stem)
def test_the_bookmarks_of_a_real_list_are_imported_whole(path: Path) -> None:
    document = parse(path.read_bytes().decode("utf-8", "replace"))
    found = read(to_bookmarks(document))
    entries = [(entry.name, entry.url) for _, entry in document.walk()]
    named = Counter((name.strip(), url) for name, url in entries if url and is_absolute(url))
    assert found.left_out == {}
    assert not named - Counter((bookmark.name, bookmark.url) for bookmark in found.bookmarks)


PIECES = (
    *("<DL>", "<DL><p>", "</DL>", "<DT>", "<DT><A ", 'HREF="', "HREF='", "HREF=", ">", "</A>"),
    *(
        "<DD>",
        "<H3",
        "</H3>",
        '"',
        "'",
        "<",
        "<!--",
        "&",
        "&#27;",
        "&copy;",
        "\n",
        " ",
        "a",
        "\x1b",
    ),
    "https://a.example/",
)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text())
def test_no_file_does_harm(text: str) -> None:
    for bookmark in read(f"<DL>{text}").bookmarks:
        assert not set("\x1b\x9b\n") & set(bookmark.name + bookmark.url + bookmark.description)


@pytest.mark.parametrize(
    "unit",
    [
        *('<DT><A HREF="https://a.example/">A</A>\n', '<A HREF="', "<DT>", "<DT>   ", "<DL><p>"),
        *(
            "<a ",
            " a='\"",
            "&#",
            "</A>",
            "</dd>  ",
            "<DD>a\n",
            "\n <",
            "> ",
            "<DT><A a=' b=\" ",
            "<H3>",
        ),
    ],
)
def test_a_file_takes_no_longer_than_it_is_long(unit: str) -> None:
    def read_repeated(size: int) -> object:
        return read_links("<DT><A " + unit * (size // len(unit)))

    assert grows_in_proportion(read_repeated, 256_000)
