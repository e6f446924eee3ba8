"""Finding the token for a forge: in the environment, or else from GitHub's `gh` program."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from functools import cache

from awesome_tui.sources.forges import GITHUB, Forge, token_from
from awesome_tui.system.programs import find_program, with_safe_path

_SECONDS = 2


def token_finder(environ: Mapping[str, str]) -> Callable[[Forge], str | None]:
    """A cached function that finds tokens; it may run a program, so call it in a thread."""

    @cache
    def find(forge: Forge) -> str | None:
        return token_from(forge, environ) or (
            _token_from_gh(forge, environ) if forge.kind is GITHUB else None
        )

    return find


def _token_from_gh(forge: Forge, environ: Mapping[str, str]) -> str | None:
    """The token of the user's login in `gh`, for this host only."""
    program = find_program("gh", environ)
    if program is None:
        return None
    try:
        told = subprocess.run(
            (program, "auth", "token", "--hostname", forge.host),
            env=with_safe_path(environ),
            cwd=os.sep,  # `gh` may run git, which would read the config of the current folder
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError, UnicodeError):
        return None
    return told.stdout.strip() or None
