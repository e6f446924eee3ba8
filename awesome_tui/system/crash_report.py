"""Crash reports: a file for the developers, and a sentence for the user.

A report has the places of the calls, but no values, messages of errors or source lines, as any of
these may contain the text of a list or a token.
"""

from __future__ import annotations

import errno
import os
import platform
import time
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from traceback import walk_tb
from typing import TextIO

from platformdirs import user_state_path

from awesome_tui.system.output import write_error
from awesome_tui.text.sanitize import clean, shorten_message
from awesome_tui.version import __version__

_LIBRARIES = ("textual", "rich", "mistune", "selectolax", "docutils", "frizbee", "httpx2")
_TERMINAL = ("TERM", "COLORTERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "LANG", "LC_ALL")
_FIRST, _LAST = 20, 80
"""The numbers of calls to report from the start and the end of a long traceback."""
_DEEPEST = 8
"""The number of chained errors to report."""
_SHORTAGES = (errno.ENOMEM, errno.EMFILE, errno.ENFILE)
"""Errors of a system that is short of memory, space or files."""
_LONGEST = 60
"""The maximal length of a reported variable."""


def report_crash(error: BaseException, environ: Mapping[str, str], stderr: TextIO | None) -> None:
    """Write a report of `error`, and tell the user where it is."""
    write_error(f"awesome-tui: {shorten_message(explain(error, environ))}\n", stderr)


def explain(error: BaseException, environ: Mapping[str, str]) -> str:
    """Write a report of `error`; return the sentence for the user.

    What the system refuses is no fault of the program.
    """
    if isinstance(error, MemoryError) or getattr(error, "errno", None) in _SHORTAGES:
        return "It got too little memory or too few open files: raise the limits (ulimit -a)."
    kind = type(error).__name__
    try:
        path = _write_report(report(error, environ), state_folder(environ))
    except Exception as problem:
        why = problem.strerror if isinstance(problem, OSError) else type(problem).__name__
        return f"It crashed ({kind}), and no report of that could be kept: {why}."
    return f"It crashed ({kind}). Please report it with {path}, which holds nothing of your lists."


def state_folder(environ: Mapping[str, str]) -> Path:
    """The folder of the reports."""
    folder = environ.get("XDG_STATE_HOME", "")
    if os.path.isabs(folder):
        return Path(folder) / "awesome-tui"
    return user_state_path("awesome-tui", appauthor=False)


def report(error: BaseException, environ: Mapping[str, str]) -> str:
    """The report of `error`, its causes and its traceback."""
    lines = (
        f"awesome-tui {__version__}",
        f"Python {platform.python_version()}, {platform.platform()}",
        ", ".join(f"{name} {_installed_version(name)}" for name in _LIBRARIES),
        ", ".join(f"{name}={clean(environ.get(name, '-'))[:_LONGEST]}" for name in _TERMINAL),
        f"in tmux: {'TMUX' in environ}, over SSH: {'SSH_TTY' in environ}",
        "",
        *_report_lines(error, _DEEPEST),
    )
    return "\n".join(lines) + "\n"


def _installed_version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"


def _report_lines(error: BaseException, depth: int) -> Iterator[str]:
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    calls = list(walk_tb(error.__traceback__))
    for number, (frame, line) in enumerate(calls):
        if _FIRST <= number < len(calls) - _LAST:
            if number == _FIRST:
                yield f"  … {len(calls) - _FIRST - _LAST} more"
            continue
        yield f"  {_path_in_package(frame.f_code.co_filename)}:{line} {frame.f_code.co_qualname}"
    if depth == 0:
        return
    if isinstance(error, BaseExceptionGroup):
        for member in error.exceptions[:_DEEPEST]:
            yield "one of them:"
            yield from _report_lines(member, depth - 1)
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield "after:"
        yield from _report_lines(before, depth - 1)


def _path_in_package(name: str) -> str:
    """A path relative to its package: the folders around it may name the user."""
    parts = Path(name).parts
    for package in ("site-packages", "dist-packages"):
        if package in parts:
            return "/".join(parts[parts.index(package) + 1 :])
    return "/".join(parts[parts.index("awesome_tui") :] if "awesome_tui" in parts else parts[-2:])


def _write_report(text: str, folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = (
        folder / f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}-{time.monotonic_ns()}.txt"
    )
    # O_EXCL: an existing file is never overwritten.
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    return path
