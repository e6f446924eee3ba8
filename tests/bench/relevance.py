"""Count how often the order of the hits is wrong, for queries that are drawn from lists.

usage: python tests/bench/relevance.py [LIST ...]     (default: all of ../shared/corpus/lists)
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).parents[1]
LISTS = TESTS / "../../shared/corpus/lists"
sys.path.insert(0, str(TESTS))
from drawn_queries import find_faults, read_listing  # noqa: E402  see the line before


def main() -> None:
    paths = [Path(name) for name in sys.argv[1:]] or sorted(LISTS.iterdir())
    drawn, wrong = 0, Counter[str]()
    for path in paths:
        count, faults = find_faults(read_listing(path))
        drawn += count
        wrong.update(fault.kind for fault in faults)
        for fault in faults:
            print(f"{path.name}: {fault.kind} {fault.query!r}: {fault.reason}: {fault.hits}")
    share = 100 * (1 - wrong.total() / max(drawn, 1))
    print(f"{drawn:,} queries of {len(paths)} lists, {share:.2f} % right; wrong: {dict(wrong)}")


if __name__ == "__main__":
    main()
