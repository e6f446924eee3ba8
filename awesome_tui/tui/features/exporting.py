"""The export of entries, to a file or to the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.dialogs import ask
from awesome_tui.tui.downloads import Downloads, ExportFiles
from awesome_tui.tui.features.feature import work
from awesome_tui.tui.features.page_feature import PageFeature
from awesome_tui.tui.keys import key
from awesome_tui.tui.rendering.terminal_access import send_download

if TYPE_CHECKING:
    from awesome_tui.export.selection import Selection


class Exporting(PageFeature):
    """Exports what is marked, or else what is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("list.export", "x", "export", "Export", "Export to a file")
    ]
    _format = "markdown"
    """The format that was chosen last."""

    @work(group="question")
    async def action_export(self) -> None:
        selection = self._selection()
        if selection is None or not selection.numbers:
            self.say("There is nothing to export.", error=True)
            return
        files = await self._export_files()
        title = " · ".join((f"Export {selection}", *selection.titles[1:]))
        file = files.shown(files.path(selection.file_name(self._format)))
        while True:
            choice = await ask(self.screen.app).export(title, self._format, file)
            if choice is None:
                return
            self._format = choice.format
            if choice.file is None:
                self.copy_export(selection, choice.format)
                return
            file = choice.file
            is_there = await run_in_thread(files.exists, file)
            if not is_there or await self.confirmed(f"{file} exists. Replace it?"):
                self.save_export(selection, choice.format, files, file, replace=is_there)
                return

    async def _export_files(self) -> ExportFiles:
        if self.screen.app.is_web:
            return Downloads(partial(send_download, self.screen.app))
        return (await self.session.connected()).files

    def _selection(self) -> Selection | None:
        browser = self.browser
        if browser.outline is None or browser.result is None:
            return None
        # Imported on first use, to start faster.
        from awesome_tui.export.selection import Selection  # noqa: PLC0415

        titles = [browser.text.heading(browser.outline)]
        if browser.marks:
            rows: Sequence[int] = sorted(browser.marks)
        else:
            rows = browser.result.rows(browser.place)
            titles += [*browser.outline.titles(browser.place)[-1:], browser.filter_text]
        numbers = [row for row in rows if row >= 0]
        titles = list(filter(None, titles))
        return Selection(browser.outline, numbers, titles, browser.text.saved.tags_of)

    @work(group="keep", description="the export")
    async def save_export(
        self,
        selection: Selection,
        format_name: str,
        files: ExportFiles,
        file: str,
        *,
        replace: bool,
    ) -> None:
        with self.complaining():
            text = await run_in_thread(selection.text, format_name)
            write = partial(files.write, file, text, replace=replace)
            if await run_in_thread(write):
                self.say(f"Exported {selection} to {file}")
            else:
                self.say(f"{file} exists by now: choose another name.", error=True)

    @work(group="desktop", description="the copy")
    async def copy_export(self, selection: Selection, format_name: str) -> None:
        text = await run_in_thread(selection.text, format_name)
        self.report(await self.screen.link_actions.copy(text, selection.called(format_name)))
