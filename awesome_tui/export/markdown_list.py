"""Markdown export that parses back to the same list."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import pairwise, repeat

from awesome_tui.export.heading_spelling import HeadingSpeller, split_shortcodes, write_text
from awesome_tui.export.hidden_links import (
    HiddenLinks,
    hidden_links,
    join_split_links,
    link_title,
    shown_links,
    take_images,
)
from awesome_tui.export.legend_tags import write_legend_tags
from awesome_tui.export.markdown_entries import escape_block_start, nest_block, write_entries
from awesome_tui.model.entries import AwesomeList, Section
from awesome_tui.text import inline_markdown as inline
from awesome_tui.text.inline_markdown import escape

# A paragraph of a description, or a code fence, which may contain blank lines.
_PARAGRAPH = re.compile(r"```\n.*?\n```|[^\n]+(?:\n[^\n]+)*", re.DOTALL)
# A line of a paragraph; a trailing backslash joins the next line to it.
_LINE = re.compile(r"(?:\\.?|[^\\\n]+)+", re.DOTALL)
_WORD = re.compile(r"\w")

# Invisible links within the page: `_NOWHERE` keeps the text beside it from being a group title,
# `_NO_NAME` keeps the text after it from being an entry, as U+034F is neither space nor image.
_NOWHERE = "[](#)"
_NO_NAME = "[&#847;](#)"


def to_markdown(document: AwesomeList) -> str:
    """Export headings, nested items and links; parsing it changes only line numbers."""
    document = write_legend_tags(document)
    blocks = [*_document(document, HeadingSpeller(document)), ""]
    return "".join(f"{block}{_gap(block, after)}" for block, after in pairwise(blocks))


def _gap(block: str, after: str) -> str:
    close = not after or (block.startswith("- ") and after.startswith("- "))
    return "\n" if close else "\n\n"


def _document(document: AwesomeList, headings: HeadingSpeller) -> Iterator[str]:
    outside = hidden_links(document.links, _description(document))
    if document.title:
        spelling, repeats = headings.title(document.title)
        title, outside = link_title(spelling, outside, is_whole=True)
        yield f"# {title}"
        yield from repeat(f"# {escape(document.title)}", repeats - 1)
    elif headings.is_nameless():
        yield "#"
    yield from _body(document, outside, headings)


def _body(
    holder: AwesomeList | Section, outside: HiddenLinks, headings: HeadingSpeller
) -> Iterator[str]:
    yield from _prose(_description(holder), outside)
    yield from write_entries(holder.entries)
    is_after_headings = False
    for section in holder.sections:
        yield from _section(section, headings, is_after_headings)
        is_after_headings = section.kind == "group" and _has_headings(section)


def _section(section: Section, headings: HeadingSpeller, is_after_headings: bool) -> Iterator[str]:
    """Write a section; only a fold ends the headings within the fold before it."""
    outside = hidden_links(section.links, _description(section))
    if section.kind == "heading":
        spelling = headings.section(section.title, section.anchor)
        title, outside = link_title(spelling, outside)
        yield f"{'#' * (section.level or 6)} {title}"
        yield from _body(section, outside, headings)
    elif not is_after_headings and _parses_back_as_item(section):
        head = escape_block_start(write_text(section.title))
        yield "\n".join([f"- {head}", *map(nest_block, _body(section, [], headings))])
    else:
        yield f"<details><summary>{_summary(section.title)}</summary>"
        yield from _body(section, outside, headings)
        yield "</details>"


def _has_headings(group: Section) -> bool:
    return any(inner.kind == "heading" or _has_headings(inner) for inner in group.sections)


def _summary(title: str) -> str:
    return "".join(
        f"<code>{html.escape(part)}</code>" if is_name else html.escape(part)
        for part, is_name in split_shortcodes(title)
    )


def _parses_back_as_item(group: Section) -> bool:
    """True if an item with nested items parses back as exactly this group."""
    has_bullets = all(text.startswith("- ") for text in _paragraphs(group.description))
    has_groups = all(
        inner.kind == "group" and _parses_back_as_item(inner) for inner in group.sections
    )
    is_unlinked = not hidden_links(group.links, _description(group))
    return bool(group.entries or group.sections) and has_bullets and has_groups and is_unlinked


# Prose


def _prose(description: str, outside: HiddenLinks) -> Iterator[str]:
    """Yield the paragraphs, with each outside link after the links that precede it."""
    pictures, outside = take_images(0, outside)
    yield from pictures
    shown = 0
    for paragraph in _paragraphs(description):
        if paragraph.startswith("```\n"):
            yield paragraph
            continue
        lines = []
        for line in _LINE.findall(paragraph):
            shown += len(shown_links(line))
            pictures, outside = take_images(shown, outside)
            lines.append(" ".join([line, *pictures]))
        yield _guard_prose(paragraph, "\\\n".join(lines))


def _description(holder: AwesomeList | Section) -> str:
    return join_split_links(holder.links, holder.description, "\\\n")


def _paragraphs(description: str) -> list[str]:
    return _PARAGRAPH.findall(description)


def _guard_prose(paragraph: str, written: str) -> str:
    """Return `written`, guarded against being parsed as an entry or a group title."""
    written = f"{_NO_NAME} {written}" if _is_like_an_entry(paragraph) else written
    return f"{written}\n\n{_NOWHERE}" if _is_bold(paragraph) else written


def _is_like_an_entry(paragraph: str) -> bool:
    """True if it opens with a link."""
    words = (span for span in inline.spans(paragraph) if span.url or _WORD.search(span.text))
    first = next(words, None)
    return first is not None and first.url is not None and not paragraph.startswith("- ")


def _is_bold(paragraph: str) -> bool:
    words = [span for span in inline.spans(paragraph) if _WORD.search(span.text)]
    return bool(words) and all("strong" in span.styles for span in words)
