"""Runs of text become plain text, or Markdown that a renderer shows as the page did."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from awesome_tui.model import Link
from awesome_tui.parsing.blocks import BOLD, CODE, ITALIC, STRUCK, Anchor, Run, Runs
from awesome_tui.parsing.emoji import with_emoji
from awesome_tui.text import clean

_MARKERS = ((STRUCK, "~~"), (ITALIC, "*"), (BOLD, "**"))
_MARKS = ("*", "_", "~")
_SPECIAL = re.compile(r"[\\`*_~&(\[]")
_ENTITY = re.compile(r"&(?:#?\w+;|#?\w*$)")
_BRACKET = re.compile(r"(\\.)|[\[\]]")
_TAG = re.compile(r"<(?=[A-Za-z/!?]|$)")
_BLOCK_START = re.compile(
    r"\d{1,9}(?=[.)](?:\s|$)) | (?=(?:\#{1,6}|[-+*])(?:\s|$)|>|[-=]+\s*$|\[(?:\\.|[^\[\]\\])*\]:)",
    re.VERBOSE,
)
_AUTOLINK = re.compile(r"(?:https?|ftp|mailto):[^\s<>]+")


def plain(runs: Runs) -> str:
    """The words of `runs` on one line."""
    shown = (run for run in runs if run.kind != "image")
    texts = [run.text if run.style & CODE else with_emoji(run.text) for run in shown]
    return spaced(clean("".join(texts)))


def title(runs: Runs) -> str:
    """The words of `runs`, or what their pictures are called if there are only those."""
    return plain(runs) or _alt_text(runs)


def links(runs: Runs) -> list[Link]:
    """The links of `runs` in order, each once; a badge is called what its picture is."""
    inside: dict[Anchor, Runs] = {run.anchor: [] for run in runs if run.opens and run.anchor}
    for run in runs if inside else ():
        if run.anchor in inside:
            inside[run.anchor].append(run)
    return [Link(title(own), anchor.url) for anchor, own in inside.items() if anchor.url]


def markdown(runs: Runs) -> str:
    """`runs` as inline Markdown without pictures, one line for each line on the page."""
    return "\n".join(filter(None, map(_line, split_lines(runs))))


def split_lines(runs: Runs) -> Iterator[Runs]:
    """`runs` cut at their breaks."""
    for is_break, line in groupby(runs, key=lambda run: run.kind == "break"):
        if not is_break:
            yield list(line)


def spaced(text: str) -> str:
    """`text` with one space wherever it had white space, and none at its ends."""
    return " ".join(text.split())


def _alt_text(runs: Runs) -> str:
    return spaced(clean(" ".join(run.text for run in runs if run.kind == "image")))


def _line(runs: Runs) -> str:
    line = ""
    shown = [run for run in runs if run.kind == "text" and run.text and not _is_signpost(run)]
    for anchor, group in groupby(shown, key=lambda run: run.anchor):
        if anchor is None or anchor.url is None:
            line += _styled(group, line[-1:])
        else:
            line = _with_link(line, _label(list(group)), anchor.url)
    line = spaced(line)
    start = _BLOCK_START.match(line)
    return f"{start[0]}\\{line[start.end() :]}" if start else line


def _is_signpost(run: Run) -> bool:
    """Whether it is an arrow that leads back to some place on the page."""
    is_inside = run.anchor is not None and run.anchor.url is None
    return is_inside and not any(map(str.isalnum, run.text))


def _label(runs: Runs) -> str:
    """The text of a link, in which a bracket without its other half would end the link."""
    text = _styled(runs, "")
    if "\\[" not in text and all(_is_balanced(run.text, "[]") for run in runs):
        return text
    uncoded = _styled((run._replace(style=run.style & ~CODE) for run in runs), "")
    return _BRACKET.sub(lambda match: match[1] or f"\\{match[0]}", uncoded)


def _styled(runs: Iterable[Run], before: str) -> str:
    groups = [
        (style, clean("".join([run.text for run in group])))
        for style, group in groupby(runs, key=lambda run: run.style)
    ]
    following = [text[:1] for _, text in groups[1:]] + [""]
    result = ""
    for (style, text), after in zip(groups, following, strict=True):
        shown = _marked(text, style, result[-1:] or before, after) if style else _escaped(text)
        result += f"\\{shown}" if result[-1:] == "]" and shown[:1] in ("(", "[") else shown
    return result


def _marked(text: str, style: int, before: str, after: str) -> str:
    core = text.strip()
    if not core:
        return text
    lead, _, trail = text.partition(core)
    is_code = style & CODE and (lead or before)[-1:] != "`"
    shown = _code(core) if is_code else _escaped(core)
    if _can_be_marked(shown, style, lead or before, trail or after):
        for flag, marker in _MARKERS:
            if style & flag:
                shown = f"{marker}{shown}{marker}"
    return f"{lead}{shown}{trail}"


def _can_be_marked(text: str, style: int, before: str, after: str) -> bool:
    """CommonMark's flanking rules, made stricter: markers of neighbours must not run together."""
    if before[-1:] in _MARKS or after[:1] in _MARKS:
        return False
    is_struck = style & STRUCK != 0
    opens = (text[0].isalnum() and not is_struck) or not before[-1:].isalnum()
    closes = (text[-1].isalnum() and not is_struck) or not after[:1].isalnum()
    return opens and closes


def _code(text: str) -> str:
    if _TAG.search(text):
        return _escaped(text)  # simple readers of Markdown take tags away, even from code
    fence = "`"
    while fence in text:
        fence += "`"
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _escaped(text: str) -> str:
    """`text` as Markdown that reads the same; a tag's bracket as an entity, safe with everyone."""
    return _TAG.sub("&lt;", _SPECIAL.sub(_escape, with_emoji(text)))


def _escape(match: re.Match[str]) -> str:
    char, text, at = match[0], match.string, match.start()
    match char:
        case "_":
            is_markup = not (text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum())
        case "*":
            is_markup = text[at - 1 : at + 2] != " * "
        case "&":
            is_markup = _ENTITY.match(text, at) is not None
        case "(" | "[":
            is_markup = text[at - 1 : at] == "]"
        case _:
            is_markup = True
    return f"\\{char}" if is_markup else char


def _with_link(line: str, text: str, url: str) -> str:
    core = text.strip()
    if not core:
        return line + text
    lead, _, trail = text.partition(core)
    if line.endswith("!"):
        line = line[:-1] + "\\!"
    if core == url and _AUTOLINK.fullmatch(url):
        return f"{line}{lead}<{url}>{trail}"
    destination = url if _is_balanced(url, "()") else f"<{url}>"
    return f"{line}{lead}[{core}]({destination}){trail}"


def _is_balanced(text: str, pair: str) -> bool:
    depth = 0
    for char in text:
        if char in pair:
            depth += 1 if char == pair[0] else -1
        if depth < 0:
            return False
    return depth == 0
