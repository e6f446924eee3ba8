"""The version of the program; stored trees of another version may be parsed again."""

__version__ = "0.1.0"
