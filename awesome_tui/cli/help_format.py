"""Each command's help: prose as wide as the terminal, and examples as they are written."""

from __future__ import annotations

import argparse
import re
import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

_WIDEST = 98
"""Longer lines of prose are hard to read."""
_BRACKETS = re.compile(r"\[[^]]*\]")


class HelpFormatter(argparse.HelpFormatter):
    """A formatter that keeps indented blocks as they are, and breaks no line within brackets."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n\n".join(_fill(block, min(width, _WIDEST)) for block in text.split("\n\n"))

    def _format_action(self, action: argparse.Action) -> str:
        told = super()._format_action(action)
        # The actions of a command have lines of their own, below one with nothing in it.
        return told.partition("\n")[2] if isinstance(action, argparse._SubParsersAction) else told

    def _format_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], *rest: Any
    ) -> str:
        told = super()._format_usage(usage, actions, *rest).strip()
        whole = _BRACKETS.sub(lambda part: part[0].replace(" ", "\0"), told)
        filled = textwrap.fill(
            whole, self._width, subsequent_indent=" " * 7, break_on_hyphens=False
        )
        return filled.replace("\0", " ") + "\n\n"


def _fill(block: str, width: int) -> str:
    if "\n  " in block:
        return block
    return textwrap.fill(" ".join(block.split()), width)


def format_examples(examples: Mapping[str, str]) -> str:
    """Align the commands with the comments that say what they do; a comment may be empty."""
    width = max(len(command) for command, what in examples.items() if what)
    lines = (f"  {command:{width}}  # {what}".rstrip("# ") for command, what in examples.items())
    return "\n".join(("Examples:" if len(examples) > 1 else "Example:", *lines))
