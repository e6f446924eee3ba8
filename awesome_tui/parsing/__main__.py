"""The parser as a process: a document on standard input, its tree as lines on standard output.

It can be killed, and runs beside the start of the screens. The document is a line of JSON
(`[format, base, source]`) and then the text, in UTF-8; the lines are those of `records`, or one
that holds the sentence of a `ParseError`.
"""

from __future__ import annotations

import gc
import json
import sys
from typing import BinaryIO, TextIO

from awesome_tui.errors import ParseError
from awesome_tui.parsing import parse
from awesome_tui.records import to_lines


def run(source: BinaryIO, target: TextIO) -> None:
    """Parse what `source` holds into `target`."""
    form, base, name = json.loads(source.readline())
    text = source.read().decode("utf-8", "surrogatepass")
    try:
        document = parse(text, form, base=base, source=name)
    except ParseError as error:
        target.write(json.dumps(str(error)) + "\n")
    else:
        target.writelines(to_lines(document))


if __name__ == "__main__":
    gc.disable()  # it ends before its garbage matters
    run(sys.stdin.buffer, sys.stdout)
