"""The commands for what is kept: `sync`, `library` and `bookmarks`."""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from awesome_tui.ages import age
from awesome_tui.arguments import SOURCES, add_format, add_output, check_action, parser
from awesome_tui.errors import AwesomeError, ChoiceError
from awesome_tui.limits import deadline, limits
from awesome_tui.locating import Place, catalogued, place_of, places_called
from awesome_tui.output import emit, write_error, write_file
from awesome_tui.sources.forges import Forge, forges_from
from awesome_tui.sources.read import read_text
from awesome_tui.terminal import heeded_ends
from awesome_tui.text import clean
from awesome_tui.urls import public
from awesome_tui.world import (
    DONE,
    FAILED,
    NOTHING_FOUND,
    World,
    loader,
    open_lasting_library,
    open_library,
)

if TYPE_CHECKING:
    from awesome_tui.library import Bookmark, Library, StoredInfo
    from awesome_tui.sync import Report

_CLEAR_LINE = "\r\x1b[K"


def sync(argv: Sequence[str], world: World) -> int:
    """Fetch many lists, or refresh them."""
    # Everything that fetches takes 150 ms to load.
    from awesome_tui.sync import sync as sync_all  # noqa: PLC0415

    args = _sync_parser().parse_args(argv)
    with open_lasting_library(world) as library:
        places = _wanted(args, library, forges_from(world.environ), world)
        if not places:
            world.complain("No list is stored yet: name some, or ask for --catalogue.")
            return NOTHING_FOUND
        progress = _Progress(world, len(places))
        with _ending_in_order(), progress:
            sync_all(places.values(), loader(library, world), progress.count)
    emit(progress.summary, world.stdout)
    return FAILED if progress.has_problems else DONE


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Let whoever ends this program end it as ctrl+c does, with nothing left of its processes."""
    ended: list[int] = []

    def end(number: int, _: object) -> None:
        ended.append(number)
        if not callable(signal.getsignal(signal.SIGINT)):  # shells start in the background so
            raise KeyboardInterrupt
        signal.raise_signal(signal.SIGINT)

    before = {each: signal.signal(each, end) for each in heeded_ends()}
    try:
        yield
    except KeyboardInterrupt:
        if ended:
            sys.exit(128 + ended[0])
        raise
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _wanted(
    args: argparse.Namespace, library: Library, forges: Mapping[str, Forge], world: World
) -> dict[str, Place]:
    """The places to look at, by key."""
    places = [place_of(source, forges) for source in args.sources]
    if args.catalogue:
        places += catalogued(forges)
    if not args.sources and not args.catalogue:
        places += _stored(library, forges, world)
    return {place.key: place for place in places}


def _stored(library: Library, forges: Mapping[str, Forge], world: World) -> Iterator[Place]:
    """Where what is stored came from; one whose source is damaged keeps no other from it."""
    for info in library.lists.all().result():
        try:
            yield place_of(info.source, forges)
        except AwesomeError as error:
            world.complain(error)


class _Progress:
    """What has been done, on a terminal as it happens."""

    def __init__(self, world: World, total: int) -> None:
        self.states: Counter[str] = Counter()
        self.has_problems = False
        self._world = world
        self._total = total
        is_terminal = world.stderr is not None and world.stderr.isatty()
        self._is_shown = is_terminal and not world.has_plain_terminal

    def __enter__(self) -> None:
        """Nothing is shown before something is done."""

    def __exit__(self, *_: object) -> None:
        """Leave a clean line, however it ended."""
        self._show("")

    def count(self, report: Report) -> None:
        """Take in how it went with one list."""
        self.states[report.state] += 1
        self._show("")
        if report.problem:
            self.has_problems = True
            # A host that takes no more requests says the same of many lists.
            self._world.complain(report.problem)
        done = self.states.total()
        if done < self._total:
            self._show(f"{done} of {self._total}  {report.place}")

    def _show(self, text: str) -> None:
        if self._is_shown:
            width = shutil.get_terminal_size().columns - 1
            write_error(_CLEAR_LINE + clean(text)[:width], self._world.stderr)

    @property
    def summary(self) -> str:
        """All in one line."""
        states = ["new", "changed", "unchanged", "failed"]
        states += ["put off"] if self.states["put off"] else []
        counts = ", ".join(f"{self.states[state]} {state}" for state in states)
        return f"{self._total} {'list' if self._total == 1 else 'lists'}: {counts}\n"


def library(argv: Sequence[str], world: World) -> int:
    """Tell what is stored, or forget a list."""
    check_action("library", argv)
    args = _library_parser().parse_args(argv)
    if args.action == "remove":
        return _remove(args.sources, world)
    with open_library(world, needed=True) as kept:
        infos = kept.lists.all().result()
    emit(_table(tuple(_row(info, world.clock()) for info in infos), world), world.stdout)
    return DONE if infos else NOTHING_FOUND


def _row(info: StoredInfo, now: float) -> tuple[str, ...]:
    return (info.source, str(info.entries), age(now - info.fetched), info.title)


def _remove(sources: Sequence[str], world: World) -> int:
    forges = forges_from(world.environ)
    with open_lasting_library(world) as kept:
        for key in [_key(source, kept, forges) for source in sources]:
            kept.lists.remove(key).result()
    return DONE


def _key(source: str, kept: Library, forges: Mapping[str, Forge]) -> str:
    """The key of the one stored list that `source` names."""
    asked = [kept.lists.info(place.key) for place in places_called(source, forges)]
    found = {info.key: info.source for info in (pending.result() for pending in asked) if info}
    name = clean(public(source))
    if not found:
        raise ChoiceError(f"{name} is not stored: awesome-tui library tells what is.")
    if len(found) > 1:
        raise ChoiceError(
            f"Several stored lists are called {name}: name one of {', '.join(found.values())}."
        )
    return next(iter(found))


def bookmarks(argv: Sequence[str], world: World) -> int:
    """Tell, export or import the bookmarks."""
    from awesome_tui.library.exchange import FORMATS  # noqa: PLC0415  no other command needs it

    check_action("bookmarks", argv)
    args = _bookmarks_parser(FORMATS).parse_args(argv)
    if args.action == "import":
        return _import(args.file, world)
    with open_library(world, needed=True) as kept:
        found = kept.bookmarks.all().result()
    if args.action == "export":
        _put(FORMATS[args.format](found), args.output, world)
    else:
        emit(_table(tuple(map(_bookmark_row, found)), world), world.stdout)
    return DONE if found else NOTHING_FOUND


def _bookmark_row(bookmark: Bookmark) -> tuple[str, ...]:
    return (bookmark.name, bookmark.url, ", ".join(bookmark.tags), clean(bookmark.note))


def _import(name: str, world: World) -> int:
    from awesome_tui.library.exchange import read  # noqa: PLC0415  as above

    text = read_text(name, world.stdin)
    with deadline(limits(clean(name), len(text))):
        found = read(text)
    with open_lasting_library(world) as kept:
        new = kept.bookmarks.add(*found).result()
    emit(f"{len(found)} bookmarks, {new} of them new\n", world.stdout)
    return DONE if found else NOTHING_FOUND


def _put(text: str, output: str, world: World) -> None:
    if output == "-":
        emit(text, world.stdout)
    else:
        write_file(output, text)


def _table(rows: Sequence[tuple[str, ...]], world: World) -> str:
    """Columns for people, tabs for programs."""
    if not rows or world.stdout is None or not world.stdout.isatty():
        return "".join("\t".join(row) + "\n" for row in rows)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return "".join(f"{line}\n" for line in lines)


def _sync_parser() -> argparse.ArgumentParser:
    made = parser(
        "awesome-tui sync",
        "[SOURCE ...] [--catalogue]",
        "Fetch lists, or refresh what is stored, to be read without a network.",
        f"{SOURCES}\n\nWithout a SOURCE, all that is stored is refreshed. What was done stays when"
        " it is cut off.\nExit status: 0 all went well, 1 nothing is stored, 2 some list could"
        " not be had.",
    )
    made.add_argument("sources", metavar="SOURCE", nargs="*")
    made.add_argument(
        "--catalogue", action="store_true", help="all lists that the program knows by name"
    )
    return made


def _library_parser() -> argparse.ArgumentParser:
    made = parser(
        "awesome-tui library",
        "[list | remove SOURCE ...]",
        "Tell what is stored: source, number of entries, age and title of each list.",
    )
    actions = made.add_subparsers(dest="action", metavar="", prog=made.prog)
    actions.add_parser("list", help="tell what is stored (this if nothing is said)")
    remove = actions.add_parser("remove", usage="%(prog)s SOURCE ...", help="forget lists")
    remove.add_argument("sources", metavar="SOURCE", nargs="+")
    return made


def _bookmarks_parser(formats: Iterable[str]) -> argparse.ArgumentParser:
    made = parser(
        "awesome-tui bookmarks",
        "[list | export [-f FORMAT] [-o FILE] | import FILE]",
        "Tell, export or import the bookmarks, with their tags and notes.",
    )
    actions = made.add_subparsers(dest="action", metavar="", prog=made.prog)
    actions.add_parser("list", help="name, URL, tags and note of each (this if nothing is said)")
    export = actions.add_parser("export", help="print them in a form that import reads")
    add_format(export, formats, "html")
    add_output(export)
    read = actions.add_parser(
        "import", help="add those of a file: HTML of a browser, or a form of export"
    )
    read.add_argument("file", metavar="FILE")
    return made
