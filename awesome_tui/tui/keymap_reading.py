"""Making a keymap of the settings, with checks for unknown keys and clashes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from textual.keys import Keys, _character_to_key

from awesome_tui.config.own_commands import OwnCommand
from awesome_tui.config.reading import suggest
from awesome_tui.config.toml_values import to_toml
from awesome_tui.tui.key_table import KnownCommand, known_commands
from awesome_tui.tui.keymap import Complaint, Keymap, own_id

_MODIFIERS = ("ctrl", "alt", "shift", "super", "hyper", "meta")
_ALIASES = {
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "bs": "backspace",
}
_OTHER_MODIFIERS = {"c": "ctrl", "control": "ctrl", "m": "alt", "a": "alt", "s": "shift"}
_SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+left_square_bracket": "escape"}
"""Keys that terminals report as other keys."""
_TEXTUALS = ("ctrl+q", "ctrl+c")
"""Keys that always quit or copy, and cannot be bound."""
_NAMED = {key.value for key in Keys if not key.value.startswith("<")}


def make_keymap(
    wanted: Mapping[str, Sequence[str]], own: Iterable[OwnCommand] = (), *, picking: bool = False
) -> Keymap:
    """Check the `wanted` keys; a command whose keys are wrong or taken keeps its default.

    With `picking`, the commands are those of the picker, else those of the reader. Problems with
    commands of both are only reported for the reader.
    """
    complaints: list[Complaint] = []
    absent = "reader" if picking else "picker"
    read = dict(_read_keys(wanted, known_commands(), complaints))
    known = {name: row for name, row in known_commands().items() if row.scope != absent}
    keys = {command: names for command, names in read.items() if command in known}
    while clash := next(_clashes(keys, known), None):
        command, key, other = clash
        del keys[command]
        complaints.append((f"keys.{command}", f"{spell_key(key)} is the key of {other} already"))
    if picking:
        complaints = [
            (setting, text)
            for setting, text in complaints
            if (row := known.get(setting.removeprefix("keys."))) and row.scope == "picker"
        ]
    filtering = {name: row for name, row in known.items() if row.scope == "filter"}
    others = {
        name: row for name, row in known.items() if row.scope != "filter" and not row.is_of_dialog
    }
    own_keys = dict(_own_keys(own, keys, others, complaints))
    return Keymap(
        keys, own_keys, tuple(complaints), _usual_keys(keys, filtering), _usual_keys(keys, others)
    )


def key_name(typed: str) -> str | None:
    """Return Textual's name of a key, such as `question_mark` for `?`; None if it is no key."""
    if len(typed) == 1:
        return _character_to_key(typed) if typed.isprintable() else None
    *before, base = typed.split("+")
    modifiers = [modifier.lower() for modifier in before]
    base = _ALIASES.get(base.lower(), base if len(base) == 1 else base.lower())
    if any(modifier not in _MODIFIERS for modifier in modifiers):
        return None
    if len(base) == 1:  # ctrl+A is spelled ctrl+shift+a
        is_right = base.isprintable() and not (modifiers and base.isupper())
        base = _character_to_key(base)
    else:
        is_right = base in _NAMED or _is_name_of_character(base)
    if modifiers == ["shift"] and len(base) == 1:
        return base.upper()
    name = "+".join((*sorted(modifiers), base))
    return _SAME.get(name, name) if is_right and name not in _TEXTUALS else None


def _is_name_of_character(name: str) -> bool:
    return any(_character_to_key(chr(code)) == name for code in range(33, 127))


def _read_keys(
    wanted: Mapping[str, Sequence[str]],
    known: Mapping[str, KnownCommand],
    complaints: list[Complaint],
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for command, typed in wanted.items():
        names = [key_name(key) for key in typed]
        if command not in known:
            complaints.append((f"keys.{command}", _no_such_command(command, typed, known)))
        elif None in names:
            wrong = typed[names.index(None)]
            complaints.append((f"keys.{command}", _no_such_key(wrong)))
        elif known[command].is_beside_text and any(map(_is_letter, names)):
            place = "the filter has the focus" if known[command].scope == "filter" else "one types"
            complaints.append((f"keys.{command}", f"a letter is text while {place}"))
        else:
            yield command, tuple(dict.fromkeys(name for name in names if name))


def _clashes(
    keys: Mapping[str, Sequence[str]], known: Mapping[str, KnownCommand]
) -> Iterator[tuple[str, str, str]]:
    """Yield each command of `keys` with a key that another one has, the key and the other."""
    now = {command: keys.get(command, row.keys) for command, row in known.items()}
    for command, mine in reversed(list(keys.items())):
        for key in mine:
            for other, theirs in now.items():
                if key in theirs and _is_clash(known[command], known[other], key):
                    yield command, key, other


def _is_clash(one: KnownCommand, other: KnownCommand, key: str) -> bool:
    """True if both commands have this key where both work, and not by default."""
    shared = key in one.keys and key in other.keys
    return one.id != other.id and one.meets(other) and not shared


def _usual_keys(
    keys: Mapping[str, Sequence[str]], known: Mapping[str, KnownCommand]
) -> dict[str, str]:
    """Map each key that runs another command than by default to the default key of that."""
    stay = {key for name, row in known.items() if name not in keys for key in row.keys}
    gone = {key: "" for name, row in known.items() if name in keys for key in row.keys}
    new = {key: row.keys[0] for name, row in known.items() for key in keys.get(name, ())}
    return {**{key: "" for key in gone if key not in stay}, **new}


def _own_keys(
    own: Iterable[OwnCommand],
    keys: Mapping[str, Sequence[str]],
    known: Mapping[str, KnownCommand],
    complaints: list[Complaint],
) -> Iterator[tuple[str, str]]:
    taken = {key: command for command, row in known.items() for key in keys.get(command, row.keys)}
    for command in own:
        if not command.key:
            continue
        key = key_name(command.key)
        setting = f"command.{command.number}.key"
        if key is None:
            complaints.append((setting, _no_such_key(command.key)))
        elif key in taken:
            complaints.append((setting, f"{spell_key(key)} is the key of {taken[key]} already"))
        else:
            taken[key] = command.name
            yield own_id(command.number), key


def _no_such_command(name: str, typed: Sequence[str], known: Iterable[str]) -> str:
    if key_name(name) and (swapped := set(typed).intersection(known)):
        return f"a key stands behind the command: {min(swapped)} = {to_toml(name)}"
    return f"no such command{suggest(name, known)}"


def _no_such_key(typed: str) -> str:
    if typed.lower() in _TEXTUALS:
        return f"{typed} cannot be bound: ctrl+q always quits, ctrl+c copies"
    meant = _as_spelled_here(typed)
    similar = f" ({meant}?)" if key_name(meant) else ""
    return f'no key is called "{typed}"{similar}'


def _as_spelled_here(typed: str) -> str:
    """A key as other programs spell it, such as `<C-s>`, `Ctrl-S` or `^S`, as it is spelled here.

    Behind ctrl or alt, a capital is not meant as one.
    """
    bare = re.sub(r"^\^(?=.$)", "ctrl+", typed.removeprefix("<").removesuffix(">"))
    *before, base = re.split(r"[-+ ](?=.)", bare)
    names = [_OTHER_MODIFIERS.get(each.lower(), each.lower()) for each in before]
    return "+".join((*names, base.lower() if names else base))


def _is_letter(key: str | None) -> bool:
    return key is not None and len(spell_key(key)) == 1


def spell_key(key: str) -> str:
    """Spell a key as it is typed: `?` for `question_mark`."""
    return next((chr(code) for code in range(33, 127) if _character_to_key(chr(code)) == key), key)
