"""The screens ask the terminal for some things while they are there, and leave nothing of it."""

from __future__ import annotations

import gc
import sys

from awesome_tui.tui.rendering.startup import quick_screens


def test_nothing_is_left_of_what_speeds_up_the_screens() -> None:
    usual = gc.isenabled(), sys.getswitchinterval()
    with quick_screens():
        assert not gc.isenabled()
        assert sys.getswitchinterval() < usual[1]
    assert usual == (gc.isenabled(), sys.getswitchinterval())
