"""Questions over the screen; what asks them is loaded for the first of them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import App

if TYPE_CHECKING:
    from awesome_tui.tui.commands import Command
    from awesome_tui.tui.screens.question import Question

AnswerT = TypeVar("AnswerT")


async def choose(
    app: App[Any],
    title: str,
    choices: Sequence[tuple[str, str]],
    chosen: int = 0,
    *,
    digits: bool = True,
) -> int | None:
    """The number of what the user chooses, each after its key; `digits` choose the first nine."""
    from awesome_tui.tui.screens.chooser import Chooser  # noqa: PLC0415  see above

    return await _answer_to(app, Chooser(title, choices, chosen, digits=digits))


async def line_from(app: App[Any], title: str, text: str) -> str | None:
    """What the user makes of `text`."""
    from awesome_tui.tui.screens.prompt import Prompt  # noqa: PLC0415  see above

    return await _answer_to(app, Prompt(title, text))


async def command_from(app: App[Any], commands: Sequence[Command]) -> Command | None:
    """What the user finds among `commands`."""
    from awesome_tui.tui.screens.palette import Palette  # noqa: PLC0415  see above

    return await _answer_to(app, Palette(commands))


async def _answer_to(app: App[Any], question: Question[AnswerT | None]) -> AnswerT | None:
    """None where another question is open: a key pressed twice asks once."""
    if app.screen.is_modal:
        return None
    # Nothing may be awaited between the two. What is asked outlives the worker that asks.
    return await asyncio.shield(app.push_screen(question, wait_for_dismiss=True))
