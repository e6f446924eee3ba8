"""Questions over the screen; what asks them is loaded for the first of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import App


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

    return await app.push_screen_wait(Chooser(title, choices, chosen, digits=digits))


async def line_from(app: App[Any], title: str, text: str) -> str | None:
    """What the user makes of `text`."""
    from awesome_tui.tui.screens.prompt import Prompt  # noqa: PLC0415  see above

    return await app.push_screen_wait(Prompt(title, text))
