"""Texts about a list: its heading, the facts of the title line, the detail of entries."""

from __future__ import annotations

from pathlib import PurePath

from awesome_tui.model.outline import Outline
from awesome_tui.services.entry_status import SavedLinks
from awesome_tui.text.ages import format_age
from awesome_tui.text.measures import counted
from awesome_tui.text.sanitize import clean
from awesome_tui.tui.detail import Detail, entry_detail
from awesome_tui.tui.list_search import FilterResult
from awesome_tui.tui.orders import LIST_ORDER
from awesome_tui.tui.ready_lists import display_title
from awesome_tui.tui.session import Session


class ListText:
    """Texts about a list alone."""

    def heading(self, outline: Outline) -> str:
        return outline.document.title or clean(PurePath(outline.document.source).name)

    def repository(self) -> str:
        """Return owner and name of the list's repository; empty if it has none."""
        return ""

    def facts(self, outline: Outline) -> tuple[str, ...]:
        """Return facts for the title line, the most important first."""
        sections = sum(place.is_category for place in outline.places)
        entries = counted(len(outline.items), "entry", "entries")
        return (entries, counted(sections, "section")) if sections else (entries,)

    def detail(self, outline: Outline, number: int) -> Detail:
        return entry_detail(outline, number)

    def nothing_found(self, result: FilterResult, place: int, query: str) -> str:
        """Return a sentence in place of rows; `place` is -1 if nothing matches in all."""
        return reason_for_no_entries(result.outline, place, query)


class PageText(ListText):
    """Texts about the page of a session, with data from the library."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.saved = SavedLinks()
        self.doing = ""
        """Work that the user waits for."""
        self.fetching = ""
        """Progress of fetching lists in the background."""
        self.checking = ""
        """Progress of a check of links in the background."""

    def heading(self, outline: Outline) -> str:
        page = self._session.page
        return clean(display_title(outline.document.title, page.opened.source if page else ""))

    def repository(self) -> str:
        page = self._session.page
        if page is None or page.repository is None or not page.opened.document.title:
            return ""
        return page.repository.name

    def facts(self, outline: Outline) -> tuple[str, ...]:
        page = self._session.page
        if page is not None and page.is_home:
            ready = f"{sum(not each.is_file for each in page.ready):,} ready offline"
            entries = counted(sum(each.entries for each in page.ready), "entry", "entries")
            offer = (
                "F fetches all"
                if self._session.lists.can_fetch_more() and not self.fetching
                else ""
            )
            lists = counted(page.lists, "list")
            return tuple(filter(None, (*self._work(), ready, offer, lists, entries)))
        new = f"{len(page.opened.new):,} new" if page and page.opened.new else ""
        stored = "" if self.doing else self._format_stored_age()
        return tuple(filter(None, (*self._work(), *super().facts(outline), new, stored)))

    def _work(self) -> tuple[str, ...]:
        return self.doing, self.checking, self.fetching

    def _format_stored_age(self) -> str:
        page, services = self._session.page, self._session.services
        if page is None or services is None or not page.opened.fetched:
            return ""
        return f"stored {format_age(services.clock() - page.opened.fetched)}"

    def detail(self, outline: Outline, number: int) -> Detail:
        url = outline.items[number].entry.url
        also_in = self._session.also_in.get(url or "")
        note, tags = self.saved.note(url), self.saved.tags_of(url)
        services = self._session.services
        now = services.clock() if services else 0.0
        health = self._session.describe_health(url)
        repository = self._session.repositories.describe(url, now)
        return entry_detail(
            outline, number, note, also_in, tags=tags, health=health, repository=repository
        )

    def nothing_found(self, result: FilterResult, place: int, query: str) -> str:
        if place < 0 and result.wanted_words and self._session.lists.can_look_on_github():
            return (
                f"Nothing matches {query.strip()} here. Enter looks for lists on GitHub, esc clears"
                " the filter."
            )
        return super().nothing_found(result, place, query)


def hits_fact(result: FilterResult, place: int, *, is_growing: bool = False) -> str:
    """Return the number of hits, in the section and in all; empty without a filter.

    If the list `is_growing`, these are the hits so far.
    """
    if not result.filtered:
        return ""
    so_far = " so far" if is_growing else ""
    if place >= 0:
        return f"{result.counts[place]:,} here · {result.total:,} in all{so_far}"
    return f"{result.total:,} of {len(result.outline.items):,}{so_far}"


def marks_fact(marked: int, hidden: int) -> str:
    """Count the marked entries, and those of them that are not shown; empty if none is marked."""
    if not marked:
        return ""
    return f"✓ {marked:,} marked" + (f" · {hidden:,} hidden" if hidden else "")


def about_entries(outline: Outline, place: int, order: str) -> str:
    """Return words behind the title of the entries: section and order, if chosen."""
    sorting = () if order == LIST_ORDER else (f"by {order}",)
    return "  ".join((*outline.titles(place)[-1:], *sorting))


def reason_for_no_entries(outline: Outline, place: int, query: str) -> str:
    """Return a sentence to show in place of rows."""
    if not outline.items:
        return "This text has no entries."
    if query.strip():
        where = "" if place < 0 else " in this section"
        return f"Nothing matches {query.strip()}{where}. Esc clears the filter."
    return "This section has no entries."
