"""How long the library and the catalogue take: `python tests/bench/library.py [LIST.md]`.

Times are the best of several runs on the clock, but for those of the process's own CPU.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from string import ascii_lowercase

from awesome_tui import parse
from awesome_tui.library import Bookmark, Library, SourceVersion
from awesome_tui.model.entries import AwesomeList, Entry, Link, Section
from awesome_tui.sources import catalogue

SEED = Path(__file__).parents[2] / "../shared/corpus/seed-awesome-microservices.md"
USUAL = "asyncio, concurrent.futures.thread, dataclasses, json, pathlib, sqlite3, typing, zlib"
LISTS, ENTRIES = 100, 2500


def report(what: str, amount: float, unit: str = "ms") -> None:
    print(f"{what:52}{amount:9.2f} {unit}")


def best(work: Callable[[], object], runs: int = 15) -> float:
    """Milliseconds of the fastest run."""

    def once() -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    return min(once() for _ in range(runs)) * 1000


def imports(module: str, usual: str = "sys") -> float:
    """Milliseconds of importing `module`, beyond those of importing `usual`."""

    def start(code: str) -> float:
        return best(lambda: subprocess.run([sys.executable, "-c", code], check=True), 7)

    return start(f"import {usual}, {module}") - start(f"import {usual}")


def invented(key: str, random: Random) -> AwesomeList:
    """A list of ENTRIES entries in sections of ten, each about as long as in real lists."""
    sections = tuple(
        Section(f"Section {first}", f"section-{first}", level=2, entries=entries(random))
        for first in range(0, ENTRIES, 10)
    )
    return AwesomeList(key, key.title(), sections=sections)


def entries(random: Random) -> tuple[Entry, ...]:
    return tuple(entry([word(random) for _ in range(16)]) for _ in range(10))


def entry(words: list[str]) -> Entry:
    name, owner, *description = words
    url = f"https://github.com/{owner}/{name}"
    return Entry(name, url, " ".join(description), links=(Link(name, url),))


def word(random: Random) -> str:
    return "".join(random.choices(ascii_lowercase, k=random.randint(2, 10)))


def fill(library: Library) -> None:
    random = Random(0)
    for number in range(LISTS):
        document = invented(f"list {number}", random)
        library.lists.save(
            document.source, document.source, SourceVersion("text"), document
        ).result()


def read_all(library: Library) -> int:
    """Read all entries list by list, as a search does; return their number."""
    keys = [info.key for info in library.lists.all().result()]
    return sum(len(library.lists.rows(key).result()) for key in keys)


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_one_list(library: Library, source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    document = parse(text)
    library.lists.save("one", str(source), SourceVersion(text), document).result()
    count = sum(1 for _ in document.walk())
    report(
        f"open a stored list of {count} entries", best(lambda: library.lists.open("one").result())
    )
    report("  instead of parsing it", best(lambda: parse(text), 5))


def measure_all_lists(library: Library) -> None:
    fill(library)
    before, start = peak(), time.process_time()
    count = read_all(library)
    report(f"read {count:,} entries of {LISTS} lists, CPU", (time.process_time() - start) * 1000)
    report("  more memory at the peak than before", peak() - before, "MB")


def measure_library(path: Path, source: Path) -> None:
    report("make a library", best(lambda: Library(path, time.time).close(), 1))
    report("open and close it", best(lambda: Library(path, time.time).close()))
    cup = Bookmark("https://cup.example", "Cup")
    with Library(path, time.time) as library:
        report("keep a bookmark", best(lambda: library.bookmarks.add(cup).result(), 200))
        measure_one_list(library, source)
        measure_all_lists(library)
    report("  size of the file", path.stat().st_size / 1e6, "MB")


def main() -> None:
    report("import awesome_tui.library", imports("awesome_tui.library"))
    report("  after what the screens import anyway", imports("awesome_tui.library", USUAL))
    with tempfile.TemporaryDirectory() as folder:
        measure_library(Path(folder) / "library.db", Path(*sys.argv[1:]) if sys.argv[1:] else SEED)
    report("load the catalogue", best(catalogue.load_catalogue))
    known = catalogue.load_catalogue()
    report("find a list by name", best(lambda: known.find("python")))


if __name__ == "__main__":
    main()
