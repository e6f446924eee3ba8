"""GitHub's own Markdown engine, to hold ours against."""

import cmarkgfm
from cmarkgfm.cmark import Options


def github_html(text: str) -> str:
    """`text` as HTML, raw HTML kept."""
    extensions = ["table", "autolink", "strikethrough", "tasklist"]
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return str(cmarkgfm.markdown_to_html_with_extensions(text, options, extensions))
