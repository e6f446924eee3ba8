"""The command `check`: find dead, moved and doubled links of a list, and archived repositories."""

from __future__ import annotations

import argparse
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from awesome_tui.cli.arguments import SOURCES, Parser, add_format, make_command_parser
from awesome_tui.cli.changed_lines import changed_lines
from awesome_tui.cli.check_reports import REPORTS, summarize, to_terminal
from awesome_tui.cli.context import Context
from awesome_tui.cli.named_lists import locate
from awesome_tui.cli.progress_line import ProgressLine
from awesome_tui.cli.user_facts import make_facts
from awesome_tui.errors import ChoiceError, SourceError
from awesome_tui.model.entries import AwesomeList
from awesome_tui.services.findings import Finding, FindingKind, due_links, find_faults, is_allowed
from awesome_tui.services.link_hosts import expected_seconds, find_others, host_of, tell_unreached
from awesome_tui.services.link_rewriting import rewrite_links
from awesome_tui.services.listed_links import list_links, located
from awesome_tui.services.parse_process import parse_source
from awesome_tui.services.repository_health import KnownRepositories
from awesome_tui.sources.network import ALLOWED_HOSTS
from awesome_tui.sources.read import SourceText, read_text
from awesome_tui.sources.resolve import RemoteSource, read_source
from awesome_tui.system.exit_status import DONE, FAILED, NOTHING_FOUND
from awesome_tui.system.output import emit, write_file
from awesome_tui.text.measures import counted
from awesome_tui.text.sanitize import clean
from awesome_tui.tui.health_text import format_duration

if TYPE_CHECKING:
    from awesome_tui.library import Library
    from awesome_tui.services.health_check import HealthCheck
    from awesome_tui.services.loader import Loader
    from awesome_tui.services.repository_facts import RepositoryFacts

_SQLITE = b"SQLite format 3\0"
_FIXED = frozenset((FindingKind.MOVED, FindingKind.RENAMED))
"""The kinds that `--fix` mends."""
_FAULTS = tuple(kind for kind in FindingKind if kind is not FindingKind.UNKNOWN)
_LONG = 60.0
"""A check that is expected to take longer, in seconds, is announced."""


def make_parser() -> Parser:
    """Build the parser, which takes one list."""
    parser = make_command_parser(
        "awesome-tui check",
        "SOURCE [-f FORMAT] [--changed-since REV] [--allow FILE] [--fix] [options]",
        "Find dead, moved and doubled links of a list, and archived or renamed repositories.",
        {
            "awesome-tui check README.md": "all its links",
            "awesome-tui check README.md --changed-since main -f github": "a pull request",
            "awesome-tui check README.md --fix": "mend moved ones",
        },
        f"{SOURCES}\n\nA link is dead when it was gone twice, three days apart; before that it is"
        " unconfirmed.\nWhat was found is remembered: the next check asks only for what is due."
        "\nOf repositories, those are asked that the user has a token for, such as GITHUB_TOKEN."
        f"\nHosts that are not public are skipped; {ALLOWED_HOSTS}=host:port,… allows some."
        "\nExit status: 0 no findings, 1 findings, 2 an error.",
    )
    parser.add_argument("source", metavar="SOURCE", help="the list to check")
    add_format(parser, REPORTS, "text")
    parser.add_argument(
        "--fail-on",
        metavar="KINDS",
        type=_parse_kinds,
        default=_FAULTS,
        help=f"the findings that make the exit status 1, with commas between them: some of"
        f" {', '.join(FindingKind)} (default: all but unknown)",
    )
    parser.add_argument(
        "--allow",
        metavar="FILE",
        help="never ask for these: in each line a URL, which may hold *, and the reason",
    )
    parser.add_argument(
        "--changed-since", metavar="REV", help="only lines that differ from this git revision"
    )
    parser.add_argument("--cache", metavar="FILE", help="remember what was found in FILE")
    parser.add_argument(
        "--unknown", action="store_true", help="report also what cannot be judged, with the reason"
    )
    parser.add_argument("--offline", action="store_true", help="report what is known already")
    parser.add_argument(
        "--fix", action="store_true", help="write new addresses of moved links into the file"
    )
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Print the findings; with `--fix`, write new destinations before."""
    return check_list(
        argv, context, lambda loader: loader.online.make_health_check(looks_twice=True)
    )


def check_list(
    argv: Sequence[str], context: Context, make_check: Callable[[Loader], HealthCheck]
) -> int:
    """Do what `run` does, with the check of links that `make_check` builds."""
    args = make_parser().parse_args(argv)
    allowed = () if args.allow is None else _read_allowed(args.allow)
    source, document = _read_list(args, context)
    since = args.changed_since
    lines = None if since is None else changed_lines(source, since, context)
    links = tuple(located(list_links(document), source.text))
    chosen = [link.url for link in links if lines is None or link.line in lines]
    expected = {url for url in chosen if is_allowed(url, allowed)}
    wanted = [url for url in chosen if url not in expected]
    with _open_cache(args, context) as library:
        loader = context.services.make_loader(library, offline=args.offline)
        repositories = _ask_about_repositories(wanted, make_facts(loader, context), context)
        unreached: Sequence[str] = ()
        if not args.offline:
            others = [link.url for link in links if link.url not in expected]
            check = make_check(loader)
            unreached = _check_due_links(
                wanted, others, repositories, check=check, library=library, context=context
            )
        health = library.health.all().result()
    found = find_faults(links, health, lines, repositories)
    found = tuple(finding for finding in found if finding.link.url not in expected)
    if args.fix:
        found = _fix(source, found, lines, context)
    is_shown = args.unknown or FindingKind.UNKNOWN in args.fail_on
    shown = [finding for finding in found if is_shown or finding.kind is not FindingKind.UNKNOWN]
    emit(_report(shown, clean(source.source), args.format, context), context.stdout)
    context.complain(_summary(len(chosen), shown, len(found) - len(shown), len(expected)))
    if any(finding.kind in args.fail_on for finding in found):
        return NOTHING_FOUND
    return FAILED if unreached else DONE


def _read_list(args: argparse.Namespace, context: Context) -> tuple[SourceText, AwesomeList]:
    """Read the list to check and its text, which is empty for a remote list."""
    location = locate(args.source, context)
    if isinstance(location, RemoteSource):
        with context.services.open_library() as library:
            loader = context.services.make_loader(library, offline=args.offline)
            opened = loader.opened(args.source)
        source, document = SourceText("", "", opened.source), opened.document
    else:
        source = read_source(location, context.stdin, context.asciidoctor)
        document = parse_source(source)
    if args.fix and not Path(source.source).is_file():
        raise ChoiceError("--fix needs a file that can be written: name one.")
    return source, document


def _parse_kinds(text: str) -> tuple[FindingKind, ...]:
    words = text.split(",")
    if unknown := [word for word in words if word not in set(FindingKind)]:
        raise argparse.ArgumentTypeError(
            f'no kind "{clean(unknown[0])}": take {", ".join(FindingKind)}'
        )
    return tuple(map(FindingKind, words))


@contextmanager
def _open_cache(args: argparse.Namespace, context: Context) -> Iterator[Library]:
    if args.cache is None:
        with context.services.open_library() as library:
            yield library
        return
    path = Path(args.cache).absolute()
    _check_cache(path)
    with context.services.open_file(path, has_folder=False) as library:
        yield library


def _check_cache(path: Path) -> None:
    """Raise an error if the file is no library: it would be moved aside as a damaged one."""
    if path.is_dir():
        raise ChoiceError(f"The cache {clean(str(path))} is a folder: name a file.")
    try:
        # The library creates it, or reports what it is; reading a pipe would block.
        if not path.is_file():
            return
        with path.open("rb") as file:
            start = file.read(len(_SQLITE))
    except OSError as error:
        raise SourceError(
            f"The cache {clean(str(path))} cannot be read: {error.strerror}."
        ) from error
    if start not in (b"", _SQLITE):
        raise ChoiceError(f"{clean(str(path))} is no cache of a check: name another file.")


def _check_due_links(
    urls: Sequence[str],
    others: Sequence[str],
    repositories: KnownRepositories,
    *,
    check: HealthCheck,
    library: Library,
    context: Context,
) -> Sequence[str]:
    """Check those of `urls` that are due, store the results, and return unreachable hosts.

    What forges have said of their repositories is stored without a request. `others` are requested
    only to find out if the network is down.
    """
    known = library.health.all().result()
    due = due_links(urls, known, context.clock())
    told, asked = repositories.split(due, known, context.clock())
    library.health.observe(told).result()
    if not asked:
        return ()
    seconds = expected_seconds(asked, check.pace)
    if seconds > _LONG:
        context.complain(_estimate(asked, seconds))
    everything = counted(len(asked), "link")
    others = find_others(others, asked, known)
    with _Progress(context, len(asked), everything, ", and again those that seem gone") as progress:
        progress.count(())  # show 0 now, as the first result may take long
        unreached = check.run(asked, library.health, progress.count, others)
    if unreached:
        context.complain(tell_unreached(unreached))
    return unreached


def _estimate(urls: Sequence[str], seconds: float) -> str:
    host, count = Counter(map(host_of, urls)).most_common(1)[0]
    advice = "; with a token in GITHUB_TOKEN, much less" if host == "github.com" else ""
    share = f", {count:,} of them" if count < len(urls) else ""
    return (
        f"{counted(len(urls), 'link')}{share} at {clean(host)}, which is asked once a second:"
        f" this takes about {format_duration(seconds)}{advice}."
    )


def _ask_about_repositories(
    urls: Sequence[str], facts: RepositoryFacts, context: Context
) -> KnownRepositories:
    """Return stored metadata of the repositories at `urls`, after asking forges for what is due."""
    if wanted := facts.due(urls):
        everything = counted(len(wanted), "repository", "repositories")
        with _Progress(context, len(wanted), everything) as progress:
            problems = facts.ask(wanted, progress.count)
        for problem in problems:
            context.complain(problem)
    return KnownRepositories(facts.links, facts.known(urls))


class _Progress:
    """The number of links or repositories that are done, shown on a terminal as it grows."""

    def __init__(self, context: Context, total: int, everything: str, at_last: str = "") -> None:
        """`everything` is the total in words; `at_last` is added once all are done."""
        self._context, self._line, self._total = context, ProgressLine(context), total
        self._everything, self._at_last = everything, at_last
        self._done: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Clear the line; after ctrl+c, say what has been kept."""
        self._line.show("")
        if kind is KeyboardInterrupt:
            kept = "what was found is kept, and the next check asks for the rest"
            self._context.complain(f"Stopped after {self._so_far}: {kept}.")

    def count(self, done: Iterable[str]) -> None:
        """Add to what is done; nothing counts twice."""
        self._done.update(done)
        more = self._at_last if len(self._done) == self._total else ""
        self._line.show(f"{self._so_far}{more}")

    @property
    def _so_far(self) -> str:
        return f"{len(self._done):,} of {self._everything}"


def _read_allowed(name: str) -> list[str]:
    """Read the patterns of a file: one a line, with a reason behind it; `#` begins a comment."""
    allowed = []
    for number, line in enumerate(read_text(name, None).splitlines(), 1):
        pattern, *reason = line.split(maxsplit=1) or [""]
        if not pattern or pattern.startswith("#"):
            continue
        if not reason:
            raise ChoiceError(
                f"Line {number} of {clean(name)} gives no reason: write one after the URL."
            )
        allowed.append(pattern)
    return allowed


def _fix(
    source: SourceText, found: tuple[Finding, ...], lines: Collection[int] | None, context: Context
) -> tuple[Finding, ...]:
    """Write the new addresses of moved links into the file; return the findings that remain.

    Links may be double only now, as one that has moved leads to where another stands.
    """
    moves = {each.link.url: each.target for each in found if each.kind in _FIXED}
    if not moves:
        return found
    file = Path(source.source)
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{source.source} is not UTF-8: convert it before --fix.") from error
    fixed = rewrite_links(text, moves, lambda text: parse_source(source._replace(text=text)))
    if fixed.text != text:
        write_file(str(file), fixed.text)
    left = [each for each in found if each.kind not in _FIXED or each.link.url not in fixed.urls]
    if len(left) == len(found):
        return found
    context.complain(f"Fixed {counted(len(found) - len(left), 'link')} in {source.source}.")
    now = tuple(located(list_links(fixed.document), fixed.text))
    doubled = [each for each in find_faults(now, {}, lines) if each.kind is FindingKind.DOUBLED]
    left = [each for each in left if each.kind is not FindingKind.DOUBLED]
    return tuple(sorted((*left, *doubled), key=lambda finding: finding.rank))


def _report(shown: Sequence[Finding], file: str, form: str, context: Context) -> str:
    if form == "text" and context.prints_to_terminal:
        return to_terminal(shown, file, shutil.get_terminal_size().columns)
    return REPORTS[form](shown, file)


def _summary(links: int, shown: Sequence[Finding], unknown: int, allowed: int) -> str:
    told = [summarize(shown) or "no findings"]
    told += [f"{unknown:,} unknown (--unknown tells why)"] if unknown else []
    told += [f"{allowed:,} allowed"] if allowed else []
    return f"{counted(links, 'link')}: {', '.join(told)}."
