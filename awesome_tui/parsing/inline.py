"""Runs of text become plain text, or Markdown that a renderer shows as the page did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from awesome_tui.model import Link
from awesome_tui.parsing.blocks import BOLD, CODE, ITALIC, STRUCK, Anchor, Run, Runs
from awesome_tui.parsing.emoji import with_emoji
from awesome_tui.text import clean, clean_lines

_MARKERS = ((STRUCK, "~~"), (ITALIC, "*"), (BOLD, "**"))
_SPACE = re.compile(r"\s+")
_SPECIAL = re.compile(
    r"""\\ | ` | \* | (?<![^\W_])_ | _(?![^\W_])
    | (?<=\])[(\[] | !$
    | &(?=\#?\w+;) | ~""",
    re.VERBOSE,
)
_LINE_START = re.compile(r"(?m)^(\d{1,9})(?=[.)](?:\s|$))|^(?=[#+=-]|\[[^\]\n]*\]:)")
_TAG = re.compile(r"<[A-Za-z/!?]")


def plain(runs: Runs) -> str:
    """The words of `runs` on one line."""
    return spaced(clean(with_emoji("".join(run.text for run in runs if not run.image))))


def alt_text(runs: Runs) -> str:
    """What the pictures among `runs` are called."""
    return spaced(clean(" ".join(run.text for run in runs if run.image)))


def links(runs: Runs) -> list[Link]:
    """The links of `runs` in order, each once; a badge is called what its picture is."""
    opened = [run.anchor for run in runs if run.opens]
    if not opened:
        return []
    inside: dict[Anchor, Runs] = {anchor: [] for anchor in opened if anchor}
    for run in runs:
        if run.anchor in inside:
            inside[run.anchor].append(run)
    return [
        Link(plain(own) or alt_text(own), anchor.url)
        for anchor, own in inside.items()
        if anchor.url
    ]


def markdown(runs: Runs) -> str:
    """`runs` as inline Markdown without pictures, one line for each line on the page."""
    lines = (_line(line) for line in split_lines(runs))
    return "\n".join(line for line in lines if line)


def split_lines(runs: Runs) -> Iterator[Runs]:
    """`runs` cut at their breaks."""
    for is_break, line in groupby(runs, key=lambda run: run.text == "\n"):
        if not is_break:
            yield list(line)


def spaced(text: str) -> str:
    """`text` with one space wherever it had white space, and none at its ends."""
    return _SPACE.sub(" ", text).strip()


def _line(runs: Runs) -> str:
    shown = [run for run in runs if run.text and not run.image]
    parts: list[str] = []
    before = " "
    for anchor, group in groupby(shown, key=lambda run: run.anchor):
        inner = _styled(list(group), before)
        if anchor is not None and anchor.url is not None:
            inner = _linked(inner, anchor.url)
            if parts and parts[-1].endswith("!"):
                parts[-1] = parts[-1][:-1] + "\\!"
        if inner:
            parts.append(inner)
            before = inner[-1]
    line = spaced("".join(parts))
    return _LINE_START.sub(lambda m: f"{m[1]}\\" if m[1] else "\\", line)


def _styled(runs: Runs, before: str) -> str:
    result = ""
    groups = [
        (style, clean("".join(run.text for run in group)))
        for style, group in groupby(runs, key=lambda run: run.style)
    ]
    for index, (style, text) in enumerate(groups):
        after = groups[index + 1][1][:1] if index + 1 < len(groups) else " "
        result += _marked(text, style, (result or before)[-1], after)
    return result


def _marked(text: str, style: int, before: str, after: str) -> str:
    core = text.strip()
    if not core:
        return text
    lead, core, trail = text.partition(core)
    core = _SPACE.sub(" ", core)
    shown = _code(core) if style & CODE else _escaped(with_emoji(core))
    if _can_be_marked(core, (lead or before)[-1], (trail or after)[:1]):
        for flag, marker in _MARKERS:
            if style & flag:
                shown = f"{marker}{shown}{marker}"
    return lead + shown + trail


def _can_be_marked(core: str, before: str, after: str) -> bool:
    """CommonMark's flanking rules; markers of two neighbours would also run together."""
    if before in "*_~" or after in "*_~":
        return False
    opens = core[0].isalnum() or not before.isalnum()
    closes = core[-1].isalnum() or not after.isalnum()
    return opens and closes


def _code(text: str) -> str:
    if _TAG.search(text):
        return _escaped(text)  # plain readers of Markdown drop tags, even in code
    fence = "`"
    while fence in text:
        fence += "`"
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _escaped(text: str) -> str:
    """`text` as Markdown that reads the same; a tag as an entity, which nothing takes for one."""
    text = _SPECIAL.sub(r"\\\g<0>", text)
    return _TAG.sub(lambda match: "&lt;" + match[0][1:], text)


def _linked(text: str, url: str) -> str:
    core = text.strip()
    if not core:
        return text
    if core == url and re.match(r"[a-z]+:[^\s<>]+$", url):
        return text.replace(core, f"<{url}>")
    if core.count("[") != core.count("]"):
        core = re.sub(r"[\[\]]", r"\\\g<0>", core)
    return text.replace(text.strip(), f"[{core}]({_destination(url)})")


def _destination(url: str) -> str:
    url = url.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
    balanced = url.count("(") == url.count(")") and not re.search(r"\)[^(]*\(", url)
    return url if balanced or "(" not in url + url.replace(")", "(") else f"<{url}>"
