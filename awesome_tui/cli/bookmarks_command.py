"""The command `bookmarks`: print, export or import the bookmarks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from awesome_tui.cli.arguments import Parser, add_format, add_output, make_command_parser
from awesome_tui.cli.context import Context
from awesome_tui.cli.results import print_table, write_result
from awesome_tui.services.limits import deadline, limits_for_size
from awesome_tui.sources.read import read_text
from awesome_tui.system.exit_status import DONE, NOTHING_FOUND
from awesome_tui.system.output import emit
from awesome_tui.text.measures import counted
from awesome_tui.text.sanitize import clean

if TYPE_CHECKING:
    from awesome_tui.library import Bookmark
    from awesome_tui.library.bookmark_files import ReadBookmarks

FORMATS = ("html", "json", "markdown")
"""The names in `bookmark_files.FORMATS`: that module loads the library, which help does without."""
_NAMED_KINDS = 4
"""Kinds of left-out links that the message of `import` names."""


def make_parser() -> Parser:
    """Build the parser, with one below it for each action."""
    parser = make_command_parser(
        "awesome-tui bookmarks",
        "[list | export [-f FORMAT] [-o FILE] | import FILE]",
        "List, export or import the bookmarks, with their tags and notes.",
        {
            "awesome-tui bookmarks": "list them",
            "awesome-tui bookmarks export -o bookmarks.html": "for any browser",
            "awesome-tui bookmarks import bookmarks.html": "from any browser",
        },
    )
    parser.add_action("list", "list name, URL, tags and note of each (the default)")
    export = parser.add_action(
        "export",
        "print them in a form that import reads",
        "[-f FORMAT] [-o FILE]",
        "-o bookmarks.html",
    )
    add_format(export, FORMATS, "html")
    add_output(export)
    import_ = parser.add_action(
        "import",
        "add those of a file: HTML of a browser, or a form of export",
        "FILE",
        "bookmarks.html",
    )
    import_.add_argument("file", metavar="FILE", help="the file, or - for standard input")
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Do the action that is named, which is `list` by default."""
    args = make_parser().parse_action(argv)
    if args.action not in ("export", "import"):
        none = "There are no bookmarks yet: b on the screens adds one."
        return print_table(map(_format_bookmark_row, _read_bookmarks(context)), context, none)
    from awesome_tui.library import bookmark_files  # noqa: PLC0415  as said above

    if args.action == "import":
        return _import(args.file, context, bookmark_files.read)
    bookmarks = _read_bookmarks(context)
    write_result(bookmark_files.FORMATS[args.format](bookmarks), args.output, context)
    return DONE if bookmarks else NOTHING_FOUND


def _read_bookmarks(context: Context) -> Sequence[Bookmark]:
    with context.services.open_library(needed=True) as library:
        return library.bookmarks.all().result()


def _format_bookmark_row(bookmark: Bookmark) -> tuple[str, ...]:
    return (bookmark.name, bookmark.url, ", ".join(bookmark.tags), clean(bookmark.note))


def _import(name: str, context: Context, read: Callable[[str], ReadBookmarks]) -> int:
    text = read_text(name, context.stdin)
    with deadline(limits_for_size(clean(name), len(text))):
        found = read(text)
    with context.services.open_lasting_library() as library:
        new = library.bookmarks.add(*found.bookmarks).result()
    read_in = counted(len(found.bookmarks), "bookmark")
    emit(f"{read_in}: {new:,} new{_format_left_out(found.left_out)}\n", context.stdout)
    return DONE if found.bookmarks else NOTHING_FOUND


def _format_left_out(counts: Mapping[str, int]) -> str:
    """Say how many links of the file were left out, the most common kinds by name."""
    if not counts:
        return ""
    ranked = sorted(counts.items(), key=lambda kind: (-kind[1], kind[0]))
    named = [f"{count} {kind}" for kind, count in ranked[:_NAMED_KINDS]]
    others = sum(count for _, count in ranked[_NAMED_KINDS:])
    return f"; left out: {', '.join([*named, f'{others} others'] if others else named)}"
