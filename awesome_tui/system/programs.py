"""Starting other programs without ever running or importing files from the current folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager, suppress

RUN_CODE = "--run-code"
"""The word that makes a frozen program, which has no Python to start, run the code behind it."""


def find_program(name: str, environ: Mapping[str, str]) -> str | None:
    """Find a program in PATH, ignoring its relative and empty entries."""
    if os.path.isabs(name):
        return name
    if os.path.dirname(name):
        return None
    endings = environ.get("PATHEXT", ".EXE").split(os.pathsep) if os.name == "nt" else ()
    paths = (
        os.path.join(folder, name + ending)
        for folder in _folders(environ)
        for ending in ("", *endings)
    )
    return next((path for path in paths if os.path.isfile(path) and os.access(path, os.X_OK)), None)


def with_home(word: str, environ: Mapping[str, str]) -> str:
    """`word` with the user's folder for a `~/` that it begins with, as a shell has it."""
    home = environ.get("HOME") or environ.get("USERPROFILE")
    return f"{home}{word[1:]}" if home and word.startswith("~/") else word


def with_safe_path(environ: Mapping[str, str]) -> dict[str, str]:
    """`environ` with a PATH of absolute folders only, for programs that start others."""
    # An empty PATH would mean the current folder.
    return {**environ, "PATH": os.pathsep.join(_folders(environ)) or os.devnull}


def python_command(code: str) -> tuple[str, ...]:
    """A command that runs `code` in a Python with this program's module path, and nothing else."""
    if _is_frozen():
        return (sys.executable, RUN_CODE, code)
    path = [folder for folder in sys.path if os.path.isabs(folder)]
    options = ("-X", "utf8", "-I", *(("-B",) if sys.dont_write_bytecode else ()))
    return (sys.executable, *options, "-c", f"import sys; sys.path[:] = {path!r}\n{code}")


def program_command(*arguments: str) -> tuple[str, ...]:
    """The command that starts this program anew."""
    if _is_frozen():
        return (sys.executable, *arguments)
    return (*python_command("from awesome_tui.__main__ import run\nrun()"), *arguments)


def _is_frozen() -> bool:
    """True if this is a program with its own Python, as made by PyInstaller."""
    return bool(getattr(sys, "frozen", False))


def kill_session(process: subprocess.Popen[bytes]) -> None:
    """Kill `process`, which leads a session, together with what it started."""
    if process.returncode is not None:  # its number may belong to another process by now
        return
    if sys.platform != "win32":
        # macOS denies permission for ended processes.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


@contextmanager
def safe_python_environment(environ: MutableMapping[str, str]) -> Iterator[None]:
    """Make `multiprocessing` start safe Python processes; it has no option for that.

    The processes take over the module path of this process after their first imports.
    """
    names = ("PYTHONPATH", "PYTHONSAFEPATH")
    before = {name: environ[name] for name in names if name in environ}
    environ.pop("PYTHONPATH", None)
    environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        for name in names:
            environ.pop(name, None)
        environ.update(before)


def _folders(environ: Mapping[str, str]) -> list[str]:
    return [
        folder
        for folder in environ.get("PATH", os.defpath).split(os.pathsep)
        if os.path.isabs(folder)
    ]
