"""The app of the reader, which `open_command` loads late: Textual takes most of the start."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from functools import partial

from awesome_tui.cli.app_runner import Opening
from awesome_tui.cli.context import Context
from awesome_tui.cli.user_desktop import make_desktop
from awesome_tui.config.loading import LoadedConfig
from awesome_tui.config.problems import tell_problems
from awesome_tui.config.settings import Config
from awesome_tui.config.settings_file import SettingsFile
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.configured import (
    check_for_screens,
    hidden_marks,
    make_default_file,
    set_up_panes,
)
from awesome_tui.tui.pages import HOME, LinkServices, Services
from awesome_tui.tui.screens.reader import ReaderScreen
from awesome_tui.tui.themes import make_theme


def make_reader_app(
    opening: Opening,
    args: argparse.Namespace,
    context: Context,
    loaded: LoadedConfig,
    until_the_end: ExitStack,
) -> AwesomeApp:
    """Build the app that opens on the source in `args`, or on Home if it names none."""
    loaded, keymap, themes = check_for_screens(loaded, context.themes_folder)
    problem = " ".join(filter(None, (tell_problems(loaded.problems), opening.problem)))
    screen = ReaderScreen(
        args.source or HOME,
        opening.load_list,
        partial(open_reader_services, context, loaded.config, args, until_the_end, problem),
        make_desktop(context, loaded.config),
        query=args.query,
        section=args.section,
        refresh=args.refresh,
        appearance=opening.appearance,
        start=opening.start,
        previewed=opening.preview is not None,
    )
    set_up_panes(screen, loaded.config)
    file = SettingsFile(context.config_path, context.environ, make_default_file)
    screen.use_settings(file, loaded, partial(make_desktop, context))
    screen.use_commands(loaded.config.commands, keymap.own)
    return AwesomeApp(
        screen,
        opening.theme.name,
        is_asked=opening.theme.is_asked,
        follows_terminal=opening.theme.follows_terminal,
        previewed=opening.preview is not None,
        encoding=context.terminal_encoding,
        keymap=keymap,
        themes=[make_theme(theme) for theme in themes],
    )


def open_reader_services(
    context: Context,
    config: Config,
    args: argparse.Namespace,
    until_the_end: ExitStack,
    problem: str | None = None,
) -> Services:
    """Open the library and all that the screens need of the core; called once they are drawn."""
    services = context.services
    library, failure = services.open_or_replace_library()
    until_the_end.enter_context(library)
    loader = services.make_loader(library, offline=args.offline, warn=lambda _: None)
    facts = services.make_facts(loader, config.fact_sources)
    notices = (failure or problem, library.take_notice(), *services.network_problems())
    notice = " ".join(filter(None, notices)) or None
    catalogue = context.catalogue()
    # Functions, as `online` is loaded by the first use.
    links = LinkServices(
        lambda: loader.online.make_health_check(),  # noqa: PLW0108
        lambda url: loader.online.find_copy(url),  # noqa: PLW0108
    )
    return Services(
        library,
        loader,
        catalogue,
        context.clock,
        links,
        notice,
        context.user_files(args.source),
        facts,
        config.refresh_seconds,
        hidden_marks(config),
    )
