"""The lists that are shipped with the program."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

# `__file__`, because importlib.resources would add 8 ms to every start.
_DATA = Path(__file__).with_name("data")


class Bundled(NamedTuple):
    """A bundled list, as far as it is known before it is read."""

    name: str
    """By which it is opened."""
    title: str
    entries: int
    about: str
    """The kind and the subject of its entries."""


BUNDLED = (
    Bundled("microservices", "Awesome Microservices", 396, "tools and articles on microservices"),
)
NAMES = tuple(each.name for each in BUNDLED)


def bundled_text(name: str) -> str:
    """The Markdown of the bundled list `name`, one of `NAMES`."""
    return (_DATA / f"{name}.md").read_text("utf-8")
