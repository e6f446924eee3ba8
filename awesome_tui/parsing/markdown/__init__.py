"""GitHub-flavoured Markdown to HTML: the only package that uses mistune.

mistune follows CommonMark; what GitHub's parser does otherwise has a module of its own here.
"""

from __future__ import annotations

import re

from mistune import BlockParser, HTMLRenderer, Markdown
from mistune.plugins import Plugin
from mistune.plugins.formatting import strikethrough
from mistune.plugins.task_lists import task_lists
from mistune.util import safe_entity

from awesome_tui.parsing.markdown.autolinks import bare_addresses, bare_urls, bare_www
from awesome_tui.parsing.markdown.emphasis import Inline
from awesome_tui.parsing.markdown.footnotes import footnotes
from awesome_tui.parsing.markdown.headings import headings
from awesome_tui.parsing.markdown.list_items import lists
from awesome_tui.parsing.markdown.paragraphs import paragraphs
from awesome_tui.parsing.markdown.pipe_tables import tables
from awesome_tui.parsing.markdown.plain_links import links
from awesome_tui.parsing.markdown.references import references

# Private parts of mistune, to whose tested minor versions the dependency is bounded:
#
# InlineParser._get_fast_trigger_re and _fast_trigger_re, in emphasis.py: without them, parsing
#     takes 5 to 8 % longer (tests/bench/parsing.py)
# token["_emphasis"], in emphasis.py: False for escaped text, where no `\*` is a delimiter
# token["_autolink"], in autolinks.py and emphasis.py: a link without brackets, whose first and last
#     letters decide on the delimiters beside it, and which does not count as a nesting level

# Every rule is tried on every line, so a text gets only those whose sign occurs in it.
_PLUGINS: tuple[tuple[Plugin, str], ...] = (
    (lists, ""),
    (headings, "#"),
    (references, "]:"),
    (links, "]("),
    (tables, "|"),
    (strikethrough, "~~"),
    (bare_urls, "://"),
    (bare_www, "www."),
    (bare_addresses, "@"),
    (footnotes, "[^"),
    (task_lists, "]"),
    (paragraphs, ""),
)
_PICTURE_TAG = re.compile(r'<img [^<>]*alt="([^"<>]*)"[^<>]*>')
_TAG = re.compile(r"<[^<>]*>")
# Inside these, browsers read no other tags, so GitHub shows them as text (GFM's tagfilter).
_FILTERED_TAG = re.compile(
    r"<(?=/?(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext)(?:[\s/>]|\Z))",
    re.IGNORECASE,
)
# The sign of an alert, for which GitHub shows a picture.
_ALERT = re.compile(r"(?<=<blockquote>\n<p>)\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*")
_KEY = re.compile(r"[\w-]+[ \t]*:")
_WRITTEN_27 = "%2Q7"
"""Stands for a `%27` of the source, as mistune makes another of each apostrophe in a URL."""


class _Renderer(HTMLRenderer):
    """mistune's renderer without link titles, which are unused, and without slow expressions.

    mistune's own expressions are quadratic in the text of an image.
    """

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return f'<a href="{_safe_url(url)}">{text}</a>'

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Render an image, whose alternative text is the visible text in its brackets."""
        alt = _TAG.sub("", _PICTURE_TAG.sub(r"\1", text))
        return f'<img src="{_safe_url(url)}" alt="{safe_entity(alt)}" />'


def _safe_url(url: str) -> str:
    return safe_entity(url).replace("%27", "'")


def to_html(text: str) -> str:
    """Render `text` as GitHub does, with raw HTML kept and destinations not yet checked."""
    renderer = _Renderer(escape=False, allow_harmful_protocols=True)
    plugins = [plugin for plugin, sign in _PLUGINS if sign in text]
    markdown = Markdown(renderer, BlockParser(), Inline(), plugins)
    text = _without_front_matter(text)
    html = str(markdown(text.replace("%27", _WRITTEN_27))).replace(_WRITTEN_27, "%27")
    html = _ALERT.sub("", html) if "[!" in text else html
    return _FILTERED_TAG.sub("&lt;", html)


def _without_front_matter(text: str) -> str:
    """Drop the YAML between two lines of hyphens with which a page may begin."""
    end = text.find("\n---\n", 3) if text.startswith("---\n") else -1
    is_yaml = end > 0 and _KEY.match(text, 4) and "\n\n" not in text[4:end]
    return text[end + 5 :] if is_yaml else text
