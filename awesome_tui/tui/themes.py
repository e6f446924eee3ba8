"""The program's own themes, a dark and a light one, with one accent and two greys."""

from textual.theme import Theme

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
    variables={
        "foreground-muted": "#969ca8",
        "foreground-disabled": "#69707d",
        "block-cursor-background": "#2b3340",
        "block-cursor-blurred-background": "#22272f",
    },
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
    variables={
        "foreground-muted": "#5a616b",
        "foreground-disabled": "#737a85",
        "block-cursor-background": "#dce7fa",
        "block-cursor-blurred-background": "#edf0f4",
    },
)
OURS = (DARK, LIGHT)
ANSI = ("ansi-dark", "ansi-light")
"""Textual's themes that use the terminal's own colours."""
