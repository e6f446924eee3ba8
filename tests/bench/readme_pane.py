"""Watch the loop of the screens while a README is read: `python tests/bench/readme_pane.py [KB]`.

The README is the start of two lists of ../shared/corpus: 200 KB if nothing is said. For each step,
the CPU seconds of all processes, the wall time by which the loop was late to a timer, and the CPU
time that its thread took meanwhile, as other programs make it late, too. The step in which nothing
is done tells what the machine itself adds.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import threading
import time
from asyncio import DefaultEventLoopPolicy
from pathlib import Path
from statistics import median

from screens import Terminal

from awesome_tui.__main__ import run
from awesome_tui.library import Library
from awesome_tui.library.stored_readmes import StoredReadme
from awesome_tui.services.project_readmes import find_project
from awesome_tui.sources.forges import FORGES

CORPUS = Path(__file__).parents[2] / "../shared/corpus/lists"
URL = "https://github.com/tea/pots"
EVERY = 0.002
"""Seconds between two looks at the clock."""
QUIET = 0.3
"""Seconds of silence that end a step."""
STEPS = {
    "nothing": [b""] * 4,
    "p: load, parse, wrap, show": [b"p"],
    "j": [b"j"] * 60,
    "ctrl+d": [b"\x04"] * 20,
    "G and g": [b"G", b"g"] * 5,
    "search": [b"/", *(bytes([letter]) for letter in b"the data"), b"\r"],
    "n and N": [b"n"] * 20 + [b"N"] * 5,
}


class LateLoops(DefaultEventLoopPolicy):
    """Makes loops that note how late they are, those of the main thread."""

    def __init__(self, log: Path) -> None:
        super().__init__()
        self._log = log

    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        loop = super().new_event_loop()
        if threading.current_thread() is threading.main_thread():
            self._watch(loop)
        return loop

    def _watch(self, loop: asyncio.AbstractEventLoop) -> None:
        seen: list[tuple[float, float, float]] = []

        def look(due: float, used: float) -> None:
            now = time.monotonic()
            seen.append((now, now - due, time.thread_time() - used))
            if len(seen) % 500 == 0:
                self._log.write_text(json.dumps(seen))
            look_again()

        def look_again() -> None:
            loop.call_later(EVERY, look, time.monotonic() + EVERY, time.thread_time())

        look_again()


def main() -> None:
    size = 1000 * int(sys.argv[1] if len(sys.argv) > 1 else 200)
    lists = sorted(CORPUS.glob("*.md"), key=lambda path: -path.stat().st_size)
    text = "".join(path.read_text("utf-8")[: size // 2] for path in lists[:2])[:size]
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), text)


def measure(folder: Path, text: str) -> None:
    """Read a README in a terminal, and print how that went."""
    store(folder, text)
    log = folder / "late.json"
    command = (sys.executable, __file__, "--watched", str(log), str(folder / "list.md"))
    terminal = Terminal(command, str(folder))
    terminal.wait_for("▌".encode())
    terminal.press(b"", 1)
    spans = {}
    for name, keys in STEPS.items():
        began, used = time.monotonic(), cpu_seconds(terminal.pid)
        for key in keys:
            os.write(terminal.fd, key)
            if key == b"p":
                terminal.wait_for(b"README")
            terminal.press(b"", QUIET)
        spans[name] = began, time.monotonic(), cpu_seconds(terminal.pid) - used
    terminal.press(b"", 2)
    terminal.close()
    size = f"{len(text.encode()) / 1000:.0f} KB"
    print(f"{size:40}late, ms: p50, p99, most   CPU, ms: p99, most")
    seen = json.loads(log.read_text())
    for name, (began, ended, used) in spans.items():
        late = sorted(1000 * late for at, late, _ in seen if began <= at <= ended)
        cpu = sorted(1000 * cpu for at, _, cpu in seen if began <= at <= ended)
        p99 = int(0.99 * len(late))
        print(
            f"{name:28} {used:5.2f} s CPU {median(late):6.1f} {late[p99]:6.1f} {late[-1]:6.1f}"
            f"    {cpu[p99]:6.1f} {cpu[-1]:6.1f}"
        )


def store(folder: Path, text: str) -> None:
    """Write a list that leads to a project whose README is stored."""
    (folder / "list.md").write_text(f"# Tea\n\n- [Pots]({URL}) - Of clay.\n")
    (folder / "awesome-tui").mkdir()
    readme = StoredReadme(text, URL, f"{URL}/blob/HEAD/", "markdown", "", "", "")
    with Library(folder / "awesome-tui" / "library.db", time.time) as library:
        library.readmes.save(find_project([URL], FORGES).key, readme).result()


def cpu_seconds(pid: int) -> float:
    """The CPU time that a process and its children that have ended took."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def watched() -> None:
    """Be the program, with a loop that is watched."""
    _, _, log, source = sys.argv
    asyncio.set_event_loop_policy(LateLoops(Path(log)))
    sys.argv[1:] = [source, "--offline"]
    run()


if __name__ == "__main__":
    watched() if sys.argv[1:2] == ["--watched"] else main()
