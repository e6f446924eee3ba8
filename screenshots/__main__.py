"""Draw the screens over the bundled list: `python screenshots` writes the SVG files beside this."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from drawing import bundled_list, drawn
from recording import record

SIZES = {"wide": (120, 34), "middle": (80, 24), "narrow": (50, 20)}
THEMES = {"dark": "quiet-dark", "light": "quiet-light"}
SCENES: dict[str, Sequence[str]] = {
    "list": ["j", "j", "j"],
    "filter": ["slash", *"kafka"],
}


async def draw(size: tuple[int, int], theme: str, keys: Sequence[str]) -> str:
    """One screen of `size` cells after `keys`, as SVG."""
    async with bundled_list(size, theme) as pilot:
        await pilot.press(*keys)
        return await drawn(pilot)


async def main() -> None:
    """Write every scene at every width in both themes, and the recording."""
    folder = Path(__file__).parent
    for scene, keys in SCENES.items():
        for width, size in SIZES.items():
            for look, theme in THEMES.items():
                svg = await draw(size, theme, keys)
                (folder / f"{scene}-{width}-{look}.svg").write_text(svg, "utf-8")
    (folder / "recording.svg").write_text(await record(), "utf-8")


asyncio.run(main())
