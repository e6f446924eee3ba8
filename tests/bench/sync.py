"""How long it takes to sync the lists of the corpus from a server 50 ms away.

`python tests/bench/sync.py`: wall time and CPU of `awesome-tui sync` with all its processes, for a
first run and for a second, which transfers nothing. The server runs beside it, in this process.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))
LISTS = TESTS / "../../shared/corpus/lists"
LATENCY = 0.05


def main() -> None:
    from forge_server import Repo, serve

    files = sorted(LISTS.glob("*.md"))
    with serve() as server, tempfile.TemporaryDirectory() as folder:
        server.latency = LATENCY
        for file in files:
            server.github[f"corpus/{file.stem.replace('~', '-')}"] = Repo(
                {"README.md": file.read_text("utf-8")}
            )
        environ = {**os.environ, **server.environ, "XDG_DATA_HOME": folder}
        size = sum(file.stat().st_size for file in files) / 1e6
        print(f"{len(files)} lists, {size:.1f} MB, {LATENCY * 1000:.0f} ms away")
        for which in ("first", "second"):
            server.asked.clear()
            measure(which, environ, list(server.github))
            print(f"        {len(server.asked)} requests")


def measure(which: str, environ: dict[str, str], sources: list[str]) -> None:
    command = (sys.executable, "-m", "awesome_tui", "sync", *sources)
    before, start = children_cpu(), time.perf_counter()
    ran = subprocess.run(command, env=environ, check=False, stdout=subprocess.PIPE, text=True)
    wall, cpu = time.perf_counter() - start, children_cpu() - before
    print(f"{which:8}{wall:6.2f} s wall {cpu:6.2f} s CPU   {ran.stdout.strip()}")


def children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
