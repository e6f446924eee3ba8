"""Application of the user's settings to the screens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textual.theme import BUILTIN_THEMES

from awesome_tui.config.loading import LoadedConfig
from awesome_tui.config.settings import Config
from awesome_tui.model.statuses import MARKS
from awesome_tui.tui.keymap import Keymap
from awesome_tui.tui.screens.browser import BrowserScreen
from awesome_tui.tui.themes import OURS

if TYPE_CHECKING:
    from awesome_tui.config.own_themes import OwnTheme
    from awesome_tui.tui.config_checks import ConfigChecks


class CheckedConfig(NamedTuple):
    """Settings as the screens take them."""

    loaded: LoadedConfig
    """The valid ones, and the problems with the others, by line."""
    keymap: Keymap
    themes: tuple[OwnTheme, ...]


def check_for_screens(
    loaded: LoadedConfig, themes_folder: Path, *, picking: bool = False
) -> CheckedConfig:
    """Check what only the screens know: ids of commands, names of keys, clashes, themes.

    With `picking`, the keymap is that of the picker.
    """
    if not _needs_checks(loaded, themes_folder):
        return CheckedConfig(loaded, Keymap(), ())
    return load_config_checks(themes_folder).check(loaded, picking=picking)


def load_config_checks(themes_folder: Path) -> ConfigChecks:
    """Import the checks, and with them all screens, which most starts do without."""
    from awesome_tui.tui.config_checks import ConfigChecks  # noqa: PLC0415

    return ConfigChecks(themes_folder)


def _needs_checks(loaded: LoadedConfig, themes_folder: Path) -> bool:
    """True if the user has own keys or themes, or made mistakes."""
    config = loaded.config
    has_keys = bool(config.keys) or any(command.key for command in config.commands)
    is_known = config.theme in ("", *BUILTIN_THEMES, *(theme.name for theme in OURS))
    return has_keys or not is_known or bool(loaded.problems) or themes_folder.is_dir()


def set_up_panes(screen: BrowserScreen, config: Config) -> None:
    """Arrange the panes of `screen`, which has not been shown yet."""
    panes = screen.browser.panes
    panes.usual = config.pane_sizes
    panes.entries.has_descriptions = config.descriptions
    match config.arrangement:
        case "below" | "single" as most:
            panes.most = most
        case _:
            panes.most = "beside"


def hidden_marks(config: Config) -> frozenset[str]:
    """Return the names of the marks that rows do not show."""
    return frozenset(MARKS) - set(config.marks)
