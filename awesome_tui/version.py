"""The version of the program; trees that another version has parsed may be parsed anew."""

__version__ = "0.1.0"
