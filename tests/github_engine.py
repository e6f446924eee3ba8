"""GitHub's own Markdown engine, for comparison with our parser."""

import cmarkgfm
from cmarkgfm.cmark import Options


def github_html(text: str) -> str:
    """Render `text` to HTML, keeping raw HTML but for the tags that GitHub filters."""
    extensions = ["table", "autolink", "strikethrough", "tasklist", "tagfilter"]
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return str(cmarkgfm.markdown_to_html_with_extensions(text, options, extensions))
