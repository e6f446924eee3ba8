"""The attributes of a document: `:name: value`, and `{name}` wherever the value is meant."""

from __future__ import annotations

import re

_ENTRY = re.compile(r":(!?)(\w[\w-]*)(!?):(?:[ \t]+(.*))?")
_REFERENCE = re.compile(r"(?<!\\)\{(\w[\w-]*)\}")
_OFFSET = re.compile(r"([+-])?\d")
_MAX_VALUE = 4096
_MAX_FILLED = 1_000_000
"""Characters that values may add to a page; references after that stay as written."""


class Attributes:
    """What is set so far."""

    def __init__(self) -> None:
        self._values = {"env-github": "", "asciidoctor": ""}
        self._room = _MAX_FILLED
        self.level_offset = 0
        """How much deeper headings are than they are written, as in a part of another file."""

    def read(self, line: str) -> bool:
        """Whether `line` sets or unsets an attribute, which is then done."""
        entry = _ENTRY.fullmatch(line.rstrip())
        if entry is None:
            return False
        name = entry[2].lower()
        if name == "leveloffset":
            self._shift("" if entry[1] or entry[3] else entry[4] or "")
        elif entry[1] or entry[3]:
            self._values.pop(name, None)
        else:
            self._values[name] = self.filled(entry[4] or "")[:_MAX_VALUE]
        return True

    def _shift(self, offset: str) -> None:
        """A sign makes the offset relative to the one before."""
        if number := _OFFSET.fullmatch(offset.strip()):
            before = self.level_offset if number[1] else 0
            self.level_offset = before + int(offset)
        else:
            self.level_offset = 0

    def is_set(self, names: str) -> bool:
        """Whether any of `a,b` or all of `a+b` are set."""
        if "+" in names:
            return all(name.strip() in self._values for name in names.split("+"))
        return any(name.strip() in self._values for name in names.split(","))

    def filled(self, text: str) -> str:
        """`text` with the values of the attributes that it names."""
        return _REFERENCE.sub(self._value, text) if "{" in text else text

    def _value(self, reference: re.Match[str]) -> str:
        value = self._values.get(reference[1].lower())
        if value is None or len(value) > self._room:
            return reference[0]
        self._room -= len(value)
        return value
