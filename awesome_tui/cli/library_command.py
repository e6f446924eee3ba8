"""The command `library`: print what is stored, or remove lists from it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from awesome_tui.cli.arguments import Parser, make_command_parser
from awesome_tui.cli.context import Context
from awesome_tui.cli.results import print_table
from awesome_tui.errors import ChoiceError
from awesome_tui.sources.bundled import NAMES
from awesome_tui.sources.resolve import remote_candidates
from awesome_tui.system.exit_status import DONE
from awesome_tui.text.ages import format_age
from awesome_tui.text.sanitize import clean, escape_surrogates
from awesome_tui.text.urls import without_secrets

if TYPE_CHECKING:
    from awesome_tui.library import Library, LocalInfo, StoredInfo


def make_parser() -> Parser:
    """Build the parser, with one below it for each action."""
    parser = make_command_parser(
        "awesome-tui library",
        "[list | remove SOURCE ...]",
        "List what is stored: source, number of entries, age and title of each list.",
        {
            "awesome-tui library": "what is stored",
            "awesome-tui library remove avelino/awesome-go": "remove a list",
        },
    )
    parser.add_action("list", "list what is stored (the default)")
    summary = "remove lists from the library"
    remove = parser.add_action("remove", summary, "SOURCE ...", "avelino/awesome-go")
    remove.add_argument("sources", metavar="SOURCE", nargs="+", help="a list as the library has it")
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Do the action that is named, which is `list` by default."""
    args = make_parser().parse_action(argv)
    return _remove_lists(args.sources, context) if args.action == "remove" else _list(context)


def _list(context: Context) -> int:
    with context.services.open_library(needed=True) as library:
        infos, files = library.lists.all().result(), _read_files(library)
    rows = [_format_list_row(info, context.clock()) for info in infos]
    rows += [_format_file_row(file, context.clock()) for file in files]
    none = "No list is stored yet: open one, or fetch some with awesome-tui sync."
    return print_table(rows, context, none)


def _read_files(library: Library) -> list[LocalInfo]:
    """Return the files that Home lists, without the lists that come with the program."""
    return [file for file in library.local_lists.all().result() if file.source not in NAMES]


def _format_list_row(info: StoredInfo, now: float) -> tuple[str, ...]:
    return (info.source, str(info.entries), format_age(now - info.fetched), info.title)


def _format_file_row(file: LocalInfo, now: float) -> tuple[str, ...]:
    age = "" if file.visited is None else format_age(now - file.visited)
    return (file.source, str(file.entries), age, file.title)


def _remove_lists(sources: Sequence[str], context: Context) -> int:
    with context.services.open_lasting_library() as library:
        paths = {source: escape_surrogates(os.path.abspath(source)) for source in sources}
        files = {file.source for file in _read_files(library)}.intersection(paths.values())
        others = [source for source in sources if paths[source] not in files]
        for key in [_find_key(source, library, context) for source in others]:
            library.lists.remove(key).result()
        for file in files:
            library.local_lists.remove(file).result()
    return DONE


def _find_key(source: str, library: Library, context: Context) -> str:
    """Return the key of the one stored list that `source` names, or raise an error."""
    places = remote_candidates(source, context.forges, context.catalogue)
    pending = [library.lists.info(place.key) for place in places]
    found = {info.key: info.source for info in (each.result() for each in pending) if info}
    name = clean(without_secrets(source))
    if not found:
        raise ChoiceError(f"Not stored: {name}. Run awesome-tui library to see what is.")
    if len(found) > 1:
        raise ChoiceError(
            f"Several stored lists are called {name}: name one of {', '.join(found.values())}."
        )
    return next(iter(found))
