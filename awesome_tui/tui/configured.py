"""The user's settings put into effect on the screens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textual.theme import BUILTIN_THEMES

from awesome_tui.config.loading import LoadedConfig, read_text
from awesome_tui.config.problems import Problem
from awesome_tui.config.settings import Config
from awesome_tui.model.statuses import MARKS
from awesome_tui.text.sanitize import clean
from awesome_tui.tui.keymap import Keymap, make_keymap, spell_key
from awesome_tui.tui.screens.browser import BrowserScreen
from awesome_tui.tui.themes import OURS, faint_colours

if TYPE_CHECKING:
    from awesome_tui.config.own_themes import OwnTheme, OwnThemes


class CheckedConfig(NamedTuple):
    """Settings as the screens take them."""

    loaded: LoadedConfig
    """The valid ones, and the faults of the others in the order of the lines."""
    keymap: Keymap
    themes: tuple[OwnTheme, ...]


def check_for_screens(
    loaded: LoadedConfig, themes_folder: Path, *, picking: bool = False
) -> CheckedConfig:
    """Check what only the screens know: ids of commands, names of keys, clashes, themes.

    The keymap is that of the picker for those who are `picking`.
    """
    config = loaded.config
    # Without any, there is no need to know the keys of all screens.
    has_keys = config.keys or any(command.key for command in config.commands)
    reader = make_keymap(config.keys, config.commands) if has_keys else Keymap()
    picker = make_keymap(config.keys, picking=True) if config.keys else Keymap()
    own = _load_own_themes(themes_folder)
    themes = own.themes if own else ()
    unknown = list(_theme_problems(loaded, [theme.name for theme in themes]))
    found = [*loaded.problems, *unknown, *(own.problems if own else ())]
    complaints = {**dict(picker.complaints), **dict(reader.complaints)}
    found += (_problem(loaded, setting, text) for setting, text in complaints.items())
    mapped = reader.keys.keys() | picker.keys.keys()
    right = replace(
        config,
        theme="" if unknown else config.theme,
        keys={command: keys for command, keys in config.keys.items() if command in mapped},
        commands=tuple(
            replace(command, key=reader.own.get(command.name, "")) for command in config.commands
        ),
    )
    origins = {
        name: said for name, said in loaded.origins.items() if name != "theme" or not unknown
    }
    problems = tuple(sorted(found, key=lambda each: each.line))
    loaded = replace(loaded, config=right, origins=origins, problems=problems)
    return CheckedConfig(loaded, picker if picking else reader, themes)


def _load_own_themes(folder: Path) -> OwnThemes | None:
    if not folder.is_dir():
        return None
    # Those who have no theme of their own do without.
    from awesome_tui.config.own_themes import load_themes  # noqa: PLC0415

    return load_themes(folder)


def find_faint_colours(themes: Iterable[OwnTheme]) -> Iterator[Problem]:
    """Colours of the user's themes that are drawn with more contrast than they have."""
    from awesome_tui.config.toml_lines import line_of  # noqa: PLC0415  as below

    for theme in themes:
        text = read_text(Path(theme.file))[0] or ""
        for name, found, least in faint_colours(theme):
            said = f"has a contrast of {found:.1f} to the background, and is drawn with {least:g}"
            yield Problem(theme.file, line_of(text, name), name, said)


def _theme_problems(loaded: LoadedConfig, own: Sequence[str]) -> Iterator[Problem]:
    theme, origin = loaded.config.theme, loaded.origins.get("theme", "")
    known = (*own, *(each.name for each in OURS), *BUILTIN_THEMES)
    if theme and theme not in known and origin != "flag":
        text = f'no theme is called "{clean(theme)}"; t on the screens shows all'
        yield (
            _problem(loaded, "theme", text)
            if origin == "file"
            else Problem(origin, 0, "theme", text)
        )


def _problem(loaded: LoadedConfig, setting: str, text: str) -> Problem:
    # Where nothing is wrong, no start waits for it.
    from awesome_tui.config.toml_lines import line_of  # noqa: PLC0415

    line = line_of(loaded.text or "", setting)
    return Problem(str(loaded.path), line, clean(setting), clean(text))


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
    """The names of the marks that rows do without."""
    return frozenset(MARKS) - set(config.marks)


def make_default_file() -> str:
    """Build the documented file of settings, with the ids of all commands."""
    # It loads all screens, of which a start needs some.
    from awesome_tui.config.documented_file import (  # noqa: PLC0415
        BoundCommand,
        make_documented_file,
    )
    from awesome_tui.tui.key_table import known_commands  # noqa: PLC0415

    return make_documented_file(
        BoundCommand(row.id, tuple(map(spell_key, row.keys)), row.text)
        for row in known_commands().values()
    )
