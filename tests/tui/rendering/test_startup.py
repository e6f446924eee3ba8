"""What the screens ask for while they are there, and that nothing is left of it."""

from __future__ import annotations

import subprocess
import sys

import pytest

CODE = """
import gc, os, sys
from awesome_tui.tui.rendering.startup import quick_screens
usual = gc.isenabled(), sys.getswitchinterval(), dict(os.environ)
with quick_screens(os.environ):
    assert not gc.isenabled()
    from textual import screen
assert usual == (gc.isenabled(), sys.getswitchinterval(), dict(os.environ))
print(round(1 / screen.UPDATE_PERIOD))
"""


@pytest.mark.parametrize(("environ", "frames"), [({}, "1000"), ({"TEXTUAL_FPS": "30"}, "30")])
def test_frames_are_drawn_at_once_unless_the_user_says_otherwise(
    environ: dict[str, str], frames: str
) -> None:
    command = (sys.executable, "-c", CODE)
    ran = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert (ran.stdout.strip(), ran.stderr) == (frames, "")
