"""The web address of a section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesome_tui.model.outline import Outline
from awesome_tui.sources.list_address import find_list_address
from awesome_tui.tui.background import run_in_thread

if TYPE_CHECKING:
    from awesome_tui.tui.screens.browser import BrowserScreen


async def find_section_address(screen: BrowserScreen, place: int) -> str:
    """Find the address of a section; empty, with a message, if the list has none."""
    anchor = _anchor(screen.browser.outline, place)
    address = await run_in_thread(find_list_address, screen.list_source)
    if not address:
        screen.say("This list has no address: Y copies the section itself.", error=True)
        return ""
    return f"{address}#{anchor}" if anchor else address


def _anchor(outline: Outline | None, place: int) -> str:
    """Return the anchor of a section, or else of its nearest ancestor with one."""
    trail = outline.trail(place) if outline else ()
    anchors = (outline.places[at].section.anchor for at in reversed(trail)) if outline else ()
    return next(filter(None, anchors), "")
