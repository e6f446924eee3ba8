"""Content of an HTML page, without navigation, footers and other furniture."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from awesome_tui.parsing.blocks import Block
from awesome_tui.parsing.dom import BlockReader, parse_html, read_node
from awesome_tui.text.urls import safe_url

# The first selector that matches exactly once is the content: several articles are teasers.
_CONTENT = ("article.markdown-body", "main, [role=main]", "article")
_FURNITURE = (
    "nav, [role=navigation], [role=contentinfo], [hidden], noscript, dialog:not([open]),"
    " iframe, svg, button, select, textarea, datalist"
)
_WRAPPERS = frozenset({"div", "form", "center"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Nesting is unbounded, so a longer search could be slow.
_ANCESTORS = 8


def read_page(
    html: str, base: str | None = None, read: type[BlockReader] = BlockReader
) -> list[Block]:
    """Read a whole page or a fragment; its own `<base>` takes precedence over `base`."""
    page = parse_html(html)
    return read_node(_content(page), _base(page, base), read, _left_out(page))


def _content(page: LexborHTMLParser) -> LexborNode | None:
    for selector in _CONTENT:
        found = page.css(selector)
        if len(found) == 1:
            return found[0]
    return page.body


def _base(page: LexborHTMLParser, base: str | None) -> str | None:
    element = page.css_first("base[href]")
    own = safe_url(element.attributes["href"] or "", base) if element else None
    return own or base


def _left_out(page: LexborHTMLParser) -> set[int]:
    footers = filter(_is_of_page, page.css("footer"))
    permalinks = filter(_is_permalink, page.css("a[href^='#']"))
    return {node.mem_id for node in (*page.css(_FURNITURE), *footers, *permalinks)}


def _is_of_page(footer: LexborNode) -> bool:
    """True if only wrappers separate a footer from the body; others belong to an article."""
    node = footer.parent
    for _ in range(_ANCESTORS):
        if node is None or node.tag not in _WRAPPERS:
            break
        node = node.parent
    return node is not None and node.tag == "body"


def _is_permalink(link: LexborNode) -> bool:
    """True for the symbol beside a heading that links to the heading."""
    parent = link.parent
    is_sign = not any(map(str.isalnum, link.text(deep=False)))
    return is_sign and parent is not None and parent.tag in _HEADINGS
