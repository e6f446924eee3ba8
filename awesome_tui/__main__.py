"""The program `awesome-tui`, also as `python -m awesome_tui`."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

INTERRUPTED, CRASHED = 130, 70


def run() -> NoReturn:
    """Run the program and exit."""
    _keep_closed_streams_closed()
    try:
        # Imported here, so that ctrl+c ends the program quietly from its first moment on.
        from awesome_tui.cli import main  # noqa: PLC0415
        from awesome_tui.world import World  # noqa: PLC0415

        stdin = sys.stdin.buffer if sys.stdin else None
        sys.exit(main(sys.argv[1:], World(os.environ, stdin, sys.stdout, sys.stderr)))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:  # `main` lets none out; to import it may fail
        _explain(error)
        sys.exit(CRASHED)
    finally:
        # To look through all that is there for the last time takes as long as to load it.
        gc.freeze()


def _keep_closed_streams_closed() -> None:
    """Let no file take the number of a standard stream that was closed, and what is written there.

    The library would: the lowest number that is free is that of the next file to be opened.
    """
    for stream in (0, 1, 2):
        try:
            os.fstat(stream)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _explain(error: Exception) -> None:
    try:
        from awesome_tui.crash import explain  # noqa: PLC0415  it may be what is missing

        sentence = explain(error, os.environ)
    except Exception:
        sentence = f"It crashed ({type(error).__name__}): please install it anew."
    with suppress(OSError):
        if sys.stderr:
            sys.stderr.write(f"awesome-tui: {sentence}\n")


if __name__ == "__main__":
    run()
