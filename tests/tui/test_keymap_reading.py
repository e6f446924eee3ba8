"""Names of keys as users type them."""

from __future__ import annotations

import pytest

from awesome_tui.tui.keymap_reading import key_name, spell_key


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("y", "y"),
        ("Y", "Y"),
        ("shift+y", "Y"),
        ("?", "question_mark"),
        (",", "comma"),
        ("question_mark", "question_mark"),
        ("é", "é"),
        ("esc", "escape"),
        ("PgDn", "pagedown"),
        ("F5", "f5"),
        ("ctrl+d", "ctrl+d"),
        ("Ctrl+d", "ctrl+d"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("ctrl+shift+a", "ctrl+shift+a"),
        ("ctrl+i", "tab"),
        ("ctrl+m", "enter"),
        ("ctrl+A", None),
        ("ctrl+q", None),
        ("ctrl+c", None),
        ("hold+a", None),
        ("banana", None),
        ("ctrl+", None),
        ("", None),
        ("a,b", None),
        ("\x1b", None),
    ],
)
def test_a_key_is_known_by_its_name_or_sign(typed: str, name: str | None) -> None:
    assert key_name(typed) == name


@pytest.mark.parametrize("typed", ["?", ",", "y", "Y", "f5", "ctrl+d", "space"])
def test_a_key_is_spelled_as_it_can_be_typed(typed: str) -> None:
    assert spell_key(key_name(typed) or "") == typed
