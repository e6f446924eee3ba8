"""Among the categories, keys act on the section: on its address, or on all of its entries."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work

from awesome_tui.export.clipboard import JSON
from awesome_tui.model.entries import Entry
from awesome_tui.model.outline import Outline
from awesome_tui.model.section_paths import shown_title
from awesome_tui.sources.list_address import find_list_address
from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.list_search import FilterResult
from awesome_tui.tui.screens.links import LinkScreen

ON_SECTIONS = frozenset(("open", "copy", "copy_as"))
"""The actions that are done with sections, too."""


class SectionScreen(LinkScreen):
    """A screen with a list whose sections are opened and copied as its entries are."""

    @property
    def section(self) -> int | None:
        """The section to act on; None where entries are marked or have the cursor."""
        browser = self.browser
        is_meant = browser.panes.categories.has_focus and not browser.marks
        return browser.place if is_meant and browser.outline is not None else None

    @property
    def list_source(self) -> str:
        """The file or the source of the list, whose address can be found; else empty."""
        return self.browser.outline.document.source if self.browser.outline else ""

    def action_open(self) -> None:
        if self.section is None:
            super().action_open()
        else:
            self.open_section(self.section)

    def action_copy(self) -> None:
        if self.section is None:
            super().action_copy()
        else:
            self.copy_section_address(self.section)

    @work(group="desktop", description="the link")
    async def open_section(self, place: int) -> None:
        address = await self._find_address(place)
        if address:
            self.open([address])

    @work(group="desktop", description="the copy")
    async def copy_section_address(self, place: int) -> None:
        address = await self._find_address(place)
        if address:
            self.report(await self.links.copy(address))

    async def _find_address(self, place: int) -> str:
        """The address of a section; empty if the list has none, which is told."""
        anchor = _anchor(self.browser.outline, place)
        address = await run_in_thread(find_list_address, self.list_source)
        if not address:
            self.say("This list has no address: Y copies the section itself.", error=True)
            return ""
        return f"{address}#{anchor}" if anchor else address

    def copy_title(self) -> str:
        if self.section is None or self.browser.outline is None:
            return super().copy_title()
        titles = self.browser.outline.titles(self.section)
        return f"Copy {shown_title(titles[-1]) if titles else 'the list'} as"

    def copy_in_form(self, form: str) -> None:
        if self.section is None or self.browser.result is None:
            super().copy_in_form(form)
        else:
            self.copy_section(form, self.browser.result, self.section)

    @work(group="desktop", description="the copy")
    async def copy_section(self, form: str, shown: FilterResult, place: int) -> None:
        entries = await run_in_thread(_shown_entries, shown, place, form)
        self.report(await self.links.copy_as(form, entries))


def _anchor(outline: Outline | None, place: int) -> str:
    """The anchor of a section, or of the nearest one around it that has one."""
    trail = outline.trail(place) if outline else ()
    anchors = (outline.places[at].section.anchor for at in reversed(trail)) if outline else ()
    return next(filter(None, anchors), "")


def _shown_entries(shown: FilterResult, place: int, form: str) -> Sequence[Entry]:
    """The entries of a section in list order; as JSON, they hold those within them already."""
    items = (shown.outline.items[number] for number in sorted(shown.numbers(place)))
    return [item.entry for item in items if not (form == JSON and item.depth)]
