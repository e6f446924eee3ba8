"""The parser as a process: a document on standard input, its tree as lines on standard output.

It can be killed, and runs beside the start of the screens. The document is a line of JSON
(`[format, base, source, seconds, memory]`, the last in MiB) and then the text, in UTF-8; the lines
are those of `records`, or one that holds the sentence of a `ParseError`.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from threading import Thread
from typing import BinaryIO, TextIO

from awesome_tui.errors import ParseError
from awesome_tui.parsing import parse
from awesome_tui.records import to_lines

_MEBIBYTE = 1024 * 1024
_OUT_OF_MEMORY = 3
_GROWTH = 16
"""How many times the memory of a line its reader needs."""


def run(source: BinaryIO, target: TextIO) -> None:
    """Parse what `source` holds into `target`."""
    form, base, name, seconds, memory = json.loads(source.readline())
    memory = int(memory * _MEBIBYTE)
    _confine(seconds, memory)
    try:
        text = source.read().decode("utf-8", "surrogatepass")
        document = parse(text, form, base=base, source=name)
        room = memory // _GROWTH
        for line in to_lines(document):
            room -= len(line)
            if room < 0:
                raise MemoryError
            target.write(line)
    except ParseError as error:
        target.write(json.dumps(str(error)) + "\n")
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)


def _confine(seconds: float, memory: int) -> None:
    """Have the system end this process; Windows knows neither, there only the parent does."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        import resource  # noqa: PLC0415  not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _end_with(parent: int) -> None:
    """Leave no orphan at work."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


if __name__ == "__main__":
    gc.disable()  # it ends before its garbage matters
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    run(sys.stdin.buffer, sys.stdout)
    sys.stdout.flush()
    os._exit(0)  # without taking everything apart first
