"""Export of one entry per line (CSV, TSV, JSON Lines, URLs), and of the whole tree as JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from awesome_tui.model.entries import AwesomeList, Entry, Trail
from awesome_tui.model.json_contract import entry_to_object, list_to_object
from awesome_tui.model.section_paths import section_path
from awesome_tui.text.inline_markdown import plain
from awesome_tui.text.sanitize import clean

_FIRST = ("name", "url", "description", "section", "links")
_OTHERS = (field.name for field in fields(Entry) if field.name not in ("entries", "facts"))
COLUMNS = tuple(dict.fromkeys((*_FIRST, *_OTHERS)))
"""Columns of every table; one for each name of a fact follows."""

# Prefixes of a formula in spreadsheets; Japanese ones accept the full-width forms.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")


def to_json(document: AwesomeList) -> str:
    """Export schema 2 of the JSON contract, indented."""
    return json.dumps(list_to_object(document), ensure_ascii=False, indent=2) + "\n"


def to_jsonl(document: AwesomeList) -> str:
    """Export an object per entry, nested ones included, with its section path."""
    return "".join(
        json.dumps(_row(trail, entry), ensure_ascii=False) + "\n"
        for trail, entry in document.walk()
    )


def to_csv(document: AwesomeList) -> str:
    """Export as RFC 4180, with a column for each name of a fact.

    An apostrophe precedes cells that a spreadsheet would run as formulas.
    """
    return _table(document, delimiter=",", lineterminator="\r\n")


def to_tsv(document: AwesomeList) -> str:
    """Export like `to_csv`, but with tabs and the line ends that `cut` and `awk` expect."""
    return _table(document, delimiter="\t", lineterminator="\n")


def to_urls(document: AwesomeList) -> str:
    """Export the URLs of entries in document order, duplicates included."""
    return "".join(f"{entry.url}\n" for _, entry in document.walk() if entry.url)


def _row(trail: Trail, entry: Entry) -> dict[str, Any]:
    row = entry_to_object(entry)
    del row["entries"]  # nested entries get lines of their own
    return {"section": [section.title for section in trail], **row}


def _table(document: AwesomeList, delimiter: str, lineterminator: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=lineterminator)
    names = document.fact_names()
    writer.writerow(map(_without_formula, (*COLUMNS, *map(_fact_heading, names))))
    writer.writerows(
        map(_without_formula, (*_cells(trail, entry), *_fact_cells(entry, names)))
        for trail, entry in document.walk()
    )
    return out.getvalue()


def _fact_heading(name: str) -> str:
    """Return a heading that is none of `COLUMNS`, which readers look up by name."""
    return f"{name} (fact)" if name in COLUMNS else name


def _cells(trail: Trail, entry: Entry) -> Iterator[str]:
    made = {
        "description": plain(entry.description),
        "section": section_path(section.title for section in trail),
        "links": " ".join(link.url for link in entry.links),
        "struck": "yes" if entry.struck else "",
        "tags": ", ".join(entry.tags),
    }
    return (made[name] if name in made else str(getattr(entry, name) or "") for name in COLUMNS)


def _fact_cells(entry: Entry, names: tuple[str, ...]) -> Iterator[str]:
    values: defaultdict[str, list[str]] = defaultdict(list)
    for fact in entry.facts:
        values[fact.name].append(plain(fact.value))
    return (" · ".join(values[name]) for name in names)


def _without_formula(cell: str) -> str:
    cell = clean(cell)
    return f"'{cell}" if _FORMULA.match(cell) else cell
