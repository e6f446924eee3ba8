"""The program `awesome-tui`, also as `python -m awesome_tui`."""

# Without `from __future__`: until `run` has left out the folder that one stands in, any module that
# is not loaded yet may be one that lies there.
import gc
import os
import sys

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import NoReturn

INTERRUPTED, CRASHED = 130, 70


def run() -> "NoReturn":
    """Run the program and exit."""
    _leave_out_this_folder()
    _keep_closed_streams_closed()
    try:
        # Imported here, so that ctrl+c ends the program quietly from its first moment on.
        from awesome_tui.cli import main  # noqa: PLC0415
        from awesome_tui.world import World  # noqa: PLC0415

        stdin = sys.stdin.buffer if sys.stdin else None
        sys.exit(main(sys.argv[1:], World(os.environ, stdin, sys.stdout, sys.stderr)))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:  # `main` lets none out; to import it may fail
        _explain(error)
        sys.exit(CRASHED)
    finally:
        # To look through all that is there for the last time takes as long as to load it.
        gc.freeze()


def _leave_out_this_folder() -> None:
    """Import nothing of the folder that one stands in: it may be anybody's."""
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    path = os.environ.get("PYTHONPATH", "")
    named = path.split(os.pathsep) if path else []
    try:
        here = os.getcwd()
        left_out = {os.path.abspath(folder) for folder in named if not os.path.isabs(folder)}
    except OSError:  # it is no more
        return
    first = [here] if os.path.abspath(sys.path[0]) == here else []
    left_out = {*left_out, *first, "", os.curdir} - {home}
    sys.path[:] = [folder for folder in sys.path if folder not in left_out]


def _keep_closed_streams_closed() -> None:
    """Let no file take the number of a standard stream that was closed, and what is written there.

    The library would: the lowest number that is free is that of the next file to be opened.
    """
    for stream in (0, 1, 2):
        try:
            os.fstat(stream)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _explain(error: Exception) -> None:
    try:
        from awesome_tui.crash import explain  # noqa: PLC0415  it may be what is missing

        sentence = explain(error, os.environ)
    except Exception:
        sentence = f"It crashed ({type(error).__name__}): please install it anew."
    try:
        if sys.stderr:
            sys.stderr.write(f"awesome-tui: {sentence}\n")
    except OSError:
        return  # nobody is there to be told


if __name__ == "__main__":
    run()
