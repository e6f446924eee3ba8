"""Each habit of real lists beside the outline that it must yield.

A line of an outline is a heading (`##`), a group (`=`), an entry (`- name <url> :line`), what is
said of the thing above (`|`), a fact (`=:`) or the tags (`#:`) of it, or a link of it besides its
own (`+`).
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from awesome_tui import parse
from awesome_tui.model.entries import AwesomeList, Entry, Link, Section

FORMATS = {
    ".md": "markdown",
    ".rst": "rst",
    ".org": "org",
    ".html": "html",
}
LISTS = sorted(
    path for path in (Path(__file__).parents[1] / "lists").iterdir() if path.suffix in FORMATS
)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_habit_of_real_lists_yields_its_outline(path: Path) -> None:
    document = parse(path.read_bytes().decode(), FORMATS[path.suffix])
    outline = "\n".join(_document(document)) + "\n"
    assert outline == path.with_suffix(".txt").read_text("utf-8")


def _document(document: AwesomeList) -> Iterator[str]:
    yield f"title: {document.title}"
    yield from _inside(document, "")


def _inside(place: AwesomeList | Section, indent: str) -> Iterator[str]:
    yield from _said(place.description, place.links, indent)
    for entry in place.entries:
        yield from _entry(entry, indent)
    for section in place.sections:
        mark = "#" * section.level if section.level else "="
        yield f"{indent}{mark} {section.title}" + (f" #{section.anchor}" if section.anchor else "")
        yield from _inside(section, indent + "  ")


def _entry(entry: Entry, indent: str) -> Iterator[str]:
    struck = " struck" if entry.struck else ""
    yield f"{indent}- {entry.name} <{entry.url}> :{entry.line}{struck}"
    others = list(entry.links)
    others.remove(next(link for link in others if link.url == entry.url)) if entry.url else None
    yield from _said(entry.description, tuple(others), indent + "  ")
    for fact in entry.facts:
        yield f"{indent}  =: {fact.name}: {fact.value}"
    if entry.tags:
        yield f"{indent}  #: {', '.join(entry.tags)}"
    for inner in entry.entries:
        yield from _entry(inner, indent + "  ")


def _said(description: str, links: tuple[Link, ...], indent: str) -> Iterator[str]:
    for line in description.splitlines():
        yield f"{indent}| {line}".rstrip()
    for link in links:
        yield f"{indent}+ {link.text} <{link.url}>"
