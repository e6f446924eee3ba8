"""Code run by a frozen program, as made by PyInstaller, in place of the Python it lacks."""

from __future__ import annotations

import sys
from multiprocessing import freeze_support

from awesome_tui.system.programs import RUN_CODE


def run_asked_code() -> bool:
    """Run the code that this frozen program was started for; False if there is none."""
    freeze_support()  # processes of a pool are started with Python's own arguments
    if sys.argv[1:2] != [RUN_CODE]:
        return False
    code = sys.argv[2]
    del sys.argv[1:3]
    if sys.stdin:
        sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    exec(code, {"__name__": "__main__"})
    return True
