"""The dialog for settings, which changes the user's file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import BindingType

from awesome_tui.config.loading import LoadedConfig
from awesome_tui.config.setting_kinds import SWITCH
from awesome_tui.config.settings import Config, Setting, Value, all_settings, find_problem
from awesome_tui.config.settings_file import SettingsFile
from awesome_tui.config.toml_values import to_toml
from awesome_tui.errors import AwesomeError
from awesome_tui.system.desktop import Desktop
from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.configured import hidden_marks, set_up_panes
from awesome_tui.tui.dialogs import ask
from awesome_tui.tui.features.feature import work
from awesome_tui.tui.features.page_feature import PageFeature
from awesome_tui.tui.keys import key
from awesome_tui.tui.widgets.row_text import pad, truncate

_VALUE = 18
"""The most cells for values in the list of settings."""
_LATER = frozenset(("mouse",))
"""Settings that take effect at the next start."""


class ChangingSettings(PageFeature):
    """Shows the settings, and changes one after another."""

    BINDINGS: ClassVar[list[BindingType]] = [key("app.settings", "comma", "settings", "Settings")]

    _file: SettingsFile | None = None
    _loaded: LoadedConfig
    _make_desktop: Callable[[Config], Desktop]

    def use(
        self, file: SettingsFile, loaded: LoadedConfig, make_desktop: Callable[[Config], Desktop]
    ) -> None:
        """Edit `file`, from which settings were `loaded`; each change makes a new desktop."""
        self._file, self._loaded, self._make_desktop = file, loaded, make_desktop

    def allows(self, action: str) -> bool | None:
        """Keep users in a browser from the files of this machine."""
        is_barred = action == "settings" and (self._file is None or self.screen.app.is_web)
        return False if is_barred else None

    def save_theme(self, theme: str) -> bool:
        """Save the theme in the file, if that sets one; else return False."""
        if self._file is None or self._loaded.origins.get("theme") != "file":
            return False
        self.save_setting(self._file, _setting_called("theme"), theme)
        return True

    @work(group="question", description="settings")
    async def action_settings(self) -> None:
        file = self._file
        if file is None:
            return
        settings = all_settings()
        rows = _format_rows(settings, self._loaded)
        chosen = await ask(self.screen.app).choice("Settings", rows, digits=False)
        if chosen is None:
            return
        setting = settings[chosen]
        value = await self._ask_for(setting)
        if value is not None:
            self.save_setting(file, setting, value)

    async def _ask_for(self, setting: Setting) -> Value | None:
        """Ask for a new value of `setting`; None if the user gives up."""
        now: Value = getattr(self._loaded.config, setting.name)
        if setting.kind is SWITCH:
            return not now
        if setting.name == "theme":
            return await self._ask_for_theme(setting, str(now))
        if isinstance(now, str) and setting.kind.choices:
            return await self._ask_among(setting, setting.kind.choices, now)
        return await self._ask_for_line(setting, now)

    async def _ask_among(self, setting: Setting, names: Sequence[str], now: str) -> str | None:
        rows = [(str(n), name) for n, name in enumerate(names, 1)]
        chosen = await ask(self.screen.app).choice(setting.name, rows, names.index(now))
        return None if chosen is None else names[chosen]

    async def _ask_for_theme(self, setting: Setting, now: str) -> str | None:
        names, before = ("", *sorted(self.screen.app.available_themes)), self.screen.app.theme

        def show(number: int) -> None:
            self.screen.app.theme = names[number] or before

        rows = [("", name or "as chosen with t, or as the terminal") for name in names]
        at = names.index(now) if now in names else 0
        chosen = await ask(self.screen.app).choice(setting.name, rows, at, preview=show)
        self.screen.app.theme = before
        return None if chosen is None else names[chosen]

    async def _ask_for_line(self, setting: Setting, now: Value) -> Value | None:
        """Ask for a line until it is valid, or the user gives up."""
        text = " ".join(now) if isinstance(now, tuple) else str(now)
        about, asked = setting.help, ask(self.screen.app)
        # Nobody goes on from a number.
        is_replaced = isinstance(now, int)
        while (
            line := await asked.line(setting.name, about, text, is_replaced=is_replaced)
        ) is not None:
            value = _parse_line(line, now)
            problem = find_problem(setting, value)
            if not problem:
                return value
            text, about = line, f"It {problem}."
        return None

    @work(group="keep", description="the setting")
    async def save_setting(self, file: SettingsFile, setting: Setting, value: Value) -> None:
        try:
            loaded = await run_in_thread(file.save, setting.name, value)
        except AwesomeError as error:
            self.say(str(error), error=True)
            return
        flags = {name for name, origin in self._loaded.origins.items() if origin == "flag"}
        loaded = loaded.with_flags({name: getattr(self._loaded.config, name) for name in flags})
        self._loaded = loaded
        self._put_into_effect(loaded.config, setting.name)
        said = f"Saved in {file.path.name}: {setting.name} = {to_toml(value)}"
        origin = loaded.origins.get(setting.name, "")
        if origin != "file":
            said += f" · {'an option' if origin == 'flag' else origin} goes before it"
        elif setting.name in _LATER:
            said += " · from the next start on"
        self.say(said)

    def _put_into_effect(self, config: Config, name: str) -> None:
        """Apply the settings, of which the one called `name` has changed."""
        if name == "theme" and config.theme in self.screen.app.available_themes:
            self.screen.app.theme = config.theme
        self.screen.use_desktop(self._make_desktop(config))
        set_up_panes(self.screen, config)
        self.browser.panes.fit_again()
        self.session.configure(config.refresh_seconds, hidden_marks(config), config.fact_sources)
        self.browser.show_glyphs()


def _setting_called(name: str) -> Setting:
    return next(setting for setting in all_settings() if setting.name == name)


def _format_rows(settings: Sequence[Setting], loaded: LoadedConfig) -> list[tuple[str, str, str]]:
    """Format name and value of each setting in columns, and words about it."""
    values = [truncate(_format_value(each, loaded), _VALUE) for each in settings]
    width = max(map(cell_len, values))
    return [
        ("", f"{each.name:14} {pad(value, width)}", each.help.partition(". ")[0].rstrip("."))
        for each, value in zip(settings, values, strict=True)
    ]


def _format_value(setting: Setting, loaded: LoadedConfig) -> str:
    now: Value = getattr(loaded.config, setting.name)
    if isinstance(now, tuple):
        return "all" if now == setting.default else " ".join(now) or "none"
    return to_toml(now).strip('"') or "–"


def _parse_line(line: str, now: Value) -> Value:
    """Convert `line` to the type of the present value."""
    if isinstance(now, tuple):
        return tuple(line.replace(",", " ").split())
    if isinstance(now, int) and line.removeprefix("-").isdecimal():
        return int(line)
    return line
