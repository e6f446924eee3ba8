"""`awesome-tui diff -f atom`: what was added to stored lists, as a feed reader sees it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from commands import complaint, lines, run_here
from shelves import Now

from awesome_tui import parse
from awesome_tui.library import Library, SourceVersion

pytestmark = pytest.mark.usefixtures("folder")

DAY = 86_400.0
FIRST = 1_767_600_000.0
"""Noon of 5 January 2026 at Greenwich or hours from it: the same day nearly everywhere."""
ATOM = {"a": "http://www.w3.org/2005/Atom"}
CUP, MUG, JUG = (f"- [{name}](https://{name.lower()}.example)\n" for name in ("Cup", "Mug", "Jug"))
BAD = '- [A \\<b> & \ufffe](https://bad.example/?a=1&b=2) - Says "\\<x>" & more.\n'


class Shelf:
    """The user's library, with lists that change from day to day."""

    def __init__(self, folder: Path) -> None:
        self._clock, self._path = Now(FIRST), folder / "awesome-tui" / "library.db"

    def holds(self, repo: str, *entries: str, before: str = "") -> None:
        """A day after the last change, this list has these entries; `before` was its name."""
        text = f"# All of {repo}\n\n## Pots\n\n{''.join(entries)}"
        source = f"https://github.com/{repo}"
        document = parse(text, source=source)
        with Library(self._path, self._clock) as library:
            asked = before and f"github.com/{before}"
            original = SourceVersion(text)
            library.lists.save(
                f"github.com/{repo}", source, original, document, asked=asked
            ).result()
        self._clock.time += DAY


@pytest.fixture
def shelf(folder: Path) -> Shelf:
    shelf = Shelf(folder)
    shelf.holds("jane/pots", CUP)
    shelf.holds("jane/pots", CUP, MUG)
    shelf.holds("jane/pots", MUG, JUG)
    return shelf


def titles(feed: str) -> list[str]:
    found = ET.fromstring(feed).findall("a:entry/a:title", ATOM)
    return [title.text or "" for title in found]


class TestAtom:
    def test_each_entry_has_the_time_of_the_version_that_first_had_it(self, shelf: Shelf) -> None:
        root = ET.fromstring(lines("diff", "-f", "atom", "jane/pots"))
        told = [
            (entry.findtext("a:title", "", ATOM), entry.findtext("a:updated", "", ATOM))
            for entry in root.findall("a:entry", ATOM)
        ]
        assert told == [("Jug", "2026-01-07T08:00:00Z"), ("Mug", "2026-01-06T08:00:00Z")]
        assert root.findtext("a:updated", "", ATOM) == "2026-01-07T08:00:00Z"

    def test_a_day_limits_it_to_what_came_later(self, shelf: Shelf) -> None:
        assert titles(lines("diff", "-f", "atom", "jane/pots@2026-01-06")) == ["Jug"]

    def test_a_day_before_the_list_was_stored_limits_nothing(self, shelf: Shelf) -> None:
        assert titles(lines("diff", "-f", "atom", "jane/pots@2020-01-31")) == ["Jug", "Mug"]

    def test_without_a_list_it_is_of_all_the_newest_first(self, shelf: Shelf) -> None:
        shelf.holds("jane/pans", "- [Wok](https://wok.example)\n")
        shelf.holds("jane/pans", CUP, "- [Wok](https://wok.example)\n")
        assert titles(lines("diff", "-f", "atom")) == ["Cup", "Jug", "Mug"]
        assert titles(lines("diff", "-f", "atom", "@2026-01-06")) == ["Cup", "Jug"]

    def test_an_entry_tells_where_it_leads_and_where_it_stands(self, shelf: Shelf) -> None:
        entry = ET.fromstring(lines("diff", "-f", "atom", "jane/pots")).find("a:entry", ATOM)
        assert entry is not None
        link, author = entry.find("a:link", ATOM), entry.findtext("a:author/a:name", "", ATOM)
        assert link is not None
        assert (link.attrib["href"], author) == ("https://jug.example", "All of jane/pots")
        assert entry.findtext("a:content", "", ATOM) == "All of jane/pots › Pots"

    def test_it_is_the_same_when_made_again_and_ids_last_from_version_to_version(
        self, shelf: Shelf
    ) -> None:
        before = lines("diff", "-f", "atom", "jane/pots")
        assert lines("diff", "-f", "atom", "jane/pots") == before
        shelf.holds("jane/pots", BAD, JUG, MUG)
        after = lines("diff", "-f", "atom", "jane/pots")
        ids = re.findall("<id>(.+)</id>", after)
        assert set(re.findall("<id>(.+)</id>", before)) < set(ids)
        assert len(ids) == len(set(ids)) == 4

    def test_ids_outlast_new_names_of_the_repository(self, shelf: Shelf) -> None:
        before = re.findall("<id>(.+)</id>", lines("diff", "-f", "atom", "jane/pots"))
        shelf.holds("jane/all-pots", MUG, JUG, before="jane/pots")
        shelf.holds("ann/all-pots", MUG, JUG, before="jane/all-pots")
        assert re.findall("<id>(.+)</id>", lines("diff", "-f", "atom", "ann/all-pots")) == before

    def test_the_ids_of_one_list_are_those_of_the_feed_of_all(self, shelf: Shelf) -> None:
        one, every = (
            ET.fromstring(lines("diff", "-f", "atom", *named)).findall("a:entry/a:id", ATOM)
            for named in (["jane/pots"], [])
        )
        assert [each.text for each in one] == [each.text for each in every]

    def test_what_a_list_names_twice_stands_once_in_it(self, shelf: Shelf) -> None:
        shelf.holds("jane/pots", JUG, *2 * ["- [Pan](https://pan.example/)\n"], MUG)
        assert titles(lines("diff", "-f", "atom", "jane/pots")) == ["Pan", "Jug", "Mug"]

    def test_signs_of_xml_and_characters_that_it_forbids_do_no_harm(self, shelf: Shelf) -> None:
        shelf.holds("jane/pots", JUG, BAD)
        feed = lines("diff", "-f", "atom", "jane/pots@2026-01-07")
        entry = ET.fromstring(feed).find("a:entry", ATOM)
        assert entry is not None
        assert entry.findtext("a:title", "", ATOM).startswith("A <b> & ")
        assert entry.findtext("a:content", "", ATOM).startswith('Says "<x>" & more.\n\n')

    def test_it_has_what_the_specification_demands(self, shelf: Shelf) -> None:
        root = ET.fromstring(lines("diff", "-f", "atom"))
        for holder in (root, *root.findall("a:entry", ATOM)):
            for name in ("id", "title", "updated", "author"):
                assert len(holder.findall(f"a:{name}", ATOM)) == 1
            assert holder.findtext("a:id", "", ATOM).startswith("urn:uuid:")
        assert not root.findall("a:entry[a:content='']", ATOM)

    def test_it_is_written_to_a_file_whole(self, shelf: Shelf, folder: Path) -> None:
        assert lines("diff", "-f", "atom", "-o", "new.xml") == ""
        assert titles((folder / "new.xml").read_text("utf-8")) == ["Jug", "Mug"]

    def test_without_news_it_is_a_feed_all_the_same(self, shelf: Shelf) -> None:
        ran = run_here("diff", "-f", "atom", "jane/pots@2026-01-07")
        assert (ran.returncode, titles(ran.stdout.decode()), ran.stderr) == (1, [], b"")

    def test_so_it_is_without_stored_lists(self) -> None:
        ran = run_here("diff", "-f", "atom")
        assert (ran.returncode, titles(ran.stdout.decode()), ran.stderr) == (1, [], b"")


class TestJsonFeed:
    def test_it_tells_the_same(self, shelf: Shelf) -> None:
        feed = json.loads(lines("diff", "-f", "jsonfeed", "jane/pots"))
        assert (feed["version"], feed["title"]) == (
            "https://jsonfeed.org/version/1.1",
            "All of jane/pots",
        )
        told = [(item["title"], item["url"], item["date_published"]) for item in feed["items"]]
        assert told == [
            ("Jug", "https://jug.example", "2026-01-07T08:00:00Z"),
            ("Mug", "https://mug.example", "2026-01-06T08:00:00Z"),
        ]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["-f", "atom", "jane/other"], "Not stored: jane/other"),
        (["-f", "atom", "rivers.md"], "rivers.md is not on the network"),
        (["-f", "atom", "jane/pots", "rivers.md"], "name one, not two"),
        (["-f", "atom", "@2026-02-30"], "No such day"),
        (["-f", "atom", "--refresh"], "--refresh wants a SOURCE"),
        ([], "OLD is missing"),
    ],
)
def test_what_cannot_be_a_feed_is_an_error(arguments: list[str], problem: str) -> None:
    assert problem in complaint("diff", *arguments)
