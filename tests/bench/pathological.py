"""Give the program what some reader of Markdown cannot digest; it is done or refuses in time.

usage: python tests/bench/pathological.py [SIZE ...] [-k PART] [-f FORMAT]

For each kind of text in tests/hostile.py and each size (10000 100000 1000000 8000000 where none is
given): seconds and processor seconds of `awesome-tui export`, the most memory that it and its child
had at once, and its last words. Only what took over a second is listed, and what breaks a limit:
on a busy machine, what took over ten seconds by the clock has not if it worked for less.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from hostile import FOREIGN, NAMES, file_name, hostile

SIZES = (10_000, 100_000, 1_000_000, 8_000_000)
SECONDS, MEBIBYTES = 10.0, 1024.0
PAGE = os.sysconf("SC_PAGE_SIZE") / 2**20


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
    worked: float
    mebibytes: float
    status: int
    message: str

    def is_broken(self) -> bool:
        seconds = min(self.seconds, self.worked)
        within = seconds <= SECONDS and self.mebibytes <= MEBIBYTES
        said = self.status == 0 or (self.status in (1, 2) and self.message.count("\n") == 1)
        return not (within and said)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sizes", metavar="SIZE", nargs="*", type=int, default=SIZES)
    parser.add_argument("-k", dest="part", default="", help="only kinds with this in their names")
    parser.add_argument("-f", dest="format", default="json")
    args = parser.parse_args()
    broken = 0
    for size in args.sizes:
        names = [name for name in NAMES + FOREIGN if args.part in name]
        broken += report(size, names, args.format)
    return 1 if broken else 0


def report(size: int, names: list[str], form: str) -> int:
    print(f"\n{f'{size:,} characters':44}{'s':>6}{'cpu s':>8}{'MiB':>7}")
    runs = []
    for name in names:
        runs.append(ran := run(name, size, form))
        if ran.seconds > 1 or ran.is_broken():
            mark = "  BROKEN" if ran.is_broken() else ""
            said = ran.message.strip().rpartition(": ")[2]
            figures = f"{ran.seconds:6.2f}{ran.worked:8.2f}{ran.mebibytes:7.0f}"
            print(f"{name:44}{figures}  {said}{mark}", flush=True)
    refused = sum(ran.status == 2 for ran in runs)
    broken = sum(ran.is_broken() for ran in runs)
    seconds, worked = max(ran.seconds for ran in runs), max(ran.worked for ran in runs)
    most = f"{seconds:.2f} s, {worked:.2f} cpu s, {max(ran.mebibytes for ran in runs):.0f} MiB"
    print(
        f"{len(runs)} kinds, {refused} refused, {broken} over a limit; at most {most}", flush=True
    )
    return broken


def run(name: str, size: int, form: str) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, file_name(name))
        path.write_bytes(hostile(name, size).encode("utf-8", "surrogatepass"))
        command = [sys.executable, "-m", "awesome_tui", "export", f"{path}", "-f", form]
        before = os.times()
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        most = 0.0
        while process.poll() is None:
            most = max(most, memory(process.pid))
            time.sleep(0.02)
        seconds = time.perf_counter() - start
        after = os.times()
        message = process.communicate()[1]
    worked = sum(after[2:4]) - sum(before[2:4])
    return Run(seconds, worked, most, process.returncode, message.replace(f"{path}", "it"))


def memory(pid: int) -> float:
    """The memory of a process and its children, in MiB."""
    try:
        own = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * PAGE
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except (OSError, IndexError):
        return 0.0
    return own + sum(memory(int(child)) for child in children)


if __name__ == "__main__":
    sys.exit(main())
