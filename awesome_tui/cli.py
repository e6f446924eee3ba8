"""The command line: what was asked for, done, with an exit status that says how it went."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, NoReturn, TextIO

from awesome_tui import __version__
from awesome_tui.errors import AwesomeError, ChoiceError
from awesome_tui.inline import plain
from awesome_tui.loading import Parsing, find, load
from awesome_tui.model import AwesomeList, Entry, Section, Trail
from awesome_tui.output import emit, write_file
from awesome_tui.search.query import parse_query
from awesome_tui.sections import find_section
from awesome_tui.terminal import attach_terminal
from awesome_tui.text import clean
from awesome_tui.urls import public

DONE, NOTHING_FOUND, FAILED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class World:
    """What the program meets outside of itself; a stream is None where it is closed."""

    environ: Mapping[str, str]
    stdin: BinaryIO | None
    stdout: TextIO | None
    stderr: TextIO | None


def main(argv: Sequence[str], world: World) -> int:
    """Do what `argv` asks for and return the exit status."""
    try:
        if argv and argv[0] in COMMANDS:
            return COMMANDS[argv[0]](argv[1:], world)
        return _open(argv, world)
    except AwesomeError as error:
        if world.stderr:
            world.stderr.write(f"awesome-tui: {clean(str(error))}\n")
        return FAILED


def _open(argv: Sequence[str], world: World) -> int:
    args = _open_parser().parse_args(argv)
    document = find(args.source, world.stdin)
    if world.stdout is None or not world.stdout.isatty():
        return _print_lines(load(document), args, world)
    parsing = Parsing(document)
    try:
        return _show(parsing.result, args, world)
    finally:
        parsing.stop()


def _show(load_list: Callable[[], AwesomeList], args: argparse.Namespace, world: World) -> int:
    attach_terminal()
    # Only the screens need these, and Textual takes most of the start.
    from awesome_tui.desktop import Desktop  # noqa: PLC0415
    from awesome_tui.tui.app import AwesomeApp  # noqa: PLC0415
    from awesome_tui.tui.screens.browser import ListScreen  # noqa: PLC0415

    first = ListScreen(load_list, Desktop(world.environ), args.query, args.section)
    app = AwesomeApp(first, args.theme)
    app.run(mouse=args.mouse)
    return app.return_code or DONE


def _print_lines(document: AwesomeList, args: argparse.Namespace, world: World) -> int:
    section = _section(document, args.section)
    rows = tuple(document.walk())
    matches = _matches(document, args.query)
    shown = rows if matches is None else [rows[number] for number in matches]
    found = [entry for trail, entry in shown if section is None or _is_within(trail, section)]
    emit("".join(map(_line, found)), world.stdout)
    return DONE if found or matches is None else NOTHING_FOUND


def _section(document: AwesomeList, path: str) -> Section | None:
    if not path.strip():
        return None
    trail = find_section(document, path)
    if trail is None:
        raise ChoiceError(f"There is no section {path} in {document.source}.")
    return trail[-1]


def _is_within(trail: Trail, section: Section) -> bool:
    return any(around is section for around in trail)


def _line(entry: Entry) -> str:
    fields = (entry.name, entry.url or "", plain(entry.description))
    return "\t".join(map(clean, fields)) + "\n"


def _export(argv: Sequence[str], world: World) -> int:
    from awesome_tui.export import FORMATS  # noqa: PLC0415  no other command needs the formats

    args = _export_parser(FORMATS).parse_args(argv)
    document = load(find(args.source, world.stdin))
    matches = _matches(document, args.query)
    if matches is not None:
        if not matches:
            return NOTHING_FOUND
        document = document.only(matches)
    text = FORMATS[args.format](document)
    if args.output == "-":
        emit(text, world.stdout)
    else:
        write_file(args.output, text)
    return DONE


def _matches(document: AwesomeList, text: str) -> Sequence[int] | None:
    """The numbers of the entries that match, the best first; None if `text` asks for nothing."""
    query = parse_query(text)
    if not query:
        return None
    # The matcher takes longer to load than most commands to run.
    from awesome_tui.search.index import Index  # noqa: PLC0415

    index = Index(plain)
    index.add(document.source, document.walk())
    return index.search(query).ranked()


COMMANDS: Mapping[str, Callable[[Sequence[str], World], int]] = {"export": _export}


class _Parser(argparse.ArgumentParser):
    """argparse, careful with what it repeats of what was typed."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and exit."""
        super().error(clean(public(message)))


_SOURCES = """\
SOURCE is a Markdown file, a folder (its README), - for standard input, or the name of a list
that comes with the program: microservices."""


def _open_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="awesome-tui",
        usage="%(prog)s [SOURCE] [-q QUERY] [--section PATH] [--theme NAME] [--no-mouse]",
        description="Read, search and filter an awesome list in the terminal.",
        epilog=f"{_SOURCES}\n\nWhere standard output is no terminal, the entries are printed as"
        " lines: name, URL\nand description, with tabs between.\n\nawesome-tui export -h tells how"
        " to turn a list into another form.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("source", metavar="SOURCE", nargs="?", default="microservices")
    _add_query(parser)
    parser.add_argument(
        "--section",
        metavar="PATH",
        default="",
        help="only this section: its title, A > B, or #anchor",
    )
    parser.add_argument("--theme", metavar="NAME", help="the colours")
    parser.add_argument(
        "--no-mouse", dest="mouse", action="store_false", help="leave the mouse to the terminal"
    )
    parser.add_argument("-V", "--version", action="version", version=f"%(prog)s {__version__}")
    return parser


def _export_parser(formats: Iterable[str]) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="awesome-tui export",
        usage="%(prog)s SOURCE [-f FORMAT] [-q QUERY] [-o FILE]",
        description="Print a list, or what of it matches, in another form.",
        epilog=_SOURCES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("source", metavar="SOURCE")
    parser.add_argument(
        "-f",
        "--format",
        metavar="FORMAT",
        choices=tuple(formats),
        default="json",
        help="%(choices)s (%(default)s where none is given)",
    )
    _add_query(parser)
    parser.add_argument(
        "-o", "--output", metavar="FILE", default="-", help="write to FILE, whole or not at all"
    )
    return parser


def _add_query(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-q", "--query", metavar="QUERY", default="", help="only the entries that match QUERY"
    )
