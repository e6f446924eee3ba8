"""Names by strangers reach the terminal as words, wherever they come from, and drive nothing."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
from collections.abc import Mapping, Sequence
from contextlib import chdir
from pathlib import Path

import pytest
from commands import COMMAND, Terminal
from rich.cells import cell_len

from awesome_tui.cli.context import Context
from awesome_tui.cli.main import main
from awesome_tui.text.sanitize import clean
from awesome_tui.tui.rendering.drawable import drawable

HOSTILE = (
    "X\x1b]0;owned\x07\x1b[7777H\x1b]52;c;b3duZWQ=\x07\x1bP+q7777\x1b\\"
    "\x9b7777J\x9d0;owned\x9c\u202e\u2066\u200f\u2028\x85\r\t\n\x0b\x08\x7fY"
)
"""Titles, clipboard, places, in seven bits and in eight; controls of direction, ends of lines."""
NO_UTF_8 = os.fsdecode(HOSTILE.encode() + b"\xff\xfe")
IN_A_LINE = re.sub(r"\s", "", HOSTILE)
LIST = f"""\
[one]: <https://example.org/{IN_A_LINE}> "{IN_A_LINE}"

- [{IN_A_LINE}](https://example.org/1) - Says {IN_A_LINE} and &#27;]0;owned&#7; &#155;7777J.
- [Awesome {IN_A_LINE}](https://github.com/jane/awesome-{IN_A_LINE}) - `{IN_A_LINE}` [two][one]
- {IN_A_LINE}
- <a href="https://example.org/3?&#27;[7777H" title="{IN_A_LINE}">&#x9b;7777J third</a>
"""

# What Textual and we send: looks, places, modes and what is asked of the terminal.
_OURS = re.compile(
    r"\x1b\[[\d;]*m|\x1b\[\d{0,3}(?:;\d{0,3})?H|\x1b\[\?\d+[hl]|\x1b\[\?\d+\$p|\x1b\[[<>=]?\d*u"
    r"|\x1b\[\?u|\x1b\[[>=]\d+;?\d*u|\x1b\[\d?[JKc]|\x1b\[6n|\x1b\[>\d*[qm]|\x1b\[\?25[hl]"
    r"|\x1b\]22;[a-z]+\x07|\x1b\]11;\?\x1b\\|\x1b\[\d+;\d+;\d+t|\x1b\[\d+t|\x1b\]52;c;([A-Za-z0-9+/]*=*)\x07|\x1b[78=>]|\x1b\[\d*[ABCD]"
    r"|\r?\n|\r"
)


def assert_harmless(written: bytes) -> None:
    """Nothing was sent but what can be read, and what the program itself sends."""
    text = written.decode("utf-8")
    copied = [match[1] for match in _OURS.finditer(text) if match[1]]
    assert "b3duZWQ=" not in copied
    rest = _OURS.sub("", text)
    assert clean(rest) == rest, [rest[max(0, at - 40) : at + 40] for at in _unclean(rest)][:5]


def _unclean(text: str) -> list[int]:
    return [at for at, char in enumerate(text) if clean(char) != char]


@pytest.fixture(params=[HOSTILE, NO_UTF_8], ids=["controls", "no UTF-8"])
def name(request: pytest.FixtureRequest) -> str:
    """The name of everything."""
    return str(request.param)


@pytest.fixture
def folder(tmp_path: Path, name: str) -> Path:
    """A folder, and in it a list, that are called as everything is."""
    place = tmp_path / name
    place.mkdir()
    (place / f"{name}.md").write_text(LIST, newline="")
    (place / "README.md").write_text(LIST, newline="")
    return place


def environ(folder: Path, name: str) -> Mapping[str, str]:
    return {
        "XDG_DATA_HOME": str(folder),
        "TERM": "xterm-256color",
        "COLORTERM": name,
        "TERM_PROGRAM": name,
        "BROWSER": shlex.quote(f"./{name}"),
        "GITHUB_TOKEN": name,
        "GH_HOST": name,
        "NO_PROXY": name,
        "SSH_TTY": name,
    }


def line(folder: Path, name: str, *arguments: str, **variables: str) -> str:
    """The program as a shell types it."""
    chosen = {**environ(folder, name), **variables}
    words = ["env", *(f"{key}={value}" for key, value in chosen.items()), *COMMAND, *arguments]
    return f"{shlex.join(words)}; echo status $?"


PASTED = b"\x1b[200~" + HOSTILE.encode() + b"\x1b[201~"
# Beneath what lies over the screen, it has fainter colours.
CLOSE = (b"\x1b", b"\x1b[1;38;5;111;48;5;233mENTRIES")
WALK: Sequence[tuple[bytes, bytes]] = (
    (b"?", b"Keys that work here"),
    CLOSE,
    (b"t", b"quiet-light"),
    (b"\r", b""),
    (b"\x10", b"Search for commands"),
    (PASTED, b"owned"),
    CLOSE,
    (b"o", b"Cannot start "),
    (b"y", b"Copied (terminal clipboard):"),
    (b"Y", b"Copy as"),
    (b"2", b"Copied (terminal clipboard):"),
    (b"b", b"Bookmarked"),
    (b"e", b"enter saves"),
    (PASTED, b"owned"),
    (b"\r", b"Note saved"),
    (b"G", b"third"),
    (b"f", b"Open a link"),
    CLOSE,
    (b"l", b"follow"),
    (b"h", b"mark"),
    (b"h", b"\x1b[1;38;5;111;48;5;233mCATEGORIES"),
    (b"l", b"\x1b[1;38;5;111;48;5;233mENTRIES"),
    (b"s", b"Sorted by"),
    (b"/", b"clear"),
    (PASTED, b"0 of 3"),
    (b"\x1b", b"press / to filter"),
    (b"/", b"clear"),
    (b"\x12", b"0 of 3"),
    (b"\x1b", b"press / to filter"),
    (b"w", b"No changes since"),
    (b"[", b"previous list"),
    (b"H", b"Catalogue"),
    (b"/owned\r", b"mark"),
    (b"[", b"third"),
)
"""Keys, and what is to be seen then before the next."""


def test_no_screen_hands_on_what_a_name_says(folder: Path, name: str) -> None:
    program = line(folder, name, str(folder / f"{name}.md"))
    with Terminal(program) as terminal:
        written = terminal.shows(b"third")
        for keys, seen in WALK:
            terminal.type(keys)
            written += terminal.shows(seen) if seen else b""
        terminal.type(b"q")
        written += terminal.shows(b"status 0")
    assert_harmless(written)
    with Terminal(program) as terminal:
        # Before the screens are there, the last frame is.
        written = terminal.shows(b"third") + terminal.shows(b"\x1b[?1004h")
        terminal.type(b"q")
        written += terminal.shows(b"status 0")
    assert_harmless(written)


@pytest.mark.parametrize(
    ("arguments", "variables", "seen"),
    [
        (["NAME.md", "-q", "NAME"], {}, "0 of 3"),
        (["NAME.md", "--section", "NAME"], {}, "No section called"),
        (["."], {}, "third"),
        (["NAME.md"], {"XDG_DATA_HOME": "/dev/null/NAME"}, "/dev/null/X"),
        ([], {"XDG_DATA_HOME": "/dev/null/NAME"}, "/dev/null/X"),
    ],
)
def test_what_is_named_at_the_start_is_shown_as_words(
    folder: Path, name: str, arguments: list[str], variables: dict[str, str], seen: str
) -> None:
    named = [argument.replace("NAME", name) for argument in arguments]
    data = {key: value.replace("NAME", name) for key, value in variables.items()}
    program = f"cd {shlex.quote(str(folder))}; {line(folder, name, *named, **data)}"
    with Terminal(program) as terminal:
        written = terminal.shows(seen.encode())
        terminal.type(b"\x11")
        written += terminal.shows(b"status 0")
    assert_harmless(written)


@pytest.mark.parametrize(
    "arguments", [["--theme", "NAME"], ["NAME"], ["NAME/NAME", "--offline"], ["pick", "NAME"]]
)
def test_why_the_screens_do_not_come_is_told_in_words(
    folder: Path, name: str, arguments: list[str]
) -> None:
    named = [argument.replace("NAME", name) for argument in arguments]
    with Terminal(line(folder, name, *named)) as terminal:
        written = terminal.shows(b"status 2")
    assert written.partition(b"status")[0].count(b"\n") == 1
    assert_harmless(written)


def test_what_is_picked_is_printed_in_words(folder: Path, name: str) -> None:
    with Terminal(line(folder, name, "pick", str(folder))) as terminal:
        written = terminal.shows(b"third")
        terminal.type(b"\x0e\r")  # ctrl+n: letters would filter
        written += terminal.shows(b"status 0")
    assert b"https://github.com/jane/awesome-X" in written
    assert_harmless(written)


_FORMATS = ("json", "jsonl", "csv", "tsv", "markdown", "opml", "bookmarks", "urls")


@pytest.mark.parametrize(
    "arguments",
    [
        ["NAME.md"],
        ["NAME.md", "-q", "NAME"],
        *(["export", "NAME.md", "-f", form] for form in _FORMATS),
        ["search", "third", "NAME.md", "README.md"],
        ["search", "NAME", "NAME.md"],
        *(["search", "third", "NAME.md", "-f", form] for form in _FORMATS),
        ["diff", "NAME.md", "README.md"],
        ["diff", "NAME.md", "empty.md"],
        ["diff", "NAME.md", "empty.md", "-f", "json"],
        ["bookmarks", "import", "NAME.md"],
        ["library"],
        ["library", "remove", "NAME"],
        ["sync", "NAME"],
        ["NAME"],
        ["NAME", "NAME"],
        ["--NAME"],
        ["bookmarks", "NAME"],
        ["completions", "NAME"],
        ["export", "NAME.md", "-f", "NAME"],
        ["export", "NAME.md", "-o", "NAME/NAME"],
    ],
)
def test_no_command_hands_on_what_a_name_says(
    folder: Path, name: str, arguments: list[str]
) -> None:
    (folder / "empty.md").write_text("# Empty\n\n- [One](https://example.org)\n")
    named = [argument.replace("NAME", name) for argument in arguments]
    stdout, stderr = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with chdir(folder):
        status = main(named, Context(environ(folder, name), None, stdout, stderr))
    printed, told = (stream.buffer.getvalue().decode() for stream in (stdout, stderr))
    assert status in (0, 1, 2)
    assert told.count("\n") == (status == 2 or named == ["library"])  # which is empty here
    assert len(told) <= 300
    for said in (printed, told):
        words = said.replace("\r\n", "\n").replace("\n", "").replace("\t", "")
        assert clean(words) == words
    form = arguments[-1]
    if form == "json":
        assert json.loads(printed)
    elif form in ("csv", "tsv"):
        delimiter = "," if form == "csv" else "\t"
        rows = list(csv.reader(io.StringIO(printed), delimiter=delimiter))
        assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("encoding", [None, "ascii"])
@pytest.mark.parametrize("text", [HOSTILE, NO_UTF_8, "漢字 │ e\u0301 \U0001f468\u200d\U0001f469"])
def test_what_is_drawn_stays_as_wide_as_it_was_laid_out(text: str, encoding: str | None) -> None:
    drawn = drawable(text, encoding)
    assert cell_len(drawn) == cell_len(text)
    assert clean(drawn) == drawn
    assert encoding is None or drawn.isascii()
