"""A list laid out: numbers, ranges, rows."""

from awesome_tui.model.entries import AwesomeList, Entry, Link, Section
from awesome_tui.model.outline import GAP, make_outline

PLUGIN = Entry("Plugin", "https://example.com/plugin")
EDITOR = Entry("Editor", "https://example.com/editor", entries=(PLUGIN,))
VIEWER = Entry("Viewer", "https://example.com/viewer")
LOOSE = Entry("Loose", "https://example.com/loose")
TEXT = Section("Text", "text", level=3, entries=(EDITOR,))
IMAGES = Section("Images", "images", level=3, entries=(VIEWER,))
EMPTY = Section("Empty", "empty", level=2)
TOOLS = Section("Tools", "tools", level=2, sections=(TEXT, IMAGES))
LAID_OUT = make_outline(AwesomeList("x", "X", entries=(LOOSE,), sections=(TOOLS, EMPTY)))


def test_items_are_numbered_as_a_walk_meets_them() -> None:
    walked = [entry for _, entry in LAID_OUT.document.walk()]
    assert [item.entry for item in LAID_OUT.items] == walked
    assert [item.depth for item in LAID_OUT.items] == [0, 0, 1, 0]


def test_a_section_spans_the_items_of_the_sections_within() -> None:
    titles = [place.section.title for place in LAID_OUT.places]
    assert dict(zip(titles, map(LAID_OUT.span, range(4)), strict=True)) == {
        "Tools": (1, 4),
        "Text": (1, 3),
        "Images": (3, 4),
        "Empty": (4, 4),
    }
    assert LAID_OUT.span(-1) == (0, 4)


def test_a_section_with_neither_entries_nor_links_is_blank() -> None:
    prose = Section("Why", "why", level=2, description="We like tools.")
    linking = Section("Who", "who", level=2, links=(Link("Jane", "https://jane.example"),))
    around = Section("About", "about", level=2, sections=(linking,))
    outline = make_outline(AwesomeList("x", "X", entries=(LOOSE,), sections=(prose, around)))
    assert [place.is_blank for place in outline.places] == [True, False, False]
    assert [place.is_blank for place in LAID_OUT.places] == [False, False, False, True]


def test_rows_open_each_section_that_has_items_with_its_line() -> None:
    assert LAID_OUT.rows == (0, GAP, ~1, 1, 2, GAP, ~2, 3)
    assert LAID_OUT.rows_in(0) == (~1, 1, 2, GAP, ~2, 3)
    assert LAID_OUT.rows_in(3) == ()


def test_counts_tell_how_many_of_some_items_are_in_each_section() -> None:
    assert LAID_OUT.counts(b"\1\0\1\1") == [2, 1, 1, 0]


def test_a_place_knows_the_titles_around_it() -> None:
    assert LAID_OUT.titles(2) == ("Tools", "Images")
    assert LAID_OUT.titles(-1) == ()


def test_a_section_is_found_by_itself_not_by_its_looks() -> None:
    twin = Section("Empty", "empty", level=2)
    laid_out = make_outline(AwesomeList("x", "X", sections=(EMPTY, twin)))
    assert laid_out.place_of(twin) == 1


def test_what_follows_a_contents_list_stands_beside_it() -> None:
    contents = Section("Table of contents", "table-of-contents", level=1, sections=(TEXT, IMAGES))
    laid_out = make_outline(AwesomeList("x", "X", sections=(contents,)))
    assert [place.section.title for place in laid_out.places] == ["Text", "Images"]
    assert [place.depth for place in laid_out.places] == [0, 0]
    assert [trail for trail, _ in laid_out.document.walk()] == [(TEXT,), (TEXT,), (IMAGES,)]


def test_sections_that_are_nothing_but_an_entry_share_the_line_of_the_section_around_them() -> None:
    viewer = Section("Viewer (2021)", "viewer", level=3, entries=(VIEWER,))
    editor = Section("1. Editor", "editor", level=3, entries=(EDITOR,))
    tools = Section("Tools", "tools", level=2, sections=(viewer, editor, TEXT, viewer))
    laid_out = make_outline(AwesomeList("x", "X", sections=(tools,)))
    assert laid_out.rows == (~0, 0, 1, 2, GAP, ~3, 3, 4, GAP, ~4, 5)
    assert laid_out.titles(1) == ("Tools", "Viewer (2021)")


def test_beneath_a_contents_list_a_section_that_is_nothing_but_an_entry_has_its_line() -> None:
    vim = Section("Vim", "vim", level=3, entries=(Entry("Vim", "https://example.com/vim"),))
    contents = Section("Contents", "contents", level=2, sections=(vim,))
    document = AwesomeList("x", "X", sections=(contents,))
    assert make_outline(document).rows == (~0, 0)
