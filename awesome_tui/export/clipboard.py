"""Formats of entries for the clipboard."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping, Sequence

from awesome_tui.model.entries import Entry
from awesome_tui.model.json_contract import entry_to_object
from awesome_tui.text.inline_markdown import escape, link


def copy_urls(entries: Sequence[Entry]) -> str:
    """Join the URLs, one per line; skips entries without one."""
    return "\n".join(entry.url for entry in entries if entry.url)


def _markdown(entry: Entry) -> str:
    name = escape(entry.name)
    return link(name, entry.url) if entry.url else name


def _html(entry: Entry) -> str:
    name = html.escape(entry.name)
    return f'<a href="{html.escape(entry.url)}">{name}</a>' if entry.url else name


def _org(entry: Entry) -> str:
    name = entry.name.replace("[", "{").replace("]", "}")
    url = (entry.url or "").replace("[", "%5B").replace("]", "%5D")
    return f"[[{url}][{name}]]" if url else name


def _name_and_url(entry: Entry) -> str:
    return f"{entry.name} {entry.url}" if entry.url else entry.name


def _json(entries: Sequence[Entry]) -> str:
    trees = [entry_to_object(entry) for entry in entries]
    return json.dumps(trees[0] if len(trees) == 1 else trees, ensure_ascii=False, indent=2)


def _each(form: Callable[[Entry], str]) -> Callable[[Sequence[Entry]], str]:
    return lambda entries: "\n".join(map(form, entries))


URL = "URL"
"""The form that skips entries without a link."""
JSON = "JSON"
"""The form in which an entry contains its nested entries."""
FORMS: Mapping[str, Callable[[Sequence[Entry]], str]] = {
    URL: copy_urls,
    "Markdown": _each(_markdown),
    "Name": _each(lambda entry: entry.name),
    "Name and URL": _each(_name_and_url),
    "HTML": _each(_html),
    "Org link": _each(_org),
    JSON: _json,
}
"""Formatters by the name that `copy as …` offers."""
