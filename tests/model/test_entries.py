from hypothesis import given
from hypothesis import strategies as st
from trees import documents, entry

from awesome_tui.model.entries import AwesomeList, Link, Section

PART = entry("Part")
SERIES = entry("Series", entries=(PART,))
LONE = entry("Lone")
SUB = Section("Sub", "sub", level=3, entries=(LONE,))
TOP = Section(
    "Top",
    "top",
    level=2,
    description="See [more](https://more.example).",
    links=(Link("more", "https://more.example"),),
    entries=(SERIES,),
    sections=(SUB,),
)
OTHER = Section("Other", "other", level=2, entries=(entry("Else"),))
DOCUMENT = AwesomeList("here", "Things", "About.", sections=(TOP, OTHER))


def names(document: AwesomeList) -> list[str]:
    return [f"{'/'.join(s.title for s in trail)}/{entry.name}" for trail, entry in document.walk()]


def test_a_walk_gives_children_after_parents_and_sections_after_entries() -> None:
    assert names(DOCUMENT) == ["Top/Series", "Top/Part", "Top/Sub/Lone", "Other/Else"]


def test_a_selection_has_no_section_without_an_entry() -> None:
    (top,) = DOCUMENT.only({2}).sections
    assert (top.title, [inner.title for inner in top.sections]) == ("Top", ["Sub"])


def test_a_selection_leaves_the_prose_and_its_links_out() -> None:
    selection = DOCUMENT.only({0})
    assert selection.description == selection.sections[0].description == ""
    assert selection.sections[0].links == ()


def test_a_selection_is_still_called_by_its_title_and_source() -> None:
    selection = DOCUMENT.only(())
    assert (selection.title, selection.source, selection.sections) == ("Things", "here", ())


def test_a_chosen_child_takes_the_place_of_its_parent() -> None:
    assert DOCUMENT.only({1}).sections[0].entries == (PART,)


def test_a_chosen_parent_does_not_bring_its_children() -> None:
    (series,) = DOCUMENT.only({0}).sections[0].entries
    assert (series.name, series.entries) == ("Series", ())


@given(documents, st.sets(st.integers(0, 12)))
def test_a_selection_walks_through_just_the_chosen(
    document: AwesomeList, numbers: set[int]
) -> None:
    chosen = [name for number, name in enumerate(names(document)) if number in numbers]
    assert names(document.only(numbers)) == chosen
