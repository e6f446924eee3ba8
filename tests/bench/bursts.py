"""Count what is kept of keys that come nearly at once: `python tests/bench/bursts.py [N [M]]`.

Each of the first M bursts (all) is typed N times (50) with each pause before its last keys, into a
terminal of its own once the list is there, and, as "before", while the program still starts.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from bursting import READY, Desk, Ran

PAUSES = (0.0, 0.005, 0.02, 0.05, 0.15)
ALPHA, BETA = "https://example.com/alpha", "https://example.com/beta"


@dataclass(frozen=True)
class Burst:
    """Keys, of which the last ones follow a pause, and a check that all took effect."""

    name: str
    keys: bytes
    last: bytes
    is_done: Callable[[Desk, Ran], bool]
    arguments: tuple[str, ...] = ("letters.md",)


BURSTS = (
    Burst("y q", b"y", b"q", lambda desk, _: desk.copied == ALPHA),
    Burst("b q", b"b", b"q", lambda desk, _: desk.bookmarks == [ALPHA]),
    Burst("o q", b"o", b"q", lambda desk, _: desk.opened == [ALPHA]),
    Burst("e Hi Enter q", b"eHi\r", b"q", lambda desk, _: desk.notes == ["Hi"]),
    Burst(
        "pick: /beta Enter, Enter",
        b"/beta\r",
        b"\r",
        lambda _, ran: ran.printed == f"{BETA}\n" and ran.status == 0,
        ("pick", "letters.md"),
    ),
    Burst(
        "pick: /beta, Enter Enter",
        b"/beta",
        b"\r\r",
        lambda _, ran: ran.printed == f"{BETA}\n" and ran.status == 0,
        ("pick", "letters.md"),
    ),
    Burst("e, Hi Enter q", b"e", b"Hi\rq", lambda desk, _: desk.notes == ["Hi"]),
    Burst("space space y q", b"  y", b"q", lambda desk, _: desk.copied == f"{ALPHA}\n{BETA}"),
    Burst("Y 3 q", b"Y3", b"q", lambda desk, _: desk.copied == "alpha"),
    Burst("f 1 q", b"f1", b"q", lambda desk, _: desk.opened == [ALPHA]),
    Burst("/beta Enter y q", b"/beta\ry", b"q", lambda desk, _: desk.copied == BETA),
    Burst("/beta Enter o ctrl+q", b"/beta\ro", b"\x11", lambda desk, _: desk.opened == [BETA]),
    Burst("/beta Enter Enter q", b"/beta\r\r", b"q", lambda desk, _: desk.opened == [BETA]),
    Burst("/bet Enter * y q", b"/bet\r*y", b"q", lambda desk, _: desk.copied == BETA),
    Burst("b j b u q", b"bjbu", b"q", lambda desk, _: desk.bookmarks == [ALPHA]),
    Burst(
        "pick: beta, Enter",
        b"beta",
        b"\r",
        lambda _, ran: ran.printed == f"{BETA}\n" and ran.status == 0,
        ("pick", "letters.md"),
    ),
    Burst(
        "pick --multi: Tab Tab, Enter",
        b"\t\t",
        b"\r",
        lambda _, ran: ran.printed == f"{ALPHA}\n{BETA}\n" and ran.status == 0,
        ("pick", "letters.md", "--multi"),
    ),
    Burst("b ctrl+q", b"b", b"\x11", lambda desk, _: desk.bookmarks == [ALPHA]),
    Burst("j b H q", b"jbH", b"q", lambda desk, _: desk.bookmarks == [BETA]),
)


def done(burst: Burst, pause: float, wait_for: str) -> bool:
    """True if no key was lost in this run."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        is_pick = burst.arguments[0] == "pick"
        ran = desk.run(burst.arguments, (burst.keys, pause, burst.last), wait_for, is_pick)
        return burst.is_done(desk, ran)


def main() -> None:
    """Print the share of runs without lost keys, for each burst and pause."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    bursts = BURSTS[: int(sys.argv[2])] if len(sys.argv) > 2 else BURSTS
    print(f"{'of ' + str(rounds):24}", *(f"{pause * 1000:4.0f} ms" for pause in PAUSES), " before")
    with ThreadPoolExecutor(4) as pool:
        for burst in bursts:
            cases = [*((pause, READY) for pause in PAUSES), (0.0, "")]
            runs = [[pool.submit(done, burst, *case) for _ in range(rounds)] for case in cases]
            counts = (sum(run.result() for run in case) for case in runs)
            print(f"{burst.name:24}", *(f"{count:7}" for count in counts), flush=True)


if __name__ == "__main__":
    main()
