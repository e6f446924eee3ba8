"""How the user wants the screens to look, from one start to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

DARK, LIGHT = "quiet-dark", "quiet-light"
"""The themes for those who name none."""
THEMES = (
    *(DARK, LIGHT, "ansi-dark", "ansi-light", "atom-one-dark", "atom-one-light"),
    *("catppuccin-frappe", "catppuccin-latte", "catppuccin-macchiato", "catppuccin-mocha"),
    *("dracula", "flexoki", "gruvbox", "monokai", "nord", "rose-pine", "rose-pine-dawn"),
    *("rose-pine-moon", "solarized-dark", "solarized-light", "textual-dark", "textual-light"),
    "tokyo-night",
)
"""The names of the themes of the program and of Textual, to be offered without loading those."""


class ThemeChoice(NamedTuple):
    """The theme of a start."""

    name: str = DARK
    is_asked: bool = False
    """True if the user asks for it now, so that it must be known."""
    follows_terminal: bool = False
    """True if nobody has chosen, and the terminal's background decides."""


class PaneSizes(NamedTuple):
    """The sizes in cells that the user has given the panes; None where nobody has."""

    tree_width: int | None = None
    detail_width: int | None = None
    """Of the third column in wide windows."""
    detail_height: int | None = None
    """Below the entries in others."""


_LIGHT = "light"


class Appearance(NamedTuple):
    """The theme, the sizes of the panes and the background of the terminal, as kept."""

    theme: str = ""
    """Empty where the user has chosen none."""
    is_light: bool = False
    """True if the terminal said last that its background is light."""
    sizes: PaneSizes = PaneSizes()

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> Appearance:
        """Read what `settings` returned; a value that is of no use counts as none."""
        sizes = (_cells(settings.get(name, "")) for name in PaneSizes._fields)
        is_light = settings.get("background") == _LIGHT
        return cls(settings.get("theme", ""), is_light, PaneSizes(*sizes))

    def settings(self) -> dict[str, str]:
        """Return all of it as texts by name; empty for what is not chosen."""
        sizes = {name: str(getattr(self.sizes, name) or "") for name in PaneSizes._fields}
        return {"theme": self.theme, "background": _LIGHT if self.is_light else "", **sizes}

    def changes_since(self, before: Appearance) -> dict[str, str]:
        """Return the settings that are not as `before`."""
        known = before.settings()
        return {name: text for name, text in self.settings().items() if text != known[name]}


def _cells(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and 0 < len(text) < 5 else None
