"""Read every export of real lists back: `python tests/bench/exports.py [LIST.md ...]`.

Without arguments, all lists of ../shared/corpus. For each form: the number of lists whose entries
come back with all that the form has of them, and the names of the others. It takes two minutes.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from jsonschema import Draft202012Validator

from awesome_tui import parse
from awesome_tui.export.export_formats import FORMATS
from awesome_tui.model.entries import AwesomeList, Entry
from awesome_tui.text.sanitize import clean
from awesome_tui.text.urls import is_absolute

CORPUS = Path(__file__).parents[2] / "../shared/corpus/lists"
SCHEMA = files("awesome_tui.model").joinpath("schema-2.json")
VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))


def main() -> None:
    paths = [Path(name) for name in sys.argv[1:]] or sorted(CORPUS.glob("*.md"))
    failed: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        document = parse(path.read_bytes().decode("utf-8", "replace"), source=path.name)
        for name, is_read_back in CHECKS.items():
            if not is_read_back(document, FORMATS[name](document)):
                failed[name].append(path.stem)
    for name in CHECKS:
        count = len(paths) - len(failed[name])
        print(f"{name:10} {count} of {len(paths)} lists", *failed[name])


def _walk(document: AwesomeList) -> Iterator[Entry]:
    return (entry for _, entry in document.walk())


def is_valid_json(document: AwesomeList, text: str) -> bool:
    tree = json.loads(text)
    return VALIDATOR.is_valid(tree) and _names(tree) == [entry.name for entry in _walk(document)]


def _names(tree: dict[str, Any]) -> list[str]:
    inner = [name for entry in tree["entries"] for name in (entry["name"], *_names(entry))]
    return inner + [name for section in tree.get("sections", ()) for name in _names(section)]


def has_all_rows(document: AwesomeList, text: str) -> bool:
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    entries = list(_walk(document))
    return len(rows) == len(entries) and all(map(_is_row_of, rows, entries))


def _is_row_of(row: dict[str, str], entry: Entry) -> bool:
    told = {fact.name for fact in entry.facts}
    own = (entry.name, entry.url or "", ", ".join(entry.tags))
    found = tuple(row[key].removeprefix("'") for key in ("name", "url", "tags"))
    return found == tuple(clean(text).removeprefix("'") for text in own) and all(
        row.get(name) or row.get(f"{name} (fact)") for name in told
    )


def has_all_outlines(document: AwesomeList, text: str) -> bool:
    outlines = ET.fromstring(text).iter("outline")
    found = [(outline.get("text"), outline.get("url")) for outline in outlines]
    left = iter(found)
    return all((entry.name, entry.url) in left for entry in _walk(document))


def has_all_bookmarks(document: AwesomeList, text: str) -> bool:
    reader = _Links()
    reader.feed(text)
    left = iter(reader.links)
    wanted = [(entry.name.split(), entry.url or "") for entry in _walk(document)]
    return all(link in left for link in wanted if is_absolute(link[1]))


class _Links(HTMLParser):
    """Collects the names and addresses of links."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[list[str], str]] = []
        self._name: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._name, self._url = "", dict(attrs)["href"] or ""

    def handle_data(self, data: str) -> None:
        if self._name is not None:
            self._name += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._name is not None:
            self.links.append((self._name.split(), self._url))
            self._name = None


def is_same_list(document: AwesomeList, text: str) -> bool:
    again = parse(text, source=document.source)
    found, wanted = list(again.walk()), list(document.walk())
    return len(found) == len(wanted) and all(
        [section.title for section in one] == [section.title for section in other]
        and _without_lines(entry) == _without_lines(same)
        for (one, entry), (other, same) in zip(found, wanted, strict=True)
    )


def _without_lines(entry: Entry) -> Entry:
    return replace(entry, line=None, entries=())


CHECKS: dict[str, Callable[[AwesomeList, str], bool]] = {
    "json": is_valid_json,
    "csv": has_all_rows,
    "opml": has_all_outlines,
    "bookmarks": has_all_bookmarks,
    "markdown": is_same_list,
}

if __name__ == "__main__":
    main()
