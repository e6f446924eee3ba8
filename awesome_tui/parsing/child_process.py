"""Parser process: documents on standard input, their trees as lines on standard output.

It can be killed, and runs while the screens start. A document is a line of JSON (`[format, base,
source, seconds, memory, size]`, memory in MiB) followed by `size` bytes of UTF-8 text. The reply is
a line with the seconds taken and then those of `write_list`, or a single line with the message of
a `ParseError`. All seconds are CPU time of this process. If the system cannot limit memory, the
line `UNBOUNDED` precedes the reply, and the parent has to enforce the limit.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from threading import Thread
from typing import BinaryIO

from awesome_tui.errors import ParseError
from awesome_tui.model.encoding import write_list
from awesome_tui.model.entries import AwesomeList
from awesome_tui.parsing.document import parse

if sys.platform != "win32":
    import resource

UNBOUNDED = b"unbounded\n"
_MEBIBYTE = 1024 * 1024
_OUT_OF_MEMORY = 3
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


def run(
    source: BinaryIO, target: BinaryIO, limit_memory: Callable[[int], None] = limit_memory
) -> None:
    """Parse the documents in `source` one after another and write their trees to `target`."""
    while header := source.readline():
        form, base, name, seconds, memory, size = json.loads(header)
        memory = int(memory * _MEBIBYTE)
        _limit_work(seconds)
        try:
            limit_memory(memory)
        except (AttributeError, ValueError, OSError):
            target.write(UNBOUNDED)
            target.flush()
        start = time.process_time()
        try:
            text = source.read(size).decode("utf-8", "surrogatepass")
            document = parse(text, form, base=base, source=name)
            target.write(f"{time.process_time() - start:.3f}\n".encode())
            _write(document, target, memory // _GROWTH)
        except ParseError as error:
            target.write(f"{json.dumps(str(error))}\n".encode())
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)
        target.flush()
        _limit_work(0)
        gc.collect()  # while the parent reads the output


def _write(document: AwesomeList, target: BinaryIO, room: int) -> None:
    for line in write_list(document):
        room -= len(line)
        if room < 0:
            raise MemoryError
        target.write(line)


def _limit_work(seconds: float) -> None:
    """Limit CPU time from now on; 0 is no limit."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _end_with(parent: int) -> None:
    """Exit when the parent process has ended."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


if __name__ == "__main__":
    gc.disable()  # most documents are done before garbage matters
    gc.freeze()
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    run(sys.stdin.buffer, sys.stdout.buffer)
    os._exit(0)  # skips the interpreter's cleanup
