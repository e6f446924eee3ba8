"""The command that looks into several lists: `search`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from awesome_tui.arguments import SOURCES, add_format, add_network, parser
from awesome_tui.errors import AwesomeError, ChoiceError
from awesome_tui.loading import Place, locate, text_of
from awesome_tui.model import AwesomeList
from awesome_tui.output import emit
from awesome_tui.search.query import parse_query
from awesome_tui.several import ParsingAll, Result, Source
from awesome_tui.sources.forges import forges_from
from awesome_tui.world import DONE, FAILED, NOTHING_FOUND, World, loader, open_library

if TYPE_CHECKING:
    from awesome_tui import found


def search(argv: Sequence[str], world: World) -> int:
    """Print the best hits of all lists; one that cannot be read keeps no other from it."""
    from awesome_tui.export import FORMATS  # noqa: PLC0415  few commands need the formats

    args = _search_parser(FORMATS).parse_intermixed_args(argv)
    _check_stdin(args.sources)
    problems: list[AwesomeError] = []
    parsing = ParsingAll(tuple(_readable(args, world, problems)))
    # The matcher takes long to load, which it does here while others parse.
    from awesome_tui import found  # noqa: PLC0415

    lists = _sound(parsing.results(), problems)
    hits = found.search(lists, parse_query(args.query), args.count)
    for problem in problems:
        world.complain(problem)
    if hits.best and args.format:
        emit(FORMATS[args.format](found.to_list(hits, args.query)), world.stdout)
    else:
        emit(_lines(hits, len(args.sources) > 1, world), world.stdout)
    if problems:
        return FAILED
    return DONE if hits.best else NOTHING_FOUND


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
        else:
            yield result


def _lines(hits: found.Found, sourced: bool, world: World) -> str:
    from awesome_tui import found  # noqa: PLC0415  as above

    if world.stdout is None or not world.stdout.isatty():
        return found.to_lines(hits, sourced=sourced)
    coloured = not world.environ.get("NO_COLOR") and world.environ.get("TERM") != "dumb"
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
        return lists.opened(source, refresh=args.refresh).document


COMMANDS: Mapping[str, Callable[[Sequence[str], World], int]] = {"search": search}


def _search_parser(formats: Iterable[str]) -> argparse.ArgumentParser:
    made = parser(
        "awesome-tui search",
        "QUERY SOURCE ... [-n N] [-f FORMAT] [--offline | --refresh]",
        "Print the entries that match in any of the lists, the best first.",
        f"{SOURCES}\n\nA line is name, URL and description, of several lists also the list; where"
        " standard\noutput is no terminal, with tabs between. Exit status: 0 found, 1 nothing"
        " found,\n2 some list could not be read, although the others are searched.",
    )
    made.add_argument("query", metavar="QUERY")
    made.add_argument("sources", metavar="SOURCE", nargs="+")
    made.add_argument("-n", metavar="N", dest="count", type=_count, help="no more than N")
    add_format(made, formats, None)
    add_network(made)
    return made


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError("name a number from 1 on")
    return int(text)
