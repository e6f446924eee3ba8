"""Bare URLs and email addresses as links, by the rules of GitHub's parser.

Its rules start in the middle, at the `:` of `https://` or the `@` of an address, and take back
text that was already read. So do these, because a rule that is tried at every letter is slow.
"""

from __future__ import annotations

import re

from mistune import InlineParser, InlineState, Markdown
from mistune.util import escape_url

_SCHEME = re.compile(r"(?:https?|ftp)\Z", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Za-z]*\Z")
_UP_TO_SPACE = re.compile(r"[^ \t\n\v\f\r<]*")
_DOMAIN = re.compile(r"(?:\\.|[^\W_]|[-_.]){1,253}")
_LOCAL_PART_REVERSED = re.compile(r"[A-Za-z0-9.+_-]+(?::(?:otliam|ppmx)(?![A-Za-z]))?")
_HOST = re.compile(r"@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*(?<=[A-Za-z])(?![@A-Za-z0-9_-])")
_ENTITY = re.compile(r"&[A-Za-z]+;\Z")


def bare_urls(md: Markdown) -> None:
    """Register a mistune plugin that links `https://…`."""
    md.inline.register("bare_url", r":(?=//[^\s<])", _parse_url, start_chars=":")


def bare_www(md: Markdown) -> None:
    """Register a mistune plugin that links `www.…`."""
    md.inline.register("bare_www", r"(?<![^\s*_~(])www(?=\.[^\s<])", _parse_www, start_chars="w")


def bare_addresses(md: Markdown) -> None:
    """Register a mistune plugin that links `someone@example.org`."""
    md.inline.register("bare_address", r"@(?=[A-Za-z0-9])", _parse_address, start_chars="@")


# Within open brackets GitHub makes no link, even if the brackets turn out to be text.


def _parse_url(inline: InlineParser, m: re.Match[str], state: InlineState) -> int | None:
    before = state.src[max(0, m.start() - 8) : m.start()]
    letters = _LETTERS.search(before)
    if letters is None or not _SCHEME.fullmatch(letters[0]) or state.brackets:
        return None
    end = _end(state.src, m.end() + 2, is_short_allowed=True)
    if not end:
        return None
    return _append(state, m.start() - len(letters[0]), m.start(), end, "")


def _parse_www(inline: InlineParser, m: re.Match[str], state: InlineState) -> int | None:
    end = 0 if state.brackets else _end(state.src, m.start(), is_short_allowed=False)
    return _append(state, m.start(), m.start(), end, "http://") if end else None


def _parse_address(inline: InlineParser, m: re.Match[str], state: InlineState) -> int | None:
    before = state.src[max(0, m.start() - 256) : m.start()]
    local = _LOCAL_PART_REVERSED.match(before[::-1])
    host = _HOST.match(state.src, m.start())
    if local is None or host is None or "." not in host[0]:
        return None
    prefix = "" if ":" in local[0] else "mailto:"
    return _append(state, m.start() - len(local[0]), m.start(), host.end(), prefix)


def _end(text: str, start: int, *, is_short_allowed: bool) -> int:
    """Return the end of the URL whose domain starts at `start`; 0 if it is not a URL."""
    domain = _DOMAIN.match(text, start)
    if domain is None:
        return 0
    is_whole = domain.end() == len(text) or text[domain.end()] in " \t\n<"
    labels = (domain[0].rstrip("_.") if is_whole else domain[0]).split(".")
    if any("_" in label for label in labels[-2:]):
        return 0
    if len(labels) < 2 and not is_short_allowed:
        return 0
    url = _UP_TO_SPACE.match(text, start)
    return start + _without_punctuation(url[0]) if url else 0


def _without_punctuation(text: str) -> int:
    surplus = text.count(")") - text.count("(")
    end = len(text)
    while end:
        last = text[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
            end -= 1
        elif last in "?!.,:*_~'\"":
            end -= 1
        elif last == ";":
            entity = _ENTITY.search(text, max(0, end - 32), end)
            end = entity.start() if entity else end - 1
        else:
            break
    return end


def _append(state: InlineState, start: int, read: int, end: int, prefix: str) -> int | None:
    """Link the source from `start` to `end`, taking back the text from `start` to `read`."""
    if not _take_back(state, start, read):
        return None
    text = state.src[start:end]
    state.append_token(
        {
            "type": "link",
            "children": [{"type": "text", "raw": text}],
            "attrs": {"url": escape_url(prefix + text)},
            "_autolink": text,
        }
    )
    return end


def _take_back(state: InlineState, start: int, end: int) -> bool:
    """Remove source[start:end] from the trailing text tokens; False if it is not all text."""
    count = end - start
    kept = len(state.tokens)
    while count > 0 and kept and state.tokens[kept - 1]["type"] == "text":
        kept -= 1
        count -= len(state.tokens[kept]["raw"])
    if count > 0:
        return False
    if count < 0:
        state.tokens[kept]["raw"] = state.tokens[kept]["raw"][:-count]
        kept += 1
    del state.tokens[kept:]
    return True
