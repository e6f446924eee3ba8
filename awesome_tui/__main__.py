"""The entry point of `awesome-tui` and `python -m awesome_tui`."""

# No imports of further modules, not even `__future__`: until `run` has removed the current folder
# from the path, a file in it could be imported instead.
import gc
import os
import sys

from awesome_tui.system.exit_status import CRASHED, INTERRUPTED

_ROOM = 32 * 1024 * 1024
"""Bytes that must be free for Python to keep the modules that it has compiled: thrice those."""
TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import NoReturn


def run() -> "NoReturn":
    """Run the program and exit."""
    _leave_out_this_folder()
    _prepare_streams()
    _spare_a_full_disk()
    try:
        status = _run_arguments()
    except SystemExit as ending:
        status = int(ending.code or 0)
    except KeyboardInterrupt:
        status = INTERRUPTED
    except Exception as error:
        _report(error)
        status = CRASHED
    _end(status)


def _run_arguments() -> int:
    # Imported here, so that Ctrl+C ends the program quietly from the first moment.
    if getattr(sys, "frozen", False):
        from awesome_tui.system.frozen import run_asked_code  # noqa: PLC0415

        if run_asked_code():
            return 0
    gc.disable()  # until a command has been loaded: 4 ms less, as it would find nothing
    from awesome_tui.cli.main import run_arguments  # noqa: PLC0415

    return run_arguments()


def _end(status: int) -> "NoReturn":
    """Exit without the interpreter's cleanup.

    Threads of the screens may still load, search or fetch. Taking modules and objects away from
    them may crash the program, and waiting for them would hold up the shell.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream:
                stream.flush()
        except (OSError, ValueError):  # a terminal or pipe that is gone; closed
            pass
    os._exit(status)


def _leave_out_this_folder() -> None:
    """Remove the current folder and relative ones from the module path, as anybody may own them."""
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    path = os.environ.get("PYTHONPATH", "")
    named = path.split(os.pathsep) if path else []
    try:
        here = os.getcwd()
        left_out = {os.path.abspath(folder) for folder in named if not os.path.isabs(folder)}
    except OSError:  # the current folder was deleted
        return
    first = [here] if os.path.abspath(sys.path[0]) == here else []
    left_out = {*left_out, *first, "", os.curdir} - {home}
    sys.path[:] = [folder for folder in sys.path if folder not in left_out]


def _prepare_streams() -> None:
    """Open the null device in place of closed standard streams, and let the others block.

    Otherwise the library's file would get the lowest free number, and output be written into it.
    Other programs on the same terminal or pipe may have left it non-blocking.
    """
    for stream in (0, 1, 2):
        try:
            os.fstat(stream)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
        if sys.platform != "win32":
            os.set_blocking(stream, True)


def _spare_a_full_disk() -> None:
    """Let Python keep no compiled modules where few fit.

    On a full disk, it keeps the beginning of one, and fails at that in each start from then on.
    """
    if sys.platform == "win32":
        return
    try:
        disk = os.statvfs(sys.pycache_prefix or os.path.dirname(os.path.abspath(__file__)))
    except OSError:  # a folder that is not there yet
        return
    if disk.f_bavail * disk.f_frsize < _ROOM:
        sys.dont_write_bytecode = True


def _remove_cut_module(error: Exception) -> bool:
    """Remove the compiled module that failed to load, if that is what `error` is about."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    if place is None or place.tb_frame.f_code.co_name != "_compile_bytecode":
        return False
    try:
        os.unlink(place.tb_frame.f_locals["bytecode_path"])
    except (KeyError, OSError, TypeError):
        return False
    return True


def _report(error: Exception) -> None:
    if _remove_cut_module(error) and sys.stderr:
        sys.stderr.write(
            "awesome-tui: A module that Python had compiled was cut off, as by a full disk, and is"
            " removed: start again.\n"
        )
        return
    kind = type(error).__name__
    try:
        from awesome_tui.system.crash_report import report_crash  # noqa: PLC0415  seldom needed

        report_crash(error, os.environ, sys.stderr)
    except Exception:  # the broken module may be one of those that report
        if sys.stderr:
            sys.stderr.write(f"awesome-tui: It crashed ({kind}): please reinstall it.\n")


if __name__ == "__main__":
    run()
