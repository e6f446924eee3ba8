"""The lists that come with the program."""

from importlib.resources import files

NAMES = ("microservices",)


def bundled_text(name: str) -> str:
    """The Markdown of the bundled list `name`, one of `NAMES`."""
    return files("awesome_tui").joinpath("data", f"{name}.md").read_text("utf-8")
