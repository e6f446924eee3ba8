"""Text for the clipboard of the terminal (OSC 52), which it never confirms."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping

_CHUNK = 240
"""Characters that every version of GNU screen passes on at once: old ones accept 256."""


def osc52(text: str, environ: Mapping[str, str]) -> str:
    """Return the sequence that sets the clipboard, in pieces if GNU screen has to pass it on."""
    sequence = f"\x1b]52;c;{b64encode(text.encode('utf-8', 'replace')).decode('ascii')}\x07"
    if not environ.get("STY"):
        return sequence
    pieces = (sequence[at : at + _CHUNK] for at in range(0, len(sequence), _CHUNK))
    passed_on = "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    # With tmux as well, it is unknown which is the inner one; each ignores what is not for it.
    return sequence + passed_on if environ.get("TMUX") else passed_on
