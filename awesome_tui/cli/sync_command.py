"""The command `sync`: fetch lists, or refresh all that are stored."""

from __future__ import annotations

import argparse
import signal
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from awesome_tui.cli.arguments import SOURCES, Parser, make_command_parser
from awesome_tui.cli.context import Context
from awesome_tui.cli.progress_line import ProgressLine
from awesome_tui.cli.user_facts import make_facts
from awesome_tui.errors import AwesomeError
from awesome_tui.sources.resolve import RemoteSource, catalogued_sources, resolve_remote
from awesome_tui.system.exit_status import DONE, FAILED, NOTHING_FOUND
from awesome_tui.system.output import emit
from awesome_tui.system.terminal import handled_signals
from awesome_tui.text.measures import counted

if TYPE_CHECKING:
    from awesome_tui.library import Library
    from awesome_tui.model.repositories import RepoFacts
    from awesome_tui.services.repository_facts import RepositoryFacts
    from awesome_tui.services.sync import Report


def make_parser() -> Parser:
    """Build the parser, which takes any number of lists, or none."""
    parser = make_command_parser(
        "awesome-tui sync",
        "[SOURCE ...] [--catalogue]",
        "Fetch lists, or refresh what is stored, to read them offline.",
        {
            "awesome-tui sync": "refresh all stored lists",
            "awesome-tui sync avelino/awesome-go python": "fetch two lists",
            "awesome-tui sync --catalogue": "fetch all known lists",
        },
        f"{SOURCES}\n\nWithout a SOURCE, all stored lists are refreshed. With a token for a forge,"
        " what it knows\nof the repositories in them is fetched, too. When interrupted, what was"
        " fetched stays.\nExit status: 0 all went well, 1 nothing is stored, 2 some list could not"
        " be fetched.",
    )
    parser.add_argument("sources", metavar="SOURCE", nargs="*", help="a list to fetch")
    parser.add_argument("--catalogue", action="store_true", help="fetch all lists of the catalogue")
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Fetch or refresh the lists and print how many went well."""
    args = make_parser().parse_args(argv)
    with context.services.open_lasting_library() as library:
        places = _choose_places(args, library, context)
        if not places:
            context.complain("No list is stored yet: name some, or ask for --catalogue.")
            return NOTHING_FOUND
        progress = _Progress(context, len(places))
        loader = context.services.make_loader(library)
        with ending_in_order(), progress:
            loader.online.sync(places.values(), progress.count)
            _ask_about_repositories(places, make_facts(loader, context), progress)
    emit(progress.summary, context.stdout)
    return FAILED if progress.has_problems else DONE


def _ask_about_repositories(
    keys: Iterable[str], facts: RepositoryFacts, progress: _Progress
) -> None:
    """Ask about the repositories in these lists, where the settings allow it."""
    wanted = facts.due(facts.stored_urls(keys))
    progress.repositories = len(wanted)
    for problem in facts.ask(wanted, progress.count_facts) if wanted else ():
        progress.complain(problem)


@contextmanager
def ending_in_order(again: float = 2) -> Iterator[None]:
    """Let signals end this program as ctrl+c does, so that its child processes end with it.

    Python loses an error that is raised while it frees an object, so it is raised `again`.
    """
    received: list[int] = []

    def end(number: int, _: object) -> None:
        received.append(number)
        if callable(signal.getsignal(signal.SIGINT)):
            signal.raise_signal(signal.SIGINT)
            return
        # Shells start background jobs like this.
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_REAL, again)
        raise KeyboardInterrupt

    ends = handled_signals()
    if sys.platform != "win32":
        ends = (*ends, signal.SIGALRM)
    handlers = {each: signal.signal(each, end) for each in ends}
    try:
        yield
    except KeyboardInterrupt:
        if received:
            sys.exit(128 + received[0])
        raise
    finally:
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_REAL, 0)
        for each, handler in handlers.items():
            signal.signal(each, handler)


def _choose_places(
    args: argparse.Namespace, library: Library, context: Context
) -> dict[str, RemoteSource]:
    """Places of the lists to fetch, by key."""
    forges = context.forges
    places = [resolve_remote(source, forges, context.catalogue) for source in args.sources]
    if args.catalogue:
        places += catalogued_sources(forges, context.catalogue())
    if not args.sources and not args.catalogue:
        places += _find_stored_places(library, context)
    return {place.key: place for place in places}


def _find_stored_places(library: Library, context: Context) -> Iterator[RemoteSource]:
    """Return the places of all stored lists, without those whose source is damaged."""
    forges = context.forges
    for info in library.lists.all().result():
        try:
            yield resolve_remote(info.source, forges)
        except AwesomeError as error:
            context.complain(error)


class _Progress:
    """Count of the lists that are done, shown on a terminal as it grows."""

    def __init__(self, context: Context, total: int) -> None:
        self.states: Counter[str] = Counter()
        self.has_problems = False
        self.repositories = self._told = 0
        """The numbers of repositories that were asked about, and that were answered for."""
        self._context = context
        self._total = total
        self._line = ProgressLine(context)

    def __enter__(self) -> None:
        """Show nothing before something is done."""

    def __exit__(self, *_: object) -> None:
        """Leave a clean line, however it ended."""
        self._line.show("")

    def count(self, report: Report) -> None:
        """Count a list, and show its problem, if any."""
        self.states[report.state] += 1
        if report.problem:
            self.has_problems = True
            # A rate limit causes the same error for many lists.
            self.complain(report.problem)
        done = self.states.total()
        if done < self._total:
            self._line.show(f"{done} of {self._total}  {report.place}")

    def count_facts(self, told: Mapping[str, RepoFacts]) -> None:
        """Count repositories with new facts."""
        self._told += len(told)
        self._line.show(f"{self._told:,} of {self.repositories:,} repositories")

    def complain(self, problem: AwesomeError) -> None:
        """Replace the line by what went wrong."""
        self._line.show("")
        self._context.complain(problem)

    @property
    def summary(self) -> str:
        """Numbers of lists by state, in one line."""
        states = ["new", "changed", "unchanged", "failed"]
        states += ["put off"] if self.states["put off"] else []
        counts = ", ".join(f"{self.states[state]} {state}" for state in states)
        lists = f"{counted(self._total, 'list')}: {counts}\n"
        if not self.repositories:
            return lists
        asked = counted(self.repositories, "repository", "repositories")
        return f"{lists}{asked} asked for, {self._told:,} told of\n"
