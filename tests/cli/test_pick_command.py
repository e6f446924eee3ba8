"""`awesome-tui pick` without a terminal, or without its lists."""

from __future__ import annotations

import pytest
from commands import ALTERNATE_SCREEN, COMMAND, RIVERS, Terminal, run

pytestmark = pytest.mark.usefixtures("folder")


def test_to_pick_from_they_need_a_terminal() -> None:
    ran = run("pick", "-", text=RIVERS, start_new_session=True)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.startswith(b"awesome-tui: No terminal can be opened")
    assert ran.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [("rivers.md missing.md", b'No list called "missing.md"'), ("- - <rivers.md", b"only once")],
)
def test_to_pick_from_each_source_must_be_readable(arguments: str, problem: bytes) -> None:
    with Terminal(f"{' '.join(COMMAND)} pick {arguments}; echo status $?") as terminal:
        written = terminal.shows(b"status 2")
    assert problem in written
    assert ALTERNATE_SCREEN not in written
