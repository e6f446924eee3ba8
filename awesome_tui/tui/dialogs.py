"""Dialogs over the screen; imported on first use, as these take 5 ms of the start."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import App

if TYPE_CHECKING:
    from awesome_tui.tui.commands import Command
    from awesome_tui.tui.saved_entries import Annotation
    from awesome_tui.tui.screens.export_dialog import ExportChoice
    from awesome_tui.tui.screens.question import Question

AnswerT = TypeVar("AnswerT")


async def ask_choice(
    app: App[Any],
    title: str,
    choices: Sequence[tuple[str, str]],
    chosen: int = 0,
    *,
    digits: bool = True,
    preview: Callable[[int], None] | None = None,
) -> int | None:
    """Let the user choose; return the index. `digits` are keys for the first nine choices.

    Each choice that the cursor comes to is shown by `preview`.
    """
    from awesome_tui.tui.screens.chooser import Chooser  # noqa: PLC0415  on first use

    return await _answer_to(app, Chooser(title, choices, chosen, digits=digits, preview=preview))


async def ask_annotation(
    app: App[Any], title: str, annotation: Annotation, known_tags: Sequence[str]
) -> Annotation | None:
    """Let the user edit a note and tags; `known_tags` complete those that are typed."""
    from awesome_tui.tui.screens.note_editor import NoteEditor  # noqa: PLC0415  on first use

    return await _answer_to(app, NoteEditor(title, annotation, known_tags))


async def ask_export(app: App[Any], title: str, format_name: str, file: str) -> ExportChoice | None:
    """Let the user choose a format and a file, or the clipboard, beginning with these."""
    from awesome_tui.tui.screens.export_dialog import (  # noqa: PLC0415  on first use
        ExportChoice,
        ExportDialog,
    )

    return await _answer_to(app, ExportDialog(title, ExportChoice(format_name, file)))


async def ask_command(app: App[Any], commands: Sequence[Command]) -> Command | None:
    """Let the user search `commands` for one."""
    from awesome_tui.tui.screens.palette import Palette  # noqa: PLC0415  on first use

    return await _answer_to(app, Palette(commands))


async def show_help(app: App[Any], commands: Sequence[Command]) -> Command | None:
    """Show the keys of `commands` and the rest of the help; return the command to run."""
    from awesome_tui.tui.screens.help import Help  # noqa: PLC0415  on first use

    return await _answer_to(app, Help(commands))


async def _answer_to(app: App[Any], question: Question[AnswerT | None]) -> AnswerT | None:
    """Show a dialog; None if one is open already, so that a repeated key opens only one."""
    if app.screen.is_modal:
        return None
    # No await may separate check and push. The dialog outlives a cancelled worker.
    return await asyncio.shield(app.push_screen(question, wait_for_dismiss=True))
