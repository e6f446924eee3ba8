"""Texts of any size for which some parser needs excessive time or memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count, takewhile


def hostile(name: str, size: int) -> str:
    """At most `size` characters of the kind `name`."""
    return _ALL[name](size)[:size]


def file_name(name: str) -> str:
    """A file name for texts of the kind `name`."""
    return f"list.{name.partition(': ')[0]}" if name in FOREIGN else "list.md"


def _repeated(*units: str) -> Callable[[int], str]:
    """The units, each repeated for its share of the size."""
    return lambda size: "".join(unit * (size // len(units) // len(unit) + 1) for unit in units)


def _around(opening: str, middle: str, closing: str) -> Callable[[int], str]:
    def text(size: int) -> str:
        times = size // len(opening + closing) + 1
        return opening * times + middle + closing * times

    return text


def _numbered(unit: str, behind: str = "") -> Callable[[int], str]:
    """`unit` with a number for each `%`, and `behind` repeated for half of the size."""

    def text(size: int) -> str:
        share = size // 2 if behind else size
        times = share // (len(unit) + 4) + 1
        return "".join(unit.replace("%", str(n)) for n in range(times)) + (
            behind * (share // len(behind)) if behind else ""
        )

    return text


def _stairs(line: Callable[[int], str]) -> Callable[[int], str]:
    """Lines of growing length, whose number is the square root of the size."""

    def text(size: int) -> str:
        return "".join(takewhile(bool, (line(n) for n in range(1, int((2 * size) ** 0.5) + 1))))

    return text


def _large_definition(size: int) -> str:
    return f"[a]: /{'u' * (size // 2)}\n\n" + "[a] " * (size // 8)


def _wide_table(size: int) -> str:
    wide = size // 12
    return f"{'|a' * wide}|\n{'|-' * wide}|\n" + "a|\n" * (size // 5)


def _distinct_ticks(size: int) -> str:
    return "".join(f"e{'`' * n}" for n in range(1, int((2 * size) ** 0.5)))


def _trailing_stops(size: int) -> str:
    return "http://_._" * (size // 20) + "?" * (size // 2)


def _spaced_heading(size: int) -> str:
    return f"# a{' ' * size}b\n"


def _picture_of_tags(size: int) -> str:
    return f"![<!-- {'<img ' * (size // 5)} -->](u)"


def _prefixes(size: int) -> str:
    """Link destinations that are not in the source, although all of their prefixes are."""
    half = size // 2
    links = (f"[a](&#104;{'h' * n})\n" for n in count(1))
    text, total = [], 0
    for link in links:
        total += len(link)
        if total > half:
            break
        text.append(link)
    return "h" * half + "\n\n" + "".join(text)


def _doubling(definition: str) -> Callable[[int], str]:
    """Definitions that use the next one, `{next}`, twice, and a use of the first."""

    def text(size: int) -> str:
        times = size // len(definition)
        return "".join(definition.format(n=n, next=n + 1) for n in range(times))

    return text


_KINDS: Mapping[str, Callable[[int], str]] = {
    # emphasis
    "nested emphasis": _around("*a **a ", "b", " a** a*"),
    "nested underscores": _around("_a __a ", "b", " a__ a_"),
    "nested strong": _around("**a ", "b", " a**"),
    "nested emphasis in items": _repeated("- " + "*a **a " * 20 + "b" + " a** a*" * 20 + "\n"),
    "opening emphasis": _repeated("*a "),
    "closing emphasis": _repeated("a* "),
    "emphasis within words": _repeated("a*a"),
    "emphasis of both marks": _repeated("*a_ "),
    "emphasis that never closes": _repeated("a**b", "c* "),
    "strong in strong": _repeated("**a **b "),
    "runs of three": _repeated("***a** b* "),
    "stars": _repeated("*"),
    "stars and spaces": _repeated("* "),
    "stars and letters": _repeated("*a*"),
    "underscores and stars": _repeated("_*"),
    "marks of each length": _repeated("*a **b ***c ", "d* e** f*** "),
    "strikethrough": _repeated("~~a "),
    "nested strikethrough": _around("~~a ", "b", " c~~"),
    "tildes": _repeated("~a~"),
    "growing tildes": _stairs(lambda n: "~" * n + "a"),
    # brackets, links, pictures
    "opening brackets": _repeated("["),
    "closing brackets": _repeated("]"),
    "nested brackets": _around("[", "a", "]"),
    "brackets and words": _repeated("[a"),
    "nested links": _around("[", "a", "](b)"),
    "nested pictures": _around("![", "a", "](b)"),
    "pictures that never close": _repeated("![["),
    "links that never close": _repeated("[a](b"),
    "angles in links that never close": _repeated("[a](<b"),
    "titles that never close": _repeated('[a](b "'),
    "titles in parentheses": _repeated("[a](b ("),
    "titles of escapes": _repeated('[a](b \\"'),
    "long destination": _repeated("[](", "u"),
    "parentheses in destinations": _repeated("[a](", "("),
    "empty links": _repeated("[]()"),
    "links with spaces": _repeated("[a](", " "),
    "links in emphasis": _repeated("*[a](b) "),
    "emphasis in links": _repeated("[*a](b) "),
    "pictures in links": _repeated("[![a](b)](c) "),
    "tags in a picture's text": _picture_of_tags,
    "one paragraph of links": _repeated("[a](b) "),
    "links named with entities": _repeated("[a](&#104;) "),
    "links that are not in the source": _numbered("[a](&#104;%) "),
    "links that begin alike": _prefixes,
    "badges": _repeated("[![](a)](b)"),
    "marks before a description": lambda size: "- [a](b) " + "🎉**" * (size // 3),
    # definitions
    "definitions": _numbered("[%]: u\n"),
    "definitions with unclosed titles": _repeated('[a]: u "t\n'),
    "numbered definitions with unclosed titles": _numbered('[%]: u "t\n'),
    "definitions with titles in parentheses": _repeated("[a]: u (t\n"),
    "definitions in one paragraph": _repeated("a\n", "[a]: u\n"),
    "definitions between items": _repeated("[a]: u\n\n- [b]: u\n\n"),
    "definitions between quotes": _repeated("[a]: u\n\n> [b]: u\n\n"),
    "definition of a large URL": _large_definition,
    "references": _numbered("[%]: u\n", "\n[1] [x][1] "),
    "references without definition": lambda size: "[a]: u\n\n" + "[b][c] " * (size // 7),
    "nested references": lambda size: "[a]: u\n\n" + "[" * (size // 2) + "a" + "]" * (size // 2),
    "labels that never end": lambda size: "[a]: u\n\n" + "[a" * (size // 2),
    "labels of one letter": _repeated("[\n"),
    "footnotes": _numbered("[^%]: n\n"),
    "references to footnotes": _numbered("[^%]: n\n\n", "[^1]"),
    "footnotes in footnotes": _numbered("[^%]: [^1] a\n\n    b [^%]\n\n", "[^7]"),
    "footnotes without definition": _repeated("[^a]"),
    "footnotes that never close": _repeated("[^"),
    "a long footnote": _repeated("[^a]: b\n\n", "    c\n"),
    # code, escapes, entities
    "backticks of each length": _distinct_ticks,
    "backticks that never close": _repeated("`a``"),
    "code": _repeated("`a` "),
    "code over lines": _repeated("`\n"),
    "backslashes": _repeated("\\"),
    "escapes": _repeated("\\*"),
    "escaped brackets": _repeated("[\\"),
    "entities": _repeated("&amp;"),
    "entities that never end": _repeated("&a"),
    "numeric entities": _repeated("&#x"),
    "fences": _repeated("```\n"),
    "fences that never close": _repeated("```a\n~~~b\n"),
    "fences in items": _repeated("- ```\n"),
    "indented code": _repeated("    a\n"),
    "indented lines of a paragraph": lambda size: "a\n" + "    b\n" * (size // 6),
    # autolinks
    "autolinks": _repeated("<http://a> "),
    "autolinks that never close": _repeated("<http://a"),
    "addresses": _repeated("a@b.c "),
    "addresses without end": _repeated("a@"),
    "addresses of dots": _repeated("a.b@", "c."),
    "bare URLs": _repeated("http://a.b "),
    "bare URLs without space": _repeated("http://"),
    "bare URLs with a bad host": _trailing_stops,
    "bare URLs and parentheses": _repeated("http://a.b", ")"),
    "bare URLs and semicolons": _repeated("http://a.b", "&a;"),
    "bare URLs and ampersands": _repeated("http://a.b&"),
    "www": _repeated("www."),
    "www and words": _repeated("www.a_ "),
    "colons": _repeated(":"),
    "names of emoji": _repeated(":a"),
    # HTML
    "less-than signs": _repeated("<"),
    "tags that never close": _repeated("<a"),
    "attributes": _repeated("<a ", 'b="c" '),
    "attributes that never close": _repeated('<a b="'),
    "tags with spaces": _repeated("<a ", " "),
    "tags with attributes that never close": _repeated("<a b "),
    "closing tags": _repeated("</a>"),
    "comments": _repeated("<!-- a -->"),
    "comments that never close": _repeated("a <!--"),
    "comments in lines": _repeated("<!--\n"),
    "processing instructions": _repeated("a <?"),
    "declarations": _repeated("a <!A "),
    "CDATA": _repeated("a <![CDATA["),
    "all that never closes": _repeated("<!--", "<?", "<!A ", "<![CDATA["),
    "nested div": _repeated("<div>"),
    "nested div, closed": _around("<div>", "a", "</div>"),
    "div in lines": _repeated("<div>\n\n"),
    "div, then paragraphs that end": _repeated("<div>", "</p>"),
    "nested lists in HTML": _around("<ul><li>", "a", "</li></ul>"),
    "nested items in HTML": _repeated("<ul><li>"),
    "nested quotes in HTML": _repeated("<blockquote>"),
    "nested details": _around("<details><summary>a</summary>", "b", "</details>"),
    "nested tables in HTML": _repeated("<table><tr><td>"),
    "rows in HTML": _repeated("<table>", "<tr><td>a"),
    "text in tables": _repeated("<table>", "a<b>"),
    "nested bold": _repeated("<b>"),
    "bold over paragraphs": _repeated("<b>", "<p>"),
    "distinct bold over paragraphs": _numbered("<b c%>", "<p>"),
    "distinct bold in blocks": _numbered("<b c%>\n\n"),
    "distinct fonts over paragraphs": _numbered("<font size=%>", "<p>"),
    "bold tags over blocks": _numbered("<b c%\n\n", "<p>"),
    "anchors over paragraphs": _repeated("<a href=b><p>"),
    "anchors in blocks": _repeated("<a href=b><div>"),
    "formatting that closes in turn": _repeated("<a><b><i>", "</a></b></i>"),
    "formatting around blocks": _repeated("<b><div>", "</b>"),
    "nobr": _repeated("<nobr>"),
    "buttons and forms": _repeated("<button><form>"),
    "options": _repeated("<select><option>"),
    "templates": _repeated("<template>"),
    "SVG": _repeated("<svg>"),
    "MathML": _repeated("<math><mi>"),
    "headings in HTML": _repeated("<h1>"),
    "scripts": _repeated("<script>"),
    "plaintext": _repeated("<plaintext>"),
    "unknown tags": _repeated("<x>"),
    "many attributes": _numbered("<a ", "b c=d "),
    "pictures in HTML": _repeated("<img alt=a>"),
    "breaks": _repeated("<br>"),
    # blocks
    "nested quotes": _repeated(">"),
    "nested quotes with spaces": _repeated("> "),
    "stairs of quotes": _stairs(lambda n: "> " * n + "a\n"),
    "quotes": _repeated("> a\n"),
    "quotes that end": _repeated("> a\n\n"),
    "lazy quotes": _repeated("> a\n", "b\n"),
    "nested items": _repeated("- "),
    "nested numbers": _repeated("1. "),
    "stairs of items": _stairs(lambda n: "  " * n + "- a\n"),
    "stairs of numbers": _stairs(lambda n: "   " * n + "1. a\n"),
    "items": _repeated("- a\n"),
    "empty items": _repeated("-\n"),
    "loose items": _repeated("- a\n\n"),
    "numbers": _repeated("1. a\n"),
    "items of changing marks": _repeated("- a\n+ b\n"),
    "items in quotes": _repeated("> - "),
    "quotes in items": _repeated("- > "),
    "items of many lines": _repeated("- a\n", "b\n"),
    "items and dashes": _repeated("- a\n-\n"),
    "blank lines": _repeated("\n"),
    "blank lines in items": lambda size: "- a\n" + "\n" * size + "  b\n",
    "spaces": _repeated(" "),
    "spaces in a line": lambda size: "a" + " " * size + "b",
    "spaces before lines": _repeated("  \n"),
    "tabs": _repeated("\t"),
    "tabs in items": _repeated("-\t"),
    "dashes": _repeated("-"),
    "spaced dashes": lambda size: "- " * (size // 2) + "a",
    "equals": _repeated("a\n=\n"),
    "rules": _repeated("---\n"),
    "headings": _repeated("# a\n"),
    "the same heading": _repeated("# a-1\n# a\n"),
    "hashes": _repeated("#"),
    "spaced hashes": _repeated("# "),
    "spaces in a heading": _spaced_heading,
    "hashes in a heading": lambda size: "# a" + " #" * (size // 2) + "b\n",
    "deeper headings": _repeated("# a\n## a\n### a\n#### a\n##### a\n###### a\n"),
    "letters in lines": _repeated("a\n"),
    "signs in lines": _repeated("(\n"),
    "one letter": _repeated("a"),
    "breaks in a paragraph": _repeated("a\\\n"),
    "spaces and breaks": _repeated("a  \n"),
    "tasks": _repeated("- [ ] a\n"),
    "bold lines": _repeated("**a**\n\n"),
    "bold lines before items": _repeated("**a**\n\n- [b](c)\n\n"),
    "lines of links": _repeated("[a](b) - c\\\n"),
    # tables
    "rows without table": _repeated("a|b\n"),
    "pipes": _repeated("|"),
    "tables": _repeated("|a|\n|-|\n|b|\n\n"),
    "rows": lambda size: "|a|\n|-|\n" + "|b|\n" * (size // 4),
    "a wide table": _wide_table,
    "delimiters": _repeated("|-|\n"),
    "delimiters that do not fit": _repeated("|a|\n|-|-|\n"),
    "a wide delimiter": lambda size: "|a|\n" + "|-" * (size // 2) + "|x\n",
    "spaces in a delimiter": lambda size: "|a|\n|-" + " " * size + "x\n",
    "colons in a delimiter": lambda size: "a|b\n" + ":-:" * (size // 3) + "\n",
    "escaped pipes": _repeated("\\|"),
    "links in rows": lambda size: "|a|\n|-|\n" + "|[a](b)|\n" * (size // 9),
    "links in one row": lambda size: "|a|\n|-|\n|" + "[a](b) " * (size // 7) + "|\n",
    # characters
    "zero bytes": _repeated("\0"),
    "control characters": _repeated("\x1b["),
    "combining marks": lambda size: "a" + "\u0301" * size,
    "bidi controls": _repeated("\u202ea"),
    "emoji": _repeated("\U0001f469\u200d"),
    "wide letters": _repeated("漢"),
    "folding letters": _repeated("ﷺ"),
    "line separators": _repeated("\u2028"),
    "carriage returns": _repeated("\r"),
    "form feeds": _repeated("\f\n"),
}
_FOREIGN: Mapping[str, Callable[[int], str]] = {
    "rst: sections": _numbered("a%\n=====\n\n"),
    "rst: one section": _repeated("a\n=\n\n"),
    "rst: deeper sections": _repeated("a\n=\n\nb\n-\n\nc\n~\n\n"),
    "rst: items": _repeated("- a\n"),
    "rst: stairs of items": _stairs(lambda n: "  " * n + "- a\n\n"),
    "rst: stairs of quotes": _stairs(lambda n: " " * n + "a\n\n"),
    "rst: quotes": _repeated("a\n\n b\n\n"),
    "rst: emphasis that never closes": _repeated("*a "),
    "rst: strong that never closes": _repeated("**a "),
    "rst: roles that never close": _repeated("`a "),
    "rst: unknown roles": _repeated(":a:`b` "),
    "rst: links": _repeated("`a <b>`_ "),
    "rst: references": _repeated("`a`_ "),
    "rst: anonymous references": _repeated("a__ "),
    "rst: targets": _numbered(".. _a%: b\n", "a1_ "),
    "rst: the same target": _repeated(".. _a: b\n"),
    "rst: chained targets": _doubling(".. _a{n}: a{next}_\n"),
    "rst: footnotes": _repeated("[#]_ ", "\n.. [#] a\n"),
    "rst: substitutions": _repeated("|a| "),
    "rst: doubling substitutions": _doubling(".. |a{n}| replace:: |a{next}| |a{next}|\n"),
    "rst: directives": _repeated(".. a::\n\n"),
    "rst: options": _repeated(".. image:: a\n", "   :b: c\n"),
    "rst: comments": _repeated("..\n a\n\n"),
    "rst: definitions": _repeated("a\n b\n"),
    "rst: fields": _repeated(":a: b\n"),
    "rst: lines": _repeated("| a\n"),
    "rst: table": _repeated("+-+\n|a|\n"),
    "rst: table that never closes": _repeated("+-", "\n|a"),
    "rst: columns": _repeated("= ", "\na"),
    "rst: bare URLs": _repeated("http://a.b "),
    "rst: words": _repeated("a_ "),
    "rst: letters in lines": _repeated("a\n"),
    "rst: backslashes": _repeated("\\"),
    "org: headings": _repeated("* a\n"),
    "org: stars": _repeated("*"),
    "org: stairs of headings": _stairs(lambda n: "*" * n + " a\n"),
    "org: items": _repeated("- a\n"),
    "org: stairs of items": _stairs(lambda n: " " * n + "- a\n"),
    "org: terms": _repeated("- a :: b\n"),
    "org: links": _repeated("[[a][b]] "),
    "org: links that never close": _repeated("[[a][b"),
    "org: emphasis that never closes": _repeated("*a "),
    "org: marks": _repeated("*/_+=~"),
    "org: nested marks": _around("*/", "a", "/*"),
    "org: footnotes": _repeated("[fn:1] "),
    "org: nested footnotes": _repeated("[fn::a "),
    "org: blocks": _repeated("#+begin_quote\n"),
    "org: blocks of many names": _numbered("#+begin_a%\n"),
    "org: drawers": _repeated(":a:\n"),
    "org: link names": _numbered("#+link: a% b\n", "[[a1:c]] "),
    "org: table": _repeated("| a "),
    "org: rows": _repeated("|a|\n"),
    "org: HTML": _repeated("@@html:<b>@@ "),
    "org: bare URLs": _repeated("http://a.b "),
    "org: targets": _repeated("<<a"),
    "org: letters in lines": _repeated("a\n"),
    "html: nested div": _repeated("<div>"),
    "html: nested items": _repeated("<ul><li>"),
    "html: nested tables": _repeated("<table><tr><td>"),
    "html: nested articles": _repeated("<main><article>"),
    "html: items": _repeated("<li>a"),
    "html: links": _repeated("<a href=b>c</a> "),
    "html: links that never close": _repeated("<a href=b>c"),
    "html: formatting that closes in turn": _repeated("<a><b><i>", "</a></b></i>"),
    "html: bold over paragraphs": _numbered("<b c%>", "<p>"),
    "html: headings": _repeated("<h1>a</h1>"),
    "html: menus": _repeated("<nav><a href=b>c</a></nav>"),
    "html: attributes": _numbered("<a ", "b%=c "),
    "html: entities": _repeated("&amp;"),
    "html: comments": _repeated("<!--", "-->"),
    "html: frames": _repeated("<frameset><frame>"),
    "html: letters": _repeated("a\n"),
}
_ALL = {**_KINDS, **_FOREIGN}
NAMES = tuple(_KINDS)
FOREIGN = tuple(_FOREIGN)
"""Kinds that are not Markdown; the part before the colon is the file ending."""
