"""Parsing in a child process: a task and its text in, the tree as JSON out (see `child.py`)."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from threading import Thread

from awesome_tui.child import TOO_LARGE
from awesome_tui.parsing import parse
from awesome_tui.treejson import to_tree

_MEBIBYTE = 1024 * 1024
_GROWTH = 16
"""The parent needs up to so many times the memory of the JSON that it receives."""


def main() -> None:
    """Do the one task, within its limits."""
    task = json.loads(sys.stdin.buffer.readline())
    _confine(task["seconds"], task["memory"])
    gc.disable()
    try:
        text = sys.stdin.buffer.read(task["size"]).decode("utf-8", "surrogatepass")
        Thread(target=_end_with_parent, daemon=True).start()
        tree = to_tree(parse(text, base=task["base"], source=task["source"]))
        output = json.dumps(tree, separators=(",", ":")).encode()
    except MemoryError:
        os._exit(TOO_LARGE)
    if _GROWTH * len(output) > task["memory"] * _MEBIBYTE:
        os._exit(TOO_LARGE)
    sys.stdout.buffer.write(output)
    sys.stdout.flush()
    os._exit(0)  # without taking everything apart first


def _confine(seconds: float, memory: int) -> None:
    """Have the system end this process; Windows knows neither, there the parent has to do it."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        import resource  # noqa: PLC0415  not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory * _MEBIBYTE,) * 2)


def _end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
