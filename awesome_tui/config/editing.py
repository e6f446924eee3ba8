"""Changes to the text of config.toml that leave all other lines as the user wrote them."""

from __future__ import annotations

import re

from awesome_tui.config.settings import Value
from awesome_tui.config.toml_lines import find_keys
from awesome_tui.config.toml_values import to_toml

_COMMENT = re.compile(r"\s*#.*$")
_PLAIN_VALUE = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'[^']*'|[^#"'\n\[{]*?)(\s*#.*)?$""")


def set_value(text: str, name: str, value: Value) -> str:
    """Set a setting of the flat table; a comment at the end of its line stays.

    A new line goes below its commented default, else behind the last line of the flat table.
    """
    lines = text.removesuffix("\n").split("\n") if text else []
    line = f"{name} = {to_toml(value)}"
    keys = list(find_keys(text))
    here = next((key for key in keys if key.path == name), None)
    if here is not None:
        behind = _comment_of(lines[here.first - 1]) if here.first == here.last else ""
        lines[here.first - 1 : here.last] = [line + behind]
    else:
        lines.insert(_place_for(lines, name), line)
    return "\n".join(lines) + "\n"


def _place_for(lines: list[str], name: str) -> int:
    """The index at which the line of a new setting is inserted."""
    end = next((at for at, line in enumerate(lines) if re.match(r"\s*\[", line)), len(lines))
    default = re.compile(rf"\s*#\s*{re.escape(name)}\s*=")
    for at in range(end):
        if default.match(lines[at]):
            return at + 1
    while end and (not lines[end - 1].strip() or _COMMENT.fullmatch(lines[end - 1])):
        end -= 1
    return end


def _comment_of(line: str) -> str:
    match = _PLAIN_VALUE.match(line.partition("=")[2])
    return (match[2] or "") if match else ""
