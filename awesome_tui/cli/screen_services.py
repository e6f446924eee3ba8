"""The services of the screens as this user has them; loading this loads SQLite."""

from __future__ import annotations

import argparse
from contextlib import ExitStack

from awesome_tui.cli.context import Context
from awesome_tui.config.settings import Config
from awesome_tui.services.repository_facts import RepositoryFacts
from awesome_tui.sources.network import network_settings
from awesome_tui.tui.configured import hidden_marks
from awesome_tui.tui.pages import LinkServices, Services


def open_services(
    context: Context,
    config: Config,
    args: argparse.Namespace,
    until_the_end: ExitStack,
    problem: str,
) -> Services:
    """Open the library and all else that the screens build on; a `problem` is told with theirs."""
    services = context.services
    library, failure = services.open_or_replace_library()
    until_the_end.enter_context(library)
    loader = services.make_loader(library, offline=args.offline, warn=lambda _: None)
    unusable = network_settings(context.environ).problems
    notices = (failure or problem, library.take_notice(), *unusable)
    # Functions, as `online` is loaded by the first use.
    links = LinkServices(
        lambda: loader.online.make_health_check(),  # noqa: PLW0108
        lambda url: loader.online.find_copy(url),  # noqa: PLW0108
    )
    return Services(
        library,
        loader,
        context.catalogue(),
        context.clock,
        links,
        " ".join(filter(None, notices)) or None,
        context.user_files(args.source),
        RepositoryFacts(loader, config.fact_sources),
        config.refresh_seconds,
        hidden_marks(config),
    )
