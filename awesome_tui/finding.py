"""The command that looks into several lists, or all that are stored: `search`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from awesome_tui.arguments import SOURCES, add_format, add_network, parser
from awesome_tui.errors import AwesomeError, ChoiceError
from awesome_tui.locating import Place, locate, text_of
from awesome_tui.model import AwesomeList, Entry
from awesome_tui.output import emit
from awesome_tui.search.query import Flag, Query, parse_query
from awesome_tui.several import ParsingAll, Result, Source
from awesome_tui.sources.forges import forges_from
from awesome_tui.text import clean
from awesome_tui.urls import normal
from awesome_tui.world import DONE, FAILED, NOTHING_FOUND, World, loader, open_library

if TYPE_CHECKING:
    from awesome_tui import found
    from awesome_tui.library import Library
    from awesome_tui.rows import Rows
    from awesome_tui.search.facts import Facts


_KEPT = ("bookmarked", "noted", "visited", "list")
"""What `is:` takes from the library and the catalogue."""


def search(argv: Sequence[str], world: World) -> int:
    """Print the best hits of all lists; one that cannot be read keeps no other from it."""
    from awesome_tui.export import FORMATS  # noqa: PLC0415  few commands need the formats

    args = _search_parser(FORMATS).parse_intermixed_args(argv)
    problems: list[AwesomeError] = []
    in_lists = _in_named if args.sources else _in_stored
    hits = in_lists(args, world, problems)
    for problem in problems:
        world.complain(problem)
    if hits.best:
        # What is no colour of ours has been taken out of each field.
        emit(_told(hits, args, world), world.stdout, own="" if args.format else "\x1b")
    if problems:
        return FAILED
    return DONE if hits.best else NOTHING_FOUND


def _in_named(args: argparse.Namespace, world: World, problems: list[AwesomeError]) -> found.Found:
    """What is found in the lists that are named; what is wrong with some joins `problems`."""
    _check_stdin(args.sources)
    parsing = ParsingAll(tuple(_readable(args, world, problems)))
    # The matcher takes long to load, which it does here while others parse.
    from awesome_tui import found  # noqa: PLC0415

    query = parse_query(args.query)
    facts = None
    if _asks_what_is_kept(query):
        with open_library(world) as library:
            facts = _facts(library)
    lists = _sound(parsing.results(), problems)
    rows = ((document.source, document.walk()) for document in lists)
    return found.search(rows, query, args.count, facts)


def _in_stored(args: argparse.Namespace, world: World, problems: list[AwesomeError]) -> found.Found:
    """The same in all lists that are stored."""
    if args.refresh:
        raise ChoiceError(
            "--refresh wants a SOURCE: awesome-tui sync refreshes all lists that are stored."
        )
    from awesome_tui import found  # noqa: PLC0415  as above

    query = parse_query(args.query)
    with open_library(world, needed=True) as library:
        keys = {info.source: info.key for info in library.lists.all().result()}
        if not keys:
            world.complain("No list is stored yet: name one, or fetch some with awesome-tui sync.")
        facts = _facts(library) if _asks_what_is_kept(query) else None
        hits = found.search(_stored(library, keys, problems), query, args.count, facts)
        if not args.format:
            return hits
        return found.whole(hits, lambda source: _document(library, keys[source]))


def _stored(
    library: Library, keys: Mapping[str, str], problems: list[AwesomeError]
) -> Iterator[tuple[str, Rows]]:
    """The entries of each stored list; what is wrong with the others joins `problems`."""
    for source, key in keys.items():
        try:
            yield source, library.lists.rows(key).result()
        except AwesomeError as error:
            problems.append(error)


def _document(library: Library, key: str) -> AwesomeList | None:
    stored = library.lists.open(key).result()
    return stored.document if stored else None


def _asks_what_is_kept(query: Query) -> bool:
    terms = (term for group in query.groups for term in group)
    return any(isinstance(term, Flag) and term.name in _KEPT for term in terms)


def _facts(library: Library) -> Callable[[Entry], Facts]:
    """What tells what is known of an entry, whatever list it stands in."""
    from awesome_tui import catalogue  # noqa: PLC0415  few queries ask for it
    from awesome_tui.search.facts import Facts  # noqa: PLC0415  as above

    asked = library.bookmarks.keys(), library.notes.all(), library.history.all()
    bookmarked, noted, visited = (pending.result() for pending in asked)
    lists = catalogue.load()

    def facts(entry: Entry) -> Facts:
        key = normal(entry.url) if entry.url else ""
        return Facts(
            bookmarked=key in bookmarked,
            noted=key in noted,
            visited=key in visited,
            list=entry.url is not None and lists.is_list(entry.url),
        )

    return facts


def _told(hits: found.Found, args: argparse.Namespace, world: World) -> str:
    """What is printed of the hits."""
    from awesome_tui import found  # noqa: PLC0415  as above
    from awesome_tui.export import FORMATS  # noqa: PLC0415  as above

    if args.format:
        return FORMATS[args.format](found.to_list(hits, args.query))
    return _lines(hits, len(args.sources) != 1, world)


def _readable(
    args: argparse.Namespace, world: World, problems: list[AwesomeError]
) -> Iterator[Source]:
    """What can be read; what is wrong with the others joins `problems`."""
    for source in args.sources:
        try:
            yield _look(source, args, world)
        except AwesomeError as error:
            problems.append(error)


def _sound(results: Iterable[Result], problems: list[AwesomeError]) -> Iterator[AwesomeList]:
    """The lists; what is wrong with the others joins `problems`."""
    for result in results:
        if isinstance(result, AwesomeError):
            problems.append(result)
        elif isinstance(result, Exception):
            raise result
        else:
            yield result


def _lines(hits: found.Found, sourced: bool, world: World) -> str:
    from awesome_tui import found  # noqa: PLC0415  as above

    if world.stdout is None or not world.stdout.isatty():
        return found.to_lines(hits, sourced=sourced)
    coloured = not world.environ.get("NO_COLOR") and not world.has_plain_terminal
    return found.to_text(hits, sourced=sourced, coloured=coloured)


def look_for(sources: Sequence[str], args: argparse.Namespace, world: World) -> tuple[Source, ...]:
    """What the sources are, all of which must be there."""
    _check_stdin(sources)
    return tuple(_look(source, args, world) for source in sources)


def _check_stdin(sources: Sequence[str]) -> None:
    if sources.count("-") > 1:
        raise ChoiceError("Standard input can be read only once: name - only once.")


def _look(source: str, args: argparse.Namespace, world: World) -> Source:
    location = locate(source, forges_from(world.environ))
    if not isinstance(location, Place):
        return text_of(location, world.stdin)
    with open_library(world) as library:
        lists = loader(library, world, offline=args.offline)
        opened = lists.opened(source, refresh=args.refresh)
        return replace(opened.document, source=opened.source)


def _search_parser(formats: Iterable[str]) -> argparse.ArgumentParser:
    made = parser(
        "awesome-tui search",
        "QUERY [SOURCE ...] [-n N] [-f FORMAT] [--offline | --refresh]",
        "Print the entries that match in any of the lists, the best first.",
        f"Without a SOURCE, all lists that are stored are searched.\n\n{SOURCES}\n\nA line is name,"
        " URL and description, of several lists also the list; where standard\noutput is no"
        " terminal, with tabs between. Exit status: 0 found, 1 nothing found,\n2 some list could"
        " not be read, although the others are searched.",
    )
    made.add_argument("query", metavar="QUERY", type=clean)
    made.add_argument("sources", metavar="SOURCE", nargs="*", default=[])
    made.add_argument("-n", metavar="N", dest="count", type=_count, help="no more than N")
    add_format(made, formats, None)
    add_network(made)
    return made


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError("name a number from 1 on")
    return int(text)
