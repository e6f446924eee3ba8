"""The lists behind a page: those that entries lead to, and those that they were found in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote

from awesome_tui.model.outline import Outline
from awesome_tui.text.measures import counted
from awesome_tui.tui.pages import Page, Services
from awesome_tui.tui.ready_lists import ReadyList, list_of_place


class Lead(NamedTuple):
    """A list that can be gone to from an entry."""

    source: str
    title: str
    is_around: bool
    """True for the list that the entry was found in; else it leads to the list."""
    anchor: str = ""
    """The section that it leads to in there; empty for the list."""


class PageLists:
    """Looks up lists for one page; nothing is found before there are page and services."""

    def __init__(self, page: Page | None, services: Services | None) -> None:
        self._page = page
        self._services = services

    def inside(self, outline: Outline, number: int) -> str | None:
        """The source of the list that an entry leads to; None where it leads to none."""
        if self._page is None or self._services is None:
            return None
        url = outline.items[number].entry.url
        return self._page.sources.get(number) or (self.at(url) if url else None)

    def at(self, url: str) -> str | None:
        """The source of the list at `url`, or of a text of this repository; None if neither."""
        known = self._services.catalogue.source(url) if self._services is not None else None
        texts = self._page.repository if self._page is not None else None
        return known or (texts.find(url) if texts else "") or None

    def around_entry(self, outline: Outline, number: int) -> ReadyList | None:
        """The list that an entry at Home was found in, or a bookmark of it."""
        if self._page is None:
            return None
        place = outline.items[number].place
        around = list_of_place(self._page.outline, place, self._page.ready)
        return around or self._page.around.get(number)

    def lead(self, outline: Outline, number: int) -> Lead | None:
        """The list that an entry leads to, else the one that it was found in at Home."""
        if inside := self.inside(outline, number):
            entry = outline.items[number].entry
            return Lead(inside, entry.name, is_around=False, anchor=anchor_of(entry.url or ""))
        around = self.around_entry(outline, number)
        return Lead(around.source, around.title, is_around=True) if around else None

    def key_of(self, outline: Outline, number: int) -> str:
        """The list that an entry is in, as bookmarks name it; empty where nothing finds it again.

        It is the key in the library, or the source of a local list.
        """
        if around := self.around_entry(outline, number):
            return around.key or around.source
        if self._page is None or self._page.is_home:
            return ""
        return self._page.name if self._page.is_local else self._page.opened.key

    def label_of(self, outline: Outline, number: int, lists: Sequence[int]) -> str:
        """A name for the list that an entry at Home is from; its link is in those `lists`."""
        if self._page is None or not self._page.is_home:
            return ""
        around = self.around_entry(outline, number)
        title = around.title if around else next((self._page.ready[at].title for at in lists), "")
        return f"{counted(len(lists), 'list')} · {title}" if len(lists) > 1 else title

    def can_look_on_github(self) -> bool:
        """True at Home, where there is a network."""
        if self._page is None or not self._page.is_home or self._services is None:
            return False
        return not self._services.loader.offline

    def can_fetch_more(self) -> bool:
        """True at Home, where some list of the catalogue is not stored and there is a network."""
        if self._page is None or not self.can_look_on_github():
            return False
        return sum(not each.is_file for each in self._page.ready) < self._page.lists


def anchor_of(url: str) -> str:
    """The anchor of the section that a link to a list leads to; empty where it names none."""
    return unquote(url.partition("#")[2])
