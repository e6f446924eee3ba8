"""A list as Markdown that is read back as the same list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from awesome_tui.inline import escape, link
from awesome_tui.model import AwesomeList, Entry, Section

_INDENT = "  "
# What a paragraph may not begin with, lest it become a heading, a list, a quote, a rule, code.
_BLOCK = re.compile(r"(?P<number>\d{1,9})(?=[.)](?:\s|$))|[-+#>=]|~~~|```")


def to_markdown(document: AwesomeList) -> str:
    """Headings, nested items and links; `parse` reads the same tree from it, but for `line`."""
    blocks = _blocks(document)
    return "\n\n".join(blocks) + "\n"


def _blocks(document: AwesomeList) -> Iterator[str]:
    if document.title:
        yield f"# {_heading_text(document.title)}"
    yield from _paragraphs(document.description)
    yield from _items(document.entries, ())
    for section in document.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield f"{'#' * (section.level or 6)} {_title(section)}".rstrip()
    yield from _paragraphs(section.description)
    groups = [inner for inner in section.sections if inner.kind == "group"]
    yield from _items(section.entries, groups)
    for inner in section.sections:
        if inner.kind == "heading":
            yield from _section(inner)


def _title(section: Section) -> str:
    title = _heading_text(section.title)
    first = section.links[0] if section.links else None
    return link(title, first.url) if first and first.text == section.title else title


def _heading_text(title: str) -> str:
    """A closing run of `#` would be left out."""
    return re.sub(r"#(?=#*$)", r"\\#", escape(title))


def _paragraphs(description: str) -> Iterator[str]:
    return (_guarded(line) for line in description.split("\n") if line)


def _guarded(line: str) -> str:
    return _BLOCK.sub(lambda m: f"{m['number'] or ''}\\{m[0] if not m['number'] else ''}", line, 1)


def _items(entries: Iterable[Entry], groups: Iterable[Section]) -> Iterator[str]:
    lines = [line for entry in entries for line in _item(entry, "")]
    lines += [line for group in groups for line in _group(group, "")]
    if lines:
        yield "\n".join(lines)


def _item(entry: Entry, indent: str) -> Iterator[str]:
    first, *more = entry.description.split("\n")
    yield f"{indent}- {_name(entry)}{f' - {first}' if first else ''}"
    for line in more:
        yield ""
        yield f"{indent}{_INDENT}{_guarded(line)}"
    if more and entry.entries:
        yield ""
    for inner in entry.entries:
        yield from _item(inner, indent + _INDENT)


def _group(group: Section, indent: str) -> Iterator[str]:
    yield f"{indent}- {escape(group.title)}"
    for entry in group.entries:
        yield from _item(entry, indent + _INDENT)
    for inner in group.sections:
        yield from _group(inner, indent + _INDENT)


def _name(entry: Entry) -> str:
    name = link(escape(entry.name), entry.url or "")
    return f"~~{name}~~" if entry.struck else name
