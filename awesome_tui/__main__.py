"""The program `awesome-tui`, also as `python -m awesome_tui`."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

INTERRUPTED = 130


def run() -> NoReturn:
    """Run the program and exit."""
    try:
        # Imported here, so that ctrl+c ends the program quietly from its first moment on.
        from awesome_tui.cli import main  # noqa: PLC0415
        from awesome_tui.world import World  # noqa: PLC0415

        stdin = sys.stdin.buffer if sys.stdin else None
        sys.exit(main(sys.argv[1:], World(os.environ, stdin, sys.stdout, sys.stderr)))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    finally:
        # To look through all that is there for the last time takes as long as to load it.
        gc.freeze()


if __name__ == "__main__":
    run()
