"""Read, search and filter awesome lists in the terminal; `parse` is the same as a library."""

from awesome_tui.version import __version__

# Started with -m, Python looks for modules in the folder that one stands in first, until `run` has
# it look elsewhere: what is loaded before must be there already, which `typing` is not.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from awesome_tui.parsing import parse

__all__ = ["__version__", "parse"]


def __getattr__(name: str) -> object:
    """Import `parse` on first use: the screens start before the parser is needed."""
    if name == "parse":
        from awesome_tui.parsing import parse  # noqa: PLC0415

        return parse
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
