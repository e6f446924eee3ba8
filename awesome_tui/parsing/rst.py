"""reStructuredText to HTML: the only module that uses docutils.

docutils has no access beyond the text: it inserts no files and reads no configuration, and its
writers, which open images and style sheets, are not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Parser, roles
from docutils.parsers.rst.languages.en import directives
from docutils.readers import standalone
from docutils.transforms import Transform
from docutils.transforms.references import Substitutions

_SETTINGS = {
    "_disable_config": True,
    "file_insertion_enabled": False,
    # Raw HTML is kept, as in Markdown; from a file or a URL it counts as file insertion.
    "raw_enabled": True,
    "doctitle_xform": False,
    "docinfo_xform": False,
    "halt_level": 6,
    "report_level": 5,
    "warning_stream": False,
    "line_length_limit": 1_000_000,
    "syntax_highlight": "none",
}
_ERROR = 3
"""Lower levels are hints, or say that a file was not inserted."""
_MAX_SUBSTITUTED = 1_000_000
"""Characters that substitutions may add to a page; further ones stay as written."""
_TAGS = {
    "attribution": "p",
    "block_quote": "blockquote",
    "bullet_list": "ul",
    "caption": "p",
    "container": "div",
    "definition": "dd",
    "definition_list": "dl",
    "description": "dd",
    "doctest_block": "pre",
    "emphasis": "em",
    "entry": "td",
    "enumerated_list": "ol",
    "field_body": "dd",
    "field_list": "dl",
    "field_name": "dt",
    "footnote": "div",
    "citation": "div",
    "line": "div",
    "list_item": "li",
    "literal": "code",
    "literal_block": "pre",
    "math_block": "pre",
    "option_group": "dt",
    "option_list": "dl",
    "paragraph": "p",
    "row": "tr",
    "rubric": "p",
    "strong": "strong",
    "superscript": "sup",
    "footnote_reference": "sup",
    "table": "table",
    "term": "dt",
}
_UNSEEN = (
    nodes.comment,
    nodes.label,
    nodes.meta,
    nodes.pending,
    nodes.substitution_definition,
)
_STRUCK = frozenset({"del", "line-through", "s", "strike", "strikethrough"})
# A directive, its argument and its options.
_DIRECTIVE = re.compile(
    r"^([ ]*)\.\.[ ]([\w.:+-]+)::(?=[ \n])([^\n]*)((?:\n[ ]+:[\w-]+:[^\n]*)*)", re.MULTILINE
)
_OPTION_WITH_URL = re.compile(r"\n[^\n]*://[^\n]*")
# A role of another program: `:doc:`title <target>``.
_ROLE = re.compile(r"(?::[\w.:+-]+:)?`([^`<]*)(?:<([^`<>]*)>)?`(?::[\w.:+-]+:)?")


def to_html(text: str) -> str:
    """Render `text`; raises RecursionError if it is nested too deeply for docutils."""
    text = _DIRECTIVE.sub(_without_unknown, text.replace("\0", "\ufffd"))
    with _own_roles():
        document = publish_doctree(
            text, reader=_Reader(), parser=Parser(), settings_overrides=_SETTINGS
        )
    top = sum(isinstance(node, nodes.section) for node in document)
    page = _Page(document)
    page.write(document, 0 if top == 1 else 1)
    return "".join(page.parts)


def _without_unknown(match: re.Match[str]) -> str:
    """Reduce a directive that docutils does not know to its argument, content and URLs."""
    indent, name, argument, options = match.groups()
    if name.lower() in directives:
        return match[0]
    return indent + argument.strip() + "".join(_OPTION_WITH_URL.findall(options))


@contextmanager
def _own_roles() -> Iterator[None]:
    """Discard the roles that a list defines, which docutils would keep for the next one."""
    known: dict[str, object] = vars(roles)["_roles"]
    before = dict(known)
    try:
        yield
    finally:
        known.clear()
        known.update(before)


class _Reader(standalone.Reader):  # type: ignore[type-arg]  # generic in the stubs only
    """Leaves substitutions to `_Page`: nested definitions can double the text at every step."""

    def get_transforms(self) -> list[type[Transform]]:
        """Return the transforms between reading and writing, without substitution."""
        return [step for step in super().get_transforms() if step is not Substitutions]


class _Page:
    """Accumulates the HTML of a document in `parts`."""

    def __init__(self, document: nodes.document) -> None:
        self.parts: list[str] = []
        self._definitions = document.substitution_defs
        self._names = document.substitution_names
        self._room = _MAX_SUBSTITUTED
        self._within: set[nodes.Element] = set()

    def write(self, node: nodes.Node, level: int) -> None:
        """Write `node`, which is in a section of `level`."""
        if isinstance(node, nodes.Text):
            self.parts.append(escape(node.astext()))
        elif isinstance(node, nodes.raw):
            self.parts += [node.astext()] * ("html" in node["format"].split())
        elif isinstance(node, nodes.problematic):
            self.parts.append(_role(node.astext()))
        elif isinstance(node, nodes.substitution_reference):
            self._substitute(node, level)
        elif isinstance(node, nodes.Element):
            before, after = _around(node, level)
            self.parts.append(before)
            for child in _seen(node):
                self.write(child, level + isinstance(child, nodes.section))
            self.parts.append(after)

    def _substitute(self, reference: nodes.substitution_reference, level: int) -> None:
        name = reference["refname"]
        definition = self._definitions.get(self._names.get(name.lower(), name))
        if definition is None or definition in self._within or self._room <= 0:
            self.parts.append(escape(reference.astext()))
            return
        count = len(self.parts)
        self._within.add(definition)
        for child in definition.children:
            self.write(child, level)
        self._within.remove(definition)
        self._room -= 1 + sum(map(len, self.parts[count:]))


def _seen(node: nodes.Element) -> list[nodes.Node]:
    """Return the visible children of `node`; for an error, the source text that it is about."""
    if isinstance(node, nodes.system_message):
        shown = nodes.literal_block if node["level"] >= _ERROR else ()
        return [child for child in node.children if isinstance(child, shown)]
    return [child for child in node.children if not _is_unseen(child)]


def _is_unseen(node: nodes.Node) -> bool:
    if isinstance(node, nodes.topic | nodes.section):
        return not {"contents", "system-messages"}.isdisjoint(node["classes"])
    return isinstance(node, _UNSEEN)


def _role(text: str) -> str:
    """Render the title of a role that docutils does not know; other text stays as written."""
    role = _ROLE.fullmatch(text)
    if role is None:
        return escape(text)
    title = escape(role[1].strip() or role[2] or "")
    return f'<a href="{escape(role[2])}">{title}</a>' if "://" in (role[2] or "") else title


def _around(node: nodes.Element, level: int) -> tuple[str, str]:
    """Return the tags before and after the content of `node`."""
    match node:
        case nodes.image():
            return f'<img alt="{escape(node.get("alt", ""))}">', ""
        case nodes.reference():
            href = node.get("refuri") or f"#{node.get('refid', '')}"
            return f'<a href="{escape(href)}">', "</a>"
        case nodes.title() if not isinstance(node.parent, nodes.section):
            return "<p><b>", "</b></p>"
    tag = f"h{min(level, 6)}" if isinstance(node, nodes.title) else _tag(node)
    return (f"<{tag}>", f"</{tag}>") if tag else ("", "")


def _tag(node: nodes.Element) -> str | None:
    if isinstance(node, nodes.entry) and isinstance(node.parent.parent, nodes.thead):
        return "th"
    if isinstance(node, nodes.inline) and not _STRUCK.isdisjoint(node["classes"]):
        return "del"
    return _TAGS.get(node.tagname)
