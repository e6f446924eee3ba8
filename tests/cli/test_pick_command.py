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


@pytest.mark.parametrize("arguments", ["pick rivers.md", "rivers.md", ""])
def test_screens_need_more_than_a_few_open_files(arguments: str) -> None:
    for limit in (8, 12, 16):
        line = f"ulimit -n {limit}; {' '.join(COMMAND)} {arguments}; echo status $?"
        with Terminal(line) as terminal:
            written = terminal.shows(b"status 2")
        said = f"awesome-tui: The screens need 64 open files, of which this shell grants {limit}:"
        assert said.encode() in written
        assert ALTERNATE_SCREEN not in written


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [("rivers.md missing.md", b'No list called "missing.md"'), ("- - <rivers.md", b"only once")],
)
def test_to_pick_from_each_source_must_be_readable(arguments: str, problem: bytes) -> None:
    with Terminal(f"{' '.join(COMMAND)} pick {arguments}; echo status $?") as terminal:
        written = terminal.shows(b"status 2")
    assert problem in written
    assert ALTERNATE_SCREEN not in written
