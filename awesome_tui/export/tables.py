"""One entry a line, and the whole tree as JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from awesome_tui.inline import plain
from awesome_tui.model import AwesomeList, Entry, Trail
from awesome_tui.text import clean
from awesome_tui.treejson import entry_to_tree, to_tree

COLUMNS = ("name", "url", "description", "section", "links", "struck", "line")

# What spreadsheets take for a formula; the full-width forms count in Japanese ones.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")


def to_json(document: AwesomeList) -> str:
    """The contract's schema 1, for people to read, too."""
    return json.dumps(to_tree(document), ensure_ascii=False, indent=2) + "\n"


def to_jsonl(document: AwesomeList) -> str:
    """An object a line for each entry, also the nested ones, with the titles around it."""
    return "".join(
        json.dumps(_row(trail, entry), ensure_ascii=False) + "\n"
        for trail, entry in document.walk()
    )


def to_csv(document: AwesomeList) -> str:
    """RFC 4180; what a spreadsheet would run as a formula has an apostrophe before it."""
    return _table(document, delimiter=",", lineterminator="\r\n")


def to_tsv(document: AwesomeList) -> str:
    """As `to_csv`, but with tabs, and line ends that `cut` and `awk` expect."""
    return _table(document, delimiter="\t", lineterminator="\n")


def to_urls(document: AwesomeList) -> str:
    """The entries' URLs in the order of the list, repeats too."""
    return "".join(f"{entry.url}\n" for _, entry in document.walk() if entry.url)


def _row(trail: Trail, entry: Entry) -> dict[str, Any]:
    row = entry_to_tree(entry)
    del row["entries"]  # they have lines of their own
    return {"section": [section.title for section in trail], **row}


def _table(document: AwesomeList, delimiter: str, lineterminator: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=lineterminator)
    writer.writerow(COLUMNS)
    writer.writerows(map(_defused, _cells(trail, entry)) for trail, entry in document.walk())
    return out.getvalue()


def _cells(trail: Trail, entry: Entry) -> Iterator[str]:
    yield entry.name
    yield entry.url or ""
    yield plain(entry.description)
    yield " › ".join(section.title for section in trail)
    yield " ".join(link.url for link in entry.links)
    yield "yes" if entry.struck else ""
    yield str(entry.line or "")


def _defused(cell: str) -> str:
    cell = clean(cell)
    return f"'{cell}" if _FORMULA.match(cell) else cell
