"""The sections, groups and entries that are open while a document is read."""

from __future__ import annotations

from itertools import takewhile

from awesome_tui.parsing.drafts import Draft
from awesome_tui.parsing.labels import is_about_contributing, is_furniture


class SectionStack:
    """Open drafts, outermost first; the last receives what is read next."""

    def __init__(self) -> None:
        self.document = Draft(level=0)
        self._drafts = [self.document]
        self.has_headings = False
        """True after the first heading."""

    @property
    def here(self) -> Draft:
        """The innermost open draft."""
        return self._drafts[-1]

    @property
    def is_about_list(self) -> bool:
        """True within a section about the list itself, such as "Contributing"."""
        headings = [draft for draft in self._drafts if draft.level] or [self.document]
        return is_furniture(headings[-1].title) or is_about_contributing(headings[0].title)

    @property
    def is_category(self) -> bool:
        """True in a section where a sentence about a link recommends it."""
        here = self.here
        return not (here is self.document or here.is_of_one_thing or self.is_about_list)

    @property
    def has_labels(self) -> bool:
        """True in a section that has said where to find the thing that it may be about."""
        heading = next((draft for draft in reversed(self._drafts) if draft.level), self.here)
        return bool(heading.labels or self.here.labels)

    @property
    def is_under_bold_line(self) -> bool:
        """True right below a bold line that heads what follows."""
        return self.here.is_bold and not (
            self.here.paragraphs or self.here.entries or self.here.sections
        )

    def is_title(self, level: int, name: str) -> bool:
        """True for a level-1 heading that is the first of the page or repeats its title."""
        if level > 1:
            return False
        same = _letters(name) == _letters(self.document.title)
        return not self.has_headings or (name != "" and same)

    def open(self, section: Draft) -> None:
        """Open a section or group in the innermost draft."""
        self.here.sections.append(section)
        self._drafts.append(section)

    def push(self, draft: Draft) -> None:
        """Open the draft of an entry."""
        self._drafts.append(draft)

    def pop(self) -> None:
        """Close the innermost draft."""
        self._drafts.pop()

    def close(self, level: int) -> None:
        """Pop what a heading of `level` ends; a fold stays open for the headings in it."""
        keep = len(self._drafts)
        while not self._drafts[keep - 1].is_around(level):
            keep -= 1
        while keep < len(self._drafts) and self._drafts[keep].is_lasting:
            keep += 1
        del self._drafts[keep:]

    def opened(self) -> list[Draft]:
        """Return the open drafts, outermost first."""
        return list(self._drafts)

    def return_to(self, opened: list[Draft]) -> None:
        """Close all that was not among the drafts `opened` before, such as headings in a fold."""
        kept = takewhile(lambda pair: pair[0] is pair[1], zip(self._drafts, opened, strict=False))
        del self._drafts[sum(1 for _ in kept) :]

    def finish(self, draft: Draft) -> None:
        """Close `draft` after its blocks, unless a heading among them has replaced it."""
        draft.is_lasting = False
        if draft in self._drafts:
            index = self._drafts.index(draft)
            if not any(inner.level for inner in self._drafts[index:]):
                del self._drafts[index:]


def _letters(title: str) -> str:
    """Return `title` in small letters, without emoji and other signs, or as it is without any."""
    return "".join(filter(str.isalnum, title.casefold())) or title
