"""The lists that entries of a page lead to, or were found in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote

from awesome_tui.model.outline import Outline
from awesome_tui.text.measures import counted
from awesome_tui.tui.pages import Page, Services
from awesome_tui.tui.ready_lists import ReadyList, list_of_place


class Lead(NamedTuple):
    """A list that can be opened from an entry."""

    source: str
    title: str
    is_around: bool
    """True for the list that contains the entry; else the entry leads to it."""
    anchor: str = ""
    """The section to go to; empty for the whole list."""


class PageLists:
    """Looks up lists for one page; finds nothing until there are page and services."""

    def __init__(self, page: Page | None, services: Services | None) -> None:
        self._page = page
        self._services = services

    def inside(self, outline: Outline, number: int) -> str | None:
        """Return the source of the list that an entry leads to, or None."""
        if self._page is None or self._services is None:
            return None
        url = outline.items[number].entry.url
        return self._page.sources.get(number) or (self.at(url) if url else None)

    def at(self, url: str) -> str | None:
        """Return the source of the list or of a text in this repository at `url`, or None."""
        known = self._services.catalogue.source(url) if self._services is not None else None
        texts = self._page.repository if self._page is not None else None
        return known or (texts.find(url) if texts else "") or None

    def around_entry(self, outline: Outline, number: int) -> ReadyList | None:
        """Return the list that contains an entry or bookmark at Home."""
        if self._page is None:
            return None
        place = outline.items[number].place
        around = list_of_place(self._page.outline, place, self._page.ready)
        return around or self._page.around.get(number)

    def lead(self, outline: Outline, number: int) -> Lead | None:
        """Return the list that an entry leads to, or else at Home the one that contains it."""
        if inside := self.inside(outline, number):
            entry = outline.items[number].entry
            return Lead(inside, entry.name, is_around=False, anchor=anchor_of(entry.url or ""))
        around = self.around_entry(outline, number)
        return Lead(around.source, around.title, is_around=True) if around else None

    def key_of(self, outline: Outline, number: int) -> str:
        """Return the list of an entry, as bookmarks store it; empty if it cannot be found again.

        It is the key in the library, or the source of a local list.
        """
        if around := self.around_entry(outline, number):
            return around.key or around.source
        if self._page is None or self._page.is_home:
            return ""
        return self._page.name if self._page.is_local else self._page.opened.key

    def label_of(self, outline: Outline, number: int, lists: Sequence[int]) -> str:
        """Name the list of an entry at Home, and count the `lists` that contain its link."""
        if self._page is None or not self._page.is_home:
            return ""
        around = self.around_entry(outline, number)
        title = around.title if around else next((self._page.ready[at].title for at in lists), "")
        return f"{counted(len(lists), 'list')} · {title}" if len(lists) > 1 else title

    def can_look_on_github(self) -> bool:
        """True at Home, unless offline."""
        if self._page is None or not self._page.is_home or self._services is None:
            return False
        return not self._services.loader.offline

    def can_fetch_more(self) -> bool:
        """True at Home, unless offline or all lists of the catalogue are stored."""
        if self._page is None or not self.can_look_on_github():
            return False
        return sum(not each.is_file for each in self._page.ready) < self._page.lists


def anchor_of(url: str) -> str:
    """Return the anchor in a link to a list; empty if it has none."""
    return unquote(url.partition("#")[2])
