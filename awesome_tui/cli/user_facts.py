"""Metadata of repositories for commands, from the services that the settings allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesome_tui.cli.context import Context
from awesome_tui.config.loading import load_config
from awesome_tui.config.problems import tell_problems
from awesome_tui.services.repository_facts import RepositoryFacts

if TYPE_CHECKING:
    from awesome_tui.services.loader import Loader


def make_facts(loader: Loader, context: Context) -> RepositoryFacts:
    """Build the service, and warn of settings that cannot be used."""
    loaded = load_config(context.config_path, context.environ)
    # An unreadable file might contain this setting.
    problems = [problem for problem in loaded.problems if problem.key in ("facts", "")]
    if problems:
        loader.warn(tell_problems(problems))
    return RepositoryFacts(loader, loaded.config.fact_sources)
