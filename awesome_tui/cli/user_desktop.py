"""The desktop of the user, for the commands that open the screens."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from awesome_tui.cli.context import Context
from awesome_tui.system.desktop import Desktop

_KERNEL = Path("/proc/version")


def make_desktop(context: Context) -> Desktop:
    """Build the desktop from the environment and what the kernel says of itself."""
    with suppress(OSError):
        return Desktop(context.environ, kernel=_KERNEL.read_text("utf-8", "replace"))
    return Desktop(context.environ)
