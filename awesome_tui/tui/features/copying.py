"""Copying what is chosen in a list: entries, sections and the links of the detail."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding

from awesome_tui.export.clipboard import FORMS, JSON, URL
from awesome_tui.model.entries import Entry, Link
from awesome_tui.model.section_paths import shown_title
from awesome_tui.text.measures import counted
from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.dialogs import ask
from awesome_tui.tui.features.feature import Feature, work
from awesome_tui.tui.features.links import find_section_address
from awesome_tui.tui.list_search import FilterResult


class Copying(Feature):
    """Copies URLs, or entries and whole sections in a form of choice."""

    def describe(self, binding: Binding) -> str | None:
        is_of_section = binding.action == "copy" and self.browser.chosen.section is not None
        return "" if is_of_section and not self.screen.list_source else None

    def action_copy(self) -> None:
        section = self.browser.chosen.section
        if section is not None:
            self.copy_section_address(section)
            return
        link = self.browser.panes.detail.link_under_cursor
        if link is not None and not self.browser.marks:
            self.copy_link(link)
        else:
            self.copy_entries(URL, self.browser.chosen.entries())

    @work(group="desktop", description="the copy")
    async def copy_link(self, link: Link) -> None:
        self.report(await self.screen.link_actions.copy(link.url))

    @work(group="question")
    async def action_copy_as(self) -> None:
        choices = [(str(n), form) for n, form in enumerate(FORMS, 1)]
        chosen = await ask(self.screen.app).choice(self._dialog_title(), choices)
        if chosen is not None:
            self.copy_in_form(list(FORMS)[chosen])

    def _dialog_title(self) -> str:
        """Return the title of the dialog, which says what will be copied."""
        section, outline = self.browser.chosen.section, self.browser.outline
        if section is not None and outline is not None:
            titles = outline.titles(section)
            return f"Copy {shown_title(titles[-1]) if titles else 'the list'} as"
        marked = len(self.browser.marks)
        return f"Copy {counted(marked, 'entry', 'entries')} as" if marked else "Copy as"

    def copy_in_form(self, form: str) -> None:
        section, shown = self.browser.chosen.section, self.browser.result
        if section is None or shown is None:
            self.copy_entries(form, self.browser.chosen.entries())
        else:
            self.copy_section(form, shown, section)

    @work(group="desktop", description="the copy")
    async def copy_entries(self, form: str, entries: Sequence[Entry]) -> None:
        self.report(await self.screen.link_actions.copy_as(form, entries))

    @work(group="desktop", description="the copy")
    async def copy_section_address(self, place: int) -> None:
        if address := await find_section_address(self.screen, place):
            self.report(await self.screen.link_actions.copy(address))

    @work(group="desktop", description="the copy")
    async def copy_section(self, form: str, shown: FilterResult, place: int) -> None:
        entries = await run_in_thread(_shown_entries, shown, place, form)
        self.report(await self.screen.link_actions.copy_as(form, entries))


def _shown_entries(shown: FilterResult, place: int, form: str) -> Sequence[Entry]:
    """Return the entries of a section; for JSON without nested ones, which others contain."""
    items = (shown.outline.items[number] for number in sorted(shown.numbers(place)))
    return [item.entry for item in items if not (form == JSON and item.depth)]
