"""Conversion of runs to plain text, and to Markdown that renders as the page did."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, zip_longest
from operator import itemgetter

from awesome_tui.model.entries import Link
from awesome_tui.parsing.blocks import BOLD, CODE, ITALIC, STRUCK, Anchor, Run, Runs
from awesome_tui.text.emoji import replace_shortcodes
from awesome_tui.text.sanitize import clean

_MARKERS = ((STRUCK, "~~"), (ITALIC, "*"), (BOLD, "**"))
_MARKS = ("*", "_", "~")
_SPECIAL = re.compile(r"[\\`*_~&(\[]")
# Characters to escape in text that GitHub would turn into a link. Patterns that few lists need are
# compiled with the first, in all that parses: it takes 6 ms less to load.
_URL_SIGN = r"""(?ix)
      (?:(?<=http)|(?<=https)|(?<=ftp)):(?=//\w)
    | (?:(?<=[\s*_~(]www)|(?<=\Awww))\.(?=[^\s<])
    | (?<=[\w.+-])@(?=[A-Za-z0-9_-]+\.[A-Za-z0-9_-])"""
_ENTITY = re.compile(r"&#?\w+;")
_SIGNS_BETWEEN = " ·•|-–—"
_LONGEST_LABEL = 3
"""Maximum words of a label before badges, which then are shown by their alternative texts."""
_SPACES = re.compile(r"\s+")
# The private characters are icons of some fonts, such as Apple's logo, and boxes in others.
_INVISIBLE = "[\u00ad\u200b\u2060-\u2064\ue000-\uf8ff\ufeff]"
_UNSPACED = "[\u3040-\u30ff\u3400-\u9fff]"
_BRACKET = re.compile(r"(\\.)|[\[\]]")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_BLOCK_START = re.compile(
    r"\d{1,9}(?=[.)](?:\s|$)) | (?=(?:\#{1,6}|[-+*])(?:\s|$)|>|[-=]+\s*$|\[(?:\\.|[^\[\]\\])*\]:)",
    re.VERBOSE,
)
_AUTOLINK = re.compile(r"(?:https?|ftp|mailto):[^\s<>]+")


def plain(runs: Runs) -> str:
    """Return the words of `runs` on one line, without images."""
    texts = [
        run.text if run.style & CODE else replace_shortcodes(run.text)
        for run in runs
        if run.kind != "image"
    ]
    return collapse_spaces(visible_text("".join(texts)))


def runs_to_title(runs: Runs) -> str:
    """Return the words of `runs`, or the alternative texts if there are only images."""
    return plain(runs) or _alt_text(runs)


def links(runs: Runs) -> list[Link]:
    """Return each link of `runs` once, in order; a badge takes the name of its image."""
    inside: dict[Anchor, Runs] = {run.anchor: [] for run in runs if run.opens and run.anchor}
    for run in runs if inside else ():
        if run.anchor in inside:
            inside[run.anchor].append(run)
    return [Link(runs_to_title(own), anchor.url) for anchor, own in inside.items() if anchor.url]


def markdown(runs: Runs) -> str:
    """Return `runs` as inline Markdown without images, one line per line of the page."""
    return "\n".join(filter(None, map(_line, split_lines(runs))))


def split_lines(runs: Runs) -> Iterator[Runs]:
    """Split `runs` at breaks."""
    for is_break, line in groupby(runs, key=lambda run: run.kind == "break"):
        if not is_break:
            yield list(line)


def split_at_newlines(runs: Runs) -> list[Runs]:
    """Split `runs` at the ends of the lines of their source."""
    lines: list[Runs] = [[]]
    for run in runs:
        parts = run.text.split("\n") if run.anchor is None and run.kind == "text" else [run.text]
        lines[-1].append(run._replace(text=parts[0]))
        lines += [[run._replace(text=part)] for part in parts[1:]]
    return [line for line in lines if runs_to_title(line)]


def unlinked(runs: Runs) -> Runs:
    """Return `runs` as text that leads nowhere."""
    return [run._replace(anchor=None, opens=False) for run in runs]


def is_symbol_link(run: Run) -> bool:
    """True for a link within the page whose text is an arrow or another symbol."""
    is_inside = run.anchor is not None and run.anchor.url is None
    return is_inside and not any(map(str.isalnum, run.text))


def collapse_spaces(text: str) -> str:
    """Collapse white space in `text` to single spaces, and strip it."""
    return " ".join(text.split())


def count_words(text: str) -> int:
    """Count the words of `text`, three signs for one where a language writes no spaces."""
    return len(text.split()) + (0 if text.isascii() else len(re.findall(_UNSPACED, text)) // 3)


def visible_text(text: str) -> str:
    """Return `text` without terminal controls and zero-width characters."""
    return text if text.isprintable() else re.sub(_INVISIBLE, "", clean(text))


def _alt_text(runs: Runs) -> str:
    return collapse_spaces(visible_text(" ".join(run.text for run in runs if run.kind == "image")))


def _line(runs: Runs) -> str:
    shown = [run for run in runs if run.kind == "text" and run.text and not is_symbol_link(run)]
    if any(run.kind == "image" and run.opens for run in runs) and _ends_with_label(shown):
        shown = [run._replace(kind="text") for run in runs]
    line = _without_last_sign(collapse_spaces(_joined(_trimmed(shown))))
    if line.count("~") == 1 and "`" not in line:
        line = line.replace("\\~", "~")  # one tilde strikes nothing out
    start = _BLOCK_START.match(line)
    return f"{start[0]}\\{line[start.end() :]}" if start else line


def _ends_with_label(runs: Runs) -> bool:
    """True for a label such as "Links:", which badges follow that have no words."""
    said = "".join(run.text for run in runs).rstrip(_SIGNS_BETWEEN + "\n")
    return said.endswith((":", "：")) and len(said.split()) <= _LONGEST_LABEL


def _without_last_sign(line: str) -> str:
    """Strip separators at the end of `line` that preceded a removed image or arrow."""
    kept = line.rstrip(_SIGNS_BETWEEN)
    return kept if line[len(kept) : len(kept) + 1] == " " else line


def _joined(runs: Runs) -> str:
    if not any(run.anchor for run in runs):
        return _styled(runs, "")
    line = ""
    for anchor, group in groupby(_links_trimmed(runs), key=_outward):
        if anchor is None or anchor.url is None:
            line += _styled(group, line[-1:])
        else:
            line = _with_link(line, _label(list(group)), anchor.url)
    return line


def _outward(run: Run) -> Anchor | None:
    """Return the anchor of a run if it leads off the page; links within the page are text."""
    return run.anchor if run.anchor is not None and run.anchor.url is not None else None


def _links_trimmed(runs: Runs) -> Iterator[Run]:
    """Move the spaces at both ends of a link out of it."""
    for anchor, group in groupby(runs, key=_outward):
        inside = list(group)
        if anchor is None:
            yield from inside
            continue
        yield from (Run(" ") for _ in range(inside[0].text[:1].isspace()))
        yield from _trimmed(inside)
        yield from (Run(" ") for _ in range(inside[-1].text[-1:].isspace()))


def _trimmed(runs: Runs) -> Runs:
    """Strip the spaces at both ends of `runs`."""
    seen = [index for index, run in enumerate(runs) if not run.text.isspace()]
    if not seen:
        return []
    kept = runs[seen[0] : seen[-1] + 1]
    kept[0] = kept[0]._replace(text=kept[0].text.lstrip())
    kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip())
    return kept


def _label(runs: Runs) -> str:
    """Return the text of a link, with unbalanced brackets escaped: they would end the link."""
    if not _is_nested(runs):
        runs = [run._replace(style=run.style & ~CODE) for run in runs]
    text = _styled(runs, "", is_linked=True)
    if "\\[" not in text and _is_nested(runs):
        return text
    return _BRACKET.sub(lambda match: match[1] or f"\\{match[0]}", text)


def _is_nested(runs: Runs) -> bool:
    """True if brackets are balanced within each style."""
    return all(_is_balanced(text, "[]") for _, text in _groups(runs, ""))


def _styled(runs: Iterable[Run], before: str, *, is_linked: bool = False) -> str:
    runs = list(runs)
    if not any(run.style for run in runs):
        text = visible_text("".join([run.text for run in runs]))
        return _escaped(_with_single_spaces(text), is_linked)
    groups = _groups(runs, before)
    return "".join([_marked(text, style, is_linked) for style, text in groups])


def _with_single_spaces(text: str) -> str:
    is_plain = text.isprintable() and "  " not in text  # of all white space, only " " is printable
    return text if is_plain else _SPACES.sub(" ", text)


def _groups(runs: Iterable[Run], before: str) -> Iterator[tuple[int, str]]:
    """Group the texts of `runs` by the style that Markdown can express; neighbours differ."""
    return _by_style(_markable(_by_style(_spaced_apart(runs)), before))


def _by_style(parts: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for style, group in groupby(parts, key=itemgetter(0)):
        yield style, "".join([text for _, text in group])


def _markable(parts: Iterable[tuple[int, str]], before: str) -> Iterator[tuple[int, str]]:
    """Drop styles whose delimiters would not be recognized between their neighbours."""
    groups = list(parts)
    for (style, text), after in zip_longest(groups, [text[:1] for _, text in groups[1:]]):
        code = style & CODE if before != "`" else 0
        shown = _code(text) if code else text
        marks = style & ~CODE if _can_be_marked(shown, style, before, after or "") else 0
        yield marks | code, text
        before = "*" if marks else shown[-1:]


def _spaced_apart(runs: Iterable[Run]) -> Iterator[tuple[int, str]]:
    """Yield styles and their texts; the spaces around a text have no style."""
    for style, group in groupby(runs, key=lambda run: run.style):
        text = _with_single_spaces(visible_text("".join([run.text for run in group])))
        # Simple Markdown renderers strip tags, even from code.
        shown = style & ~CODE if _TAG.search(text) else style
        core = text.strip() if shown else text
        lead, _, trail = text.partition(core) if core else (text, "", "")
        yield from (part for part in ((0, lead), (shown, core), (0, trail)) if part[1])


def _marked(text: str, style: int, is_linked: bool) -> str:
    shown = _code(text) if style & CODE else _escaped(text, is_linked)
    for flag, marker in _MARKERS:
        if style & flag:
            shown = f"{marker}{shown}{marker}"
    return shown


def _can_be_marked(text: str, style: int, before: str, after: str) -> bool:
    """Apply CommonMark's flanking rules, made stricter: adjacent delimiters must not merge."""
    if before[-1:] in _MARKS or after[:1] in _MARKS:
        return False
    is_struck = style & STRUCK != 0
    opens = (text[0].isalnum() and not is_struck) or not before[-1:].isalnum()
    closes = (text[-1].isalnum() and not is_struck) or not after[:1].isalnum()
    return opens and closes


def _code(text: str) -> str:
    fence = "`"
    while fence in text:
        fence += "`"
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _escaped(text: str, is_linked: bool) -> str:
    """Escape `text`; the `<` of a tag becomes an entity, which is safe in every renderer."""
    text = _SPECIAL.sub(_escape, replace_shortcodes(text))
    if not is_linked and ("//" in text or "@" in text or "www." in text.lower()):
        text = re.sub(_URL_SIGN, r"\\\g<0>", text)  # slow, so not for every text
    return _TAG.sub("&lt;", text)


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
    if line.endswith("!"):
        line = line[:-1] + "\\!"
    if text == url and _AUTOLINK.fullmatch(url):
        return f"{line}<{url}>"
    destination = url if _is_balanced(url, "()") else f"<{url}>"
    return f"{line}[{text}]({destination})"


def _is_balanced(text: str, pair: str) -> bool:
    depth = 0
    for char in text:
        if char in pair:
            depth += 1 if char == pair[0] else -1
        if depth < 0:
            return False
    return depth == 0
