"""The lines of a file that differ from a git revision."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from awesome_tui.cli.context import Context
from awesome_tui.errors import ChoiceError, SourceError
from awesome_tui.sources.read import SourceText
from awesome_tui.system.programs import find_program, with_safe_path
from awesome_tui.text.sanitize import clean

_EXACTLY = ("-U0", "--inter-hunk-context=0", "--no-color", "--no-ext-diff", "--no-textconv")
"""Options that give the lines that differ and no others, whatever the settings of git say."""
_HOOK = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX")
_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


def changed_lines(source: SourceText, revision: str, context: Context) -> frozenset[int]:
    """Numbers of the lines of a file that differ from a git revision."""
    if not revision.strip():
        raise ChoiceError("--changed-since wants a revision of git, such as main or HEAD~1.")
    if not Path(source.source).is_file():
        raise ChoiceError("--changed-since needs a file in a git repository: name one.")
    git = find_program("git", context.environ)
    if git is None:
        raise SourceError("--changed-since needs git, which is not installed.")
    file, environ = Path(source.source).resolve(), _without_hook(context.environ)

    def ask_git(*words: str) -> str:
        ran = subprocess.run(
            (git, "--literal-pathspecs", "-C", str(file.parent), *words, "--", file.name),
            capture_output=True,
            check=False,
            env=with_safe_path(environ),
        )
        if ran.returncode:
            said = clean(ran.stderr.decode("utf-8", "replace").strip().partition("\n")[0])
            raise SourceError(f'git cannot compare with "{clean(revision)}": {said}.')
        return ran.stdout.decode("utf-8", "replace")

    # Asked first, as a diff outside of any repository is one of two folders.
    is_known = bool(ask_git("ls-files"))
    changes = ask_git("diff", *_EXACTLY, "--end-of-options", revision)
    if not is_known:
        return frozenset(range(1, source.text.count("\n") + 2))
    starts = ((int(start), int(count or 1)) for start, count in _HUNK.findall(changes))
    return frozenset(line for start, count in starts for line in range(start, start + count))


def _without_hook(environ: Mapping[str, str]) -> Mapping[str, str]:
    """`environ` without what git tells its hooks of their repository.

    In a worktree, git would take the folder of the file for the top of it.
    """
    if "GIT_WORK_TREE" in environ:
        return environ
    return {name: value for name, value in environ.items() if name not in _HOOK}
