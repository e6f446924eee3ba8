"""GitHub-flavoured Markdown becomes HTML: the only place that knows mistune.

mistune reads CommonMark; what GitHub's engine reads otherwise has a module of its own here.
"""

from __future__ import annotations

from mistune import HTMLRenderer, Markdown
from mistune.plugins.footnotes import footnotes
from mistune.plugins.formatting import strikethrough
from mistune.plugins.task_lists import task_lists

from awesome_tui.parsing.markdown.autolinks import autolinks
from awesome_tui.parsing.markdown.tables import tables


def to_html(text: str) -> str:
    """`text` as GitHub's page shows it: raw HTML kept, destinations not yet judged."""
    renderer = HTMLRenderer(escape=False, allow_harmful_protocols=True)
    plugins = (tables, strikethrough, autolinks, footnotes, task_lists)
    return str(Markdown(renderer, plugins=plugins)(text))
