"""The lines of a file that differ from a git revision."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from awesome_tui.cli.context import Context
from awesome_tui.errors import ChoiceError, SourceError
from awesome_tui.sources.read import SourceText
from awesome_tui.system.programs import find_program, with_safe_path
from awesome_tui.text.sanitize import clean

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


def changed_lines(source: SourceText, revision: str, context: Context) -> frozenset[int]:
    """Numbers of the lines of a file that differ from a git revision."""
    if not Path(source.source).is_file():
        raise ChoiceError("--changed-since needs a file in a git repository: name one.")
    git = find_program("git", context.environ)
    if git is None:
        raise SourceError("--changed-since needs git, which is not installed.")
    file = Path(source.source).resolve()

    def ask_git(*words: str) -> str:
        ran = subprocess.run(
            (git, "--literal-pathspecs", "-C", str(file.parent), *words, "--", file.name),
            capture_output=True,
            check=False,
            env=with_safe_path(context.environ),
        )
        if ran.returncode:
            said = clean(ran.stderr.decode("utf-8", "replace").strip().partition("\n")[0])
            raise SourceError(f'git cannot compare with "{clean(revision)}": {said}.')
        return ran.stdout.decode("utf-8", "replace")

    changes = ask_git("diff", "-U0", "--no-color", "--no-ext-diff", "--end-of-options", revision)
    if not ask_git("ls-files"):  # git knows nothing of the file yet
        return frozenset(range(1, source.text.count("\n") + 2))
    starts = ((int(start), int(count or 1)) for start, count in _HUNK.findall(changes))
    return frozenset(line for start, count in starts for line in range(start, start + count))
