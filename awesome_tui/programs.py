"""Other programs, so started that nothing of the folder that one stands in is run or imported."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager


def find_program(name: str, environ: Mapping[str, str]) -> str | None:
    """The path of a program; a PATH with `.` in it, or with nothing, names no place for one."""
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


def without_here(environ: Mapping[str, str]) -> dict[str, str]:
    """`environ` for a program that looks for others itself."""
    # To have nothing in it would mean the folder that one stands in.
    return {**environ, "PATH": os.pathsep.join(_folders(environ)) or os.devnull}


def python_command(code: str) -> tuple[str, ...]:
    """What runs `code` with the modules that this program has, and no others."""
    path = [folder for folder in sys.path if os.path.isabs(folder)]
    return (sys.executable, "-X", "utf8", "-I", "-c", f"import sys; sys.path[:] = {path!r}\n{code}")


@contextmanager
def python_without_here(environ: MutableMapping[str, str]) -> Iterator[None]:
    """Let `multiprocessing`, which passes no options on, start its processes in the same way.

    They take the folders of modules from this process, once their first ones are loaded.
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
