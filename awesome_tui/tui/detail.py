"""The content of the detail pane as paragraphs of styled parts with targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from rich.cells import cell_len

from awesome_tui.model.entries import Entry, Link
from awesome_tui.model.outline import Outline
from awesome_tui.model.section_paths import SEPARATOR, shown_title
from awesome_tui.text import inline_markdown as inline
from awesome_tui.text.urls import display_url
from awesome_tui.tui.widgets.row_text import pad, truncate


@dataclass(frozen=True, slots=True)
class ToSection:
    """A target: a section of the list."""

    place: int


@dataclass(frozen=True, slots=True)
class ToEntry:
    """A target: an entry of the list."""

    number: int


Target: TypeAlias = Link | ToSection | ToEntry


class TextPart(NamedTuple):
    """A run of text of one style."""

    text: str
    look: str = ""
    """The component class of its style."""
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Parts that are wrapped together."""

    parts: Sequence[TextPart] = ()
    mark: str = ""
    """A prefix of the first line, by whose width the others are indented."""


@dataclass(frozen=True, slots=True)
class Detail:
    """The content of the pane; `links` are numbered from 1."""

    paragraphs: Sequence[Paragraph] = ()
    links: Sequence[Link] = ()


_BLANK = Paragraph()
_WIDEST_LABEL = 16
"""Cells of the names of facts, so that values keep most of a narrow pane."""
_STYLES: tuple[inline.Style, ...] = ("code", "strike", "strong", "emphasis")


def entry_detail(
    outline: Outline,
    number: int,
    note: str = "",
    elsewhere: Sequence[str] | None = None,
    tags: Sequence[str] = (),
) -> Detail:
    """Details of an entry, with the user's note and tags, and the titles of other lists with it."""
    item = outline.items[number]
    entry = item.entry
    # Rows of stored lists are loaded without links.
    links = entry.links or ((Link(entry.name, entry.url),) if entry.url else ())
    main = next((n for n, link in enumerate(links) if link.url == entry.url), None)
    paragraphs: list[Paragraph] = [
        _title_paragraph(entry.name, "strike" if entry.struck else "title")
    ]
    if main is not None:
        paragraphs.append(_link_paragraph(main, links[main]))
    paragraphs.append(_path_paragraph(outline, item.place))
    paragraphs += _note_paragraphs(note, tags)
    paragraphs += _description_paragraphs(entry.description, links)
    paragraphs += _fact_paragraphs(entry, links)
    paragraphs += _link_paragraphs([(n, link) for n, link in enumerate(links) if n != main])
    paragraphs += _contains_paragraphs(
        outline, range(number + 1, outline.after(number)), item.depth + 1
    )
    paragraphs += _also_in_paragraphs(elsewhere)
    return Detail(paragraphs, links)


def section_detail(outline: Outline, place: int, heading: str) -> Detail:
    """Details of a section, or for -1 of the whole list, titled `heading`."""
    section = outline.document if place < 0 else outline.places[place].section
    paragraphs: list[Paragraph] = [_title_paragraph(heading if place < 0 else section.title)]
    if place >= 0 and outline.places[place].parent >= 0:
        paragraphs.append(_path_paragraph(outline, outline.places[place].parent))
    paragraphs += _description_paragraphs(section.description, section.links)
    paragraphs += _link_paragraphs(list(enumerate(section.links)))
    return Detail(paragraphs, section.links)


def _title_paragraph(title: str, look: str = "title") -> Paragraph:
    return Paragraph([TextPart(shown_title(title), f"detail--{look}")])


def _path_paragraph(outline: Outline, place: int) -> Paragraph:
    parts: list[TextPart] = []
    for at in outline.trail(place):
        if parts:
            parts.append(TextPart(SEPARATOR, "detail--quiet"))
        title = shown_title(outline.places[at].section.title)
        parts.append(TextPart(title, "detail--quiet", ToSection(at)))
    return Paragraph(parts)


def _description_paragraphs(description: str, links: Sequence[Link]) -> list[Paragraph]:
    if not description:
        return []
    return [
        _BLANK,
        *(Paragraph(tuple(_text_parts(line, links))) for line in description.split("\n")),
    ]


def _fact_paragraphs(entry: Entry, links: Sequence[Link]) -> list[Paragraph]:
    """A table of what the list itself says of the entry."""
    rows = [(fact.name, tuple(_text_parts(fact.value, links))) for fact in entry.facts]
    if entry.tags:
        rows.append(("Tags", (TextPart(" · ".join(entry.tags)),)))
    if not rows:
        return []
    width = min(_WIDEST_LABEL, max(cell_len(name) for name, _ in rows))
    labels = (f"{pad(truncate(name, width), width)}  " for name, _ in rows)
    return [
        _BLANK,
        *(Paragraph(value, label) for label, (_, value) in zip(labels, rows, strict=True)),
    ]


def _text_parts(text: str, links: Sequence[Link]) -> Iterator[TextPart]:
    """Inline Markdown as parts, with numbers after the links."""
    numbers = {link.url: number for number, link in reversed(list(enumerate(links)))}
    for span in inline.spans(text):
        if span.url in numbers:
            number = numbers[span.url]
            yield TextPart(span.text, "detail--link", links[number])
            yield TextPart(f"[{number + 1}]", "detail--quiet")
        else:
            style = next((f"detail--{style}" for style in _STYLES if style in span.styles), "")
            yield TextPart(span.text, style)


def _link_paragraphs(links: Sequence[tuple[int, Link]]) -> list[Paragraph]:
    if not links:
        return []
    return [_BLANK, *(_link_paragraph(number, link, labelled=True) for number, link in links)]


def _link_paragraph(number: int, link: Link, *, labelled: bool = False) -> Paragraph:
    label, url = link.text.strip(), TextPart(display_url(link.url), "detail--link", link)
    named = labelled and label and label != link.url
    return Paragraph([TextPart(f"{label}  "), url] if named else [url], f"{number + 1} ")


def _note_paragraphs(note: str, tags: Sequence[str]) -> list[Paragraph]:
    """The user's own words: a sign begins the note and the tags."""
    first, *others = note.split("\n")
    marked = [("✎ ", first), *(("  ", line) for line in others)] if note else []
    if tags:
        marked.append(("# ", " · ".join(tags)))
    lines = [Paragraph([TextPart(text, "detail--note")], mark) for mark, text in marked]
    return [_BLANK, *lines] if lines else []


def _also_in_paragraphs(titles: Sequence[str] | None) -> list[Paragraph]:
    if not titles:
        return []
    return [
        _BLANK,
        Paragraph([TextPart("Also in: ", "detail--quiet"), TextPart(", ".join(titles))]),
    ]


def _contains_paragraphs(outline: Outline, numbers: Sequence[int], depth: int) -> list[Paragraph]:
    if not numbers:
        return []
    return [
        _BLANK,
        Paragraph([TextPart("Contains", "detail--quiet")]),
        *(_nested_entry_paragraph(outline, number, depth) for number in numbers),
    ]


def _nested_entry_paragraph(outline: Outline, number: int, depth: int) -> Paragraph:
    item = outline.items[number]
    part = TextPart(item.entry.name, "detail--link", ToEntry(number))
    return Paragraph([part], "  " * (item.depth - depth))
