"""What can go wrong, each a sentence for the user.

AwesomeError
├── SourceError     a list cannot be had
│   └── NotFound    there is nothing at that place
├── ParseError      a document cannot be read as a list
├── LibraryError    what is kept cannot be read or written
├── ChoiceError     what was asked for is not there to choose
├── OutputError     a result cannot be written
└── TerminalError   the screens have no terminal to appear on
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


class ChoiceError(AwesomeError):
    """A section, a format or a theme that was asked for does not exist."""


class OutputError(AwesomeError):
    """A result cannot be written."""


class TerminalError(AwesomeError):
    """The screens have no terminal to appear on."""
