"""What can go wrong, each a sentence for the user.

AwesomeError
├── SourceError     a list cannot be had
│   └── NotFound    there is nothing at that place
├── ParseError      a document cannot be read as a list
└── LibraryError    what is kept cannot be read or written
"""


class AwesomeError(Exception):
    """What failed, on what, and what to do, in one sentence."""


class SourceError(AwesomeError):
    """A list cannot be had."""


class NotFound(SourceError):  # noqa: N818  read as a word: except NotFound
    """There is nothing at that place."""


class ParseError(AwesomeError):
    """A document cannot be read as a list."""


class LibraryError(AwesomeError):
    """What is kept cannot be read or written."""
