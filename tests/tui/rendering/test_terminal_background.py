"""The terminal's answer to the question for its background is no key, also in pieces."""

from __future__ import annotations

import pytest

from awesome_tui.tui.rendering.terminal_background import BackgroundAnswer

LIGHT, DARK = "\x1b]11;rgb:ffff/fbfb/f0f0\x1b\\", "\x1b]11;rgb:1a1a/1b1b/2626\x07"


@pytest.mark.parametrize(
    ("answer", "is_light"),
    [
        (LIGHT, True),
        (DARK, False),
        ("\x1b]11;rgba:00/00/00/ff\x07", False),
        ("\x1b]11;rgb:f/f/f\x07", True),
        ("\x1b]11;?\x07", None),
        ("\x1b]11;rgb:nonsense\x07", None),
    ],
)
def test_it_says_whether_the_background_is_light(answer: str, is_light: bool | None) -> None:
    filtered = BackgroundAnswer()
    assert filtered.without_answer(f"j{answer}k") == "jk"
    assert filtered.is_light is is_light


@pytest.mark.parametrize("at", range(2, len(LIGHT)))
def test_it_may_come_in_two_pieces(at: int) -> None:
    filtered = BackgroundAnswer()
    typed = filtered.without_answer("j" + LIGHT[:at])
    if at > 2:
        typed += filtered.without_answer("")
    typed += filtered.without_answer(LIGHT[at:] + "k")
    assert typed == "jk"
    assert filtered.is_light


def test_keys_are_handed_on_at_once() -> None:
    filtered = BackgroundAnswer()
    keys = ("j", "\x1b", "\x1b[A", "\x1bOP", "]", "11;", "\x1b[200~x\x1b[201~", "\x1b]12;x\x07")
    for key in keys:
        assert filtered.without_answer(key) == key


def test_a_bracket_with_alt_is_handed_on_when_nothing_follows() -> None:
    filtered = BackgroundAnswer()
    assert filtered.without_answer("\x1b]") == ""
    assert filtered.without_answer("") == "\x1b]"
    assert filtered.without_answer("") == ""


def test_after_the_answer_nothing_is_looked_at() -> None:
    filtered = BackgroundAnswer()
    filtered.without_answer(LIGHT)
    assert filtered.without_answer("\x1b]") == "\x1b]"
