"""The commands that open a link, in the order in which they are tried."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import TypeAlias
from urllib.parse import quote

Command: TypeAlias = Sequence[str]

_TEXT_BROWSERS = frozenset(("w3m", "lynx", "links", "links2", "elinks", "browsh", "www-browser"))
_DESKTOPS = (
    ("TERMUX_VERSION", "termux-open-url"),
    ("WAYLAND_DISPLAY", "xdg-open"),
    ("DISPLAY", "xdg-open"),
)
"""Programs that open links, by the environment variable of the desktop that they need."""
_EXPLORER = "explorer.exe"
_WINDOWS_WORDS = re.compile(r"""(?:[^\s"]|"[^"]*"?)+""")


def is_remote(environ: Mapping[str, str]) -> bool:
    """True over SSH, where neither clipboard nor browser is on the machine of the user."""
    return bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))


def is_served(environ: Mapping[str, str]) -> bool:
    """True if the screens are a page in a browser."""
    return environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")


def is_wsl(environ: Mapping[str, str], kernel: str) -> bool:
    """True in the Windows Subsystem for Linux; `kernel` is what `/proc/version` says."""
    return bool(environ.get("WSL_DISTRO_NAME")) or "microsoft" in kernel.lower()


def openers(
    link: str, environ: Mapping[str, str], platform: str, kernel: str = ""
) -> list[Command]:
    """The browsers of `$BROWSER`; without any, the programs of the system."""
    chosen = [
        _with_link(words, link) for words in _chosen_browsers(environ.get("BROWSER", ""), platform)
    ]
    if chosen or is_remote(environ):
        return chosen
    if platform == "darwin":
        return [("open", link)]
    if platform == "win32":
        return [("rundll32", "url.dll,FileProtocolHandler", link)]
    windows = _windows_openers(link) if is_wsl(environ, kernel) else ()
    found = ((opener, link) for variable, opener in _DESKTOPS if environ.get(variable))
    return [*windows, *dict.fromkeys(found)]


def is_text_browser(command: Command) -> bool:
    """True for a browser that draws in the terminal."""
    return PurePath(command[0]).name in _TEXT_BROWSERS


def has_failed(command: Command, status: int) -> bool:
    """True if an exit status is a failure; Explorer always returns 1."""
    return status != 0 and PurePath(command[0]).name != _EXPLORER


def _chosen_browsers(value: str, platform: str) -> Iterator[list[str]]:
    """The commands of `$BROWSER`, each as its words."""
    if _is_file(value):
        yield [value]
        return
    for command in value.split(";" if platform == "win32" else ":"):
        if words := [command] if _is_file(command) else _split_command(command, platform):
            yield words


def _is_file(command: str) -> bool:
    """True for the path of a file, which may contain blanks; not for names in this folder."""
    return os.path.isabs(command) and os.path.isfile(command)


def _split_command(command: str, platform: str) -> list[str]:
    """Split a command of `$BROWSER`, dropping the `&` that some users append."""
    if platform == "win32":  # where a backslash is part of a path
        return [word.replace('"', "") for word in _WINDOWS_WORDS.findall(command)]
    try:
        words = shlex.split(command)
    except ValueError:  # an unclosed quote
        words = command.split()
    return words[:-1] if words[-1:] == ["&"] else words


def _with_link(words: list[str], link: str) -> Command:
    filled = [word.replace("%s", link) for word in words]
    return filled if filled != words else [*words, link]


def _windows_openers(link: str) -> tuple[Command, ...]:
    # PowerShell would take any quote, also a typographic one, for the end of the link.
    quoted = quote(link, safe="%/:?#[]@!$&()*+,;=-._~")
    command = f"Start-Process '{quoted}'"
    return (
        ("wslview", link),
        (_EXPLORER, link),
        ("powershell.exe", "-NoProfile", "-NonInteractive", "-Command", command),
    )
