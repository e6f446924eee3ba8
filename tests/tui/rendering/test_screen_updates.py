"""The terminal is sent only what has changed, and shows all of that."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from awesome_tui.tui.rendering.screen_updates import WrittenPieces


def piece(text: str, style: str = "") -> Strip:
    return Strip([Segment(text, Style.parse(style))])


def test_what_is_on_the_terminal_is_not_sent_again() -> None:
    written = WrittenPieces()
    assert written.note(3, 0, 5, piece("Kafka"), is_whole=True)
    assert not written.note(3, 0, 5, piece("Kafka"), is_whole=True)
    assert written.note(4, 0, 5, piece("Kafka"), is_whole=True), "another line"
    assert written.note(3, 0, 5, piece("Kafka", "bold"), is_whole=True), "another style"
    assert written.note(3, 0, 5, piece("Redis", "bold"), is_whole=True), "another text"


def test_what_was_written_over_is_sent_again() -> None:
    written = WrittenPieces()
    written.note(3, 0, 5, piece("Kafka"), is_whole=True)
    written.note(3, 5, 9, piece(" log"), is_whole=True)
    written.note(3, 4, 6, piece("│ "), is_whole=True)
    assert written.note(3, 0, 5, piece("Kafka"), is_whole=True)
    assert not written.note(3, 0, 5, piece("Kafka"), is_whole=True)
    assert written.note(3, 5, 9, piece(" log"), is_whole=True)


def test_of_a_piece_that_was_written_in_part_nothing_is_taken_for_known() -> None:
    written = WrittenPieces()
    written.note(3, 0, 5, piece("Kafka"), is_whole=True)
    assert written.note(3, 0, 5, piece("Redis"), is_whole=False)
    assert written.note(3, 0, 5, piece("Kafka"), is_whole=True)
