"""Line numbers of the keys in a TOML file, which tomllib does not give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_HEADER = re.compile(r"\s*\[(\[)?\s*(?P<name>[^\[\]]+?)\s*\](\])?\s*(#.*)?$")
_PART = r"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'"""
_KEY = re.compile(rf"\s*(?P<name>(?:{_PART})(?:\s*\.\s*(?:{_PART}))*)\s*=")
# A string of several lines, one of a single line, a comment, or a bracket.
_TOKEN = re.compile(
    r"(?P<long>\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''.*?''')"
    r"|(?P<open>\"\"\"|''')"
    r"|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|(?P<comment>#[^\n]*)|(?P<bracket>[\[\]{}])",
    re.DOTALL,
)


class KeyLines(NamedTuple):
    """A key with the lines of its value."""

    path: str
    """The table and the key with dots between, as `keys.entry.copy` or `command.2.name`."""
    first: int
    """The number of its first line, from 1 on."""
    last: int


def find_keys(text: str) -> Iterator[KeyLines]:
    """Yield the keys of `text`, the tables of an array numbered from 1 on.

    The header of a table in an array is yielded as a key, too.
    """
    table, counts = "", dict[str, int]()
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        if header := _HEADER.match(line):
            table = _plain(header["name"])
            if header[1]:
                counts[table] = counts.get(table, 0) + 1
                table = f"{table}.{counts[table]}"
            yield KeyLines(table, at + 1, at + 1)
        elif key := _KEY.match(line):
            last = _last_line(lines, at, key.end())
            path = ".".join(filter(None, (table, _plain(key["name"]))))
            yield KeyLines(path, at + 1, last + 1)
            at = last
        at += 1


def line_of(text: str, path: str) -> int:
    """Return the line of a key, or else of what is in it, or else of its table; 0 for none."""
    lines = {key.path: key.first for key in reversed(list(find_keys(text)))}
    if path not in lines:  # a table with none but others in it, or an array of tables
        within = [line for name, line in lines.items() if name.startswith(f"{path}.")]
        if within:
            return min(within)
    while path not in lines and "." in path:
        path = path.rpartition(".")[0]
    return lines.get(path, 0)


def _plain(name: str) -> str:
    """A dotted name without quotes and blanks around its parts."""
    return ".".join(part.strip("\"'") for part in re.findall(_PART, name)) or name


def _last_line(lines: list[str], first: int, start: int) -> int:
    """The last line of the value that begins in line `first`, behind column `start`."""
    text = lines[first][start:]
    for last in range(first, len(lines)):
        if last > first:
            text += "\n" + lines[last]
        if _is_whole(text):
            return last
    return first


def _is_whole(value: str) -> bool:
    depth = 0
    for token in _TOKEN.finditer(value):
        if token["open"]:
            return False
        if token["bracket"]:
            depth += 1 if token["bracket"] in "[{" else -1
    return depth <= 0
