"""The entry of the command line: run the command, report errors, return the exit status."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from awesome_tui.cli.arguments import HelpRequested, mark_operands
from awesome_tui.cli.command_table import COMMANDS, DEFAULT
from awesome_tui.cli.context import Context
from awesome_tui.errors import AwesomeError
from awesome_tui.system.crash_report import explain
from awesome_tui.system.exit_status import CRASHED, DONE, FAILED
from awesome_tui.system.output import emit, flush_quietly


def main(argv: Sequence[str], context: Context) -> int:
    """Run the command that `argv` names and return the exit status."""
    try:
        return _run_command(argv, context)
    except AwesomeError as error:
        context.complain(error)
        return FAILED
    except Exception as error:
        with suppress(OSError):  # the terminal may be gone
            context.complain(explain(error, context.environ))
        flush_quietly(context.stderr)
        return CRASHED


def _run_command(argv: Sequence[str], context: Context) -> int:
    command = COMMANDS.get(argv[0]) if argv else None
    arguments = argv[1:] if command else argv
    try:
        return (command or DEFAULT).load().run(mark_operands(arguments), context)
    except HelpRequested as request:
        emit(str(request), context.stdout)
        return DONE
