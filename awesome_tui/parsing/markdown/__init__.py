"""GitHub-flavoured Markdown becomes HTML: the only place that knows mistune.

mistune reads CommonMark; what GitHub's engine reads otherwise has a module of its own here.
"""

from __future__ import annotations

from mistune import HTMLRenderer, Markdown
from mistune.plugins import Plugin
from mistune.plugins.footnotes import footnotes
from mistune.plugins.formatting import strikethrough
from mistune.plugins.task_lists import task_lists

from awesome_tui.parsing.markdown.autolinks import bare_addresses, bare_urls, bare_www
from awesome_tui.parsing.markdown.lists import lists
from awesome_tui.parsing.markdown.tables import tables

# Every rule is tried on every line, so a text gets those whose sign is in it.
_PLUGINS: tuple[tuple[Plugin, str], ...] = (
    (tables, "|"),
    (strikethrough, "~~"),
    (bare_urls, "://"),
    (bare_www, "www."),
    (bare_addresses, "@"),
    (footnotes, "[^"),
    (task_lists, "]"),
)


def to_html(text: str) -> str:
    """`text` as GitHub's page shows it: raw HTML kept, destinations not yet judged."""
    renderer = HTMLRenderer(escape=False, allow_harmful_protocols=True)
    plugins = [lists, *(plugin for plugin, sign in _PLUGINS if sign in text)]
    return str(Markdown(renderer, plugins=plugins)(text))
