"""Feeds of the command `diff`: what was added to a stored list, or to all of them."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from awesome_tui.changes.feed import FEEDS, Feed
from awesome_tui.cli.context import Context
from awesome_tui.cli.results import write_result
from awesome_tui.errors import AwesomeError, ChoiceError
from awesome_tui.services.additions import list_feed, merge_feeds
from awesome_tui.system.exit_status import DONE, FAILED, NOTHING_FOUND

if TYPE_CHECKING:
    from awesome_tui.services.loader import Loader


def print_feed(source: str, day: date | None, args: argparse.Namespace, context: Context) -> int:
    """Print what was added to `source`, or if that is empty to all lists, since `day`."""
    if args.new is not None:
        raise ChoiceError("A feed is of a stored list: name one, not two, or none for all lists.")
    if args.refresh and not source:
        raise ChoiceError("--refresh wants a SOURCE: awesome-tui sync refreshes all stored lists.")
    problems: list[AwesomeError] = []
    with context.services.open_library(needed=True) as library:
        loader = context.services.make_loader(library, offline=args.offline)
        if args.refresh:
            loader.fresh(source)
        feed = (
            list_feed(loader.stored_info(source), day, loader)
            if source
            else _feed_of_all(day, loader, problems)
        )
    for problem in problems:
        context.complain(problem)
    write_result(FEEDS[args.format](feed), args.output, context)
    if problems:
        return FAILED
    return DONE if feed.items else NOTHING_FOUND


def _feed_of_all(day: date | None, loader: Loader, problems: list[AwesomeError]) -> Feed:
    """The feed of all lists that can be read; errors of the others go to `problems`."""
    feeds: list[Feed] = []
    for info in loader.library.lists.all().result():
        try:
            feeds.append(list_feed(info, day, loader))
        except AwesomeError as error:
            problems.append(error)
    return merge_feeds(feeds, loader.now())
