"""The entry of the command line: run the command, report errors, return the exit status.

Crashes are left to `__main__`, as they can also happen while this module is loaded.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from awesome_tui.cli.arguments import HelpRequested, mark_operands
from awesome_tui.cli.command_table import COMMANDS, DEFAULT
from awesome_tui.cli.context import Context
from awesome_tui.errors import AwesomeError
from awesome_tui.system.exit_status import DONE, FAILED
from awesome_tui.system.output import emit


def run_arguments() -> int:
    """Run the command that this process was started with and return the exit status."""
    if os.environ.get("NO_COLOR") == "":  # as who undoes it for one command; Textual sees it set
        del os.environ["NO_COLOR"]
    stdin = sys.stdin.buffer if sys.stdin else None
    return main(sys.argv[1:], Context(os.environ, stdin, sys.stdout, sys.stderr))


def main(argv: Sequence[str], context: Context) -> int:
    """Run the command that `argv` names and return the exit status."""
    try:
        return _run_command(argv, context)
    except AwesomeError as error:
        context.complain(error)
        return FAILED


def _run_command(argv: Sequence[str], context: Context) -> int:
    command = COMMANDS.get(argv[0]) if argv else None
    arguments = argv[1:] if command else argv
    try:
        loaded = (command or DEFAULT).load()
        gc.freeze()  # to keep all modules out of garbage collections
        gc.enable()
        return loaded.run(mark_operands(arguments), context)
    except HelpRequested as request:
        emit(str(request), context.stdout)
        return DONE
