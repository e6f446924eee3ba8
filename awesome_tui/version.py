"""The version of the program; stored trees of another version are parsed again."""

__version__ = "0.1.0"
