"""Watch the memory of the screens: `python tests/bench/memory.py [OPENINGS [FILTERS [USE ...]]]`.

For each way of using them for long: the resident memory after ten rounds and after the last, in
megabytes, and by how much it grew. A thousand openings and ten thousand letters if nothing is said,
and all uses unless some are named by a word of theirs.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from screens import Terminal

from awesome_tui.library import Library, SourceVersion
from awesome_tui.model.entries import AwesomeList, Entry, Link, Section
from awesome_tui.sources.forges import FORGES
from awesome_tui.sources.resolve import resolve_remote

FIRST = 10
QUIET = 0.03
"""Seconds of silence that end a response."""
USUAL = (1, 1_000), (2, 10_000)
LISTS, ENTRIES = 40, 1_000
ENTER, BACK, FORWARD, HOME, ERASE, ESCAPE = b"\r", b"[", b"]", b"H", b"\x7f", b"\x1b"
RIGHT = b"\x1b[C"
WORDS = ("kafka", "proxy", "data tool", "in:first", "zzqy")


@dataclass(frozen=True)
class Use:
    """A repeated use of the screens."""

    name: str
    before: Sequence[bytes]
    """The keys to type once."""
    keys: Callable[[int], Sequence[bytes]]
    """The keys to type in round n."""
    rounds: int


def main() -> None:
    openings, filters = (int(sys.argv[at]) if len(sys.argv) > at else most for at, most in USUAL)
    letters = max(map(len, WORDS))
    uses = (
        Use("lists opened inside lists", (), lambda _: (RIGHT,), openings),
        Use("back and forward", (RIGHT,), lambda _: (BACK, FORWARD), openings // 2),
        Use("Home and a list in turn", (), lambda _: (HOME, RIGHT), openings // 2),
        Use("letters in a list's filter", (b"/",), typed, filters // letters),
        Use("letters in Home's filter", (HOME, b"/"), typed, filters // letters),
    )
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder))
        for use in uses:
            if not sys.argv[3:] or any(word in use.name.split() for word in sys.argv[3:]):
                watch(use, folder)


def typed(round_: int) -> Sequence[bytes]:
    """A word letter by letter, and its deletion."""
    word = WORDS[round_ % len(WORDS)].encode()
    return [*(bytes([letter]) for letter in word), *([ERASE] * len(word))]


def fill(folder: Path) -> None:
    """Fill a library with lists, each of which links to the next."""
    random = Random(0)
    with Library(folder / "awesome-tui" / "library.db", time.time) as library:
        for number in range(LISTS):
            key = resolve_remote(source(number), FORGES).key
            document = invented(number, random)
            library.lists.save(key, source(number), SourceVersion("text"), document).result()


def source(number: int) -> str:
    return f"jane/awesome-{number % LISTS}"


def invented(number: int, random: Random) -> AwesomeList:
    words = ("kafka", "proxy", "data", "tool", "server", "fast", "message", "queue", "broker")
    leading = link("The next", f"https://github.com/{source(number + 1)}", "")
    entries = [
        link(" ".join(random.choices(words, k=2)), f"https://example.com/{at}", " ".join(some))
        for at in range(ENTRIES)
        for some in (random.choices(words, k=9),)
    ]
    sections = tuple(
        Section(f"Section {at}", f"section-{at}", level=2, entries=tuple(entries[at : at + 25]))
        for at in range(0, ENTRIES, 25)
    )
    return AwesomeList(source(number), f"List {number}", entries=(leading,), sections=sections)


def link(name: str, url: str, description: str) -> Entry:
    return Entry(name, url, description, links=(Link(name, url),))


def watch(use: Use, library: str) -> None:
    """Print the growth of memory."""
    command = [sys.executable, "-m", "awesome_tui", source(0), "--offline"]
    terminal = Terminal(command, library)
    terminal.wait_for(b"The next")
    for key in (b"", *use.before):
        terminal.press(key)
    sizes = []
    for round_ in range(use.rounds):
        for key in use.keys(round_):
            terminal.press(key, QUIET)
        sizes.append(resident(terminal.pid))
    terminal.close()
    first, last = max(sizes[:FIRST]), sizes[-1]
    print(
        f"{use.name}, {use.rounds} rounds: {first:.0f} MB after {FIRST}, {last:.0f} MB at the end,"
        f" × {last / first:.2f}",
        flush=True,
    )


def resident(pid: int) -> float:
    """The resident memory of a process in MB."""
    pages = Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
