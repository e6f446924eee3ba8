"""The console of Windows, which does not interpret escape sequences in older versions."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

_OUTPUT = -11
"""The number of the standard output among the handles of a process."""
_ESCAPES = 0x0004
"""ENABLE_VIRTUAL_TERMINAL_PROCESSING."""


def understands_escapes() -> bool:
    """True if the console can interpret escape sequences; does not change it."""
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32")
        kernel.GetStdHandle.restype = wintypes.HANDLE
        console, mode = wintypes.HANDLE(kernel.GetStdHandle(_OUTPUT)), wintypes.DWORD()
        if not kernel.GetConsoleMode(console, ctypes.byref(mode)):
            return False
        if not kernel.SetConsoleMode(console, mode.value | _ESCAPES):
            return False
        kernel.SetConsoleMode(console, mode.value)
    return True
