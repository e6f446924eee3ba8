"""The address of a section, where its list has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesome_tui.model.outline import Outline
from awesome_tui.sources.list_address import find_list_address
from awesome_tui.tui.background import run_in_thread

if TYPE_CHECKING:
    from awesome_tui.tui.screens.browser import BrowserScreen


async def find_section_address(screen: BrowserScreen, place: int) -> str:
    """The address of a section; empty if the list has none, which is told."""
    anchor = _anchor(screen.browser.outline, place)
    address = await run_in_thread(find_list_address, screen.list_source)
    if not address:
        screen.say("This list has no address: Y copies the section itself.", error=True)
        return ""
    return f"{address}#{anchor}" if anchor else address


def _anchor(outline: Outline | None, place: int) -> str:
    """The anchor of a section, or of the nearest one around it that has one."""
    trail = outline.trail(place) if outline else ()
    anchors = (outline.places[at].section.anchor for at in reversed(trail)) if outline else ()
    return next(filter(None, anchors), "")
