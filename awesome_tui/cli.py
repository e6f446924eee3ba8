"""The command line: what was asked for, done, with an exit status that says how it went."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from awesome_tui.arguments import (
    SOURCES,
    HelpAsked,
    add_format,
    add_network,
    add_output,
    add_query,
    parser,
    without_end_of_options,
)
from awesome_tui.crash import CRASHED, explain
from awesome_tui.errors import AwesomeError, ChoiceError, LibraryError, TerminalError
from awesome_tui.inline import plain
from awesome_tui.lastframe import DamagedFrame, Start, file_of, last_frame, stamp_of
from awesome_tui.limits import deadline, limits
from awesome_tui.locating import Place, locate, text_of
from awesome_tui.model import AwesomeList, Entry, Section, Trail
from awesome_tui.output import emit, kept, let_go, write_file
from awesome_tui.processes import Parsing, limits_of, load
from awesome_tui.sections import find_section
from awesome_tui.sources.forges import forges_from
from awesome_tui.terminal import Preview, attach_terminal
from awesome_tui.text import clean
from awesome_tui.tui.startup import quick_screens
from awesome_tui.urls import public
from awesome_tui.version import __version__
from awesome_tui.world import (
    DONE,
    FAILED,
    INTERRUPTED,
    NOTHING_FOUND,
    World,
    loader,
    open_library,
)

if TYPE_CHECKING:
    from awesome_tui.tui.app import AwesomeApp
    from awesome_tui.tui.pages import Shelf

Command: TypeAlias = Callable[[Sequence[str], World], int]
"""Does what the arguments after its name ask for, and gives the exit status."""

COLOURED, COLOURLESS = "quiet-dark", "ansi-dark"
"""The theme for those who name none, and the one that can do without colours."""


def main(argv: Sequence[str], world: World) -> int:
    """Do what `argv` asks for and return the exit status."""
    try:
        return _done(argv, world)
    except AwesomeError as error:
        world.complain(error)
        return FAILED
    except Exception as error:
        with suppress(OSError):  # the terminal may be gone
            world.complain(explain(error, world.environ))
        let_go(world.stderr)
        return CRASHED


def _done(argv: Sequence[str], world: World) -> int:
    is_command = bool(argv) and argv[0] in COMMANDS
    command, arguments = (COMMANDS[argv[0]], argv[1:]) if is_command else (_open, argv)
    try:
        return command(without_end_of_options(arguments), world)
    except HelpAsked as asked:
        emit(str(asked), world.stdout)
        return DONE


def _open(argv: Sequence[str], world: World) -> int:
    args = _open_parser().parse_args(argv)
    if args.source is None:
        return _show(None, args, world)
    if world.stdout is None or not world.stdout.isatty() or world.has_plain_terminal:
        with _list(args.source, args, world) as document:
            lines, status = _lines(document, args)
        emit(lines, world.stdout)
        return status
    location = locate(args.source, forges_from(world.environ))
    if isinstance(location, Place):
        return _show(None, args, world)
    text = text_of(location, world.stdin)
    parsing = Parsing(text)
    try:
        return _show(parsing.result, args, world, file_of(args.source, text.source))
    finally:
        parsing.stop()


@contextmanager
def _list(source: str, args: argparse.Namespace, world: World) -> Iterator[AwesomeList]:
    """The list, with as much time for what is done with it as its size allows."""
    location = locate(source, forges_from(world.environ))
    if isinstance(location, Place):
        with open_library(world) as library:
            lists = loader(library, world, offline=args.offline)
            opened = lists.opened(source, refresh=args.refresh)
        with deadline(limits(opened.source, 0)):
            yield opened.document
    else:
        document = text_of(location, world.stdin)
        with deadline(limits_of(document)):
            yield load(document)


def _show(
    load_list: Callable[[], AwesomeList] | None,
    args: argparse.Namespace,
    world: World,
    file: str = "",
) -> int:
    _attach_terminal(world)
    start = Start.of(_name_to_keep(args.source or ""), world.environ, world.terminal_encoding)
    problem = None
    try:
        frame = _last_frame(start, args, world, file)
    except DamagedFrame:
        frame, problem = None, "How the screen was left was damaged in the library: it is new."
    with ExitStack() as until_the_end:
        preview = None if frame is None else until_the_end.enter_context(Preview(frame))
        until_the_end.enter_context(quick_screens(world.environ))
        # Only the screens need these, and Textual takes most of the start.
        from awesome_tui.desktop import Desktop  # noqa: PLC0415
        from awesome_tui.tui.app import AwesomeApp  # noqa: PLC0415
        from awesome_tui.tui.pages import HOME  # noqa: PLC0415
        from awesome_tui.tui.screens.reader import ReaderScreen  # noqa: PLC0415

        first = ReaderScreen(
            args.source or HOME,
            load_list,
            partial(_shelf, world, args.offline, until_the_end, problem),
            Desktop(world.environ),
            query=args.query,
            section=args.section,
            refresh=args.refresh,
            start=start,
            previewed=preview is not None,
        )
        app = AwesomeApp(
            first,
            _theme(args, world),
            previewed=preview is not None,
            encoding=world.terminal_encoding,
        )
        try:
            _run(app, args, world)
        finally:
            if preview and app.has_driver:
                preview.hand_over()
    return app.return_code or DONE


def _name_to_keep(source: str) -> str:
    """`source` without the secrets that a URL can have and a file's name cannot."""
    return source if os.path.lexists(source) else public(source)


def _attach_terminal(world: World) -> None:
    if world.has_plain_terminal:
        raise TerminalError(
            f"TERM={world.environ['TERM']} says that this terminal has no screen to draw on:"
            " name a list to be printed as lines."
        )
    attach_terminal()


def _run(app: AwesomeApp, args: argparse.Namespace, world: World) -> tuple[Entry, ...] | None:
    """What was picked on the screens, whose terminal may be gone by now."""
    with app.watching_threads():
        chosen = app.run(mouse=args.mouse)
    let_go(world.stdout)
    let_go(world.stderr)
    if app.crash is not None:
        raise app.crash
    if app.failure:
        world.complain(app.failure)
    return chosen


def _last_frame(start: Start, args: argparse.Namespace, world: World, file: str) -> str | None:
    """What this start shows at once, if it goes on where another one alike ended."""
    if os.name != "posix" or args.query or args.section or args.refresh or args.source == "-":
        return None
    columns, rows = os.get_terminal_size()
    look = start.look(columns, rows, _theme(args, world), stamp_of(file) if file else None)
    return last_frame(world.library_path, start.name, look)


def _pick(argv: Sequence[str], world: World) -> int:
    # As the other commands: the screens of one list do without.
    from awesome_tui.finding import look_for  # noqa: PLC0415
    from awesome_tui.several import ParsingAll  # noqa: PLC0415

    args = _pick_parser().parse_intermixed_args(argv)
    parsing = ParsingAll(look_for(args.sources, args, world))
    try:
        with kept(world.stdout) as stdout, quick_screens(world.environ):
            app = _picker(parsing.result, args, world)
            chosen = _run(app, args, world)
            if chosen is None:
                return app.return_code or INTERRUPTED
            urls = (f"{clean(entry.url or '')}{args.end}" for entry in chosen)
            emit("".join(urls), stdout, own=args.end)
            return DONE
    finally:
        parsing.stop()


def _picker(
    load_list: Callable[[], AwesomeList], args: argparse.Namespace, world: World
) -> AwesomeApp:
    _attach_terminal(world)
    from awesome_tui.desktop import Desktop  # noqa: PLC0415  as above
    from awesome_tui.tui.app import AwesomeApp  # noqa: PLC0415
    from awesome_tui.tui.screens.picker import PickScreen  # noqa: PLC0415

    desktop = Desktop(world.environ)
    screen = PickScreen(load_list, desktop, args.query, args.section, args.picking)
    return AwesomeApp(screen, _theme(args, world), encoding=world.terminal_encoding)


def _theme(args: argparse.Namespace, world: World) -> str:
    chosen: str | None = args.theme
    return chosen or (COLOURLESS if "NO_COLOR" in world.environ else COLOURED)


def _shelf(
    world: World, offline: bool, until_the_end: ExitStack, problem: str | None = None
) -> Shelf:
    """What the screens stand on, opened once they are there: SQLite takes a while to load."""
    from awesome_tui import catalogue  # noqa: PLC0415
    from awesome_tui.library import Library  # noqa: PLC0415
    from awesome_tui.sources.network import network_settings  # noqa: PLC0415
    from awesome_tui.tui.pages import Shelf  # noqa: PLC0415

    try:
        library = Library(world.library_path, world.clock)
    except LibraryError as error:
        library, problem = Library(":memory:", world.clock), str(error)
    until_the_end.enter_context(library)
    settings = network_settings(world.environ, system=dict)
    lists = loader(library, world, offline=offline, warn=lambda _: None)
    notices = filter(None, (problem, library.take_notice(), *settings.problems))
    return Shelf(library, lists, catalogue.load(), world.clock, " ".join(notices) or None)


def _lines(document: AwesomeList, args: argparse.Namespace) -> tuple[str, int]:
    section = _section(document, args.section)
    rows = tuple(document.walk())
    matches = _matches(document, args.query)
    shown = rows if matches is None else [rows[number] for number in matches]
    found = [entry for trail, entry in shown if section is None or _is_within(trail, section)]
    return "".join(map(_line, found)), DONE if found or matches is None else NOTHING_FOUND


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
    with _list(args.source, args, world) as document:
        text = _formatted(document, args.query, FORMATS[args.format])
    if text is None:
        return NOTHING_FOUND
    if args.output == "-":
        emit(text, world.stdout)
    else:
        write_file(args.output, text)
    return DONE


def _formatted(
    document: AwesomeList, query: str, to_format: Callable[[AwesomeList], str]
) -> str | None:
    matches = _matches(document, query)
    if matches is None:
        return to_format(document)
    return to_format(document.only(matches)) if matches else None


def _matches(document: AwesomeList, text: str) -> Sequence[int] | None:
    """The numbers of the entries that match, the best first; None if `text` asks for nothing."""
    # The search takes longer to load than most commands to run.
    from awesome_tui.search.query import parse_query  # noqa: PLC0415

    query = parse_query(text)
    if not query:
        return None
    from awesome_tui.search.index import Index  # noqa: PLC0415

    index = Index(plain)
    index.add(document.source, document.walk())
    return index.search(query).ranked()


def _completions(argv: Sequence[str], world: World) -> int:
    from awesome_tui.completing import completions  # noqa: PLC0415  no other command needs it

    return completions(argv, world, COMMANDS)


def _elsewhere(module: str, command: str, argv: Sequence[str], world: World) -> int:
    """A command with a module of its own, which the screens do without."""
    run: Command = getattr(import_module(f"awesome_tui.{module}"), command)
    return run(argv, world)


COMMANDS: Mapping[str, Command] = {
    "completions": _completions,
    "export": _export,
    "pick": _pick,
    **{
        command: partial(_elsewhere, module, command)
        for module, commands in (
            ("comparing", ("diff",)),
            ("finding", ("search",)),
            ("keeping", ("bookmarks", "library", "sync")),
        )
        for command in commands
    },
}


def _open_parser() -> argparse.ArgumentParser:
    made = parser(
        "awesome-tui",
        "[SOURCE] [-q QUERY] [--section PATH] [--offline | --refresh] [--theme NAME] [--no-mouse]",
        "Read, search and filter an awesome list in the terminal.",
        f"{SOURCES}\n\nWhere standard output is no terminal, the entries are printed as"
        " lines: name, URL\nand description, with tabs between.\n\nOther commands, each with a"
        f" help of its own (-h): {', '.join(COMMANDS)}.",
    )
    made.add_argument("source", metavar="SOURCE", nargs="?")
    _add_screens(made)
    made.add_argument("-V", "--version", action="version", version=f"%(prog)s {__version__}")
    return made


def _pick_parser() -> argparse.ArgumentParser:
    made = parser(
        "awesome-tui pick",
        "SOURCE ... [--multi] [-0] [-q QUERY] [--section PATH] [--offline | --refresh]",
        "Choose an entry on the screens: enter prints its URL.",
        f"{SOURCES}\n\nSeveral lists are shown as one. Exit status: 0 chosen, 2 an error, 130 left"
        " without\na choice.",
    )
    made.add_argument("sources", metavar="SOURCE", nargs="+")
    made.add_argument(
        "--multi",
        dest="picking",
        action="store_const",
        const="many",
        default="one",
        help="space marks entries, and enter prints the URLs of all",
    )
    made.add_argument(
        "-0",
        "--print0",
        dest="end",
        action="store_const",
        const="\0",
        default="\n",
        help="a NUL after each URL in place of a line end",
    )
    _add_screens(made)
    return made


def _add_screens(made: argparse.ArgumentParser) -> None:
    add_query(made)
    made.add_argument(
        "--section",
        metavar="PATH",
        type=clean,
        default="",
        help="only this section: its title, A > B, or #anchor",
    )
    add_network(made)
    made.add_argument("--theme", metavar="NAME", type=clean, help="the colours")
    made.add_argument(
        "--no-mouse", dest="mouse", action="store_false", help="leave the mouse to the terminal"
    )


def _export_parser(formats: Iterable[str]) -> argparse.ArgumentParser:
    made = parser(
        "awesome-tui export",
        "SOURCE [-f FORMAT] [-q QUERY] [--offline | --refresh] [-o FILE]",
        "Print a list, or what of it matches, in another form.",
        SOURCES,
    )
    made.add_argument("source", metavar="SOURCE")
    add_format(made, formats, "json")
    add_query(made)
    add_network(made)
    add_output(made)
    return made
