"""The terminal is sent only what has changed, and shows all of that."""

from __future__ import annotations

import subprocess
import sys

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from awesome_tui.tui.rendering.screen_updates import WrittenPieces

BLANKS, RULE = " " * 20, "─" * 20


def piece(*parts: str | tuple[str, str]) -> Strip:
    styled = [(part, "") if isinstance(part, str) else part for part in parts]
    return Strip([Segment(text, Style.parse(style)) for text, style in styled])


def test_what_is_on_the_terminal_is_not_sent_again() -> None:
    written = WrittenPieces()
    assert written.write(3, 0, 5, piece("Kafka")) == (0, 5)
    assert written.write(3, 0, 5, piece("Kafka")) == (0, 0)
    assert written.write(4, 0, 5, piece("Kafka")) == (0, 5), "another line"
    assert written.write(3, 0, 5, piece(("Kafka", "bold"))) == (0, 5), "another style"
    assert written.write(3, 0, 5, piece(("Redis", "bold"))) == (0, 5), "another text"


def test_what_was_written_over_is_sent_again() -> None:
    written = WrittenPieces()
    written.write(3, 0, 5, piece("Kafka"))
    written.write(3, 5, 9, piece(" log"))
    written.write(3, 4, 6, piece("│ "))
    assert written.write(3, 0, 5, piece("Kafka")) == (0, 5)
    assert written.write(3, 0, 5, piece("Kafka")) == (0, 0)
    assert written.write(3, 5, 9, piece(" log")) == (0, 4)


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        (piece("Kafka" + BLANKS), piece("Redis" + BLANKS), (0, 5)),
        (piece("Kafka  " + BLANKS), piece("Kafdrop" + BLANKS), (3, 7)),
        (piece("── ", "Akka", f" {RULE}─"), piece("── ", "Kafka", f" {RULE}"), (3, 9)),
        (piece(BLANKS, ("b", "bold"), "c"), piece(BLANKS, ("b", "italic"), "c"), (20, 21)),
        (piece("abc"), piece("a", "bc"), (0, 0)),
        (piece("a Kafka"), piece("a Redis"), (2, 7)),
    ],
)
def test_of_a_line_only_the_cells_that_changed_are_sent(
    before: Strip, after: Strip, changed: tuple[int, int]
) -> None:
    written = WrittenPieces()
    written.write(3, 0, before.cell_length, before)
    assert written.write(3, 0, after.cell_length, after) == changed


def test_what_only_a_click_can_tell_apart_is_not_sent_again() -> None:
    here, there = (Strip([Segment("Kafka", Style(meta={"link": n}))]) for n in (1, 2))
    written = WrittenPieces()
    written.write(3, 0, 5, here)
    assert written.write(3, 0, 5, there) == (0, 0)


@pytest.mark.parametrize(
    ("before", "after"),
    [("日本 Kafka", "日本 Redis"), ("Kafka 🐍", "Redis 🐍"), ("Kafka x ", "Kafka 🐍")],
)
def test_beside_wide_characters_all_is_sent_as_they_may_be_wider_or_not(
    before: str, after: str
) -> None:
    width = piece(after).cell_length
    written = WrittenPieces()
    written.write(3, 0, width, piece(before))
    assert written.write(3, 0, width, piece(after)) == (0, width)


CODE = """
import os, sys
from types import SimpleNamespace
from textual import screen
from awesome_tui.cli.app_runner import run_app
from awesome_tui.tui.rendering.quick_app import QuickApp

class BriefApp(QuickApp):
    failure = ""

    def run(self, mouse):
        print(round(1 / screen.UPDATE_PERIOD))

context = SimpleNamespace(environ=os.environ, stdout=sys.stdout, stderr=sys.stderr)
run_app(BriefApp(), context, mouse=True)
"""


@pytest.mark.parametrize(("environ", "frames"), [({}, "1000"), ({"TEXTUAL_FPS": "30"}, "30")])
def test_frames_are_drawn_at_once_unless_the_user_says_otherwise(
    environ: dict[str, str], frames: str
) -> None:
    command = (sys.executable, "-c", CODE)
    ran = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert (ran.stdout.strip(), ran.stderr) == (frames, "")
