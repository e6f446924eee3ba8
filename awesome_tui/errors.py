"""The program's errors, each with a message for the user.

AwesomeError
├── SourceError      a list cannot be read
│   ├── NotFound     the source does not exist
│   └── FetchFailed  a network or server error
│       ├── Forbidden    a login or a token is needed
│       ├── Refused      the server does not support the request
│       └── RateLimited  too many requests
├── ParseError       a document cannot be parsed
│   ├── TooLarge     parsing exceeds the memory limit
│   └── TooSlow      parsing exceeds the time limit
├── LibraryError     the library cannot be read or written
├── ChoiceError      an unknown section, format, theme or date
├── OutputError      a result cannot be written
└── ScreenError      there is no terminal or browser for the screens
"""

from datetime import datetime


class AwesomeError(Exception):
    """An expected failure: its message says what failed, on what, and what to do."""


class SourceError(AwesomeError):
    """A list cannot be read from its source."""


class NotFound(SourceError):  # noqa: N818  read as a word: except NotFound
    """The source does not exist."""


class FetchFailed(SourceError):  # noqa: N818  as above
    """The network or the server failed."""


class Forbidden(FetchFailed):
    """The server, or a captive portal, wants a login or a token."""


class Refused(FetchFailed):
    """The server does not do what it is asked, however often that is."""


class RateLimited(FetchFailed):
    """The server refuses further requests for some time."""

    def __init__(self, message: str, until: datetime | None = None) -> None:
        super().__init__(message)
        self.until = until
        """The time when requests are allowed again, if the server says so."""


class ParseError(AwesomeError):
    """A document cannot be parsed as a list."""


class TooLarge(ParseError):  # noqa: N818  read as words: except TooLarge
    """Parsing exceeds the memory limit."""


class TooSlow(ParseError):  # noqa: N818  read as words: except TooSlow
    """Parsing exceeds the time limit."""


class LibraryError(AwesomeError):
    """The library cannot be read or written."""


class ChoiceError(AwesomeError):
    """A requested section, format, theme or date does not exist."""


class OutputError(AwesomeError):
    """A result cannot be written."""


class ScreenError(AwesomeError):
    """There is no terminal or browser for the screens."""
