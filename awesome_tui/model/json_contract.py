"""Conversion of `AwesomeList` to the JSON contract, schema 2."""

from __future__ import annotations

from typing import Any

from awesome_tui.model.entries import AwesomeList, Entry, Link, Section

SCHEMA = 2


def list_to_object(document: AwesomeList) -> dict[str, Any]:
    """Convert `document` to JSON-serializable values."""
    return {
        "schema": SCHEMA,
        "source": document.source,
        "title": document.title,
        "description": document.description,
        "links": [_link_to_object(link) for link in document.links],
        "entries": [entry_to_object(entry) for entry in document.entries],
        "sections": [_section_to_object(section) for section in document.sections],
    }


def entry_to_object(entry: Entry) -> dict[str, Any]:
    """Convert `entry` and its nested entries to JSON-serializable values."""
    return {
        "name": entry.name,
        "url": entry.url,
        "description": entry.description,
        "struck": entry.struck,
        "facts": [{"name": fact.name, "value": fact.value} for fact in entry.facts],
        "tags": list(entry.tags),
        "links": [_link_to_object(link) for link in entry.links],
        "entries": [entry_to_object(inner) for inner in entry.entries],
        "line": entry.line,
    }


def _link_to_object(link: Link) -> dict[str, str]:
    return {"text": link.text, "url": link.url}


def _section_to_object(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "anchor": section.anchor,
        "kind": section.kind,
        "level": section.level,
        "description": section.description,
        "links": [_link_to_object(link) for link in section.links],
        "entries": [entry_to_object(entry) for entry in section.entries],
        "sections": [_section_to_object(inner) for inner in section.sections],
    }
