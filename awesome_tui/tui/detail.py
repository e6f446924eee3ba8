"""The content of the detail pane as paragraphs of styled parts with targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rich.cells import cell_len

from awesome_tui.model.entries import Entry, Link
from awesome_tui.model.outline import Outline
from awesome_tui.model.section_paths import SEPARATOR, shown_title
from awesome_tui.text import inline_markdown as inline
from awesome_tui.text.measures import counted
from awesome_tui.text.urls import display_url
from awesome_tui.tui.widgets.row_text import pad, truncate

if TYPE_CHECKING:
    from awesome_tui.tui.health_text import HealthText
    from awesome_tui.tui.repository_text import RepositoryText


class ToSection(NamedTuple):
    """A target: a section of the list."""

    place: int


class ToEntry(NamedTuple):
    """A target: an entry of the list."""

    number: int


Target: TypeAlias = Link | ToSection | ToEntry


class TextPart(NamedTuple):
    """A run of text of one style."""

    text: str
    look: str = ""
    """The component class of its style."""
    target: Target | None = None


class Paragraph(NamedTuple):
    """Parts that are wrapped together."""

    parts: Sequence[TextPart] = ()
    mark: str = ""
    """A prefix of the first line, by whose width the others are indented."""
    is_cut: bool = False
    """True to cut it to one line in a pane that is as tall as its text, to keep that steady."""


class Detail(NamedTuple):
    """The content of the pane; `links` are numbered from 1."""

    title: str = ""
    path: Paragraph = Paragraph()
    """The sections around it; empty for the list itself."""
    paragraphs: Sequence[Paragraph] = ()
    """All but title, path and other lists."""
    also_in: Sequence[str] = ()
    """The titles of other lists that contain its link."""
    links: Sequence[Link] = ()
    is_struck: bool = False

    def all_paragraphs(self) -> Iterator[Paragraph]:
        """Return the whole text."""
        yield Paragraph(
            [TextPart(self.title, f"detail--{'strike' if self.is_struck else 'title'}")]
        )
        if self.path.parts:
            yield self.path
        if self.paragraphs:
            yield from (_BLANK, *self.paragraphs)
        if self.also_in:
            yield from (_BLANK, self._also_in_paragraph())

    def compact(self) -> Iterator[Paragraph]:
        """Return the text without blank lines, and without what a line above the pane shows."""
        yield from (paragraph for paragraph in self.paragraphs if paragraph is not _BLANK)
        if self.also_in:
            yield self._also_in_paragraph()

    def _also_in_paragraph(self) -> Paragraph:
        return Paragraph(
            [TextPart("Also in: ", "detail--quiet"), TextPart(", ".join(self.also_in))]
        )


_BLANK = Paragraph()
_WIDEST_LABEL = 16
"""The most cells for names of facts, to leave room for values in a narrow pane."""
_STYLES: tuple[inline.Style, ...] = ("code", "strike", "strong", "emphasis")


def entry_detail(
    outline: Outline,
    number: int,
    note: str = "",
    elsewhere: Sequence[str] | None = None,
    *,
    tags: Sequence[str] = (),
    health: HealthText | None = None,
    repository: RepositoryText | None = None,
) -> Detail:
    """Details of an entry, with the user's note and tags, and the titles of other lists with it.

    If its link has moved, as its `health` tells, the new one is added to the links.
    """
    item = outline.items[number]
    entry = item.entry
    # Rows of stored lists are loaded without links.
    links = entry.links or ((Link(entry.name, entry.url),) if entry.url else ())
    return Detail(
        shown_title(entry.name),
        _path_paragraph(outline, item.place),
        _join_blocks(
            _description_paragraphs(entry.description, links),
            _note_paragraphs(note, tags),
            _repository_paragraphs(repository, is_described=bool(entry.description)),
            _fact_paragraphs(entry, links),
            (*_link_paragraphs(links, entry.url), *_health_paragraphs(health, len(links) + 1)),
            _contains_paragraphs(outline, range(number + 1, outline.after(number)), item.depth + 1),
        ),
        elsewhere or (),
        (*links, health.moved) if health and health.moved else links,
        entry.struck,
    )


def section_detail(outline: Outline, place: int, heading: str) -> Detail:
    """Details of a section; for -1, of the whole list, with `heading` as its title."""
    section = outline.document if place < 0 else outline.places[place].section
    parent = -1 if place < 0 else outline.places[place].parent
    return Detail(
        shown_title(heading if place < 0 else section.title),
        _path_paragraph(outline, parent),
        _join_blocks(
            _description_paragraphs(section.description, section.links)
            or [_size_paragraph(outline, place)],
            _link_paragraphs(section.links),
        ),
        links=section.links,
    )


def _size_paragraph(outline: Outline, place: int) -> Paragraph:
    """Count what is in a section without a description."""
    start, stop = outline.span(place)
    depth = -1 if place < 0 else outline.places[place].depth
    within = takewhile(lambda node: node.depth > depth, outline.places[place + 1 :])
    sections = sum(node.is_category for node in within)
    entries = counted(stop - start, "entry", "entries")
    text = f"{entries} · {counted(sections, 'section')}" if sections else entries
    return Paragraph([TextPart(text, "detail--quiet")])


def _join_blocks(*blocks: Sequence[Paragraph]) -> list[Paragraph]:
    """Join `blocks`, with a blank line between those that are not empty."""
    paragraphs: list[Paragraph] = []
    for block in filter(None, blocks):
        paragraphs += (_BLANK, *block) if paragraphs else block
    return paragraphs


def _path_paragraph(outline: Outline, place: int) -> Paragraph:
    parts: list[TextPart] = []
    for at in outline.trail(place):
        if parts:
            parts.append(TextPart(SEPARATOR, "detail--quiet"))
        title = shown_title(outline.places[at].section.title)
        parts.append(TextPart(title, "detail--quiet", ToSection(at)))
    return Paragraph(parts)


def _description_paragraphs(description: str, links: Sequence[Link]) -> list[Paragraph]:
    lines = description.split("\n") if description else ()
    return [Paragraph(tuple(_text_parts(line, links))) for line in lines]


def _fact_paragraphs(entry: Entry, links: Sequence[Link]) -> list[Paragraph]:
    """Lay out facts and tags of the list as a table."""
    rows = [(fact.name, tuple(_text_parts(fact.value, links))) for fact in entry.facts]
    if entry.tags:
        rows.append(("Tags", (TextPart(" · ".join(entry.tags)),)))
    if not rows:
        return []
    width = min(_WIDEST_LABEL, max(cell_len(name) for name, _ in rows))
    labels = (f"{pad(truncate(name, width), width)}  " for name, _ in rows)
    return [Paragraph(value, label) for label, (_, value) in zip(labels, rows, strict=True)]


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


def _link_paragraphs(links: Sequence[Link], main: str | None = None) -> list[Paragraph]:
    """Lay out the numbered links, first the one to `main`, without a label."""
    numbered = sorted(enumerate(links), key=lambda each: each[1].url != main)
    return [_link_paragraph(number, link, link.url == main) for number, link in numbered]


def _link_paragraph(number: int, link: Link, is_main: bool) -> Paragraph:
    label, url = link.text.strip(), TextPart(display_url(link.url), "detail--link", link)
    named = not is_main and label and label != link.url
    return Paragraph([TextPart(f"{label}  "), url] if named else [url], f"{number + 1} ")


def _health_paragraphs(health: HealthText | None, number: int) -> list[Paragraph]:
    """Lay out the verdict on a link; `number` is that of its new address, if it has moved."""
    if health is None:
        return []
    age = TextPart(f" · {health.age}", "detail--quiet")
    parts = [TextPart(health.verdict, "detail--quiet"), age]
    if health.moved is None:
        return [Paragraph(parts, "  ")]
    link = TextPart(display_url(health.moved.url), "detail--link", health.moved)
    return [Paragraph([TextPart(f"{health.verdict}  "), link, age], f"{number} ")]


def _repository_paragraphs(
    repository: RepositoryText | None, *, is_described: bool
) -> list[Paragraph]:
    """Lay out metadata from a forge, with its description if the list has none."""
    if repository is None:
        return []
    facts = TextPart(f"{repository.facts} · ") if repository.facts else TextPart("")
    lines = [[facts, TextPart(repository.more, "detail--quiet")]]
    if repository.description and not is_described:
        lines.insert(0, [TextPart(repository.description)])
    return [Paragraph(parts, is_cut=True) for parts in lines]


def _note_paragraphs(note: str, tags: Sequence[str]) -> list[Paragraph]:
    """Lay out the user's note and tags, each after a sign."""
    first, *others = note.split("\n")
    marked = [("✎ ", first), *(("  ", line) for line in others)] if note else []
    if tags:
        marked.append(("# ", " · ".join(tags)))
    return [Paragraph([TextPart(text, "detail--note")], mark) for mark, text in marked]


def _contains_paragraphs(outline: Outline, numbers: Sequence[int], depth: int) -> list[Paragraph]:
    if not numbers:
        return []
    return [
        Paragraph([TextPart("Contains", "detail--quiet")]),
        *(_nested_entry_paragraph(outline, number, depth) for number in numbers),
    ]


def _nested_entry_paragraph(outline: Outline, number: int, depth: int) -> Paragraph:
    item = outline.items[number]
    part = TextPart(item.entry.name, "detail--link", ToEntry(number))
    return Paragraph([part], "  " * (item.depth - depth))
