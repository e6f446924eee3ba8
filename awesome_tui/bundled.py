"""The lists that come with the program."""

from pathlib import Path

NAMES = ("microservices",)

# importlib.resources takes 8 ms to import, which every start would pay.
_DATA = Path(__file__).with_name("data")


def bundled_text(name: str) -> str:
    """The Markdown of the bundled list `name`, one of `NAMES`."""
    return (_DATA / f"{name}.md").read_text("utf-8")
