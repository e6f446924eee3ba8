"""The file of settings, changed one setting at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from awesome_tui.config.loading import LoadedConfig, load_config, parse_settings, read_text
from awesome_tui.config.problems import tell_problems
from awesome_tui.config.settings import Value
from awesome_tui.errors import OutputError
from awesome_tui.system.output import write_own_file


class SettingsFile(NamedTuple):
    """The file at `path`; the methods block."""

    path: Path
    environ: Mapping[str, str]
    make_text: Callable[[], str] = str
    """Builds the text of a file that does not exist yet."""

    def load(self) -> LoadedConfig:
        """Load the settings in force."""
        return load_config(self.path, self.environ)

    def save(self, name: str, value: Value) -> LoadedConfig:
        """Change one setting in the file; raises `OutputError`."""
        text, problems = read_text(self.path)
        if problems:
            raise OutputError(f"Not saved. {tell_problems(problems)}")
        settings = parse_settings(self.make_text() if text is None else text, self.path)
        changed = settings.text_with(name, value)
        found = parse_settings(changed, self.path)
        if name not in found.values:
            raise OutputError(f"Not saved. {tell_problems(found.problems)}")
        has_returns = text is not None and b"\r\n" in self.path.read_bytes()
        write_own_file(self.path, changed.replace("\n", "\r\n") if has_returns else changed)
        return self.load()
