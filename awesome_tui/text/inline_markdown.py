"""Inline Markdown, the format of descriptions: parsing to spans, escaping of plain text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

Style: TypeAlias = Literal["strong", "emphasis", "strike", "code"]

_MARKUP = re.compile(r"[\\`*~\[<\n&]")
"""Characters that may start markup; a more precise search takes twice as long."""
# Every quantifier is possessive: a failed match costs no more than what it has read. Python
# before 3.11.5 does not backtrack out of a repeated group that fails half-way, except to another
# alternative; so each such group, here and elsewhere, ends with one that never matches.
_FLAT = r"(?: \\. | [^\\\s()] |(?!))*+"
_NESTED = rf"(?: \\. | [^\\\s()] | \( {_FLAT} \) |(?!))*+"
DESTINATION = rf"(?: \\. | [^\\\s()] | \( {_NESTED} \) |(?!))*+"
"""A verbose pattern of a link destination without angle brackets."""
_TOKEN = rf"""(?x)
    \\ (?P<literal> [\n!-/:-@\[-`{{-~] )
  | (?P<ticks> `++ )
  | (?P<run> \*++ | ~++ )
  | (?P<entity> & [\#\w]{{1,32}}; )
  | < (?P<itself> [A-Za-z][A-Za-z0-9+.-]*+ : [^\s<>]*+ ) >
  | \[
  | \]\( (?: < (?P<angled> (?: \\. | [^\\<>\n] |(?!))*+ ) > | (?P<bare> {DESTINATION} ) ) \)
  | \]
    """
_TICKS = re.compile("`+")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")

# Delimiter runs as the delimiters that they may stand for, outermost first; others are text.
_MARKS = {"*": ("*",), "**": ("**",), "***": ("**", "*"), "~~": ("~~",)}
_STYLES: dict[str, Style] = {"*": "emphasis", "**": "strong", "~~": "strike"}

# Underscores within words, and ampersands and angles that begin nothing, need no escape.
_LITERAL = r"""(?x)
      [\\`*~\[\]] | <(?=[A-Za-z/!?]) | &(?=\#|\w+;)
    | (?<![^\W_])_ | _(?![^\W_])
    | :(?=//) | (?<=\bwww)\. | (?<=\w)@(?=\w)  # GitHub makes links of these"""
_LITERAL_IN_URL = r"[\\<>*`\[\]]|~(?=~)|(?<=~)~|&(?=#|\w+;)"
_PARENTHESIS = re.compile(r"[()]")
_BALANCED = f"(?x){DESTINATION}"


class Span(NamedTuple):
    """A run of text with one style and one destination."""

    text: str
    styles: frozenset[Style] = frozenset()
    url: str | None = None
    """Destination of the link that the text belongs to."""


def plain(markdown: str) -> str:
    """Return the text of `markdown` on one line, without markup."""
    if not _MARKUP.search(markdown):
        return markdown
    return " ".join("".join(span.text for span in spans(markdown)).split())


def spans(markdown: str) -> tuple[Span, ...]:
    """Split `markdown` into spans of equal style; an unmatched delimiter is text."""
    if not _MARKUP.search(markdown):
        return (Span(markdown),) if markdown else ()
    return tuple(_joined(_styled(_emphasized(_linked(_pieces(markdown))))))


def links(markdown: str) -> tuple[Span, ...]:
    """Return the links of `markdown` in order, one span each, ignoring the styles in them."""
    if "](" not in markdown and "<" not in markdown:
        return ()
    found: list[tuple[list[str], str | None]] = []
    text: list[str] = []
    for piece in _emphasized(_linked(_pieces(markdown))):
        if piece.kind == "url":
            found.append(([piece.text], piece.url))
        elif piece.text:
            text.append(piece.text)
        elif piece.kind in "[]":
            text = []
            found += [(text, piece.url)] if piece.kind == "[" else []
    return tuple(Span(" ".join("".join(text).split()), url=url) for text, url in found)


def link_ends(markdown: str) -> tuple[int, ...]:
    """Return the end offsets of the links of `markdown`, in order."""
    pieces = _linked(_pieces(markdown))
    return tuple(
        piece.end
        for piece in pieces
        if piece.kind == "url" or (piece.kind == "]" and not piece.text)
    )


def escape(text: str) -> str:
    """Escape `text` as inline Markdown; does not escape the start of a block."""
    return re.sub(_LITERAL, r"\\\g<0>", text)


def code(text: str) -> str:
    """Write `text` as a code span."""
    ticks = "`" * (1 + max(map(len, _TICKS.findall(text)), default=0))
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def link(markdown: str, url: str) -> str:
    """Link `markdown` to `url`, escaping the destination."""
    target = re.sub(_LITERAL_IN_URL, r"\\\g<0>", url)
    if not re.fullmatch(_BALANCED, target):
        target = _PARENTHESIS.sub(r"\\\g<0>", target)
    return f"[{markdown}]({target})"


@dataclass(slots=True)
class _Piece:
    """A token: its visible text, the styles that end before it and those that begin after it."""

    text: str
    """Matched delimiters are removed; the remaining ones are text."""
    kind: Literal["text", "url", "run", "[", "]"] = "text"
    styles: frozenset[Style] = frozenset()
    url: str | None = None
    """Destination, on the `]` of a link and, once matched, on its `[`."""
    may_open: bool = False
    may_close: bool = False
    begins: list[Style] = field(default_factory=list)
    ends: list[Style] = field(default_factory=list)
    end: int = 0
    """End offset in the source."""


def _pieces(markdown: str) -> Iterator[_Piece]:
    ticks = defaultdict(list)
    for run in _TICKS.finditer(markdown):
        ticks[len(run[0])].append(run.start())
    position = 0
    tokens = re.compile(_TOKEN)
    while token := tokens.search(markdown, position):
        if token.start() > position:
            yield _Piece(markdown[position : token.start()])
        position = token.end()
        closing = ticks[len(token["ticks"] or "")]
        following = bisect_left(closing, position)
        if following < len(closing):
            yield _code(markdown[position : closing[following]])
            position = closing[following] + len(token[0])
        else:
            piece = _piece(token)
            piece.end = position
            yield piece
    if position < len(markdown):
        yield _Piece(markdown[position:])


def _code(text: str) -> _Piece:
    # As in CommonMark, strip one space on each side of a code span.
    if text[0] == text[-1] == " " and text.strip():
        text = text[1:-1]
    return _Piece(text, styles=frozenset({"code"}))


def _piece(token: re.Match[str]) -> _Piece:
    if token["run"]:
        return _run(token)
    if token["entity"]:
        return _Piece(unescape(token["entity"]))
    if token["itself"]:
        return _Piece(token["itself"], "url", url=token["itself"])
    if token[0] == "[":
        return _Piece("[", "[")
    if token[0].startswith("]"):
        url = token["bare"] if token["angled"] is None else token["angled"]
        return _Piece(token[0], "]", url=url and _ESCAPE.sub(r"\1", url))
    return _Piece(token["literal"] or token[0])


def _run(token: re.Match[str]) -> _Piece:
    before = token.string[token.start() - 1 : token.start()]
    after = token.string[token.end() : token.end() + 1]
    return _Piece(token[0], "run", may_open=bool(after.strip()), may_close=bool(before.strip()))


def _linked(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Match the brackets of links; return all tokens."""
    read = list(pieces)
    waiting: list[_Piece] = []
    for piece in read:
        if piece.kind == "[":
            waiting.append(piece)
        elif piece.kind == "url":
            waiting.clear()  # links do not nest
        elif piece.kind == "]" and waiting:
            opening = waiting.pop()
            if piece.url:
                opening.url = piece.url
                opening.text = piece.text = ""
                waiting.clear()
    return read


def _emphasized(pieces: list[_Piece]) -> list[_Piece]:
    """Match delimiter runs, separately within the text of each link; return all tokens."""
    around = within = _Runs()
    for piece in pieces:
        if piece.kind == "run":
            within.add(piece)
        elif not piece.text:
            within = _Runs() if piece.kind == "[" else around
    return pieces


class _Runs:
    """Delimiters that wait for a partner, innermost last."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, _Piece]] = []
        # The counts spare each unmatched closing run a scan of all that wait.
        self._counts: Counter[str] = Counter()

    def add(self, run: _Piece) -> None:
        """Close what `run` can close; what remains of it may open."""
        while run.may_close and (marks := self._partners(run)):
            mark, opening = self._take(marks)
            opening.begins.append(_STYLES[mark])
            run.ends.append(_STYLES[mark])
            opening.text = opening.text.removeprefix(mark)
            run.text = run.text.removeprefix(mark)
        if run.may_open:
            for mark in _MARKS.get(run.text, ()):
                self._push(mark, run)

    def _partners(self, run: _Piece) -> list[str]:
        return [mark for mark in _MARKS.get(run.text, ()) if self._counts[mark]]

    def _take(self, marks: list[str]) -> tuple[str, _Piece]:
        """Pop the innermost of `marks`; the delimiters within it stay text."""
        inner = None
        while (taken := self._pop())[0] not in marks:
            inner = taken
        # Either part of a run of three delimiters may be the inner one.
        if inner and inner[1] is taken[1]:
            self._push(*inner)
        return taken

    def _push(self, mark: str, run: _Piece) -> None:
        self._waiting.append((mark, run))
        self._counts[mark] += 1

    def _pop(self) -> tuple[str, _Piece]:
        mark, run = self._waiting.pop()
        self._counts[mark] -= 1
        return mark, run


def _styled(pieces: list[_Piece]) -> Iterator[Span]:
    begun: Counter[Style] = Counter()
    styles: frozenset[Style] = frozenset()
    url = None
    for piece in pieces:
        if piece.ends:
            begun.subtract(piece.ends)
            styles = frozenset(+begun)
        if piece.text:
            itself = piece.url if piece.kind == "url" else None
            yield Span(piece.text, piece.styles | styles, url or itself)
        elif piece.kind in "[]":
            url = piece.url if piece.kind == "[" else None
        if piece.begins:
            begun.update(piece.begins)
            styles = frozenset(+begun)


def _joined(runs: Iterable[Span]) -> Iterator[Span]:
    for (styles, url), alike in groupby(runs, lambda run: (run.styles, run.url)):
        yield Span("".join(run.text for run in alike), styles, url)
