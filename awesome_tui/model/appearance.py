"""How the user wants the screens to look, from one start to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

DARK, LIGHT = "quiet-dark", "quiet-light"
"""The default themes."""
THEMES = (
    *(DARK, LIGHT, "ansi-dark", "ansi-light", "atom-one-dark", "atom-one-light"),
    *("catppuccin-frappe", "catppuccin-latte", "catppuccin-macchiato", "catppuccin-mocha"),
    *("dracula", "flexoki", "gruvbox", "monokai", "nord", "rose-pine", "rose-pine-dawn"),
    *("rose-pine-moon", "solarized-dark", "solarized-light", "textual-dark", "textual-light"),
    "tokyo-night",
)
"""Names of our themes and Textual's, for completion without loading Textual."""


class ThemeChoice(NamedTuple):
    """The theme of a start."""

    name: str = DARK
    is_asked: bool = False
    """True if it was asked for at this start: an unknown name is an error then."""
    follows_terminal: bool = False
    """True if the terminal's background decides, as the user has not chosen."""


class PaneSizes(NamedTuple):
    """The sizes of the panes in cells, as set by the user; None if not set."""

    tree_width: int | None = None
    detail_width: int | None = None
    """The width in windows with three columns."""
    detail_height: int | None = None
    """The height in other windows, where it is below the entries."""


_LIGHT = "light"


class Appearance(NamedTuple):
    """The theme, the sizes of the panes and the background of the terminal, as kept."""

    theme: str = ""
    """Empty if the user has not chosen any."""
    is_light: bool = False
    """True if the terminal last reported a light background."""
    sizes: PaneSizes = PaneSizes()

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> Appearance:
        """Read what `settings` returned; invalid values are ignored."""
        sizes = (_cells(settings.get(name, "")) for name in PaneSizes._fields)
        is_light = settings.get("background") == _LIGHT
        return cls(settings.get("theme", ""), is_light, PaneSizes(*sizes))

    def settings(self) -> dict[str, str]:
        """Return all values as text, by name; empty if not set."""
        sizes = {name: str(getattr(self.sizes, name) or "") for name in PaneSizes._fields}
        return {"theme": self.theme, "background": _LIGHT if self.is_light else "", **sizes}

    def changes_since(self, before: Appearance) -> dict[str, str]:
        """Return the settings that differ from `before`."""
        known = before.settings()
        return {name: text for name, text in self.settings().items() if text != known[name]}


def _cells(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and 0 < len(text) < 5 else None
