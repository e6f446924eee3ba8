"""The command without a name: open a list on the screens, or print its entries as lines."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from difflib import get_close_matches
from typing import TYPE_CHECKING

from awesome_tui.cli.app_runner import (
    Opening,
    choose_theme,
    has_settings,
    load_screen_config,
    prepare_terminal,
    run_app,
)
from awesome_tui.cli.arguments import SOURCES, Parser, add_screens, make_command_parser
from awesome_tui.cli.command_table import COMMANDS
from awesome_tui.cli.context import Context
from awesome_tui.cli.named_lists import complain_of_no_entries, locate, match_entries, open_list
from awesome_tui.errors import ChoiceError, NotFound
from awesome_tui.export.summary import summarize
from awesome_tui.model.appearance import PaneSizes
from awesome_tui.model.entries import AwesomeList, Entry, Section, Trail
from awesome_tui.model.section_paths import find_section, unknown_section
from awesome_tui.services.parse_process import BackgroundParse
from awesome_tui.sources.resolve import RemoteSource, read_source
from awesome_tui.system.exit_status import DONE, NOTHING_FOUND
from awesome_tui.system.output import emit
from awesome_tui.system.start_frame import (
    DamagedFrame,
    Start,
    file_of,
    file_stamp,
    folder_stamp,
    load_appearance,
    load_frame,
)
from awesome_tui.system.terminal import Preview
from awesome_tui.text.sanitize import clean
from awesome_tui.text.urls import without_secrets
from awesome_tui.tui.rendering.startup import quick_screens
from awesome_tui.version import __version__

if TYPE_CHECKING:
    from awesome_tui.config.loading import LoadedConfig

_MEANT = {name: f"awesome-tui {name}" for name in COMMANDS}
_MEANT |= {"help": "awesome-tui -h", "version": "awesome-tui -V"}
"""Commands by the words that people may type for them."""


def make_parser() -> Parser:
    """Build the parser, whose help also lists all other commands."""
    parser = make_command_parser(
        "awesome-tui",
        "[SOURCE] [-q QUERY] [--section PATH] [--offline | --refresh] [--theme NAME] [--no-mouse]",
        "Read, search and filter an awesome list in the terminal.\n\n"
        f"Other commands, each with its own help (-h):\n{_format_commands()}",
        {
            "awesome-tui": "all lists and bookmarks",
            "awesome-tui microservices": "the list that comes with it",
            "awesome-tui avelino/awesome-go": "a list on GitHub",
            "awesome-tui README.md -q kafka | cat": "the entries that match, as lines",
        },
        f"{SOURCES}\n\nWhere standard output is not a terminal, the entries are printed as"
        " lines: name, URL\nand description, with tabs between. On the screens, ? shows all keys.",
    )
    parser.add_argument("source", metavar="SOURCE", nargs="?", help="the list to read")
    add_screens(parser)
    parser.add_argument("-V", "--version", action="version", version=f"%(prog)s {__version__}")
    return parser


def _format_commands() -> str:
    width = max(map(len, COMMANDS))
    return "\n".join(f"  {name:{width}}  {row.summary}" for name, row in COMMANDS.items())


def run(argv: Sequence[str], context: Context) -> int:
    """Open the list, or Home if none is named; a misspelt command is an error."""
    try:
        return _open(argv, context)
    except (ChoiceError, NotFound) as error:
        if command := _find_meant_command(argv):
            said = f'No list or command called "{clean(argv[0])}": try {command}.'
            raise ChoiceError(said) from error
        raise


def _find_meant_command(argv: Sequence[str]) -> str:
    """Return the command that the first word is a misspelling of; empty if it resembles none."""
    if not argv or argv[0].startswith("-") or os.path.lexists(argv[0]):
        return ""
    return "".join(_MEANT[name] for name in get_close_matches(argv[0], _MEANT, 1, cutoff=0.75))


def _open(argv: Sequence[str], context: Context) -> int:
    args = make_parser().parse_args(argv)
    shows_lines = not context.prints_to_terminal or context.has_plain_terminal
    if args.source is not None and shows_lines and not context.is_served:
        return _print_entries(args, context)
    show = _show_page if context.is_served else _show_screens
    with ExitStack() as until_the_end:
        return show(args, context, until_the_end)


def _print_entries(args: argparse.Namespace, context: Context) -> int:
    with open_list(args.source, args, context) as document:
        lines, status = _format_entries(document, args, context)
        complain_of_no_entries(document, context)
    emit(lines, context.stdout)
    return status


def _format_entries(
    document: AwesomeList, args: argparse.Namespace, context: Context
) -> tuple[str, int]:
    section = _find_section(document, args.section)
    rows = tuple(document.walk())
    matches = match_entries(document, args.query, context)
    chosen = rows if matches is None else [rows[number] for number in matches]
    entries = [entry for trail, entry in chosen if section is None or _is_within(trail, section)]
    status = DONE if entries or (rows and matches is None) else NOTHING_FOUND
    return "".join(map(_format_entry_row, entries)), status


def _find_section(document: AwesomeList, path: str) -> Section | None:
    if not path.strip():
        return None
    trail = find_section(document, path)
    if trail is None:
        raise ChoiceError(unknown_section(path))
    return trail[-1]


def _is_within(trail: Trail, section: Section) -> bool:
    return any(around is section for around in trail)


def _format_entry_row(entry: Entry) -> str:
    fields = (entry.name, entry.url or "", summarize(entry))
    return "\t".join(map(clean, fields)) + "\n"


def _show_screens(args: argparse.Namespace, context: Context, until_the_end: ExitStack) -> int:
    load_list, file = _begin_parse(args.source, context, until_the_end)
    prepare_terminal(context)
    loaded = load_screen_config(args, context) if has_settings(context) else None
    appearance = load_appearance(context.library_path)
    start = Start.of(
        _strip_secrets(args.source or ""),
        context.environ,
        context.terminal_encoding,
        (loaded.fingerprint if loaded else "") + folder_stamp(context.themes_folder),
    )
    theme = choose_theme(args, loaded, context, appearance)
    look = _frame_key(start, args, file, theme.name, appearance.sizes)
    frame, problem = _load_frame(start, look, context)
    preview = None if frame is None else until_the_end.enter_context(Preview(frame))
    until_the_end.enter_context(quick_screens())
    opening = Opening(load_list, appearance, theme, start, problem, preview)
    return _run_reader(opening, args, context, loaded, until_the_end)


def _run_reader(
    opening: Opening,
    args: argparse.Namespace,
    context: Context,
    loaded: LoadedConfig | None,
    until_the_end: ExitStack,
) -> int:
    apps = context.apps
    loaded = loaded or load_screen_config(args, context)
    app = apps.make_reader(opening, args, loaded, until_the_end)
    try:
        run_app(app, context, mouse=loaded.config.mouse)
    finally:
        if opening.preview and app.has_driver:
            opening.preview.hand_over()
    return app.return_code or DONE


def _show_page(args: argparse.Namespace, context: Context, until_the_end: ExitStack) -> int:
    """Show the screens to the web server that started this process."""
    load_list, _ = _begin_parse(args.source, context, until_the_end)
    loaded = load_screen_config(args, context)
    appearance = load_appearance(context.library_path)
    theme = choose_theme(args, loaded, context, appearance)
    return _run_reader(Opening(load_list, appearance, theme), args, context, loaded, until_the_end)


def _begin_parse(
    source: str | None, context: Context, until_the_end: ExitStack
) -> tuple[Callable[[], AwesomeList] | None, str]:
    """Begin to parse a local list; return its result and file, None for Home and remote ones."""
    location = None if source is None else locate(source, context)
    if source is None or location is None or isinstance(location, RemoteSource):
        return None, ""
    # A page in a browser sends its keys to standard input.
    stdin = None if context.is_served else context.stdin
    text = read_source(location, stdin, context.asciidoctor)
    parsing = BackgroundParse(text)
    until_the_end.callback(parsing.stop)
    return parsing.result, file_of(source, text.source)


def _strip_secrets(source: str) -> str:
    """Remove secrets from a URL; names of files stay as they are."""
    return source if os.path.lexists(source) else without_secrets(source)


def _frame_key(
    start: Start, args: argparse.Namespace, file: str, theme: str, sizes: PaneSizes
) -> str | None:
    """Return the key of a stored frame that this start may show; None if it must not show any."""
    if os.name != "posix" or args.query or args.section or args.refresh or args.source == "-":
        return None
    stamp = file_stamp(file) if file else None
    return start.look(*os.get_terminal_size(), theme, stamp, sizes)


def _load_frame(start: Start, look: str | None, context: Context) -> tuple[str | None, str | None]:
    """Load the stored frame of this `look`, if any, and the problem with it, if any."""
    try:
        return (look and load_frame(context.library_path, start.name, look)) or None, None
    except DamagedFrame:
        return None, "How the screen was left was damaged in the library: it is new."
