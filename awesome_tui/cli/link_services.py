"""Checks of links and copies of dead ones, for this user's network."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from awesome_tui.cli.context import Context

if TYPE_CHECKING:
    from awesome_tui.services.health_check import HealthCheck

ALLOWED_HOSTS = "AWESOME_TUI_CHECK_HOSTS"
"""The variable with hosts that are asked though they are not public."""
_ARCHIVE = "AWESOME_TUI_ARCHIVE"


def make_health_check(
    context: Context, *, warn: Callable[[str], None], looks_twice: bool = False
) -> HealthCheck:
    """Build the check; useless settings are reported by `warn`."""
    # What talks to the network takes 150 ms to load, which help and --offline do without.
    from awesome_tui.services.health_check import HealthCheck  # noqa: PLC0415
    from awesome_tui.sources.http_client import system_proxies  # noqa: PLC0415
    from awesome_tui.sources.network import network_settings  # noqa: PLC0415
    from awesome_tui.sources.public_addresses import parse_allowed  # noqa: PLC0415

    settings = network_settings(context.environ, system_proxies)
    for problem in settings.problems:
        warn(problem)
    allowed = parse_allowed(context.environ.get(ALLOWED_HOSTS, ""))
    return HealthCheck(settings, allowed, looks_twice=looks_twice)


def find_copy(context: Context, url: str) -> str:
    """The URL of the newest copy of a page at the Internet Archive; blocks."""
    # Loaded when it is first needed, as above.
    from awesome_tui.sources.http_client import system_proxies  # noqa: PLC0415
    from awesome_tui.sources.network import network_settings  # noqa: PLC0415
    from awesome_tui.sources.web_archive import ARCHIVE, WebArchive  # noqa: PLC0415

    settings = network_settings(context.environ, system_proxies)
    base = context.environ.get(_ARCHIVE, "").rstrip("/") or ARCHIVE
    return WebArchive(settings, context.now, base).newest_copy(url)
