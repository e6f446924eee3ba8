"""A frozen program (as PyInstaller makes it): one file that brings its Python with it.

It has no Python to start: where child processes are to run code, it is started itself, with a word
that asks for that.
"""

from __future__ import annotations

import sys

_RUN_CODE = "--run-code"


def is_frozen() -> bool:
    """True if this program is frozen."""
    return bool(getattr(sys, "frozen", False))


def code_command(code: str) -> tuple[str, ...]:
    """The command that makes a frozen program run `code`."""
    return (sys.executable, _RUN_CODE, code)


def run_asked_code() -> bool:
    """Run the code that this frozen program was started for; False if it was not for any."""
    # The processes of a pool are started with words of Python's own.
    from multiprocessing import freeze_support  # noqa: PLC0415  none is needed but here

    freeze_support()
    if sys.argv[1:2] != [_RUN_CODE]:
        return False
    code = sys.argv[2]
    del sys.argv[1:3]
    if sys.stdin:
        sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    exec(code, {"__name__": "__main__"})
    return True
