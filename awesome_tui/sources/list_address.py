"""The address of a list, to which the anchors of its sections are appended."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from awesome_tui.errors import SourceError
from awesome_tui.sources.addresses import parse_remote
from awesome_tui.sources.checkout import folder_url
from awesome_tui.sources.forges import FORGES
from awesome_tui.text.sanitize import escape_surrogates


def find_list_address(source: str) -> str:
    """The address of a list on the web; the path of a file that has none; else empty."""
    if os.path.isfile(source):
        folder = folder_url(Path(source))
        name = escape_surrogates(os.path.basename(source))
        return f"{folder}{quote(name)}" if folder else escape_surrogates(source)
    try:
        place = parse_remote(source, FORGES)
    except SourceError:  # such as a path out of its repository
        return ""
    return place.address if place else ""
