"""How to come by a forge's token: from the environment, else from the forge's own program."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from functools import cache
from urllib.parse import urlsplit

from awesome_tui.programs import find_program, without_here
from awesome_tui.sources.forges import GITHUB, Forge, token_from

_SECONDS = 2


def tokens(environ: Mapping[str, str]) -> Callable[[Forge], str | None]:
    """What finds the token for a forge, once; it may start a program, so it belongs in a thread."""

    @cache
    def find(forge: Forge) -> str | None:
        return token_from(forge, environ) or (
            _told_by_gh(forge, environ) if forge.kind is GITHUB else None
        )

    return find


def _told_by_gh(forge: Forge, environ: Mapping[str, str]) -> str | None:
    """The token of who has logged in with GitHub's program, for this host and no other."""
    host = urlsplit(forge.web).hostname or ""
    program = find_program("gh", environ)
    if program is None:
        return None
    try:
        told = subprocess.run(
            (program, "auth", "token", "--hostname", host),
            env=without_here(environ),
            cwd=os.sep,  # it may ask git, which does what the folder says that it stands in
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError, UnicodeError):
        return None
    return told.stdout.strip() or None
