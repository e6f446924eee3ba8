"""Parser process: documents on standard input, what is read of them as lines on standard output.

It can be killed, and runs while the screens start. A document is a line of JSON (`[format, base,
source, seconds, memory, size]`, memory in MiB) followed by `size` bytes of UTF-8 text. The reply
is a line with the seconds taken and then those of the parser, or a single line with the message of
a `ParseError`. All seconds are CPU time of this process, on Windows time by the clock. If the
system cannot limit memory, the line `UNBOUNDED` precedes the reply, and the parent has to enforce
the limit.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from threading import Thread, Timer
from typing import BinaryIO, NoReturn, TypeAlias

from awesome_tui.errors import ParseError

with suppress(ImportError):  # Windows lacks it
    import resource

Parser: TypeAlias = Callable[[str, str, str | None, str], Iterable[bytes]]
"""A function that makes lines of a text, its format, its base and its source."""

UNBOUNDED = b"unbounded\n"
_MEBIBYTE = 1024 * 1024
_OUT_OF_MEMORY, _WORKED_TOO_LONG = 3, 4
_GROWTH = 16
"""Memory that the parent needs to read a line, as a multiple of its length."""


def limit_memory(size: int) -> None:
    """Limit the address space of this process to `size` bytes.

    Raises OSError on Windows, which has no such limit, and ValueError on macOS, which refuses to
    set it.
    """
    if sys.platform == "win32":
        raise OSError("Windows has no such limit")
    _, hard = resource.getrlimit(resource.RLIMIT_AS)  # stays: the next document may get more
    resource.setrlimit(resource.RLIMIT_AS, (size, hard))


def main(parse: Parser) -> NoReturn:
    """Parse what comes on standard input until it ends, or the parent does."""
    gc.freeze()
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    run(parse, sys.stdin.buffer, sys.stdout.buffer)
    os._exit(0)  # skips the interpreter's cleanup


def run(
    parse: Parser,
    source: BinaryIO,
    target: BinaryIO,
    limit_memory: Callable[[int], None] = limit_memory,
) -> None:
    """Parse the documents in `source` one after another and write the lines to `target`."""
    while header := source.readline():
        form, base, name, seconds, memory, size = json.loads(header)
        memory = int(memory * _MEBIBYTE)
        lift = _limit_work(seconds)
        try:
            limit_memory(memory)
        except (AttributeError, ValueError, OSError):
            target.write(UNBOUNDED)
            target.flush()
        start = time.process_time()
        try:
            text = source.read(size).decode("utf-8", "surrogatepass")
            lines = parse(text, form, base, name)
            target.write(f"{time.process_time() - start:.3f}\n".encode())
            _write(lines, target, memory // _GROWTH)
        except ParseError as error:
            target.write(f"{json.dumps(str(error))}\n".encode())
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)
        target.flush()
        lift()
        gc.collect()  # while the parent reads the output


def _write(lines: Iterable[bytes], target: BinaryIO, room: int) -> None:
    for line in lines:
        room -= len(line)
        if room < 0:
            raise MemoryError
        target.write(line)


def _limit_work(seconds: float) -> Callable[[], object]:
    """Limit CPU time from now on, and return what lifts the limit."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)
        return partial(signal.setitimer, signal.ITIMER_PROF, 0)
    # Windows has only the clock; and a process does not see there that its parent has ended.
    timer = Timer(seconds, os._exit, (_WORKED_TOO_LONG,))
    timer.daemon = True
    timer.start()
    return timer.cancel


def _end_with(parent: int) -> None:
    """Exit when the parent process has ended."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
