"""How well dead links are told, and how politely: `python tests/bench/link_check.py [GAP]`.

1,000 links on a farm of sites in this process, of which 40 are dead, 60 moved, 100 refuse programs
and 30 come and go, are checked twice; the clock of the library moves on by three days, but the
pace is kept in real time: GAP seconds (1) between two requests to one host.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))


def main() -> None:
    from known_links import check_twice, known_links

    from awesome_tui.sources.host_turns import Pace

    pace = Pace(gap=float(sys.argv[1]) if len(sys.argv) > 1 else Pace().gap)
    with known_links(
        dead=40, moved=60, refusing=100, flapping=30, alive=770, hosts=240, at_one_host=50
    ) as links:
        outcome = check_twice(links, pace)
    print(f"dead: precision {outcome.precision:.1%}, recall {outcome.recall:.1%}")
    print(
        f"closest requests to one host: {outcome.closest:.3f} s apart, pace {pace.gap:g} s,"
        f" {pace.at_once} at once, {pace.at_once_per_host} per host"
    )
    for which, seconds, requests in zip(
        ("first", "second"), outcome.seconds, outcome.requests, strict=True
    ):
        print(f"{which} run: {seconds:.1f} s, {requests:,} requests")
    for (kind, verdict), count in sorted(outcome.verdicts.items()):
        print(f"  {kind}: {count} {verdict}")


if __name__ == "__main__":
    main()
