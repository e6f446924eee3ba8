"""The program's themes, with one accent and two greys, and readable colours for all themes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.color import Color
from textual.theme import Theme

if TYPE_CHECKING:
    from awesome_tui.config.own_themes import OwnTheme

DARK = Theme(
    name="quiet-dark",
    primary="#8ab4f8",
    secondary="#8ab4f8",
    accent="#8ab4f8",
    warning="#f2c173",
    error="#f28b82",
    success="#a8d5a2",
    foreground="#dcdfe4",
    background="#16181d",
    surface="#16181d",
    panel="#20242b",
    variables={"foreground-muted": "#969ca8", "foreground-disabled": "#69707d"},
)
LIGHT = Theme(
    name="quiet-light",
    primary="#0b57d0",
    secondary="#0b57d0",
    accent="#0b57d0",
    warning="#8a5300",
    error="#b3261e",
    success="#256029",
    foreground="#1f2328",
    background="#fcfcfd",
    surface="#fcfcfd",
    panel="#eef0f3",
    dark=False,
    variables={"foreground-muted": "#5a616b", "foreground-disabled": "#737a85"},
)
OURS = (DARK, LIGHT)


def make_theme(own: OwnTheme) -> Theme:
    """Build a theme of the user's own; missing colours are those of ours."""
    usual = DARK if own.is_dark else LIGHT
    colours = own.colours
    muted = colours.get("muted", colours["foreground"])
    return Theme(
        name=own.name,
        primary=colours["accent"],
        secondary=colours["accent"],
        accent=colours["accent"],
        warning=colours.get("warning", usual.warning),
        error=colours.get("error", usual.error),
        success=colours.get("success", usual.success),
        foreground=colours["foreground"],
        background=colours["background"],
        surface=colours["background"],
        panel=colours["background"],
        dark=own.is_dark,
        variables={"foreground-muted": muted, "foreground-disabled": muted},
    )


def faint_colours(own: OwnTheme) -> Iterator[tuple[str, float, float]]:
    """Yield colours with too little contrast, which are drawn differently: have, and need."""
    ground = Color.parse(own.colours["background"])
    for name, colour in own.colours.items():
        least = REST if name == "muted" else NAMES
        found = contrast(Color.parse(colour), ground)
        if name != "background" and found < least:
            yield name, found, least


ANSI = ("ansi-dark", "ansi-light")
"""Textual's themes that use the terminal's own colours."""

NAMES, REST = 4.5, 3.0
"""The least contrast (WCAG 2) of names, and of all other text, to any background."""
_MARGIN = 0.1
"""For rounding to whole steps of colour."""
_PANEL, _TINT, _BLURRED = 0.06, 0.16, 0.09
"""The shares of text, accent and text in the grounds of dialogs and of the row under the cursor."""
_STEP = 0.05


def readable_colors(theme: Mapping[str, str]) -> dict[str, str]:
    """Return those variables of a theme that must change to make all text readable.

    Themes give the row under the cursor a bar in a strong colour, on which descriptions and matched
    characters cannot be read: here it is a tint of the background. A theme of the terminal's own
    colours is left as it is.
    """
    ground, text = Color.parse(theme["background"]), Color.parse(theme["foreground"])
    if ground.ansi is not None:
        return {}
    accent = Color.parse(theme["accent"])
    panel = ground.blend(text, _PANEL)
    tint = ground.blend(accent, _TINT)
    blurred = ground.blend(text, _BLURRED)
    grounds = ground, panel, tint, blurred
    name = _readable(text, grounds, NAMES)
    quiet = _readable(ground + Color.parse(theme["foreground-muted"]), grounds, REST)
    colors = {
        "panel": panel,
        "foreground": name,
        "foreground-muted": quiet,
        "accent": _readable(accent, grounds, NAMES),
        "block-cursor-background": tint,
        "block-cursor-foreground": name,
        "block-cursor-blurred-background": blurred,
        "block-cursor-blurred-foreground": name,
        "input-cursor-background": name,
        "input-cursor-foreground": ground,
        "input-selection-background": tint,
        "input-selection-foreground": name,
        **{key: _readable(Color.parse(theme[key]), grounds, NAMES) for key in ("warning", "error")},
    }
    return {key: color.hex for key, color in colors.items()}


def _readable(color: Color, grounds: Sequence[Color], least: float) -> Color:
    """Return `color`, moved to white or black just as far as the contrast `least` needs."""
    is_dark = grounds[0].brightness < 0.5
    end = Color(255, 255, 255) if is_dark else Color(0, 0, 0)
    share = 0.0
    while share < 1 and _least_contrast(color.blend(end, share), grounds) < least + _MARGIN:
        share += _STEP
    return color.blend(end, min(1.0, share))


def _least_contrast(color: Color, grounds: Iterable[Color]) -> float:
    return min(contrast(color, ground) for ground in grounds)


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours as WCAG 2 defines it, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
