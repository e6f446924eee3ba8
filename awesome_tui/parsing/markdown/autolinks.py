"""Bare URLs and addresses become links where GitHub's engine makes them.

Its rules start in the middle, at the `:` of `https://` or the `@` of an address, and take back
what was already read as text; so do these, because a rule that starts at every letter is slow.
"""

from __future__ import annotations

import re

from mistune import InlineParser, InlineState, Markdown
from mistune.util import escape_url

_SCHEME = re.compile(r"(?:https?|ftp)\Z", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Za-z]*\Z")
_UP_TO_SPACE = re.compile(r"[^ \t\n\v\f\r<]*")
_DOMAIN = re.compile(r"(?:\\.|[^\W_]|[-_.])+")
_LOCAL_PART = re.compile(r"(?:(?:mailto|xmpp):)?[A-Za-z0-9.+_-]+\Z")
_HOST = re.compile(r"@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*(?<=[A-Za-z])(?![@A-Za-z0-9_-])")
_ENTITY = re.compile(r"&[A-Za-z]+;\Z")


def bare_urls(md: Markdown) -> None:
    """A mistune plugin: `https://…` is a link."""
    md.inline.register("bare_url", r":(?=//[^\s<])", _parse_url, start_chars=":")


def bare_www(md: Markdown) -> None:
    """A mistune plugin: `www.…` is a link."""
    md.inline.register("bare_www", r"(?<![^\s*_~(])www(?=\.[^\s<])", _parse_www, start_chars="w")


def bare_addresses(md: Markdown) -> None:
    """A mistune plugin: `someone@example.org` is a link."""
    md.inline.register("bare_address", r"@(?=[A-Za-z0-9])", _parse_address, start_chars="@")


# Within brackets that are still open GitHub makes no link, whatever becomes of the brackets.


def _parse_url(inline: InlineParser, m: re.Match[str], state: InlineState) -> int | None:
    before = state.src[max(0, m.start() - 8) : m.start()]
    letters = _LETTERS.search(before)
    if letters is None or not _SCHEME.fullmatch(letters[0]) or state.brackets:
        return None
    after = _UP_TO_SPACE.match(state.src, m.end() + 2)
    end = _end(after[0], is_short_allowed=True) if after else 0
    if not end:
        return None
    start, end = m.start() - len(letters[0]), m.end() + 2 + end
    return _append(state, start, m.start(), end, "")


def _parse_www(inline: InlineParser, m: re.Match[str], state: InlineState) -> int | None:
    after = _UP_TO_SPACE.match(state.src, m.start())
    end = _end(after[0], is_short_allowed=False) if after and not state.brackets else 0
    if not end:
        return None
    return _append(state, m.start(), m.start(), m.start() + end, "http://")


def _parse_address(inline: InlineParser, m: re.Match[str], state: InlineState) -> int | None:
    local = _LOCAL_PART.search(state.src[max(0, m.start() - 256) : m.start()])
    host = _HOST.match(state.src, m.start())
    if local is None or host is None or "." not in host[0]:
        return None
    prefix = "" if ":" in local[0] else "mailto:"
    return _append(state, m.start() - len(local[0]), m.start(), host.end(), prefix)


def _end(text: str, *, is_short_allowed: bool) -> int:
    """How much of `text`, which starts with a domain, is the URL; 0 if it is none."""
    end = _without_punctuation(text)
    domain = _DOMAIN.match(text, 0, end)
    labels = domain[0].split(".") if domain else []
    if not labels or any("_" in label for label in labels[-2:]):
        return 0
    return end if len(labels) > 1 or is_short_allowed else 0


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
    """Make the source between `start` and `end` a link, of which `read` and before is text yet."""
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
    """Remove the source between `start` and `end` from the text that was read last."""
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
