"""Checks of settings that need to know the commands, keys and themes of the screens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from textual.theme import BUILTIN_THEMES

from awesome_tui.config.documented_file import BoundCommand, make_documented_file
from awesome_tui.config.loading import LoadedConfig, read_text
from awesome_tui.config.own_themes import OwnTheme, load_themes
from awesome_tui.config.problems import Problem
from awesome_tui.config.reading import suggest
from awesome_tui.config.toml_lines import line_of
from awesome_tui.text.sanitize import clean
from awesome_tui.tui.configured import CheckedConfig
from awesome_tui.tui.key_table import known_commands
from awesome_tui.tui.keymap import own_id
from awesome_tui.tui.keymap_reading import make_keymap, spell_key
from awesome_tui.tui.themes import OURS, faint_colours


@dataclass(frozen=True, slots=True)
class ConfigChecks:
    """Checks of settings, and the file that documents them."""

    themes_folder: Path

    def check(self, loaded: LoadedConfig, *, picking: bool = False) -> CheckedConfig:
        """Remove invalid settings, and add a problem for each; see `check_for_screens`."""
        config = loaded.config
        reader = make_keymap(config.keys, config.commands)
        picker = make_keymap(config.keys, picking=True)
        themes = load_themes(self.themes_folder)
        unknown = list(_theme_problems(loaded, [theme.name for theme in themes.themes]))
        found = [*loaded.problems, *unknown, *themes.problems]
        complaints = {**dict(picker.complaints), **dict(reader.complaints)}
        found += (_problem(loaded, setting, text) for setting, text in complaints.items())
        mapped = reader.keys.keys() | picker.keys.keys()
        right = replace(
            config,
            theme="" if unknown else config.theme,
            keys={command: keys for command, keys in config.keys.items() if command in mapped},
            commands=tuple(
                command._replace(key=reader.own.get(own_id(command.number), ""))
                for command in config.commands
            ),
        )
        origins = {
            name: said for name, said in loaded.origins.items() if name != "theme" or not unknown
        }
        problems = tuple(sorted(found, key=lambda each: each.line))
        loaded = loaded._replace(config=right, origins=origins, problems=problems)
        return CheckedConfig(loaded, picker if picking else reader, themes.themes)

    def find_faults(self, loaded: LoadedConfig) -> tuple[Problem, ...]:
        """Return all problems of the settings and of the user's own themes."""
        checked = self.check(loaded)
        return (*checked.loaded.problems, *_faint_colours(checked.themes))

    def make_default_file(self) -> str:
        return make_documented_file(
            BoundCommand(row.id, tuple(map(spell_key, row.keys)), row.text)
            for row in known_commands().values()
        )


def _faint_colours(themes: Iterable[OwnTheme]) -> Iterator[Problem]:
    """Report colours of the user's themes that are too faint, and so are drawn differently."""
    for theme in themes:
        text = read_text(Path(theme.file))[0] or ""
        for name, found, least in faint_colours(theme):
            said = f"has a contrast of {found:.1f} to the background, and is drawn with {least:g}"
            yield Problem(theme.file, line_of(text, name), name, said)


def _theme_problems(loaded: LoadedConfig, own: Sequence[str]) -> Iterator[Problem]:
    theme, origin = loaded.config.theme, loaded.origins.get("theme", "")
    known = (*own, *(each.name for each in OURS), *BUILTIN_THEMES)
    if theme and theme not in known and origin != "flag":
        similar = suggest(theme.lower(), known)
        text = f'no theme is called "{clean(theme)}"{similar}; t on the screens shows all'
        yield (
            _problem(loaded, "theme", text)
            if origin == "file"
            else Problem(origin, 0, "theme", text)
        )


def _problem(loaded: LoadedConfig, setting: str, text: str) -> Problem:
    line = line_of(loaded.text or "", setting)
    return Problem(str(loaded.path), line, clean(setting), clean(text))
