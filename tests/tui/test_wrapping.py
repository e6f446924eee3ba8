"""Lines of the detail are broken between words, and URLs at their signs."""

from __future__ import annotations

from itertools import pairwise

import pytest

from awesome_tui.tui.widgets.wrapping import break_offsets


def lines(text: str, width: int) -> list[str]:
    """`text` as it is shown at `width` cells."""
    starts = [0, *break_offsets(text, width), len(text)]
    return [text[start:end].rstrip() for start, end in pairwise(starts)]


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("", 9, [""]),
        ("A short text", 20, ["A short text"]),
        ("Words are kept whole", 10, ["Words are", "kept whole"]),
        ("Words are kept whole", 9, ["Words are", "kept", "whole"]),
        ("Unbelievable", 5, ["Unbel", "ievab", "le"]),
        ("日本語の文章", 5, ["日本", "語の", "文章"]),
        ("用 Vue 写的组件库，很好用。", 10, ["用 Vue 写", "的组件库，", "很好用。"]),
        ("参见（日本）語", 6, ["参见", "（日", "本）語"]),
        ("コーヒーとティー", 6, ["コー", "ヒーと", "ティー"]),
        ("https://a.example/b", 30, ["https://a.example/b"]),
        ("see https://a.example/b", 20, ["see", "https://a.example/b"]),
        (
            "https://github.com/jane/awesome-spices?tab=readme&q=salt",
            22,
            ["https://github.com/", "jane/awesome-spices?", "tab=readme&q=salt"],
        ),
        (
            "https://a.example/abcdefghijklmno",
            10,
            ["https://", "a.example/", "abcdefghij", "klmno"],
        ),
    ],
)
def test_words_stay_whole_and_urls_break_at_their_separators(
    text: str, width: int, shown: list[str]
) -> None:
    assert lines(text, width) == shown
