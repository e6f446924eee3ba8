"""Time searches in lists of many sizes, and fzf's filter on the same lines in turn.

usage: python tests/bench/search.py [N ...]     (default: 10000 100000 1000000)

For each query: the time to the count and the first screenful of an index that has forgotten it
(median and worst), how late a clock in another thread rang meanwhile, and fzf's whole process.
Then words of names are typed letter by letter, each once, and timed until the number of hits in
each section could be shown, by the clock and by the processor, which a busy machine disturbs less.
Lists come from ../shared/tools/biglist.py beside the checkout.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from shutil import which
from statistics import median, quantiles
from threading import Event, Thread

from awesome_tui.model.entries import Entry, Link, Section
from awesome_tui.model.table import Row
from awesome_tui.search.index import Index
from awesome_tui.search.query import Query, parse_query

BIGLIST = Path(__file__).parents[2] / "../shared/tools/biglist.py"
QUERIES = ("k", "ka", "kaf", "kafk", "kafka", "distributed database", "msg queue")
ROUNDS = 7
SCREENFUL = 40
LETTERS = 200
WORD = re.compile(r"[a-z]{4,}")
TICK = 0.001
UNRELATED = [
    parse_query(" | ".join(f"q{letter}z{number}" for number in range(8))) for letter in "xyz"
]
"""Searches after which an index has forgotten all others."""


def main() -> None:
    for size in map(int, sys.argv[1:] or ("10000", "100000", "1000000")):
        with tempfile.NamedTemporaryFile(suffix=".txt") as lines:
            subprocess.run(
                [sys.executable, BIGLIST, str(size), "--lines"], stdout=lines, check=True
            )
            report(Path(lines.name))


def report(lines: Path) -> None:
    rows = list(read(lines))
    bare = resident()
    index = Index()
    seconds, late = watched(lambda: fill(index, rows))
    print(
        f"{len(rows):,} entries: added in {seconds:.2f} s, a clock {p99(late):.1f} ms late (p99); "
        f"{resident():.0f} MB, of which {bare:.0f} are the entries"
    )
    medians = [compare(index, query, lines) for query in QUERIES]
    print(f"{'median of these':24}{median(medians):8.1f} ms; {resident():.0f} MB")
    waits, works = zip(*type_words(index, rows), strict=True)
    print(f"{LETTERS} letters typed: {spread(waits)}; CPU {spread(works)}\n")


def read(lines: Path) -> Iterator[Row]:
    with lines.open(encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number % 40 == 0:
                part = Section(f"Part {number // 4000 + 1}", "")
                trail = (part, Section(f"Section {number // 40 + 1}", ""))
            name, _, rest = line.rstrip("\n").partition("  ")
            text, _, url = rest.rpartition("  ")
            yield trail, Entry(name, url, text, links=(Link(name, url),))


def fill(index: Index, rows: Iterable[Row]) -> None:
    index.add("big", rows)
    index.spell()


def compare(index: Index, typed: str, lines: Path) -> float:
    ours, theirs, late = [], [], []
    for _ in range(ROUNDS):
        for unrelated in UNRELATED:
            index.search(unrelated)
        seconds, ticks = watched(lambda: look(index, parse_query(typed)))
        ours.append(1000 * seconds)
        late += ticks
        theirs += fzf(typed, lines)
    beside = (
        f"fzf {median(theirs):7.0f} ms, × {median(theirs) / median(ours):.0f}" if theirs else ""
    )
    print(
        f"{typed:24}{median(ours):8.1f} ms, worst {max(ours):6.1f}; "
        f"late {p99(late):4.1f} ms (p99); {beside}"
    )
    return median(ours)


def type_words(index: Index, rows: list[Row]) -> list[tuple[float, float]]:
    """Milliseconds of each of `LETTERS` letters, typed as words of names drawn at random."""
    draw = random.Random(1)
    waits: list[tuple[float, float]] = []
    while len(waits) < LETTERS:
        _, entry = draw.choice(rows)
        for word in WORD.findall(entry.name.lower())[:1]:
            for length in range(1, len(word) + 1):
                start, busy = time.perf_counter(), time.process_time()
                show(index, parse_query(word[:length]))
                wait, work = time.perf_counter() - start, time.process_time() - busy
                waits.append((1000 * wait, 1000 * work))
    return waits[:LETTERS]


def spread(values: Sequence[float]) -> str:
    """The median, the 95th of a hundred and the worst of these milliseconds."""
    p95 = quantiles(values, n=100)[94]
    return f"median {median(values):.1f} ms, p95 {p95:.1f}, worst {max(values):.1f}"


def show(index: Index, query: Query) -> None:
    hits = index.search(query)
    hits.page(0, SCREENFUL)
    hits.flags("big")


def look(index: Index, query: Query) -> None:
    index.search(query).page(0, SCREENFUL)


def fzf(typed: str, lines: Path) -> list[float]:
    """Milliseconds of a run of fzf; empty if it is not installed."""
    if not which("fzf"):
        return []
    with lines.open("rb") as file:
        start = time.perf_counter()
        subprocess.run(
            ["fzf", "--filter", typed], stdin=file, stdout=subprocess.DEVNULL, check=False
        )
        return [1000 * (time.perf_counter() - start)]


def watched(work: Callable[[], object]) -> tuple[float, list[float]]:
    """Seconds that `work` takes in a thread, and the delays of this thread's ticks meanwhile."""
    done = Event()
    taken: list[float] = []

    def timed() -> None:
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
        done.set()

    late = []
    worker = Thread(target=timed)
    worker.start()
    while not done.is_set():
        start = time.perf_counter()
        time.sleep(TICK)
        late.append(1000 * (time.perf_counter() - start - TICK))
    worker.join()
    return taken[0], late


def p99(values: list[float]) -> float:
    return quantiles(values, n=100)[98] if len(values) > 1 else max(values, default=0.0)


def resident() -> float:
    """The resident memory of this process in MB."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1000


if __name__ == "__main__":
    main()
