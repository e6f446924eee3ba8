"""The desktop of the user, for the commands that open the screens."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from awesome_tui.cli.context import Context
from awesome_tui.config.settings import Config
from awesome_tui.system.desktop import Desktop

_KERNEL = Path("/proc/version")


def make_desktop(context: Context, config: Config) -> Desktop:
    """Build the desktop from environment and settings, and what the kernel says of itself."""
    environ, kernel = dict(context.environ), ""
    if config.opener:
        environ["BROWSER"] = config.opener.replace("{url}", "%s")
    with suppress(OSError):
        kernel = _KERNEL.read_text("utf-8", "replace")
    return Desktop(environ, kernel=kernel, clipboard=config.clipboard)
