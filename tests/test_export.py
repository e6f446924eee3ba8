import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from selectolax.lexbor import LexborHTMLParser, LexborNode
from trees import documents, entry

from awesome_tui.export import FORMATS
from awesome_tui.model import AwesomeList, Entry, Section
from awesome_tui.text import clean
from awesome_tui.treejson import from_tree, to_tree

GOLDEN = Path(__file__).parent / "golden"
TEAPOTS = from_tree(json.loads((GOLDEN / "teapots.json").read_text("utf-8")))
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
def test_json_is_read_back_as_the_same_list(document: AwesomeList) -> None:
    assert to_tree(from_tree(json.loads(FORMATS["json"](document)))) == to_tree(document)


@given(documents)
def test_json_lines_are_the_entries_in_order(document: AwesomeList) -> None:
    rows = [json.loads(line) for line in FORMATS["jsonl"](document).split("\n")[:-1]]
    expected = [([s.title for s in trail], e.name, e.url) for trail, e in document.walk()]
    assert [(row["section"], row["name"], row["url"]) for row in rows] == expected


@pytest.mark.parametrize(("name", "dialect"), [("csv", "excel"), ("tsv", "excel-tab")])
@given(document=documents)
def test_tables_are_read_back_by_csv_readers(
    name: str, dialect: str, document: AwesomeList
) -> None:
    text = io.StringIO(FORMATS[name](document), newline="")
    rows = list(csv.DictReader(text, dialect=dialect))
    assert [row["name"].removeprefix("'") for row in rows] == [
        e.name.removeprefix("'") for _, e in document.walk()
    ]
    assert [row["url"] for row in rows] == [e.url or "" for _, e in document.walk()]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_no_cell_is_a_formula(text: str) -> None:
    document = AwesomeList(text, text, entries=(Entry(text, None, text),))
    for name, dialect in [("csv", "excel"), ("tsv", "excel-tab")]:
        table = io.StringIO(FORMATS[name](document), newline="")
        (row,) = csv.DictReader(table, dialect=dialect)
        assert row["name"] == f"'{clean(text)}"
        assert row["description"].startswith("'")


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


@given(documents)
def test_a_browser_reads_all_bookmarks_in_their_folders(document: AwesomeList) -> None:
    page = LexborHTMLParser(FORMATS["bookmarks"](document))
    read = [(_folders(a), a.text(), a.attributes["href"]) for a in page.css("a")]
    assert read == list(_places(document))


def test_a_relative_url_is_no_bookmark() -> None:
    document = AwesomeList("", "", entries=(Entry("Here", "docs/a.md"), entry("There")))
    page = LexborHTMLParser(FORMATS["bookmarks"](document))
    assert [a.text() for a in page.css("a")] == ["There"]


@given(documents)
def test_opml_is_xml_that_holds_every_url(document: AwesomeList) -> None:
    root = ET.fromstring(FORMATS["opml"](document))
    urls = [outline.get("url") for outline in root.iter("outline") if outline.get("url")]
    assert len(urls) >= sum(bool(e.url) for _, e in document.walk())


def test_opml_nests_as_the_list_does() -> None:
    root = ET.fromstring(FORMATS["opml"](TEAPOTS))
    (pots,) = root.findall("body/outline[@text='Pots']")
    (inner,) = pots.findall("outline[@text='Clay']/outline[@text='Side-handled']/outline")
    assert inner.attrib == {"text": "Left hand", "type": "link", "url": "https://pots.example/left"}


def test_opml_leaves_out_what_xml_cannot_hold() -> None:
    document = AwesomeList("", "a\uffff<b>", entries=(Entry("\ufffe&", "https://a.example/?b&c"),))
    root = ET.fromstring(FORMATS["opml"](document))
    (outline,) = root.iter("outline")
    assert root.findtext("head/title") == "a<b>"
    assert (outline.get("text"), outline.get("url")) == ("&", "https://a.example/?b&c")


def test_urls_are_one_a_line_with_repeats() -> None:
    document = AwesomeList("", "", entries=(entry("A", entries=(entry("B"),)), entry("A")))
    urls = "https://a.example\nhttps://b.example\nhttps://a.example\n"
    assert FORMATS["urls"](document) == urls
