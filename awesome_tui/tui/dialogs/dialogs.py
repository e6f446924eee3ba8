"""Dialogs over the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from textual.app import App

from awesome_tui.tui.commands import Command
from awesome_tui.tui.dialogs.chooser import Chooser
from awesome_tui.tui.dialogs.export_dialog import ExportChoice, ExportDialog
from awesome_tui.tui.dialogs.help import Help
from awesome_tui.tui.dialogs.line_dialog import LineDialog
from awesome_tui.tui.dialogs.palette import Palette
from awesome_tui.tui.dialogs.question import Question
from awesome_tui.tui.saved_entries import Annotation

AnswerT = TypeVar("AnswerT")

_RULES = Path(__file__).with_name("dialogs.tcss")


class Dialogs:
    """Shows dialogs over the screens of an app; each returns the answer, or None."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        # With `CSS_PATH` of the dialogs, Textual would style all widgets again.
        if not app.stylesheet.has_source(str(_RULES)):
            app.stylesheet.read(_RULES)

    async def choice(
        self,
        title: str,
        choices: Sequence[tuple[str, str] | tuple[str, str, str]],
        chosen: int = 0,
        *,
        digits: bool = True,
        preview: Callable[[int], None] | None = None,
    ) -> int | None:
        """Let the user choose; return the index. `digits` are keys for the first nine choices.

        A choice has a key, a text, and maybe quieter words about it.
        Each choice that the cursor comes to is shown by `preview`.
        """
        return await self._answer_to(
            Chooser(title, choices, chosen, digits=digits, preview=preview)
        )

    async def annotation(
        self, title: str, annotation: Annotation, known_tags: Sequence[str]
    ) -> Annotation | None:
        """Let the user edit a note and tags; `known_tags` complete those that are typed."""
        # It imports a text area, which takes twice as long as all other dialogs.
        from awesome_tui.tui.dialogs.note_editor import NoteEditor  # noqa: PLC0415

        return await self._answer_to(NoteEditor(title, annotation, known_tags))

    async def export(self, title: str, format_name: str, file: str) -> ExportChoice | None:
        """Let the user choose a format and a file or the clipboard; these are the defaults."""
        return await self._answer_to(ExportDialog(title, ExportChoice(format_name, file)))

    async def line(
        self, title: str, about: str, text: str, *, is_replaced: bool = False
    ) -> str | None:
        """Let the user edit a line, beginning with `text`; `about` says what is wanted.

        A text that `is_replaced` goes with the first letter.
        """
        return await self._answer_to(LineDialog(title, about, text, is_replaced=is_replaced))

    async def command(self, commands: Sequence[Command]) -> Command | None:
        """Let the user search `commands` for one."""
        return await self._answer_to(Palette(commands))

    async def help(self, commands: Sequence[Command]) -> Command | None:
        """Show the keys of `commands` and the rest of the help; return the command to run."""
        return await self._answer_to(Help(commands))

    async def _answer_to(self, question: Question[AnswerT | None]) -> AnswerT | None:
        """Show a dialog; return None if one is open, so that a repeated key opens only one."""
        if self._app.screen.is_modal:
            return None
        # No await may separate check and push. The dialog outlives a cancelled worker.
        return await asyncio.shield(self._app.push_screen(question, wait_for_dismiss=True))
