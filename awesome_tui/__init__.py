"""Read, search and filter awesome lists in the terminal; `parse` is the library interface."""

from awesome_tui.version import __version__

# Under `python -m`, Python imports from the current folder first, until `run` changes that. So
# only modules that are already loaded may be imported here; `typing` is not one of these.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from awesome_tui.parsing.document import parse

__all__ = ["__version__", "parse"]


def __getattr__(name: str) -> object:
    """Import `parse` on first use, as the screens start before they need the parser."""
    if name == "parse":
        from awesome_tui.parsing.document import parse  # noqa: PLC0415

        return parse
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
