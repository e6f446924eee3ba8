"""Several lists at once, as lists of their own and as one."""

from __future__ import annotations

import pytest

from awesome_tui.errors import ParseError
from awesome_tui.model.entries import AwesomeList, Entry, Link, Section
from awesome_tui.services.parse_many import ParallelParse, merge_lists
from awesome_tui.sources.read import SourceText

MANY = "".join(f"- [Brook {n}](https://example.org/{n})\n" for n in range(8_000))


def document(source: str, text: str = "- [Elbe](https://example.org/elbe)\n") -> SourceText:
    return SourceText(text, "markdown", source)


@pytest.mark.parametrize("text", ["- [Elbe](https://example.org/elbe)\n", MANY])
def test_lists_come_in_the_order_of_their_documents(text: str) -> None:
    sources = [f"{number}.md" for number in range(5)]
    lists = ParallelParse([document(source, text) for source in sources]).lists()
    assert [one.source for one in lists] == sources
    assert all(len(one.entries) == text.count("\n") for one in lists)


def test_a_document_that_cannot_be_parsed_spoils_no_other() -> None:
    broken = SourceText("x", "carrier pigeon", "x.coo")
    first, second, third = ParallelParse([document("1.md"), broken, document("3.md")]).results()
    assert isinstance(first, AwesomeList)
    assert isinstance(second, ParseError)
    assert isinstance(third, AwesomeList)


def test_as_one_list_they_are_refused_with_the_reason() -> None:
    broken = SourceText("x", "carrier pigeon", "x.coo")
    with pytest.raises(ParseError, match="carrier pigeon"):
        ParallelParse([document("1.md"), broken]).result()


def test_each_list_becomes_a_section() -> None:
    link = Link("home", "https://example.org")
    north = AwesomeList("n.md", "North", "Cold.", (link,), (Entry("Elbe", None),))
    south = AwesomeList("s.md", "", sections=(Section("Alps", "alps"),))
    whole = merge_lists([north, south])
    assert (whole.title, whole.source) == ("2 lists", "n.md s.md")
    first, second = whole.sections
    assert (first.title, first.description, first.links) == ("North", "Cold.", (link,))
    assert first.entries == north.entries
    assert (second.title, second.sections) == ("s.md", south.sections)


def test_a_single_list_stays_as_it_is() -> None:
    alone = AwesomeList("n.md", "North")
    assert merge_lists([alone]) is alone
