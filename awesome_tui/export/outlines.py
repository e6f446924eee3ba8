"""Export to nested formats: OPML for outliners, Netscape bookmarks for browsers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from awesome_tui.export import netscape
from awesome_tui.export.summary import summarize_without_tags
from awesome_tui.model.entries import AwesomeList, Entry, Section
from awesome_tui.text.inline_markdown import plain
from awesome_tui.text.sanitize import without_non_xml
from awesome_tui.text.urls import is_absolute


def to_opml(document: AwesomeList) -> str:
    """Export as OPML 2.0: an outline per section, and one of type `link` per URL."""
    opml = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(opml, "head"), "title").text = without_non_xml(document.title)
    _add(ET.SubElement(opml, "body"), _outlines(document))
    ET.indent(opml)
    text = ET.tostring(opml, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def to_bookmarks(document: AwesomeList) -> str:
    """Export a folder per section, without relative URLs, which a browser cannot open."""
    return netscape.page(document.title, _bookmarks(_outlines(document)))


@dataclass(frozen=True, slots=True)
class _Outline:
    """A section or an entry, with its children."""

    text: str
    url: str | None
    description: str
    tags: tuple[str, ...]
    is_folder: bool
    inner: tuple[_Outline, ...]

    @property
    def tag_list(self) -> str:
        """The tags between commas, so without those of their own."""
        return ",".join(" ".join(tag.replace(",", " ").split()) for tag in self.tags)


def _outlines(holder: AwesomeList | Section) -> tuple[_Outline, ...]:
    return (*map(_entry_outline, holder.entries), *map(_section_outline, holder.sections))


def _entry_outline(entry: Entry) -> _Outline:
    inner = tuple(map(_entry_outline, entry.entries))
    description = summarize_without_tags(entry)
    return _Outline(entry.name, entry.url, description, entry.tags, False, inner)


def _section_outline(section: Section) -> _Outline:
    title_links = (link.url for link in section.links if link.text == section.title)
    description = plain(section.description)
    url = next(title_links, None)
    return _Outline(section.title, url, description, (), True, _outlines(section))


def _add(parent: ET.Element, outlines: Iterable[_Outline]) -> None:
    for outline in outlines:
        element = ET.SubElement(parent, "outline", text=without_non_xml(outline.text))
        if outline.url:
            element.attrib |= {"type": "link", "url": without_non_xml(outline.url)}
        if outline.description:
            element.set("description", without_non_xml(outline.description))
        if outline.tags:
            element.set("category", without_non_xml(outline.tag_list))
        _add(element, outline.inner)


def _bookmarks(outlines: Iterable[_Outline]) -> Iterator[netscape.Item]:
    for outline in outlines:
        if outline.is_folder:
            itself = replace(outline, is_folder=False, description="", inner=())
            yield netscape.Folder(outline.text, tuple(_bookmarks((itself, *outline.inner))))
            continue
        if outline.url and is_absolute(outline.url):
            attributes = {"HREF": outline.url, "TAGS": outline.tag_list}
            yield netscape.Link(outline.text, attributes, outline.description)
        yield from _bookmarks(outline.inner)
