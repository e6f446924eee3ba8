"""The settings in force: those of flags, of the environment, of the file, or the defaults.

Where there is no file, nothing that reads one is imported, as each start waits for this.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from awesome_tui.config.problems import Problem
from awesome_tui.config.settings import Config, Value, all_settings, find_problem

if TYPE_CHECKING:
    from awesome_tui.config.reading import FileSettings

_LARGEST = 200_000
"""Bytes of a file of settings."""


class LoadedConfig(NamedTuple):
    """Settings with their origins, and the problems with those that were left out."""

    path: Path
    config: Config
    origins: Mapping[str, str]
    """The origin of each setting that is not the default: `flag`, `$VARIABLE` or `file`."""
    problems: tuple[Problem, ...]
    text: str | None
    """The content of the file, if there is one."""

    @property
    def fingerprint(self) -> str:
        """A short text that changes with the file."""
        return "" if self.text is None else f"{crc32(self.text.encode()):x}"

    def with_flags(self, flags: Mapping[str, Value]) -> LoadedConfig:
        """Override settings by those of command-line options."""
        origins = {**self.origins, **dict.fromkeys(flags, "flag")}
        return self._replace(config=_override(self.config, flags), origins=origins)


def load_config(path: Path, environ: Mapping[str, str]) -> LoadedConfig:
    """Load the file at `path`, if it exists, and what the environment sets."""
    text, problems = read_text(path)
    config, origins = Config(), dict[str, str]()
    if text is not None:
        found = parse_settings(text, path)
        config = replace(_override(config, found.values), keys=found.keys, commands=found.commands)
        origins = dict.fromkeys(found.values, "file")
        problems += found.problems
    values, wrong = _environment_settings(environ)
    origins.update({name: f"${variable}" for name, (variable, _) in values.items()})
    config = _override(config, {name: value for name, (_, value) in values.items()})
    return LoadedConfig(path, config, origins, (*problems, *wrong), text)


def parse_settings(text: str, path: Path) -> FileSettings:
    """Parse the `text` of a file; what is wrong in it is reported and left out."""
    from awesome_tui.config.reading import read_settings  # noqa: PLC0415  see above

    return read_settings(text, str(path))


def read_text(path: Path) -> tuple[str | None, tuple[Problem, ...]]:
    """Read a small file; return its text or None, and a problem or None."""
    try:
        # Opening a pipe in place of the file would block.
        with open(path, "rb", opener=_open_at_once) as file:
            data = file.read(_LARGEST + 1)
        text = data.decode("utf-8-sig")
    except FileNotFoundError:
        return None, ()
    except OSError as error:
        return None, (Problem(str(path), 0, "", f"cannot be read: {error.strerror}", True),)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return None, (Problem(str(path), line, "", "is not UTF-8", True),)
    if len(data) > _LARGEST:
        return None, (Problem(str(path), 0, "", f"is larger than {_LARGEST // 1000} KB", True),)
    return text.replace("\r\n", "\n"), ()


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _environment_settings(
    environ: Mapping[str, str],
) -> tuple[dict[str, tuple[str, Value]], list[Problem]]:
    values: dict[str, tuple[str, Value]] = {}
    problems = []
    for setting in all_settings():
        for variable in setting.variables:
            value = environ.get(variable, "").strip()
            if setting.kind.choices:
                value = value.lower()
            if not value or setting.name in values:
                continue
            problem = find_problem(setting, value)
            if problem and variable.startswith("AWESOME_TUI_"):
                problems.append(Problem(f"${variable}", 0, setting.name, problem))
            elif not problem:
                values[setting.name] = variable, value
    return values, problems


def _override(config: Config, values: Mapping[str, Value]) -> Config:
    return replace(config, **values)  # type: ignore[arg-type]
