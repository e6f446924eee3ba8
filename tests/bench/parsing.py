"""Time the parser beside mistune's own HTML, and on honest lists of growing size.

usage: python tests/bench/parsing.py

The seed list and the five largest of ../shared/corpus, each with mistune and the same plugins in
turn: processor milliseconds, medians of ten rounds. Then megabytes a second of lists that
../shared/tools/biglist.py makes.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import mistune

from awesome_tui.parsing.document import parse

SHARED = Path(__file__).parents[2] / "../shared"
PLUGINS = ["table", "strikethrough", "url", "footnotes", "task_lists"]
ROUNDS = 10
ENTRIES_PER_MB = 7_750


def main() -> None:
    gc.disable()
    lists = sorted((SHARED / "corpus/lists").glob("*.md"), key=lambda path: -path.stat().st_size)
    for path in [SHARED / "corpus/seed-awesome-microservices.md", *lists[:5]]:
        compare(path.stem, path.read_text("utf-8", "replace"))
    for megabytes in (1, 3, 10):
        command = [sys.executable, f"{SHARED}/tools/biglist.py", str(megabytes * ENTRIES_PER_MB)]
        text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
        seconds = timed(partial(parse, text))
        print(
            f"{len(text) / 1e6:5.1f} MB in {seconds:6.2f} s, {len(text) / 1e6 / seconds:.2f} MB/s"
        )


def compare(name: str, text: str) -> None:
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(timed(partial(parse, text)))
        theirs.append(timed(partial(mistune.create_markdown(escape=False, plugins=PLUGINS), text)))
        gc.collect()
    mine, other = 1000 * median(ours), 1000 * median(theirs)
    print(f"{name:46}{mine:7.1f} ms, mistune {other:7.1f}, × {mine / other:.2f}", flush=True)


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
