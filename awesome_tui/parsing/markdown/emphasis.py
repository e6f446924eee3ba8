"""Emphasis by CommonMark's delimiter algorithm, in time proportional to the text.

mistune rescans everything within a pair of delimiters for every pair. Here the tokens read so far
are one list, and the delimiters that may still open are a stack of indices into it:

    tokens   a  *  b  **  c          the closing ** takes `c` off the list and puts `strong` there;
    openers     1     3              openers above it on the stack never close and stay text
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import punctuation
from typing import Any
from unicodedata import category

from mistune import InlineParser
from mistune.core import token_depth

_RUN = re.compile(r"\*+|_+")
# An ampersand and the text after it, from two tokens, must not become an entity.
_ENTITY_END = re.compile(r"(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]+|[^\t\n\f <&#;]{1,32});")
_Token = dict[str, Any]


class Inline(InlineParser):
    """mistune's inline parser with this emphasis algorithm."""

    def finalize_tokens(self, tokens: list[_Token], depth: int) -> list[_Token]:
        """Parse emphasis; mistune calls this at the end of a block or of the text of a link."""
        if not any(map(_has_marks, tokens)):
            return list(_joined(tokens))
        reader = _Emphasis(self.max_nested_level - depth)
        reader.read(tokens)
        return list(_joined(reader.tokens))

    def _get_fast_trigger_re(self, chars: set[str]) -> re.Pattern[str]:
        # mistune sorts the trigger characters again for every stretch of text.
        return self._fast_trigger_re or super()._get_fast_trigger_re(chars)


@dataclass(slots=True)
class _Opener:
    """A delimiter run that may open emphasis."""

    mark: str
    length: int
    original_length: int
    may_close: bool
    place: int
    """Index of its text among the tokens."""
    depth: int = 0
    """Nesting depth of the tokens between it and the next opener."""


class _Emphasis:
    def __init__(self, max_depth: int) -> None:
        self.tokens: list[_Token] = []
        self._max_depth = max_depth
        self._openers: list[_Opener] = []
        self._bottoms: dict[tuple[str, int], int] = {}
        """Number of openers to skip for a kind of run, because none of them fitted before.

        One of them may fit a run that cannot open, but GitHub skips it as well.
        """

    def read(self, tokens: list[_Token]) -> None:
        source = "".join(map(_shown, tokens))
        position = 0
        for token in tokens:
            if _has_marks(token):
                self._read_text(token["raw"], source, position)
            else:
                self._append(token, token_depth([token]) if "children" in token else 0)
            position += len(_shown(token))

    def _read_text(self, text: str, source: str, start: int) -> None:
        position = 0
        for run in _RUN.finditer(text):
            if run.start() > position:
                self._append_text(text[position : run.start()])
            self._read_run(run[0], source, start + run.start())
            position = run.end()
        if position < len(text):
            self._append_text(text[position:])

    def _read_run(self, run: str, source: str, start: int) -> None:
        mark, length = run[0], len(run)
        before = source[start - 1] if start else "\n"
        after = source[start + length : start + length + 1] or "\n"
        is_left, is_right = _flanking(before, after)
        may_open, may_close = is_left, is_right
        if mark == "_" and is_left and is_right:
            may_open, may_close = _is_punctuation(before), _is_punctuation(after)
        rest = self._close(mark, length, may_open) if may_close else length
        if rest and may_open:
            self._openers.append(_Opener(mark, rest, length, may_close, len(self.tokens)))
        if rest:
            self.tokens.append({"type": "text", "raw": mark * rest})

    def _close(self, mark: str, length: int, may_open: bool) -> int:
        """Close what the run can close; return the number of its remaining delimiters."""
        rest = length
        while rest and (index := self._opener(mark, length, may_open)) is not None:
            used = 2 if rest > 1 and self._openers[index].length > 1 else 1
            self._wrap(index, used)
            rest -= used
        return rest

    def _opener(self, mark: str, length: int, may_open: bool) -> int | None:
        """Return the index of the innermost opener that this run closes."""
        kind = (mark, length % 3)
        bottom = self._bottoms.get(kind, 0)
        depth = 0
        for index in range(len(self._openers) - 1, bottom - 1, -1):
            opener = self._openers[index]
            depth = max(depth, opener.depth)
            if opener.mark == mark and _fit(opener, length, may_open):
                if depth < self._max_depth:
                    return index
                break
        self._bottoms[kind] = len(self._openers)
        return None

    def _wrap(self, index: int, used: int) -> None:
        opener = self._openers[index]
        depth = max(above.depth for above in self._openers[index:])
        children = self.tokens[opener.place + 1 :]
        del self.tokens[opener.place + 1 :]
        opener.length -= used
        self._forget(index + 1 if opener.length else index)
        if opener.length:
            self.tokens[opener.place] = {"type": "text", "raw": opener.mark * opener.length}
            opener.depth = 0
        else:
            self.tokens.pop()
        kind = "strong" if used == 2 else "emphasis"
        self._append({"type": kind, "children": list(_joined(children))}, depth + 1)

    def _forget(self, count: int) -> None:
        """Keep the first `count` openers."""
        del self._openers[count:]
        for kind, bottom in self._bottoms.items():
            self._bottoms[kind] = min(bottom, count)

    def _append_text(self, text: str) -> None:
        self.tokens.append({"type": "text", "raw": text})

    def _append(self, token: _Token, depth: int) -> None:
        self.tokens.append(token)
        if self._openers:
            self._openers[-1].depth = max(self._openers[-1].depth, depth)


def _has_marks(token: _Token) -> bool:
    if token["type"] != "text" or not token.get("_emphasis", True):
        return False
    return "*" in token["raw"] or "_" in token["raw"]


def _shown(token: _Token) -> str:
    """Return the text that adjacent delimiters see, which decides if they open or close."""
    match token:
        case {"type": "text", "raw": text} | {"_autolink": text}:
            return str(text)
        case {"type": "softbreak" | "linebreak"}:
            return "\n"
    return ")"  # links, code and tags begin and end with punctuation


def _flanking(before: str, after: str) -> tuple[bool, bool]:
    """Classify a run between these characters: (left-flanking, right-flanking)."""
    stands_before, stands_after = not before.isspace(), not after.isspace()
    is_left = stands_after and (
        not _is_punctuation(after) or not stands_before or _is_punctuation(before)
    )
    is_right = stands_before and (
        not _is_punctuation(before) or not stands_after or _is_punctuation(after)
    )
    return is_left, is_right


def _is_punctuation(char: str) -> bool:
    return char in punctuation or category(char).startswith("P")


def _fit(opener: _Opener, length: int, may_open: bool) -> bool:
    """Apply CommonMark's rule of three, by which `*a**b*` contains no strong emphasis."""
    if not opener.may_close and not may_open:
        return True
    if opener.original_length % 3 == 0 and length % 3 == 0:
        return True
    return (opener.original_length + length) % 3 != 0


def _joined(tokens: Iterable[_Token]) -> Iterator[_Token]:
    """Merge adjacent text tokens, unless they would form an entity."""
    texts: list[str] = []
    for token in tokens:
        is_text = token["type"] == "text"
        starts_anew = texts and texts[-1].endswith("&") and is_text
        if texts and (not is_text or (starts_anew and _ENTITY_END.match(token["raw"]))):
            yield {"type": "text", "raw": "".join(texts)}
            texts = []
        if is_text:
            texts.append(token["raw"])
        else:
            token.pop("_autolink", None)
            yield token
    if texts:
        yield {"type": "text", "raw": "".join(texts)}
