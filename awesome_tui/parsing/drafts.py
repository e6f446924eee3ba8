"""Sections and entries under construction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from awesome_tui.model.entries import Entry, Link, Section
from awesome_tui.parsing.blocks import Runs
from awesome_tui.parsing.entry_names import EntryName
from awesome_tui.parsing.runs import links, markdown


@dataclass(slots=True, eq=False)
class Draft:
    """A mutable document (`level` 0), section, group or entry."""

    kind: Literal["heading", "group", "entry"] = "heading"
    title: str = ""
    anchor: str = ""
    level: int | None = None
    paragraphs: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    sections: list[Draft] = field(default_factory=list)
    is_bold: bool = False
    """True if opened by a bold line; the next bold line closes it."""
    is_lasting: bool = False
    """True while its HTML element or item is open, so that headings nest in it."""

    def is_around(self, level: int) -> bool:
        """True if a heading of `level` nests in this draft, directly or not."""
        return self.level is not None and self.level < level

    def entry(self, name: str, url: str | None, struck: bool, line: int | None) -> Entry:
        """Build the entry."""
        description = "\n".join(self.paragraphs)
        return Entry(name, url, description, struck, tuple(self.links), tuple(self.entries), line)

    def description(self) -> str:
        """Return the prose of a section as Markdown paragraphs."""
        return "\n\n".join(self.paragraphs)

    def built(self) -> tuple[Section, ...]:
        """Build the sections: all headings, and the groups that are not empty.

        A heading stays even if empty, such as the one of a contents list.
        """
        return tuple(
            Section(
                draft.title,
                draft.anchor,
                draft.kind,
                draft.level,
                draft.description(),
                tuple(draft.links),
                tuple(draft.entries),
                sections,
            )
            for draft, sections in [(draft, draft.built()) for draft in self.sections]
            if draft.kind == "heading" or (draft.kind == "group" and (sections or draft._holds()))
        )

    def _holds(self) -> bool:
        return bool(self.paragraphs or self.links or self.entries)


def draft_entry(naming: EntryName | None, runs: Runs) -> Draft:
    """Draft an entry from its own text, without nested entries."""
    draft = Draft("entry", links=links(runs))
    if naming is not None and (said := markdown(naming.rest)):
        draft.paragraphs.append(said)
    return draft
