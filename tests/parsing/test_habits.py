"""However a list is written, it is read as the tree that it was meant to be."""

from habits import pages
from hypothesis import given

from awesome_tui import parse
from awesome_tui.model.entries import Entry, Section


@given(pages())
def test_a_list_is_read_as_it_was_meant(page: tuple[str, list[object]]) -> None:
    text, sections = page
    assert [_section(section) for section in parse(text).sections] == sections


def _section(section: Section) -> tuple[object, ...]:
    entries = [_entry(entry) for entry in section.entries]
    return section.title, section.level, entries, [_section(inner) for inner in section.sections]


def _entry(entry: Entry) -> tuple[object, ...]:
    inner = [_entry(child) for child in entry.entries]
    return entry.name, entry.url, entry.description, entry.struck, inner
