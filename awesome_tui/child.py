"""Parsing in a process of its own, which can be ended at any moment.

One line of JSON says what is to be done, the text follows; back comes the tree as JSON. The parent
keeps its end of the pipe open, so that the child knows when nobody waits for it any more.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Timer

from awesome_tui.errors import ParseError
from awesome_tui.limits import Limits
from awesome_tui.model import AwesomeList
from awesome_tui.treejson import from_tree

TOO_LARGE = 3
"""How the child exits where its memory does not suffice."""

_ALARM = -14
_CHILD_SHARE, _PARENT_SHARE = 0.9, 0.93
"""Of the time: what is left is for starting, and for what is done with the list."""
_HOME = Path(__file__).parents[1]


class Child:
    """One text being parsed; `kill` may come from any thread."""

    def __init__(self, text: str, base: str | None, bound: Limits) -> None:
        self._bound = bound
        data = text.encode("utf-8", "surrogatepass")
        task = {
            "size": len(data),
            "source": bound.source,
            "base": base,
            "seconds": _CHILD_SHARE * bound.seconds,
            "memory": bound.memory,
        }
        self._input = json.dumps(task).encode() + b"\n" + data
        # Started where the package is, the child finds it, and nothing that lies where the user is.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "awesome_tui.parsing"],
            cwd=_HOME,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._is_late = False

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def result(self) -> AwesomeList:
        """What it made of the text."""
        timer = Timer(_PARENT_SHARE * self._bound.seconds, self._end_late)
        timer.start()
        try:
            output = self._exchange()
        finally:
            timer.cancel()
            self._process.kill()
            self._process.wait()
        if self._process.returncode:
            raise self._failure()
        return from_tree(json.loads(output))

    def _exchange(self) -> bytes:
        with self._process as process:
            assert process.stdin is not None
            assert process.stdout is not None
            with suppress(BrokenPipeError):
                process.stdin.write(self._input)
                process.stdin.flush()
            output = process.stdout.read()
            process.wait()
        return output

    def _end_late(self) -> None:
        self._is_late = True
        self.kill()

    def _failure(self) -> ParseError:
        if self._is_late or self._process.returncode == _ALARM:
            return self._bound.too_slow()
        if self._process.returncode == -9:
            return ParseError(f"Cannot read {self._bound.source}: reading was ended from outside.")
        return self._bound.too_large()
