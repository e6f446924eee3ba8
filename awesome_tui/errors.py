"""What can go wrong, each a sentence for the user.

AwesomeError
├── SourceError     a list cannot be had
│   ├── NotFound    there is nothing at that place
│   └── FetchFailed the network or the server did not deliver
│       ├── Forbidden    the server wants to know first who asks
│       └── RateLimited  the server wants to be left alone for a while
├── ParseError      a document cannot be read as a list
│   ├── TooLarge    reading it takes too much memory
│   └── TooSlow     reading it takes too much time
├── LibraryError    what is kept cannot be read or written
├── ChoiceError     what was asked for is not there to choose
├── OutputError     a result cannot be written
└── TerminalError   the screens have no terminal to appear on
"""

from datetime import datetime


class AwesomeError(Exception):
    """What failed, on what, and what to do, in one sentence."""


class SourceError(AwesomeError):
    """A list cannot be had."""


class NotFound(SourceError):  # noqa: N818  read as a word: except NotFound
    """There is nothing at that place."""


class FetchFailed(SourceError):  # noqa: N818  as above
    """The network or the server did not deliver."""


class Forbidden(FetchFailed):
    """The server, or the network before it, wants to know first who asks."""


class RateLimited(FetchFailed):
    """The server wants to be left alone for a while."""

    def __init__(self, message: str, until: datetime | None = None) -> None:
        super().__init__(message)
        self.until = until
        """When to ask again, where the server says so."""


class ParseError(AwesomeError):
    """A document cannot be read as a list."""


class TooLarge(ParseError):  # noqa: N818  read as words: except TooLarge
    """Reading a document takes more memory than any list does."""


class TooSlow(ParseError):  # noqa: N818  read as words: except TooSlow
    """Reading a document takes more time than any list does."""


class LibraryError(AwesomeError):
    """What is kept cannot be read or written."""


class ChoiceError(AwesomeError):
    """A section, a format or a theme that was asked for does not exist."""


class OutputError(AwesomeError):
    """A result cannot be written."""


class TerminalError(AwesomeError):
    """The screens have no terminal to appear on."""
