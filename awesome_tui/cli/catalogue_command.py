"""The command `catalogue`: print the lists that are known by name, or fetch the newest ones."""

from __future__ import annotations

from collections.abc import Sequence

from awesome_tui.cli.arguments import Parser, make_command_parser
from awesome_tui.cli.context import Context
from awesome_tui.cli.results import print_table
from awesome_tui.errors import SourceError
from awesome_tui.sources.catalogue import CataloguedList, read_catalogue
from awesome_tui.system.exit_status import DONE
from awesome_tui.system.output import emit, write_own_file
from awesome_tui.text.sanitize import clean

_LIST_OF_LISTS = "sindresorhus/awesome"
_FEWEST = 100
"""The least number of lists that may replace the catalogue."""


def make_parser() -> Parser:
    """Build the parser, with one below it for each action."""
    parser = make_command_parser(
        "awesome-tui catalogue",
        "[list | update [SOURCE]]",
        "List the lists that are known by name: source, title and topics of each.",
        {
            "awesome-tui catalogue | cut -f 1 | fzf | xargs -ro awesome-tui": "open one",
            "awesome-tui catalogue update": "the newest",
        },
    )
    parser.add_action("list", "list all lists (the default)")
    summary = "fetch the newest list of lists, and take its lists from then on"
    update = parser.add_action("update", summary, "[SOURCE]")
    update.add_argument(
        "source",
        metavar="SOURCE",
        nargs="?",
        default=_LIST_OF_LISTS,
        help=f"another list of lists (default: {_LIST_OF_LISTS})",
    )
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Do the action that is named, which is `list` by default."""
    args = make_parser().parse_action(argv)
    if args.action == "update":
        return _update(args.source, context)
    return print_table(map(_format_row, context.catalogue().lists), context)


def _format_row(known: CataloguedList) -> tuple[str, ...]:
    return (known.location, known.title, " › ".join(known.topics))


def _update(source: str, context: Context) -> int:
    """Read the list of lists anew, and keep its lists as the catalogue."""
    with context.services.open_library() as library:
        opened = context.services.make_loader(library).opened(source, refresh=True)
    newest = read_catalogue(opened.document)
    if len(newest.lists) < _FEWEST:
        raise SourceError(
            f"{clean(source)} has no more than {len(newest.lists)} lists:"
            " the catalogue stays as it was."
        )
    known = {each.key for each in context.catalogue().lists}
    write_own_file(context.catalogue_path, newest.to_text())
    now = {each.key for each in newest.lists}
    emit(
        f"{len(now):,} lists: {len(now - known)} added, {len(known - now)} removed\n",
        context.stdout,
    )
    return DONE
