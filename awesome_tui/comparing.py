"""The command `diff`: two lists, or a stored list as it is and as it was."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeAlias

from awesome_tui.arguments import SOURCES, add_format, add_network, parser
from awesome_tui.errors import ChoiceError
from awesome_tui.loading import Loader
from awesome_tui.locating import Place, locate, text_of
from awesome_tui.model import AwesomeList
from awesome_tui.output import emit
from awesome_tui.processes import Parsing
from awesome_tui.sources.read import Document
from awesome_tui.text import clean
from awesome_tui.urls import public
from awesome_tui.world import DONE, NOTHING_FOUND, World, loader, open_library

_DATED = re.compile(r"(.+)@(\d{4}-\d\d-\d\d)")

_Side: TypeAlias = AwesomeList | Document


def diff(argv: Sequence[str], world: World) -> int:
    """Tell what makes one list of the other."""
    from awesome_tui import diff as changes_of  # noqa: PLC0415  no other command needs it

    forms = {"text": changes_of.to_text, "json": changes_of.to_json}
    args = _parser(forms).parse_args(argv)
    old, new = map(_begun, _sides(args, world))
    changes = changes_of.compare(old(), new())
    emit(forms[args.format](changes), world.stdout)
    return DONE if changes else NOTHING_FOUND


def _sides(args: argparse.Namespace, world: World) -> tuple[_Side, _Side]:
    if args.old == args.new == "-":
        raise ChoiceError("Standard input can be read only once: name - only once.")
    with open_library(world) as library:
        lists = loader(library, world, offline=args.offline)
        if args.new is None:
            return _then_and_now(lists, args)
        return _side(args.old, lists, args, world), _side(args.new, lists, args, world)


def _then_and_now(lists: Loader, args: argparse.Namespace) -> tuple[_Side, _Side]:
    source, day = _dated(args.old)
    if not lists.key(source):
        raise ChoiceError(f"{clean(public(source))} has no stored versions: name a second list.")
    if args.refresh:
        lists.fresh(source)
    earlier = lists.earlier(source, day)
    return earlier, lists.opened(source).document


def _side(text: str, lists: Loader, args: argparse.Namespace, world: World) -> _Side:
    source, day = _dated(text)
    if day:
        return lists.earlier(source, day)
    location = locate(source, lists.forges)
    if isinstance(location, Place):
        return lists.opened(source, refresh=args.refresh).document
    return text_of(location, world.stdin)


def _dated(text: str) -> tuple[str, date | None]:
    """The source, and the day that its version is wanted of."""
    match = _DATED.fullmatch(text)
    if match is None or os.path.lexists(text):
        return text, None
    try:
        return match[1], date.fromisoformat(match[2])
    except ValueError as error:
        raise ChoiceError(f"There is no day {match[2]}: name one of the calendar.") from error


def _begun(side: _Side) -> Callable[[], AwesomeList]:
    """What waits for the list, which is parsed beside the other one."""
    return Parsing(side).result if isinstance(side, Document) else lambda: side


def _parser(forms: Iterable[str]) -> argparse.ArgumentParser:
    made = parser(
        "awesome-tui diff",
        "OLD [NEW] [-f FORMAT] [--offline | --refresh]",
        "Print what came, went, moved and changed between two lists.",
        f"{SOURCES}\n\nWithout NEW, a stored list is compared with what it was at the last visit,"
        " or before its\nlast change; SOURCE@2026-01-31 is a stored list as it was on that day.\n"
        "Exit status: 0 something changed, 1 nothing did, 2 an error.",
    )
    made.add_argument("old", metavar="OLD")
    made.add_argument("new", metavar="NEW", nargs="?")
    add_format(made, forms, "text")
    add_network(made)
    return made
