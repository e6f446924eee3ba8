"""Tags of an entry: code spans and `#words` that follow its description."""

from __future__ import annotations

import re

from awesome_tui.parsing.blocks import CODE, Run, Runs
from awesome_tui.parsing.descriptions import with_tags_last
from awesome_tui.parsing.labels import is_command, is_generic, is_leading, is_rating
from awesome_tui.parsing.runs import collapse_spaces, split_lines
from awesome_tui.text.sanitize import clean

_HASH_WORDS = re.compile(r"(?:(?:^|(?<=\s))#[^\W\d_][\w+.-]*[,\s]*)+$")
_BETWEEN = re.compile(r"[\s,;|/·•()\[\]\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]*")
_SENTENCE_END = (".", "!", "?", ")", "。", "！", "？", "）", "]", '"', "”", "…")
_COMMAS = re.compile(r"[,，;]\s")
_DESCRIBED = re.compile(r"\s*[-–—:·]\s")
_PLAIN = re.compile(r"\s*[\w+#./-][\w+#./ ()-]*")
_FAR = 200
"""Characters at the end of a description that may be `#words`."""
_LONGEST = 30
"""Maximum characters of a tag."""


def read_code_tags(line: Runs) -> tuple[str, ...]:
    """Return the code spans of a line that holds nothing else."""
    words = [run for run in line if run.kind == "text" and not _BETWEEN.fullmatch(run.text)]
    is_code = bool(words) and all(
        run.style & CODE and run.anchor is None and _PLAIN.fullmatch(run.text) for run in words
    )
    return _trailing_codes(line, len(line)) if is_code else ()


def read_tags(rest: Runs) -> tuple[str, ...]:
    """Return the tags at the end of `rest`, the text beside a name, and before its description."""
    rest = with_tags_last(rest)
    lines = list(split_lines(rest))
    bullets = [tag for line in lines[1:] for tag in read_code_tags(line)]
    end = _end_of_codes(rest)
    if end:
        first = [tag for run in rest[:end] if run.style & CODE for tag in _tags_in(run.text)]
        own = (*first, *_tags_at_end(rest[end:]))
    else:
        own = _tags_at_end(rest) or _tags_after_sentence(lines[0] if lines else [])
    return tuple(dict.fromkeys((*own, *bullets)))


def _end_of_codes(rest: Runs) -> int:
    """Return the end of the code spans that `rest` starts with; 0 unless a separator follows."""
    end = 0
    while end < len(rest) and rest[end].kind == "text" and rest[end].anchor is None:
        if not (rest[end].style & CODE or (end and rest[end].text.isspace())):
            break
        end += 1
    is_set_off = 0 < end < len(rest) and _DESCRIBED.match(rest[end].text)
    return end if is_set_off else 0


def _tags_after_sentence(line: Runs) -> tuple[str, ...]:
    """Return the code spans that end a line after a sentence."""
    end = len(line)
    while end and not _is_sentence(line[end - 1]):
        end -= 1
    ends = end > 0 and line[end - 1].text.rstrip().endswith(_SENTENCE_END)
    return _trailing_codes(line, len(line)) if ends else ()


def _is_sentence(run: Run) -> bool:
    is_text = run.kind == "text" and not run.style & CODE
    return is_text and _BETWEEN.fullmatch(run.text) is None


def _tags_at_end(rest: Runs) -> tuple[str, ...]:
    end = len(rest)
    while end and (rest[end - 1].kind != "text" or not rest[end - 1].text.strip()):
        end -= 1
    if not end:
        return ()
    last = rest[end - 1]
    if "#" in last.text and not last.style & CODE:
        words = _HASH_WORDS.search(last.text[-_FAR:])
        return tuple(word.strip("#,") for word in words[0].split()) if words else ()
    return _trailing_codes(rest, end) if last.style & CODE or _BETWEEN.fullmatch(last.text) else ()


def _tags_in(code: str) -> list[str]:
    """Return the tags that a code span enumerates, as in "(linux, windows)"."""
    bare = collapse_spaces(clean(code))
    inside = bare[1:-1] if bare[:1] + bare[-1:] in ("()", "[]") else bare
    return [tag for tag in map(str.strip, _COMMAS.split(inside)) if tag]


def _is_label(run: Run) -> bool:
    """True for a link such as "[code]" in code."""
    return run.anchor is not None and is_leading(run.text.strip())


def _trailing_codes(rest: Runs, end: int) -> tuple[str, ...]:
    """Return the code spans at the end of `rest[:end]`, unless they end a sentence."""
    spans: list[str] = []
    before = ""
    for run in reversed(rest[:end]):
        if run.kind == "text" and run.style & CODE and not _is_label(run):
            spans.append(run.text)
        elif run.kind == "text" and not _BETWEEN.fullmatch(run.text):
            before = run.text.rstrip()
            break
    if len(spans) == 1 and before and not before.endswith(_SENTENCE_END):
        return ()
    tags = [tag for span in reversed(spans) for tag in _tags_in(span)]
    if any(is_command(tag) or len(tag) > _LONGEST for tag in tags):
        return ()
    return tuple(tag for tag in tags if not (is_generic(tag) or is_rating(tag)))
