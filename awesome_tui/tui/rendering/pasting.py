"""Removal of escape sequences from pasted text, so that none of it acts as a key."""

from __future__ import annotations

import re

from awesome_tui.text.sanitize import printable

_START, _END = "\x1b[200~", "\x1b[201~"
_BEGUN_END = "\x1b(?:\\[(?:2(?:0(?:1)?)?)?)?$"


class Pastes:
    """A filter of terminal input that removes escape sequences from bracketed pastes.

    Textual would take them for keys, with which a paste could press Enter or close a dialog.
    """

    def __init__(self) -> None:
        self._is_pasting = False
        self._seen = ""
        """The end of the typed input, as the start marker may arrive in pieces."""
        self._held = ""
        """Held-back input that may be the beginning of the end marker."""

    def without_keys(self, read: str) -> str:
        """Filter the next piece of input."""
        passed = ""
        while read:
            typed, read = self._read_pasted(read) if self._is_pasting else self._read_typed(read)
            passed += typed
        return passed

    def _read_typed(self, read: str) -> tuple[str, str]:
        text = self._seen + read
        _, start, rest = text.partition(_START)
        self._is_pasting = bool(start)
        self._seen = "" if start else text[1 - len(_START) :]
        return read[: len(read) - len(rest)], rest

    def _read_pasted(self, read: str) -> tuple[str, str]:
        pasted, end, rest = (self._held + read).partition(_END)
        begun = None if end else re.search(_BEGUN_END, pasted)
        self._held = begun[0] if begun else ""
        self._is_pasting = not end
        return printable(pasted.removesuffix(self._held), own="\r") + end, rest
