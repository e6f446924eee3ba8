"""Sections and entries under construction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from awesome_tui.model.entries import Entry, Fact, Link, Section
from awesome_tui.parsing.blocks import Runs
from awesome_tui.parsing.descriptions import with_tags_last
from awesome_tui.parsing.entry_names import EntryName
from awesome_tui.parsing.labels import is_furniture
from awesome_tui.parsing.runs import links, markdown
from awesome_tui.parsing.titles import split_dated_tag, without_number

_NAMES_LIST = re.compile(r"awesome|collection|curated|list|resources|guide", re.IGNORECASE)
_CODE_FENCE = "```\n"
_CODE_LABEL = re.compile(r"\*\*[^*\n]{1,40}\*\*[:：]?")
_BULLET = "- "
_LEADS_IN = " ,，、"
"""Ends of a description that only lead on to the items beneath."""
_SHARE = 0.4
"""Share of sibling sections that must be about one thing each, for a title to name an entry."""
_MOST = 0.6
"""Share of sibling sections that must hold one thing each to be called as it is."""
_FEWEST_ALIKE = 2
_FEWEST_FILES = 3
"""Headings that lead to files of the list, from which on these are what it recommends."""
_MOST_MENTIONS = 2
"""Links within sentences that a section about one thing may have beyond those to the thing."""


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
    facts: list[Fact] = field(default_factory=list)
    tags: tuple[str, ...] = ()
    is_bold: bool = False
    """True if opened by a bold line; the next bold line closes it."""
    is_lasting: bool = False
    """True while its HTML element or item is open, so that headings nest in it."""
    naming: EntryName | None = None
    """The thing that a heading links to; what the section says is said of it."""
    beside: EntryName | None = None
    """The thing of a heading that tells in a link beside its title where to find it."""
    file: EntryName | None = None
    """The file or folder of the list itself that a heading links to."""
    line: int | None = None
    """The line of that link."""
    called: str = ""
    """The name of the thing if the heading around this section is that, and its own a claim."""
    stated: dict[str, Fact | str] = field(default_factory=dict)
    """By paragraphs with a label, what they say if the section is about one thing."""
    url: str | None = None
    """The first link with a text in the prose of a section."""
    has_labels_below: bool = False
    """True for a section about a thing whose items say where to find it: "- GitHub: URL"."""
    is_addressed: bool = False
    """True if a line of the section is nothing but a link such as "website"."""
    labels: int = 0
    """Number of links that say what of the thing they lead to: badges, "paper"."""
    mentions: int = 0
    """Number of links within sentences."""

    def is_around(self, level: int) -> bool:
        """True if a heading of `level` nests in this draft, directly or not."""
        return self.level is not None and self.level < level

    @property
    def is_of_one_thing(self) -> bool:
        """True if prose is about one thing, and not about a category."""
        return self.kind == "entry" or self.naming is not None

    def entry(self, name: str, url: str | None, struck: bool, line: int | None) -> Entry:
        """Build the entry."""
        return Entry(
            name,
            url,
            "\n".join(self.paragraphs),
            struck,
            tuple(self.links),
            tuple(self.entries),
            line,
            tuple(self.facts),
            self.tags,
        )

    def description(self) -> str:
        """Return the prose of a section as Markdown paragraphs."""
        return "\n\n".join(self.paragraphs)

    def built(self, levels: Set[int]) -> tuple[Section, ...]:
        """Build the sections: all headings, and the groups that are not empty.

        A heading stays even if empty, such as the one of a contents list. `levels` are those of
        `levels_of_things`.
        """
        _name_by_files(self.sections)
        _name_by_headings_around(self.sections)
        for draft in [] if is_furniture(self.title) else _things(self.sections, levels):
            draft._become_entry()
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
            for draft, sections in [(draft, draft.built(levels)) for draft in self.sections]
            if draft.kind == "heading" or (draft.kind == "group" and (sections or draft._holds()))
        )

    def _holds(self) -> bool:
        return bool(self.paragraphs or self.links or self.entries)

    def _become_entry(self) -> None:
        """Turn what a section says into its first entry, also what folds in it say."""
        code = [text for text in self.paragraphs if text.startswith(_CODE_FENCE)]
        thing = Draft("entry", links=self.links, facts=self.facts, tags=self.tags)
        said = [self.stated.get(text, text) for text in self.paragraphs]
        thing.facts += [fact for fact in said if isinstance(fact, Fact)]
        thing.paragraphs = _said(text for text in said if isinstance(text, str))
        for group in [draft for draft in self.sections if draft._is_fold()]:
            thing.paragraphs += [group.title, *_said(group.paragraphs)]
            thing.links += group.links
            self.sections.remove(group)
        tag, name = split_dated_tag(without_number(self.title))
        url, struck = self.url or _first_url(thing.links), False
        if (naming := self.naming or self.beside) is not None:
            tag, name = split_dated_tag(naming.name)
            url, struck = naming.anchor.url, naming.is_struck
        elif self.called:
            tag, name = self.title, self.called
        thing.paragraphs[:0] = [tag] if tag else []
        self.entries.insert(0, thing.entry(name, url, struck, self.line))
        self.paragraphs, self.links, self.facts = code, [], []

    def _is_fold(self) -> bool:
        return self.kind == "group" and not (self.entries or self.sections)

    def _may_be_thing(self) -> bool:
        """True for a section of nothing but prose and links, which its title may name."""
        return self._leads_out() and all(inner._is_fold() for inner in self.sections)

    def _leads_out(self) -> bool:
        if self.kind != "heading" or self.entries or is_furniture(self.title):
            return False
        return _first_url(self.links) is not None

    def _is_of_file(self) -> bool:
        """True for a section of a gallery, which leads to nothing but a file of the list."""
        holds_more = self.entries or self.sections or _first_url(self.links)
        return self.file is not None and not holds_more

    def _is_labelled(self) -> bool:
        return 0 < self.labels >= self.mentions - _MOST_MENTIONS

    def _is_over_one_thing(self) -> bool:
        is_bare = self.kind == "heading" and not self._holds() and len(self.sections) == 1
        return is_bare and self.sections[0].naming is None and self.sections[0]._is_clearly_thing()

    def _is_clearly_thing(self) -> bool:
        return self._is_labelled() and self._may_be_thing()

    def _is_thing_of_parts(self) -> bool:
        """True for a section about a thing whose parts have sections of their own."""
        return self._is_labelled() and self._leads_out()


def levels_of_things(sections: Iterable[Draft]) -> frozenset[int]:
    """Return the heading levels at which many sections of a document are about one thing each."""
    by_level: dict[int, list[Draft]] = {}
    waiting = list(sections)
    while waiting:
        draft = waiting.pop()
        waiting += draft.sections
        if draft.level:
            by_level.setdefault(draft.level, []).append(draft)
    return frozenset(level for level, alike in by_level.items() if _is_habit(alike))


def title_as_section(document: Draft) -> Draft:
    """Return `document` with its title as a section if that is one of several with entries."""
    alike = [draft for draft in document.sections if draft.level == 1 and draft.entries]
    if not document.entries or not alike or _NAMES_LIST.search(document.title):
        return document
    count = next(i for i, draft in enumerate(document.sections) if draft.level == 1)
    first = replace(document, level=1, sections=document.sections[:count])
    return Draft(level=0, sections=[first, *document.sections[count:]])


def _is_habit(sections: Iterable[Draft]) -> bool:
    headings = [draft for draft in sections if draft.kind == "heading"]
    clear = sum(draft.naming is not None or draft._is_clearly_thing() for draft in headings)
    return clear >= max(_FEWEST_ALIKE, _SHARE * len(headings))


def _things(sections: Sequence[Draft], levels: Set[int]) -> list[Draft]:
    """Return the sections that are about one thing each, by their links or by habit."""
    is_habit = _is_habit(sections)
    return [
        draft
        for draft in sections
        if draft.naming is not None
        or (is_habit and (draft._may_be_thing() or draft._is_thing_of_parts()))
        or ((draft.is_addressed or draft.level in levels) and draft._is_clearly_thing())
    ]


def _name_by_files(sections: Sequence[Draft]) -> None:
    """Make sections about the files that their headings link to, where many say nothing else."""
    alike = [draft for draft in sections if draft._is_of_file()]
    if len(alike) >= max(_FEWEST_FILES, _SHARE * len(sections)):
        for draft in alike:
            draft.naming = draft.file


def _name_by_headings_around(sections: Sequence[Draft]) -> None:
    """Name things by the headings over theirs, where most hold nothing but one such section."""
    alike = [draft for draft in sections if draft._is_over_one_thing()]
    if len(alike) >= max(_FEWEST_FILES, _MOST * len(sections)):
        for draft in alike:
            draft.sections[0].called = draft.title


def _said(paragraphs: Iterable[str]) -> list[str]:
    """Return the paragraphs as an entry has them: without bullets, code and its labels."""
    texts = [*paragraphs, ""]
    return [
        text.removeprefix(_BULLET)
        for text, below in pairwise(texts)
        if not (text.startswith(_CODE_FENCE) or _is_label_of_code(text, below))
    ]


def _is_label_of_code(text: str, below: str) -> bool:
    return below.startswith(_CODE_FENCE) and _CODE_LABEL.fullmatch(text) is not None


def _first_url(links_: Iterable[Link]) -> str | None:
    return next((link.url for link in links_ if "://" in link.url), None)


def draft_entry(naming: EntryName | None, runs: Runs) -> Draft:
    """Draft an entry from its own text, without nested entries."""
    draft = Draft("entry", links=links(runs))
    if naming is not None and (said := markdown(with_tags_last(naming.rest)).rstrip(_LEADS_IN)):
        draft.paragraphs.append(said)
    return draft
