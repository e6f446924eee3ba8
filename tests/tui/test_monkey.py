"""Nothing that a person does may break it: a monkey does it all, in no order."""

from __future__ import annotations

from pathlib import Path

import pytest
from monkey import SCREENS, STALL, Seen, play, play_outside

SEED = 20_261
MEMORY = 50_000
"""Kilobytes: all lists of the monkey have a tenth of that."""


@pytest.fixture
def share(request: pytest.FixtureRequest) -> int:
    """So many events are for each kind of screen and for the real terminal."""
    asked: int = request.config.getoption("--monkey-events")
    return asked // (len(SCREENS) + 1)


@pytest.mark.parametrize("screen", SCREENS)
async def test_keys_clicks_pastes_and_resizes_break_no_screen(screen: str, share: int) -> None:
    assert_unbroken(await play(screen, SEED, share))


def test_they_break_nothing_in_a_real_terminal(tmp_path: Path, share: int) -> None:
    seen = play_outside(tmp_path, SEED, share)
    assert_unbroken(seen)


def assert_unbroken(seen: Seen) -> None:
    """It ran to the end, and nothing but its own sequences reached the terminal."""
    assert not seen.crashes, seen.crashes[0]
    assert not seen.foreign
    assert seen.longest < 2 * STALL * seen.noise
    assert not seen.memory or seen.memory[-1] - seen.memory[0] < MEMORY
