"""Inline syntax of Org: links, styles, line breaks and raw HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from posixpath import basename

from awesome_tui.parsing.org.org_marks import Mark, render_delimiters

# Every quantifier is possessive or stops where a match can begin, so a failed match costs no
# more than what it has read.
_TOKEN = re.compile(
    r"""
    \[\[ (?P<target> (?: [^\[\]\\\n] | \\. |(?!))++ ) \]
        (?: \[ (?P<text> (?: [^\[\]] | \[(?!\[) | \](?!\]) |(?!))++ ) \] )? \]
  | < (?P<angled> (?:https?|ftp|mailto): [^<>\n]++ ) >
  | (?<!\w) (?P<bare> (?: (?:https?|ftp):// | mailto: )
        (?: [^\s()<>\[\]] | \( [^\s()<>\[\]]*+ \) |(?!))++ )
  | @@html: (?P<raw> (?: [^@] | @(?!@) |(?!))*+ ) @@
  | \[fn: (?P<note> [\w-]++ ) \]
  | <{2,3} (?P<place> [^<>\n]++ ) >{2,3}
  | (?P<break> \\\\ [ \t]*+ $ )
  | (?P<verbatim> [=~] )
  | (?P<mark> [*/_+] )
    """,
    re.VERBOSE | re.MULTILINE,
)
_TAGS = {"*": "b", "/": "i", "_": "u", "+": "del"}
_BEFORE = frozenset(" \t\n-–—({'\"\u200b")
_AFTER = frozenset(" \t\n-–—.,;:!?')}\\[\"\u200b")
_URL_END = "!\"#$%&'*+,-.:;=?@\\^_`{|}~"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PATH = re.compile(r"(?!\*)[^\s./]*+[./]\S*+")
_IMAGE = re.compile(r"[^\s?]+\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico|tiff?)(?:\?\S*+)?", re.I)
_ESCAPED = re.compile(r"\\([\[\]\\])")


def to_inline(text: str, abbreviations: Mapping[str, str], *, in_link: bool = False) -> str:
    """Render `text` as HTML; `in_link` renders links as text, because they do not nest."""
    return render_delimiters(_Inline(text, abbreviations, in_link).pieces())


class _Inline:
    def __init__(self, text: str, abbreviations: Mapping[str, str], in_link: bool) -> None:
        self._text = text
        self._abbreviations = abbreviations
        self._in_link = in_link
        self._position = 0
        self._never_ending: set[str] = set()

    def pieces(self) -> Iterator[str | Mark]:
        while token := _TOKEN.search(self._text, self._position):
            yield escape(self._text[self._position : token.start()])
            self._position = token.end()
            yield self._piece(token)
        yield escape(self._text[self._position :])

    def _piece(self, token: re.Match[str]) -> str | Mark:
        return _READERS[token.lastgroup or ""](self, token)

    # Links

    def _link(self, token: re.Match[str]) -> str:
        href = self._href(_ESCAPED.sub(r"\1", token["target"]).strip())
        text = token["text"]
        if text is None:
            return _image(href) if _IMAGE.fullmatch(href) else self._anchor(href, escape(href))
        shown = text.strip().removeprefix("file:")
        if _IMAGE.fullmatch(shown):
            return self._anchor(href, _image(shown))
        return self._anchor(href, to_inline(text, self._abbreviations, in_link=True))

    def _href(self, target: str) -> str:
        name, _, rest = target.partition(":")
        if address := self._abbreviations.get(name):
            rest = rest.removeprefix(":")
            return address.replace("%s", rest) if "%s" in address else address + rest
        if target.startswith("file:"):
            return rest.partition("::")[0]
        if target.startswith("#") or _SCHEME.match(target) or _PATH.fullmatch(target):
            return target
        return f"#{target.removeprefix('*')}"

    def _angled(self, token: re.Match[str]) -> str:
        return self._anchor(token["angled"], escape(token["angled"]))

    def _bare(self, token: re.Match[str]) -> str:
        url = token["bare"].rstrip(_URL_END)
        self._position = token.start() + len(url)
        return self._anchor(url, escape(url))

    def _anchor(self, href: str, label: str) -> str:
        return label if self._in_link else f'<a href="{escape(href)}">{label}</a>'

    # Styles and other markup

    def _mark(self, token: re.Match[str]) -> Mark:
        tag = _TAGS[token[0]]
        return Mark(token[0], tag, self._may_open(token), self._may_close(token.start()))

    def _verbatim(self, token: re.Match[str]) -> str:
        mark, start = token[0], token.end()
        if mark not in self._never_ending and self._may_open(token):
            end = self._text.find(mark, start + 1)
            while end >= 0 and not self._may_close(end):
                end = self._text.find(mark, end + 1)
            if end >= 0:
                self._position = end + 1
                return f"<code>{escape(self._text[start:end])}</code>"
            self._never_ending.add(mark)
        return mark

    def _raw(self, token: re.Match[str]) -> str:
        return token["raw"]

    def _note(self, token: re.Match[str]) -> str:
        return f"<sup>{escape(token['note'])}</sup>"

    def _place(self, token: re.Match[str]) -> str:
        """Render a link target; its name is visible only in triple brackets."""
        return escape(token["place"]) if token[0].startswith("<<<") else ""

    def _break(self, token: re.Match[str]) -> str:
        return "<br>"

    def _may_open(self, token: re.Match[str]) -> bool:
        before = self._text[token.start() - 1 : token.start()]
        after = self._text[token.end() : token.end() + 1]
        return (not before or before in _BEFORE) and after.strip() != ""

    def _may_close(self, position: int) -> bool:
        before = self._text[position - 1 : position]
        after = self._text[position + 1 : position + 2]
        return before.strip() != "" and (not after or after in _AFTER)


def _image(source: str) -> str:
    return f'<img alt="{escape(basename(source))}">'


_READERS: dict[str, Callable[[_Inline, re.Match[str]], str | Mark]] = {
    "target": _Inline._link,
    "text": _Inline._link,
    "angled": _Inline._angled,
    "bare": _Inline._bare,
    "raw": _Inline._raw,
    "note": _Inline._note,
    "place": _Inline._place,
    "break": _Inline._break,
    "verbatim": _Inline._verbatim,
    "mark": _Inline._mark,
}
