import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from building import list_of
from habits import pages
from hypothesis import given
from hypothesis import strategies as st
from reading_back import assert_read_back
from selectolax.lexbor import LexborHTMLParser, LexborNode
from trees import documents, entry, written_documents

from awesome_tui import parse
from awesome_tui.export.export_formats import FORMATS
from awesome_tui.export.legend_tags import write_legend_tags
from awesome_tui.model.entries import AwesomeList, Entry, Fact, Link, Section
from awesome_tui.model.json_contract import list_to_object
from awesome_tui.text.inline_markdown import spans
from awesome_tui.text.sanitize import clean

GOLDEN = Path(__file__).parents[1] / "golden"
TEAPOTS = list_of(json.loads((GOLDEN / "teapots.json").read_text("utf-8")))
SUFFIXES = {"markdown": "md", "bookmarks": "html", "urls": "txt"}


@pytest.mark.parametrize("name", FORMATS)
def test_each_form_of_a_list_is_as_it_was_agreed(name: str) -> None:
    golden = GOLDEN / f"teapots.{SUFFIXES.get(name, name)}"
    assert FORMATS[name](TEAPOTS).encode() == golden.read_bytes()


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_list_has_every_form(name: str) -> None:
    text = FORMATS[name](AwesomeList("empty.md", ""))
    assert text == "" or text.endswith("\n")


@given(documents)
def test_any_list_is_whole_in_every_form(document: AwesomeList) -> None:
    assert json.loads(FORMATS["json"](document)) == list_to_object(document)
    _assert_json_lines_are_the_entries_in_order(document)
    _assert_csv_readers_read_back("csv", "excel", document)
    _assert_csv_readers_read_back("tsv", "excel-tab", document)
    _assert_a_browser_reads_all_bookmarks_in_their_folders(document)
    _assert_opml_is_xml_that_holds_every_url(document)


def _assert_json_lines_are_the_entries_in_order(document: AwesomeList) -> None:
    rows = [json.loads(line) for line in FORMATS["jsonl"](document).split("\n")[:-1]]
    expected = [([s.title for s in trail], e.name, e.url) for trail, e in document.walk()]
    assert [(row["section"], row["name"], row["url"]) for row in rows] == expected


def _assert_csv_readers_read_back(name: str, dialect: str, document: AwesomeList) -> None:
    text = io.StringIO(FORMATS[name](document), newline="")
    rows = list(csv.DictReader(text, dialect=dialect))
    assert [row["name"].removeprefix("'") for row in rows] == [
        e.name.removeprefix("'") for _, e in document.walk()
    ]
    assert [row["url"] for row in rows] == [e.url or "" for _, e in document.walk()]


@pytest.mark.parametrize(("name", "dialect"), [("csv", "excel"), ("tsv", "excel-tab")])
def test_tables_have_a_column_for_each_fact_and_one_for_tags(name: str, dialect: str) -> None:
    weather = entry("Weather", facts=(Fact("Auth", "`apiKey`"), Fact("Cost", "Free")))
    stars = entry("Stars", facts=(Fact("Cost", "5 €"), Fact("Cost", "0 €")), tags=("Space", "Go"))
    document = AwesomeList("apis.md", "APIs", entries=(weather, stars, entry("None")))
    rows = list(csv.DictReader(io.StringIO(FORMATS[name](document), newline=""), dialect=dialect))
    told = [(row["name"], row["tags"], row["Auth"], row["Cost"]) for row in rows]
    assert told == [
        ("Weather", "", "apiKey", "Free"),
        ("Stars", "Space, Go", "", "5 € · 0 €"),
        ("None", "", "", ""),
    ]


def test_a_fact_of_the_name_of_another_column_gets_its_own() -> None:
    document = AwesomeList("", "", entries=(entry("Tea", facts=(Fact("name", "Camellia"),)),))
    (row,) = csv.DictReader(io.StringIO(FORMATS["csv"](document), newline=""))
    assert (row["name"], row["name (fact)"]) == ("Tea", "Camellia")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_no_cell_is_a_formula(text: str) -> None:
    one = Entry(text, None, text, facts=(Fact(text, text),), tags=(text,))
    document = AwesomeList(text, text, entries=(one,))
    for name, dialect in [("csv", "excel"), ("tsv", "excel-tab")]:
        table = io.StringIO(FORMATS[name](document), newline="")
        (row,) = csv.DictReader(table, dialect=dialect)
        assert row["name"] == f"'{clean(text)}"
        assert row["description"].startswith("'")
        assert row["tags"].startswith("'")
        assert row[f"'{clean(text)}"].startswith("'")


def _flat(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    for one in entries:
        yield one
        yield from _flat(one.entries)


Place = tuple[tuple[str, ...], str, str]


def _places(holder: AwesomeList | Section, path: tuple[str, ...] = ()) -> Iterator[Place]:
    """Every entry with a URL and every linked title, with the titles around it."""
    yield from ((path, e.name, e.url) for e in _flat(holder.entries) if e.url)
    for section in holder.sections:
        inside = (*path, section.title)
        titles = [link for link in section.links if link.text == section.title]
        yield from ((inside, link.text, link.url) for link in titles[:1])
        yield from _places(section, inside)


def _folders(node: LexborNode | None) -> tuple[str, ...]:
    if node is None:
        return ()
    heading = node.prev
    while heading is not None and heading.tag != "h3":
        heading = heading.prev
    title = (heading.text(),) if node.tag == "dl" and heading is not None else ()
    return (*_folders(node.parent), *title)


def _assert_a_browser_reads_all_bookmarks_in_their_folders(document: AwesomeList) -> None:
    page = LexborHTMLParser(FORMATS["bookmarks"](document))
    read = [(_folders(a), a.text(), a.attributes["href"]) for a in page.css("a")]
    assert read == list(_places(document))


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("url", ["http://[", "http://[a]/b", "http://a]"])
def test_a_url_without_a_proper_host_is_exported_as_any_other(name: str, url: str) -> None:
    document = parse(f"<ul><li><a href='{url}'>b</a> c</ul>", "html")
    assert url in FORMATS[name](document).replace("\\", "")


def test_a_relative_url_is_no_bookmark() -> None:
    document = AwesomeList("", "", entries=(Entry("Here", "docs/a.md"), entry("There")))
    page = LexborHTMLParser(FORMATS["bookmarks"](document))
    assert [a.text() for a in page.css("a")] == ["There"]


def _assert_opml_is_xml_that_holds_every_url(document: AwesomeList) -> None:
    root = ET.fromstring(FORMATS["opml"](document))
    urls = [outline.get("url") for outline in root.iter("outline") if outline.get("url")]
    assert len(urls) >= sum(bool(e.url) for _, e in document.walk())


def test_opml_nests_as_the_list_does() -> None:
    root = ET.fromstring(FORMATS["opml"](TEAPOTS))
    (pots,) = root.findall("body/outline[@text='Pots']")
    inner, _ = pots.findall("outline[@text='Clay']/outline[@text='Side-handled']/outline")
    assert inner.attrib == {"text": "Left hand", "type": "link", "url": "https://pots.example/left"}


def test_opml_leaves_out_what_xml_cannot_hold() -> None:
    document = AwesomeList("", "a\uffff<b>", entries=(Entry("\ufffe&", "https://a.example/?b&c"),))
    root = ET.fromstring(FORMATS["opml"](document))
    (outline,) = root.iter("outline")
    assert root.findtext("head/title") == "a<b>"
    assert (outline.get("text"), outline.get("url")) == ("&", "https://a.example/?b&c")


def test_outliners_and_browsers_get_facts_and_tags() -> None:
    one = entry("Weather", "Rain.", facts=(Fact("Auth", "*key*"),), tags=("Free, mostly", "Go"))
    document = AwesomeList("", "", entries=(one,))
    (outline,) = ET.fromstring(FORMATS["opml"](document)).iter("outline")
    assert outline.get("description") == "Rain. · Auth: key"
    assert outline.get("category") == "Free mostly,Go"
    page = LexborHTMLParser(FORMATS["bookmarks"](document))
    assert [a.attributes["tags"] for a in page.css("a")] == ["Free mostly,Go"]
    assert [dd.text().strip() for dd in page.css("dd")] == ["Rain. · Auth: key"]


def test_urls_are_one_a_line_with_repeats() -> None:
    document = AwesomeList("", "", entries=(entry("A", entries=(entry("B"),)), entry("A")))
    urls = "https://a.example\nhttps://b.example\nhttps://a.example\n"
    assert FORMATS["urls"](document) == urls


def _seen(tree: Any) -> Any:
    """`tree` as a reader sees it: without lines, and without signs escaped for good measure."""
    if isinstance(tree, list):
        return [_seen(value) for value in tree]
    if not isinstance(tree, dict):
        return tree
    seen = {key: _seen(value) for key, value in tree.items() if key not in ("line", "anchor")}
    return seen | {"description": spans(tree["description"])} if "description" in tree else seen


def _assert_survives(document: AwesomeList) -> None:
    """Assert that Markdown keeps `document`; tags that only images showed become words."""
    again = parse(FORMATS["markdown"](document), source=document.source)
    assert _seen(list_to_object(again)) == _seen(list_to_object(write_legend_tags(document)))


def _markdown(*entries: Entry, prose: str = "") -> list[str]:
    """The lines of a section with these entries."""
    section = Section("Tea", "tea", level=2, description=prose, entries=entries)
    lines = FORMATS["markdown"](AwesomeList("", "", sections=(section,))).splitlines()
    return lines[2:]


def test_markdown_has_facts_in_the_columns_of_a_table() -> None:
    green = entry("Sencha", "Steamed.", facts=(Fact("Origin", "*Japan*"), Fact("Year", "1738")))
    black = entry("Assam", facts=(Fact("Origin", "India | Burma"), Fact("Leaf \\| bud", "both")))
    assert _markdown(green, black, entry("Water")) == [
        "| Name | Description | Origin | Leaf \\\\\\| bud | Year |",
        "| --- | --- | --- | --- | --- |",
        "| [Sencha](https://sencha.example) | Steamed. | *Japan* | | 1738 |",
        "| [Assam](https://assam.example) | | India \\| Burma | both | |",
        "",
        "- [Water](https://water.example)",
    ]


def test_a_fact_that_is_the_text_of_a_link_is_written_with_it() -> None:
    rated = Link("4.5", "https://tea.example")
    one = Entry("Tea", rated.url, links=(rated,), facts=(Fact("By", "Ann"), Fact("Rated", "4.5")))
    assert _markdown(one) == [
        "| Name | By | Rated |",
        "| --- | --- | --- |",
        "| Tea | Ann | [4.5](https://tea.example) |",
    ]


def test_entries_that_contain_others_have_a_bullet_for_each_fact() -> None:
    leaf = (Fact("Origin", "China"), Fact("Leaf", "whole"))
    assert _markdown(entry("Tea", "Hot.", facts=leaf, entries=(entry("Cup"),))) == [
        "- [Tea](https://tea.example) - Hot.",
        "  - Origin: China",
        "  - Leaf: whole",
        "  - [Cup](https://cup.example)",
    ]


def test_facts_of_many_names_are_bullets_as_a_table_would_be_empty_for_the_most_part() -> None:
    teas = [entry(f"Tea {n}", facts=(Fact(f"Leaf {n}", "whole"),)) for n in range(9)]
    assert _markdown(*teas)[:2] == ["- [Tea 0](https://tea-0.example)", "  - Leaf 0: whole"]


def test_a_long_fact_is_not_put_where_a_description_would_be_looked_for() -> None:
    told = (Fact("Taste", "of grass and of the sea"),)
    assert _markdown(entry("Tea", facts=told))[1:] == ["  - Taste: of grass and of the sea"]


def test_a_name_that_no_link_shows_is_in_a_column_called_name() -> None:
    shop = Link("shop", "https://tea.example")
    teas = [
        Entry("Tea", shop.url, "Hot.", links=(shop,)),
        Entry("1. Tea (green)", shop.url, links=(shop,)),
    ]
    assert _markdown(*teas) == [
        "| Name | Description |",
        "| --- | --- |",
        "| Tea [![shop]()](https://tea.example) | Hot. |",
        "| `1. Tea (green)` [![shop]()](https://tea.example) | |",
    ]


def test_links_that_precede_the_one_of_such_a_name_have_a_column_of_their_own() -> None:
    feed, shop = Link("Feed", "https://tea.example/feed"), Link("shop", "https://tea.example")
    assert _markdown(Entry("Tea", shop.url, links=(feed, shop)))[::2] == [
        "| | Name | Description |",
        "| [![Feed]()](https://tea.example/feed) | Tea [![shop]()](https://tea.example) | |",
    ]


def test_a_table_in_an_item_is_apart_from_the_paragraph_before_it() -> None:
    shop = Link("shop", "https://tea.example")
    cup = Entry("Cup", shop.url, links=(shop,))
    assert _markdown(entry("Tea", "Hot.", entries=(cup,)))[:3] == [
        "- [Tea](https://tea.example) - Hot.",
        "",
        "  | Name | Description |",
    ]


def test_a_line_that_refers_to_the_entry_is_written_as_it_is() -> None:
    cups = Link("Cups", "https://cups.example")
    line = Entry("Cups", cups.url, "See also: [Cups](https://cups.example)", links=(cups,))
    assert _markdown(entry("Tea"), line) == [
        "- [Tea](https://tea.example)",
        "",
        "See also: [Cups](https://cups.example)",
    ]


@pytest.mark.parametrize(
    ("description", "tags", "prose", "written"),
    [
        ("Hot. `Green` `Loose`", ("Green", "Loose"), "", "Hot. `Green` `Loose`"),
        ("Hot. #green", ("green",), "", "Hot. #green"),
        ("Hot 🍃", ("Organic",), "🍃 – Organic", "Hot 🍃"),
        ("Hot 🍃", ("Organic",), "", "Hot 🍃. `Organic`"),
        ("Hot! 🍃🔒", ("Organic", "Pa`id"), "🍃 – Organic", "Hot! 🍃🔒. ``Pa`id``"),
    ],
)
def test_tags_that_the_list_no_longer_explains_are_code(
    description: str, tags: tuple[str, ...], prose: str, written: str
) -> None:
    *_, line = _markdown(entry("Tea", description, tags=tags), prose=prose)
    assert line == f"- [Tea](https://tea.example) - {written}"


def test_tags_inside_other_entries_are_written_as_well() -> None:
    cup = entry("Cup", "Blue.", tags=("China",))
    *_, line = _markdown(entry("Tea", "Hot.", entries=(cup,)))
    assert line == "  - [Cup](https://cup.example) - Blue. `China`"


def test_markdown_is_read_as_the_list_that_was_written() -> None:
    text = (GOLDEN / "teapots.md").read_text("utf-8")
    assert list_to_object(parse(text, source="teapots.md")) == list_to_object(TEAPOTS)


BADGE = Link("build", "https://ci.example/pot")
POT = Link("Pot", "https://pot.example")
SITE = Link("pot.example", "https://pot.example")
ODD = "1. #Pot [x](y) *_&amp;<b>`|"
LID = Link("lid", "https://pot.example")
RATED = Link("4.5", POT.url)
PAPER = Link("pdf", "https://pot.example")
MAIL = Link("mail", "mailto:a@b.example")
ANN = Link("Ann", "https://pot.example0")
THIS = Link("this", "https://pot.example0")


@pytest.mark.parametrize(
    "one",
    [
        Entry("Pot", POT.url, "", links=(BADGE, POT)),
        Entry("Pot", POT.url, "A pot.", links=(POT, BADGE)),
        Entry("Pot", POT.url, f"See [pdf]({POT.url}).", links=(POT, PAPER, BADGE)),
        Entry("Pot", POT.url, "A pot.", links=(Link("Pot ★ 12", POT.url),)),
        Entry("Pot", POT.url, "A pot.", links=(SITE,)),
        Entry("Pot", POT.url, f"[pdf]({PAPER.url}) of it", links=(PAPER,)),
        Entry("Pot and lid", POT.url, f"[4.5]({POT.url}) · Big", links=(Link("4.5", POT.url),)),
        Entry("Pot", POT.url, "🔥\nVery hot.", links=(POT,)),
        Entry("Pot", POT.url, "First.\nSecond.\n1\\. Third", links=(POT,)),
        Entry(ODD, POT.url, links=(Link(ODD, POT.url),)),
        Entry(
            "Pot",
            POT.url,
            f"A [lid]({SITE.url}), [pdf]({PAPER.url}).",
            links=(POT, LID, BADGE, PAPER),
        ),
        Entry(
            "Pot and lid",
            POT.url,
            f"[4.5]({POT.url}) · [lid]({SITE.url})",
            links=(RATED, BADGE, LID),
        ),
        Entry(
            "1984",
            POT.url,
            f"[1]({POT.url}), [2]({SITE.url})",
            links=(Link("1", POT.url), Link("2", SITE.url)),
        ),
        Entry("Pot, 1984", POT.url, f"Baked [hot]({POT.url}).", links=(Link("hot", POT.url),)),
        Entry("Code", POT.url, f"[Lid]({POT.url}) of it", links=(Link("Lid", POT.url),)),
        Entry("[Pot] (`-x`) | 1. Lid: #", POT.url, links=(BADGE, PAPER)),
        Entry(":not(.pot)", POT.url, f"See [this]({SITE.url}0).", links=(PAPER, THIS)),
        Entry("Pot", POT.url, "`-x` is hot", links=(POT,)),
        Entry("Pot", POT.url, f"[$]\nBy [Ann]({SITE.url}0).", links=(POT, Link("Ann", THIS.url))),
        Entry("Pot", POT.url, links=(Link("Pot and lid", POT.url),)),
        Entry("Pot", POT.url, "See [care](care.md).", links=(PAPER, Link("care", "care.md"))),
        Entry(
            "Cup", POT.url, f"[pot.example]({POT.url}) or [this]({THIS.url})", links=(SITE, THIS)
        ),
        Entry("Pot", POT.url, f"🔥\nBy [this]({THIS.url}).", links=(POT, THIS)),
        Entry("Pot", POT.url, f"– hot as [this]({THIS.url})", links=(POT, THIS)),
        Entry("Pot", "pot.md", links=(Link("file", "pot.md"),)),
        Entry("Pot", "mailto:a@b.example", f"By [Ann]({THIS.url})", links=(MAIL, ANN)),
        Entry("Pots", POT.url, "Pot.Example", links=(Link("Pot.Example", POT.url),)),
        Entry(
            "Pot",
            POT.url,
            f"[Made](https://a.example)\n[by Ann](https://a.example) and [this]({THIS.url})",
            links=(POT, Link("Made by Ann", "https://a.example"), THIS),
        ),
        Entry("Pot", POT.url, "Hot.", links=(PAPER,), facts=(Fact("By", "Ann and some of us"),)),
        Entry("Pot", POT.url, links=(POT,), facts=(Fact("By", "Ann and some others of us"),)),
        Entry(
            "Pot",
            POT.url,
            links=(POT,),
            entries=(Entry("Lids", None, "Flat.\nRound.", entries=(entry("A"),)),),
        ),
    ],
)
def test_an_entry_of_any_kind_survives_markdown(one: Entry) -> None:
    _assert_survives(AwesomeList("", "Pots", entries=(one, entry("Last"))))


@pytest.mark.parametrize("links", [(POT,), (BADGE,), (BADGE, POT)])
def test_a_group_with_links_stays_one_in_markdown(links: tuple[Link, ...]) -> None:
    group = Section("Clay | Pot", "", "group", links=links, entries=(entry("A"), entry("B")))
    section = Section("Pots", "pots", "heading", 2, sections=(group,))
    _assert_survives(AwesomeList("", "", sections=(section,)))


@pytest.mark.parametrize(
    ("description", "links"),
    [
        ("**Bold**", ()),
        ("[Pot](https://pot.example)", (POT,)),
        ("```\n# no heading\n\n- no item\n```\n\nAfter code", ()),
        ("- One\n\n- Two\nlines\n\nEnd", ()),
        ("[Pot](https://pot.example) side by side", (BADGE, POT)),
        ("[one](https://pot.example)\n[link](https://pot.example)", (Link("one link", POT.url),)),
    ],
)
def test_prose_stays_prose_in_markdown(description: str, links: tuple[Link, ...]) -> None:
    section = Section("Pots", "pots", "heading", 2, description, links, (entry("Clay"),))
    _assert_survives(AwesomeList("", "", sections=(section,)))


@given(written_documents)
def test_a_list_survives_markdown(document: AwesomeList) -> None:
    _assert_survives(document)


LISTS = Path(__file__).parents[1] / "lists"


@pytest.mark.parametrize("path", sorted(LISTS.glob("*.md")), ids=lambda path: path.stem)
def test_every_habit_of_real_lists_survives_markdown(path: Path) -> None:
    _assert_survives(parse(path.read_text("utf-8")))


_onward = st.sampled_from(
    [
        "[Tea](http://tea.example)",
        "*[Cups](http://cups.example)*",
        "**[Up](http://up.example)**",
        "<a href='http://pots.example'>Pots</a>",
        "[Home](#top)",
        "[⬆](#t)",
    ]
)


@given(
    st.sampled_from(["", "« ", "> ", "<p>"]),
    st.lists(_onward, min_size=1, max_size=3),
    st.sampled_from([" | ", " · ", " ", "\n", "<br>", " - ", ": ", ", "]),
    st.sampled_from(["", " »", "."]),
)
def test_a_line_to_go_on_by_stays_one(lead: str, links: list[str], between: str, end: str) -> None:
    items = "- [Sencha](http://sencha.example) - Steamed."
    line = lead + between.join(links) + end
    assert_read_back(f"# T\n\n## Green\n\n{line}\n\n{items}\n\n{line}\n\n## Black\n\n{items}\n")


TITLES = [
    "Plain",
    "Two  spaces and a&nbsp;hard one",
    ":tada: Named :books:",
    ":tada: 🎉 Both :+1:",
    "🎉 fire :fire: fire",
    "`:tada:` in code",
    "`:tada:` again",
    "Pots ([back to top](#t))",
    "Ends with `:tada:`",
    ":octocat: Drawn",
    "Drawn by :octocat:",
    "⚔️  Swords - and - dashes",
    "<img alt='x'> [Badge](http://a.example) (2011)",
    "[Trailing ](http://a.example)",
    "Trailing ![badge](b.png) ![badge](b.png)",
    "![Only a picture](b.png)",
    "[![Linked](b.png)](http://a.example) ![picture](b.png)",
    "One<br>Two",
    "C#",
    "x² ① Ⓐ e\u0301 ΣΑΣ",
    "snake_case *and* `code` \\*",
]


@pytest.mark.parametrize("title", TITLES)
def test_headings_keep_their_anchors(title: str) -> None:
    items = "\n\n- [a](http://a.example)\n\n"
    assert_read_back(f"# T\n\n## {title}{items}## {title}{items}### {title}{items}")


@pytest.mark.parametrize(
    "text",
    [
        "# Oak\n\n## Oak\n\n- [a](http://a.example)",
        "# Oak\n\n# Oak\n\n## Oak\n\n- [a](http://a.example)",
        "# :tada: Oak\n\n## 🎉 Oak\n\n- [a](http://a.example)",
        "#\n\n# Oak\n\n- [a](http://a.example)",
        "# ![](logo.png)\n\n# Oak\n\n## ![Pictured](b.png)\n\n- [a](http://a.example)",
        "## Oak 1\n\n## Oak\n\n## Oak\n\n- [a](http://a.example)",
    ],
)
def test_titles_that_repeat_keep_their_anchors(text: str) -> None:
    assert_read_back(text)


def test_a_cell_of_two_lines_is_one_again() -> None:
    row = "| Saw | [4.5](http://a.example) Cuts \\| planes.<br>Two lines. |"
    text = f"# T\n\n## Tools\n\n| | |\n| --- | --- |\n{row}\n"
    assert row in FORMATS["markdown"](parse(text))
    assert_read_back(text)


@given(pages())
def test_lists_of_all_habits_are_read_back_from_markdown(page: tuple[str, object]) -> None:
    assert_read_back(page[0])
