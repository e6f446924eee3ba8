"""Links, styles and other things within a line of AsciiDoc."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from posixpath import basename, splitext

from awesome_tui.parsing.marks import Mark, with_tags

# Every quantifier is possessive or stops where a match can begin: a failure costs what it read.
_TOKEN = re.compile(
    r"""
    \\ (?P<escaped> \.{3} | [*_`\#^~+{<\[] | (?:https?|ftp|irc)://
        | (?:mailto|link|image|xref):(?=\S) )
  | \+\+\+ (?P<raw> (?: [^+] | \+(?!\+\+) |(?!))++ ) \+\+\+
  | (?P<ticks> `?) (?<![\w+]) (?P<plus> \+\+? ) (?=[^\s+]) (?P<literal> [^+\n]++ )
        (?P=plus) (?P=ticks) (?![\w+])
  | \b (?P<macro> link | mailto | xref | image | icon | footnote | kbd | btn | menu | anchor | pass
        | stem | latexmath | asciimath )
        : (?P<target> \+\+[^+\n]++\+\+ | [^\s\[\]:][^\s\[\]]*+ | [a-z,]*+ ) \[
  | <(?P<angled> (?:https?|ftp|irc)://[^\s<>\[\]]++ )>
  | (?<!\w) (?P<url> (?:https?|ftp|irc)://[^\s<>\[\]]++ )
  | (?<![\w.+/-]) (?P<address> [\w.+-]++@[\w-]++(?:\.[\w-]++|(?!))++ )
  | << (?P<cross> [^<>\n]++ ) >>
  | \[\[ (?P<place> [\w:][^\[\]\n]*+ ) \]\]
  | \[ (?P<role> [.\w\#%-]++ ) \] (?=[*_`\#])
  | \(\(\( (?P<hidden> [^()\n]++ ) \)\)\)
  | \(\( (?P<index> [^()\n]++ ) \)\)
  | \{ (?P<sign> [a-z-]++ ) \}
  | (?P<entity> & (?: [A-Za-z]{2,31} | \#\d{1,7} | \#x[0-9A-Fa-f]{1,6} ) ; )
  | \^ (?P<raised> [^\s^]++ ) \^
  | ~ (?P<lowered> [^\s~]++ ) ~
  | (?P<break> [ ]\+$ )
  | (?P<quote> "`(?=\S) | (?<=\S)`" | '`(?=\S) | (?<=\S)`' )
  | (?P<typed> (?<=[^\W_])'(?=[^\W\d_]) | (?<!\S)--(?!\S) | (?<=\w)--(?=\w) | \.{3}
        | \( (?:C|R|TM) \) | [-=]> | <[-=] )
  | (?P<mark> \*\*? | __? | ``? | \#\#? )
    """,
    re.VERBOSE | re.MULTILINE,
)
_TAGS = {"*": "b", "_": "i", "`": "code", "#": "mark"}
_SIGNS = {
    "amp": "&",
    "apos": "'",
    "asterisk": "*",
    "backslash": "\\",
    "backtick": "`",
    "caret": "^",
    "cpp": "C++",
    "deg": "°",
    "empty": "",
    "endsb": "]",
    "gt": ">",
    "ldquo": "“",
    "lsquo": "‘",
    "lt": "<",
    "nbsp": "\u00a0",
    "plus": "+",
    "pp": "++",
    "quot": '"',
    "rdquo": "”",
    "rsquo": "’",
    "sp": " ",
    "startsb": "[",
    "tilde": "~",
    "two-colons": "::",
    "two-semicolons": ";;",
    "vbar": "|",
    "wj": "\u2060",
    "zwsp": "\u200b",
}
_QUOTES = {'"`': "“", '`"': "”", "'`": "‘", "`'": "’"}
_TYPED = {
    "'": "’",
    "--": "—",
    "...": "…",
    "(C)": "©",
    "(R)": "®",
    "(TM)": "™",
    "->": "→",
    "=>": "⇒",
    "<-": "←",
    "<=": "⇐",
}
_URL_END = ",.?!);:'\""
_QUOTED = re.compile(r'"((?:[^"\\]|\\.|(?!))*+)"[ ]*(?:,|$)', re.DOTALL)
_NAMED = re.compile(r"(?:^|,)[ ]*[\w-]+[ ]*=")
_LINK = re.compile(r'(?:^|,)[ ]*link[ ]*=[ ]*(?:"([^"]*)"|([^,]*))')
_MAX_NESTED = 8
"""Brackets that may stand within those of a link, as those of a badge do."""


def to_inline(text: str, *, in_link: bool = False) -> str:
    """The HTML of `text`, its attributes filled in; within a link there is no other."""
    return with_tags(_Inline(text, in_link).pieces())


def image(target: str, arguments: str, *, in_link: bool = False) -> str:
    """The picture of an image macro, which may be a link."""
    picture = f'<img alt="{escape(_first(arguments) or splitext(basename(target))[0])}">'
    link = _LINK.search(arguments)
    href = (link[1] or link[2] or "").strip() if link else ""
    return f'<a href="{escape(href)}">{picture}</a>' if href and not in_link else picture


class _Inline:
    def __init__(self, text: str, in_link: bool) -> None:
        self._text = text
        self._in_link = in_link
        self._position = 0
        self._is_struck = False
        self._last_bracket = text.rfind("]")

    def pieces(self) -> Iterator[str | Mark]:
        while token := _TOKEN.search(self._text, self._position):
            yield escape(self._text[self._position : token.start()])
            self._position = token.end()
            yield self._piece(token)
        yield escape(self._text[self._position :])

    def _piece(self, token: re.Match[str]) -> str | Mark:
        return _READERS[token.lastgroup or ""](self, token)

    # Links

    def _macro(self, token: re.Match[str]) -> str:
        arguments = self._arguments()
        if arguments is None:
            return escape(token[0])
        name, target = token["macro"], token["target"].strip("+")
        match name:
            case "link":
                shown = self._anchor(target, arguments, target)
            case "mailto":
                shown = self._anchor(f"mailto:{target}", arguments, target)
            case "xref":
                shown = self._anchor(_place(target), arguments, target)
            case "image" | "icon":
                shown = image(target, arguments, in_link=self._in_link)
            case "pass":
                shown = arguments
            case "footnote":
                shown = f" ({to_inline(arguments, in_link=self._in_link)})" if arguments else ""
            case "anchor":
                shown = ""
            case _:
                shown = escape(f"{target} {arguments}".strip())
        return shown

    def _arguments(self) -> str | None:
        """What stands between the bracket before the position and its partner."""
        start = self._position
        end = first = self._closing(start)
        for _ in range(_MAX_NESTED):
            if end < 0 or self._text.count("[", start, end) <= self._text.count("]", start, end):
                break
            end = self._closing(end + 1)
        end = end if end >= 0 else first
        if end < 0:
            return None
        self._position = end + 1
        return self._text[start:end].replace("\\]", "]")

    def _closing(self, start: int) -> int:
        end = self._text.find("]", start) if start <= self._last_bracket else -1
        while end > 0 and self._text[end - 1] == "\\":
            end = self._text.find("]", end + 1)
        return end

    def _url(self, token: re.Match[str]) -> str:
        url = token["url"]
        if self._text.startswith("[", token.end()):
            self._position += 1
            arguments = self._arguments()
            if arguments is not None:
                return self._anchor(url, arguments, url)
        url = url.rstrip(_URL_END)
        self._position = token.start() + len(url)
        return self._anchor(url, "", url)

    def _angled(self, token: re.Match[str]) -> str:
        return self._anchor(token["angled"], "", token["angled"])

    def _address(self, token: re.Match[str]) -> str:
        return self._anchor(f"mailto:{token['address']}", "", token["address"])

    def _cross(self, token: re.Match[str]) -> str:
        target, _, label = token["cross"].partition(",")
        return self._anchor(_place(target.strip()), label.strip(), target)

    def _anchor(self, href: str, arguments: str, default: str) -> str:
        text = _first(arguments).removesuffix("^")
        label = to_inline(text, in_link=True) if text else escape(unescape(default))
        return label if self._in_link else f'<a href="{escape(unescape(href))}">{label}</a>'

    # Styles

    def _mark(self, token: re.Match[str]) -> Mark:
        mark = token[0]
        tag = "del" if self._is_struck and mark[0] == "#" else _TAGS[mark[0]]
        self._is_struck = False
        before = self._text[token.start() - 1 : token.start()]
        after = self._text[token.end() : token.end() + 1]
        is_glued = len(mark) == 2
        may_open = after.strip() != "" and (is_glued or not _is_word(before))
        may_close = before.strip() != "" and (is_glued or not _is_word(after))
        return Mark(mark, tag, may_open, may_close)

    def _role(self, token: re.Match[str]) -> str:
        self._is_struck = "line-through" in token["role"]
        return ""

    # Signs

    def _escaped(self, token: re.Match[str]) -> str:
        return escape(token["escaped"])

    def _literal(self, token: re.Match[str]) -> str:
        text = escape(token["literal"])
        return f"<code>{text}</code>" if token["ticks"] else text

    def _sign(self, token: re.Match[str]) -> str:
        return escape(_SIGNS.get(token["sign"], token[0]))

    def _shown(self, token: re.Match[str]) -> str:
        return escape(token[token.lastgroup or 0])

    def _as_it_is(self, token: re.Match[str]) -> str:
        return str(token[token.lastgroup or 0])

    def _raised(self, token: re.Match[str]) -> str:
        return f"<sup>{escape(token['raised'])}</sup>"

    def _break(self, token: re.Match[str]) -> str:
        return "<br>"

    def _quote(self, token: re.Match[str]) -> str:
        return _QUOTES[token[0]]

    def _typed(self, token: re.Match[str]) -> str:
        return _TYPED[token[0]]

    def _nothing(self, token: re.Match[str]) -> str:
        return ""


_READERS: dict[str, Callable[[_Inline, re.Match[str]], str | Mark]] = {
    "address": _Inline._address,
    "angled": _Inline._angled,
    "break": _Inline._break,
    "cross": _Inline._cross,
    "entity": _Inline._as_it_is,
    "escaped": _Inline._escaped,
    "hidden": _Inline._nothing,
    "index": _Inline._shown,
    "literal": _Inline._literal,
    "lowered": _Inline._shown,
    "mark": _Inline._mark,
    "place": _Inline._nothing,
    "quote": _Inline._quote,
    "raised": _Inline._raised,
    "raw": _Inline._as_it_is,
    "role": _Inline._role,
    "sign": _Inline._sign,
    "target": _Inline._macro,
    "typed": _Inline._typed,
    "url": _Inline._url,
}


def _first(arguments: str) -> str:
    """The first argument without its quotes, if it has no name."""
    if quoted := _QUOTED.match(arguments):
        return quoted[1].replace('\\"', '"')
    named = _NAMED.search(arguments)
    return (arguments[: named.start()] if named else arguments).strip()


def _place(target: str) -> str:
    """Where a cross reference leads: to another file or to a place on the page."""
    path, mark, _ = target.partition("#")
    is_file = path and (mark or path.endswith((".adoc", ".asciidoc", ".asc", ".html")))
    return target if is_file else f"#{target.removeprefix('#')}"


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
