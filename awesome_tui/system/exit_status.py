"""Exit statuses of the program, the only place that numbers them."""

DONE = 0
"""All that was asked for is done."""
NOTHING_FOUND = 1
"""Nothing matched, differed or was stored."""
FAILED = 2
"""An error, told in one sentence."""
CRASHED = 70
"""A fault of the program itself (EX_SOFTWARE)."""
INTERRUPTED = 130
"""Ended by ctrl+c, or left without a choice."""
