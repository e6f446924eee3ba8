"""Sections and entries while they are being read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from awesome_tui.model import Entry, Link, Section
from awesome_tui.parsing.blocks import Runs
from awesome_tui.parsing.inline import links, markdown
from awesome_tui.parsing.naming import Naming


@dataclass(slots=True, eq=False)
class Draft:
    """A document, section, group or entry; `level` 0 is the document."""

    kind: Literal["heading", "group", "entry"] = "heading"
    title: str = ""
    anchor: str = ""
    level: int | None = None
    paragraphs: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    sections: list[Draft] = field(default_factory=list)
    is_bold: bool = False
    """Whether a bold line opened it, so that the next one closes it."""
    is_lasting: bool = False
    """Whether the page has not left it yet, so that headings stand within it."""

    def is_around(self, level: int) -> bool:
        """Whether a heading of `level` belongs here, whatever stands between."""
        return self.level is not None and self.level < level

    def entry(self, name: str, url: str | None, struck: bool, line: int | None) -> Entry:
        """What was read, as an entry."""
        description = "\n".join(self.paragraphs)
        return Entry(name, url, description, struck, tuple(self.links), tuple(self.entries), line)

    def description(self) -> str:
        """The prose of a section."""
        return "\n\n".join(self.paragraphs)

    def built(self) -> tuple[Section, ...]:
        """The sections that were read: every heading, but no group that holds nothing.

        A heading over a contents list stays, too, with nothing under it.
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


def entry_draft(naming: Naming | None, runs: Runs) -> Draft:
    """The draft of an entry: what its own text says."""
    draft = Draft("entry", links=links(runs))
    if naming is not None and (said := markdown(naming.rest)):
        draft.paragraphs.append(said)
    return draft
