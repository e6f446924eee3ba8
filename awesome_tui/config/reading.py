"""Parsing of config.toml: settings that are wrong are left out and reported."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple, cast

from awesome_tui.config.editing import set_value
from awesome_tui.config.own_commands import PLACES, OwnCommand, find_shell_fault, unknown_places
from awesome_tui.config.problems import Problem
from awesome_tui.config.setting_kinds import COMMAND_LINE, split_command
from awesome_tui.config.settings import Value, all_settings, find_problem
from awesome_tui.config.toml_lines import line_of
from awesome_tui.config.toml_values import to_toml
from awesome_tui.text.sanitize import clean

_AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_ADVICE = {
    "Cannot declare": "a table begins once, with all its lines below it",
    "Cannot overwrite": "it is set twice",
    "Expected newline": "only a comment may stand behind a value, and 12h needs quotes",
    "Expected '='": "a line is a name, = and a value; names with spaces or signs stand in quotes",
    "Invalid statement": "a line is a name, = and a value; a comment begins with #",
    "Invalid value": "words stand in quotes, true and false are in small letters",
    "Unescaped": "in double quotes, a backslash is written twice; single quotes take it as it is",
    "Unclosed array": "a list has commas between its values, and ] at its end",
    **dict.fromkeys(
        ("Unterminated string", 'Expected "\'"', "Illegal character '\\n'"),
        "the quotes are not closed",
    ),
}
"""Advice by the beginning of tomllib's message."""
_CURLY = re.compile("[\u2018-\u201f]")
_OPENS_LIST = re.compile(r"=\s*\[")
_PLACES_IN = ("terminal", "detached")
_TOO_LOW = "must stand above the first line in square brackets, as what is below belongs to that"


class FileSettings(NamedTuple):
    """The settings of a file, and its faults."""

    values: Mapping[str, Value] = {}
    """The valid values of the flat table, by name."""
    keys: Mapping[str, tuple[str, ...]] = {}
    """The keys by the ids of commands, as they are written."""
    commands: tuple[OwnCommand, ...] = ()
    problems: tuple[Problem, ...] = ()
    text: str = ""
    """The whole content of the file."""

    def text_with(self, name: str, value: Value) -> str:
        """Set one setting of the flat table in the text, and change nothing else."""
        return set_value(self.text, name, value)


def read_settings(text: str, file: str) -> FileSettings:
    """Read the `text` of `file`; nothing is set if it is not TOML."""
    table, problems = parse_toml(text, file)
    if table is None:
        return FileSettings(problems=problems, text=text)
    return _Reader(text, file).read(table)


def parse_toml(text: str, file: str) -> tuple[dict[str, Any] | None, tuple[Problem, ...]]:
    """Parse the `text` of `file`; where that fails, return the reason instead."""
    try:
        return tomllib.loads(text), ()
    except (ValueError, RecursionError) as error:
        return None, (_syntax_problem(text, file, str(error)),)


class _Reader:
    """Collects the problems of one file."""

    def __init__(self, text: str, file: str) -> None:
        self._text, self._file = text, file
        self._problems: list[Problem] = []

    def read(self, table: dict[str, Any]) -> FileSettings:
        keys, commands = table.pop("keys", {}), table.pop("command", [])
        values = dict(self._values(table))
        bound = dict(self._keys(keys))
        own = tuple(self._commands(commands))
        problems = tuple(sorted(self._problems, key=lambda problem: problem.line))
        return FileSettings(values, bound, own, problems, self._text)

    def _complain(self, path: str, text: str) -> None:
        line = line_of(self._text, path)
        self._problems.append(Problem(self._file, line, clean(path), text))

    def _values(self, table: dict[str, Any]) -> Iterator[tuple[str, Value]]:
        known = {setting.name: setting for setting in all_settings()}
        for name, raw in table.items():
            setting = known.get(name)
            if setting is None:
                what = "setting" if _is_value(raw) else "table"
                similar = suggest(name, (*known, "keys", "command"))
                self._complain(name, f"no such {what}{similar}")
                continue
            value = tuple(raw) if isinstance(raw, list) else raw
            if problem := find_problem(setting, value):
                self._complain(name, f"{problem}, not {_format_value(raw)}")
            else:
                yield name, value

    def _keys(self, table: object) -> Iterator[tuple[str, tuple[str, ...]]]:
        if not isinstance(table, dict):
            self._complain("keys", "must be a table, [keys]")
            return
        for name, value in _flattened(table):
            keys = (value,) if isinstance(value, str) else value
            if _is_setting(name):
                self._complain(f"keys.{name}", _TOO_LOW)
            elif isinstance(keys, list | tuple) and all(isinstance(key, str) for key in keys):
                yield name, tuple(key for key in keys if key)
            else:
                text = f"must be a key or a list of keys, not {_format_value(value)}"
                self._complain(f"keys.{name}", text)

    def _commands(self, tables: object) -> Iterator[OwnCommand]:
        if not isinstance(tables, list):
            self._complain("command", "must be a table of an array, [[command]]")
            return
        names: set[str] = set()
        for number, table in enumerate(tables, 1):
            path = f"command.{number}"
            command = self._command(table, number)
            if command is None:
                continue
            if command.name in names:
                self._complain(
                    f"{path}.name", f"another command is called {_format_value(command.name)}"
                )
                continue
            names.add(command.name)
            yield command

    def _command(self, table: object, number: int) -> OwnCommand | None:
        path, before = f"command.{number}", len(self._problems)
        if not isinstance(table, dict):
            self._complain(path, "must be a table of an array, [[command]]")
            return None
        known = ("name", "run", "key", "in")
        for name in table:
            if name not in known:
                told = _TOO_LOW if _is_setting(name) else f"no such setting{suggest(name, known)}"
                self._complain(f"{path}.{name}", told)
        name, line = self._text_of(table, path, "name"), self._text_of(table, path, "run")
        key = self._text_of(table, path, "key", default="")
        place = self._text_of(table, path, "in", default=_PLACES_IN[0])
        words = self._split_words(line, f"{path}.run") if line else ()
        if place and place not in _PLACES_IN:
            self._complain(f"{path}.in", f"must be one of {', '.join(_PLACES_IN)}")
        if len(self._problems) > before:
            return None
        return OwnCommand(clean(name), words, key, number, place == "detached")

    def _text_of(
        self, table: dict[str, Any], path: str, name: str, default: str | None = None
    ) -> str:
        value = table.get(name, default)
        if value is None:
            self._complain(path, f"has no {name}")
        elif not isinstance(value, str):
            self._complain(f"{path}.{name}", f"must be a text, not {_format_value(value)}")
        elif default is None and not value.strip():
            self._complain(f"{path}.{name}", "is empty")
        else:
            return value
        return ""

    def _split_words(self, line: str, path: str) -> tuple[str, ...]:
        if unknown := unknown_places(line):
            known = ", ".join(f"{{{place}}}" for place in PLACES)
            self._complain(path, f"{{{unknown[0]}}} stands for nothing: there are {known}")
            return ()
        try:
            words = split_command(line)
        except ValueError:
            self._complain(path, f"must be {COMMAND_LINE.wanted}")
            return ()
        if not words or "{" in words[0]:
            self._complain(path, "must begin with a program, as nothing passes through a shell")
            return ()
        if fault := find_shell_fault(words):
            self._complain(path, fault)
            return ()
        return words


def _flattened(table: dict[str, Any], before: str = "") -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flattened(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _syntax_problem(text: str, file: str, said: str) -> Problem:
    """Convert tomllib's message to a problem with line and key."""
    match = _AT_LINE.search(said)
    lines = text.rstrip("\n").split("\n")
    line = min(int(match[1]) if match and match[1] else len(lines), len(lines))
    if said.startswith("Unclosed array"):  # told where it could have ended at the latest
        line = next((at for at in range(line, 0, -1) if _OPENS_LIST.search(lines[at - 1])), line)
    here = lines[line - 1]
    key = re.match(r"\s*([\w.\"'-]+)\s*=|\s*(\[.*\])", here)
    what = _AT_LINE.sub("", said)
    advice = next((text for start, text in _ADVICE.items() if said.startswith(start)), what)
    if _CURLY.search(here):
        advice = "quotes are straight, \" or '"
    return Problem(
        file, line, clean(key[1] or key[2]) if key else "", f"no TOML: {clean(advice)}", True
    )


def _is_setting(name: str) -> bool:
    return any(setting.name == name for setting in all_settings())


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | bool)


def suggest(name: str, known: Iterable[str]) -> str:
    """Suggest the one of `known` that `name` resembles, as a question in brackets; else empty."""
    close = get_close_matches(name, tuple(known), 1)
    return f" ({close[0]}?)" if close else ""


def _is_value(raw: object) -> bool:
    """False for a table, and for an array of them."""
    return not any(isinstance(part, dict) for part in (raw if isinstance(raw, list) else [raw]))


def _format_value(value: object) -> str:
    if isinstance(value, dict):
        return "a table"
    is_plain = all(map(_is_plain, value)) if isinstance(value, list) else _is_plain(value)
    text = clean(to_toml(cast("Value", value)) if is_plain else str(value))
    return text if len(text) <= 40 else f"{text[:39]}…"
