"""Text of rows: cut, padded and coloured."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.color import Color
from textual.style import Style

from awesome_tui.tui.widgets.row_text import (
    crop_to_match,
    cut_after,
    highlighted,
    pad,
    to_segments,
    truncate,
    truncate_left,
    truncate_words,
)

PLAIN, FOUND = Style(foreground=Color(1, 1, 1)), Style(foreground=Color(2, 2, 2))


@pytest.mark.parametrize(
    ("text", "before", "width", "shown"),
    [
        ("Mail - Web clients", "Mail - Servers", 18, "Mail - Web clients"),
        ("Mail - Web clients", "Mail - Servers", 12, "Mail - Web …"),
        ("Mail - Web clients", "Mail - Servers", 7, "…Web c…"),
        ("Mail - Web clients", "Maps", 7, "Mail -…"),
        ("Mail - Web clients", "", 7, "Mail -…"),
        ("Mail - Web clients", "Mail - Web clients", 7, "Mail -…"),
        ("Mailboxes", "Mailing", 4, "Mai…"),
        ("日本 語学", "日本 歴史", 6, "…語学"),
        ("日本語学", "日本歴史", 5, "日本…"),
    ],
)
def test_what_is_cut_does_not_look_like_the_line_before(
    text: str, before: str, width: int, shown: str
) -> None:
    assert cut_after(text, before, width) == shown


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Kafka", 5, "Kafka"),
        ("Kafka", 4, "Kaf…"),
        ("Kafka", 1, "…"),
        ("Kafka", 0, ""),
        ("日本語", 6, "日本語"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日 …"),  # half of a letter is none
        ("", 3, ""),
    ],
)
def test_what_has_no_room_ends_in_an_ellipsis(text: str, width: int, shown: str) -> None:
    assert truncate(text, width) == shown
    assert cell_len(pad(shown, width)) == width


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Database › Caches", 17, "Database › Caches"),
        ("Database › Caches", 9, "…› Caches"),
        ("日本語", 5, "…本語"),
        ("日本語", 4, "…語"),
        ("Kafka", 1, "…"),
        ("Kafka", 0, ""),
    ],
)
def test_a_path_that_has_no_room_begins_with_an_ellipsis(text: str, width: int, shown: str) -> None:
    assert truncate_left(text, width) == shown


@pytest.mark.parametrize(
    ("text", "part", "shown"),
    [
        ("A log of events", "log", "A log of events"),
        ("Moves events from queues to Kafka and back", "Kafka", "…to Kafka and back"),
        ("https://example.org/streams/kafka", "kafka", "…eams/kafka"),
        ("流れるデータを集めて運ぶカフカの道具", "カフカ", "…集めて運ぶカフカの道具"),
        ("Kafka and what goes with it", "Kafka", "Kafka and what goes with it"),
        ("abcdefKafkaesque-towers", "Kafkaesque-towers", "abcdefKafkaesque-towers"),
    ],
)
def test_what_was_found_too_far_along_is_brought_into_sight(
    text: str, part: str, shown: str
) -> None:
    at = text.index(part)
    seen, [(start, stop)] = crop_to_match(text, [(at, at + len(part))], 20)
    assert seen == shown
    assert seen[start:stop] == part


def test_a_text_is_not_cut_within_a_letter_with_an_accent() -> None:
    text = "e\u0301" * 20 + "Kafka"
    for width in range(16, 24):
        seen, _ = crop_to_match(text, [(40, 45)], width)
        assert seen.startswith("…e\u0301")


def test_nothing_is_cut_before_a_match_that_fills_the_row() -> None:
    text = "A" + "stream" * 5
    assert crop_to_match(text, [(1, 31)], 20) == (text, [(1, 31)])


def test_what_was_found_is_painted_and_all_else_stays() -> None:
    assert [*highlighted("Apache Kafka", [(0, 2), (7, 12)], PLAIN, FOUND)] == [
        ("", PLAIN),
        ("Ap", FOUND),
        ("ache ", PLAIN),
        ("Kafka", FOUND),
        ("", PLAIN),
    ]


def test_what_was_found_behind_the_cut_is_not_painted() -> None:
    text = truncate("Apache Kafka", 5)
    assert [*highlighted(text, [(0, 1), (7, 12)], PLAIN, FOUND)] == [
        ("", PLAIN),
        ("A", FOUND),
        ("pac…", PLAIN),
    ]


def test_neighbours_that_look_the_same_are_sent_as_one() -> None:
    runs = to_segments([("a", PLAIN), ("b", PLAIN), ("", FOUND), ("c", PLAIN), ("d", FOUND)])
    assert [text for text, _, _ in runs] == ["abc", "d"]
    assert [style for _, style, _ in runs] == [PLAIN.rich_style, FOUND.rich_style]


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Undo a bookmark or note", 23, "Undo a bookmark or note"),
        ("Undo a bookmark or note", 21, "Undo a bookmark or …"),
        ("Undo a bookmark or note", 16, "Undo a bookmark…"),
        ("Undo a bookmark or note", 12, "Undo a …"),
        ("A bookmarklet", 9, "A bookma…"),  # a word alone would say less
        ("Bookmarks", 4, "Boo…"),
        ("Bookmarks", 0, ""),
    ],
)
def test_words_are_cut_behind_one_of_them(text: str, width: int, shown: str) -> None:
    assert truncate_words(text, width) == shown
