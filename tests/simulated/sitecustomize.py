"""Plays another system in every Python process: what macOS or Windows lacks is taken away.

Python loads this by itself where the folder is in PYTHONPATH; the tests run so, too:

    SIMULATED=windows PYTHONPATH=tests/simulated python -m pytest -n 0 tests/services

Of Windows this has the missing modules, signals and calls, and `sys.platform`; paths, the names of
programs and the errors of files stay those of the system that plays it.
"""

import importlib
import io
import os
import signal
import ssl
import sys
import sysconfig

SYSTEMS: dict[str, dict[str, tuple[str, ...]]] = {
    # The system's own modules look at `sys.platform` as they are loaded: before it is changed.
    "windows": {
        "before": (
            *("asyncio", "concurrent.futures.process", "ctypes.util", "getpass", "http.client"),
            *("mimetypes", "multiprocessing.context", "multiprocessing.popen_spawn_posix"),
            *(
                "multiprocessing.resource_tracker",
                "multiprocessing.util",
                "platform",
                "platformdirs",
            ),
            *("shutil", "socket", "ssl", "subprocess", "tempfile", "urllib.request", "webbrowser"),
        ),
        "modules": ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"),
        "signals": ("SIGALRM", "SIGHUP", "SIGPROF", "getitimer", "setitimer"),
        "calls": ("O_NOFOLLOW", "chown", "pidfd_open", "sched_getaffinity", "sysconf"),
    },
    "macos": {"calls": ("pidfd_open", "sched_getaffinity")},
}
# Textual's driver for Linux stands for that of Windows: neither has anything to do in tests.
SCREENS = (
    "textual.app",
    "textual.drivers.linux_driver",
    "textual.drivers.headless_driver",
    "textual.pilot",
    "textual.widgets",
)


def take_away(system: str) -> None:
    """Leave this process with what `system` has."""
    parts = SYSTEMS[system]
    if system == "macos":
        _refuse_memory_limits()
    has_screens = any("pytest" in word or "run_test" in word for word in sys.orig_argv)
    for name in (*parts.get("before", ()), *(SCREENS if has_screens else ())):
        importlib.import_module(name)
    for name in parts.get("modules", ()):
        sys.modules[name] = None  # type: ignore[assignment]
    for owner, names in ((signal, parts.get("signals", ())), (os, parts.get("calls", ()))):
        for name in names:
            if hasattr(owner, name):
                delattr(owner, name)
    if "sched_getaffinity" in parts["calls"]:
        vars(os)["process_cpu_count"] = os.cpu_count  # as Python 3.13 has it where that lacks
    if system == "windows":
        sysconfig.get_config_vars()  # read once, from a file that each system names itself
        vars(io)["_WindowsConsoleIO"] = type("_WindowsConsoleIO", (), {})  # pytest asks for it
        vars(ssl)["enum_certificates"] = lambda store: ()  # its store, which stays empty here
        sys.platform = "win32"


def _refuse_memory_limits() -> None:
    import resource

    def refuse(which: int, limits: tuple[int, int]) -> None:
        raise ValueError("current limit exceeds maximum limit")

    resource.setrlimit = refuse


if "SIMULATED" in os.environ:
    take_away(os.environ["SIMULATED"])
