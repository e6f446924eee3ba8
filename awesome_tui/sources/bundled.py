"""The lists that are shipped with the program."""

from pathlib import Path

NAMES = ("microservices",)

# `__file__`, because importlib.resources would add 8 ms to every start.
_DATA = Path(__file__).with_name("data")


def bundled_text(name: str) -> str:
    """The Markdown of the bundled list `name`, one of `NAMES`."""
    return (_DATA / f"{name}.md").read_text("utf-8")
