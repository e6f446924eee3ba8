"""Any text is read in good time, or refused in one sentence."""

from __future__ import annotations

import io
import os
import select
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import pytest
from growing import grows_in_proportion
from hostile import FOREIGN, NAMES, file_name, hostile

from awesome_tui.cli.context import Context
from awesome_tui.cli.main import main
from awesome_tui.errors import ParseError, TooLarge, TooSlow
from awesome_tui.export.export_formats import FORMATS
from awesome_tui.model.outline import make_outline
from awesome_tui.parsing.document import parse
from awesome_tui.services.limits import Limits, deadline, limits_for_size, within_time
from awesome_tui.services.parse_process import (
    BackgroundParse,
    ParserProcess,
    memory_from_ps,
    memory_of,
    parse_source,
)
from awesome_tui.sources.formats import format_of
from awesome_tui.sources.read import SourceText

GENEROUS = Limits("long.md", 60, 1024)
LONG = "- [a](https://a.example) - b\n" * 10_000


@pytest.mark.parametrize("name", NAMES + FOREIGN)
def test_a_hostile_text_is_read_and_exported_in_good_time(name: str) -> None:
    text = hostile(name, 10_000)
    with deadline(limits_for_size(name, len(text))):
        try:
            document = parse(text, format_of(file_name(name)) or "")
        except ParseError as error:
            if "nested too deeply" not in str(error):
                raise
            return
        for to_format in FORMATS.values():
            to_format(document)


@pytest.mark.parametrize(
    "name",
    [
        "nested emphasis",
        "marks of each length",
        "tags in a picture's text",
        "one paragraph of links",
        "links that begin alike",
        "definitions between items",
        "definition of a large URL",
        "bare URLs with a bad host",
        "distinct bold over paragraphs",
        "bold tags over blocks",
        "spaces in a heading",
        "spaces in a delimiter",
        "a wide table",
    ],
)
def test_what_is_slow_elsewhere_takes_no_more_than_its_length(name: str) -> None:
    assert grows_in_proportion(lambda size: parse(hostile(name, size)), 128_000)


@pytest.mark.parametrize(
    "text",
    [
        "> " * 10_000 + "a",
        "- " * 10_000 + "[a](b)",
        "".join(f"{'  ' * depth}- [a](b)\n" for depth in range(500)),
        "[" * 10_000 + "a" + "](b)" * 10_000,
        "<div>" * 20_000 + "a",
        "<ul><li>" * 10_000 + "<a href=b>c</a>",
        "<details><summary>a</summary>" * 5_000,
        "<b>" * 10_000 + "a",
    ],
    ids=lambda text: text[:20],
)
def test_any_depth_can_be_read_exported_and_shown(text: str) -> None:
    document = parse(text)
    for to_format in FORMATS.values():
        to_format(document)
    assert make_outline(document).items is not None


def test_a_long_list_comes_from_a_process_of_its_own_as_it_would_from_this_one() -> None:
    document = SourceText(LONG, "markdown", "long.md", "https://a.example/")
    ours = parse(LONG, base=document.base, source=document.source)
    assert FORMATS["json"](parse_source(document)) == FORMATS["json"](ours)


def test_what_may_take_the_square_of_its_length_is_parsed_where_it_can_be_ended() -> None:
    document = SourceText(hostile("rst: words", 20_000), "rst", "list.rst")
    start = time.process_time()
    assert parse_source(document).description
    assert time.process_time() - start < 0.5


def test_what_takes_too_long_is_refused() -> None:
    document = SourceText(LONG, "markdown", "long.md")
    with pytest.raises(TooSlow, match=r"^Cannot read long\.md: it takes more than 0 seconds\.$"):
        BackgroundParse(document, Limits("long.md", 0.05, 1024)).result()


def test_what_takes_too_much_memory_is_refused() -> None:
    document = SourceText(LONG * 6, "markdown", "long.md")
    with pytest.raises(TooLarge, match=r"^Cannot read long\.md: it takes more than 80 MiB"):
        BackgroundParse(document, Limits("long.md", 60, 80)).result()


def test_what_would_fill_the_memory_of_the_reader_is_refused() -> None:
    document = SourceText("- [a](b)\n" * 50_000, "markdown", "long.md")
    with pytest.raises(TooLarge):
        BackgroundParse(document, Limits("long.md", 60, 40)).result()


def test_a_stopped_parser_is_gone() -> None:
    parsing = BackgroundParse(SourceText(LONG * 20, "markdown", "long.md"), GENEROUS)
    parsing.stop()
    with pytest.raises(ParseError, match="ended too early"):
        parsing.result()


REFUSING = """
import sys
from awesome_tui.parsing.child_process import run
from awesome_tui.parsing.document import list_lines
def refuse(size):
    {}
run(list_lines, sys.stdin.buffer, sys.stdout.buffer, refuse)
"""
REFUSALS = [
    'raise ValueError("current limit exceeds maximum limit")',
    'raise OSError(22, "Invalid argument")',
    'raise AttributeError("RLIMIT_AS")',
]


def refusing(refusal: str = REFUSALS[0]) -> tuple[str, ...]:
    """A parser on a system that lets no process limit its own memory, as macOS."""
    return (sys.executable, "-c", REFUSING.format(refusal))


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_list_is_read_where_the_system_refuses_a_limit_of_memory(refusal: str) -> None:
    document = SourceText(LONG, "markdown", "long.md")
    read = BackgroundParse(document, GENEROUS, command=refusing(refusal)).result()
    assert len(list(read.walk())) == 10_000


def test_what_takes_too_much_memory_is_refused_there_too() -> None:
    document = SourceText(LONG * 20, "markdown", "long.md")
    with pytest.raises(TooLarge, match=r"^Cannot read long\.md: it takes more than 80 MiB"):
        BackgroundParse(document, Limits("long.md", 60, 80), command=refusing()).result()


def test_what_takes_too_long_is_refused_there_too() -> None:
    document = SourceText(LONG, "markdown", "long.md")
    with pytest.raises(TooSlow):
        BackgroundParse(document, Limits("long.md", 0.05, 1024), command=refusing()).result()


def test_a_parser_is_used_again_there() -> None:
    parser = ParserProcess(refusing())
    try:
        for _ in range(2):
            parser.feed(SourceText("- [a](https://a.example)\n", "markdown", "a.md"), GENEROUS)
            assert len(list(parser.result(GENEROUS).walk())) == 1
    finally:
        parser.end()


WITHOUT_SIGNALS = """
import sys
from awesome_tui.parsing.child_process import run
from awesome_tui.parsing.document import list_lines
sys.platform = "win32"
run(list_lines, sys.stdin.buffer, sys.stdout.buffer, lambda size: None)
"""


def test_what_takes_too_long_ends_by_itself_where_there_is_only_the_clock() -> None:
    parser = ParserProcess((sys.executable, "-c", WITHOUT_SIGNALS))
    try:
        parser.feed(SourceText("- [a](https://a.example)\n", "markdown", "a.md"), GENEROUS)
        assert len(list(parser.result(GENEROUS).walk())) == 1
        # The limit of this process is the default, so that only the child has one that short.
        parser.feed(SourceText(LONG * 20, "markdown", "long.md"), Limits("long.md", 0.1, 4096))
        with pytest.raises(TooSlow):
            parser.result(GENEROUS)
    finally:
        parser.end()


def test_the_memory_of_a_process_is_known_with_and_without_proc() -> None:
    with subprocess.Popen(
        (sys.executable, "-c", "x = bytearray(99 << 20); print(flush=True); input()"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline()
        assert 99 < memory_of(child.pid) < 200
        if Path("/bin/ps").exists():
            assert 99 < memory_from_ps(child.pid) < 200
        child.kill()


ORPHANING = """
import os, sys
from awesome_tui.services.limits import Limits
from awesome_tui.services.parse_process import ParserProcess
from awesome_tui.sources.formats import format_of
from awesome_tui.sources.read import SourceText
parser = ParserProcess()
parser.feed(SourceText("- [a](b)\\n" * 800_000, "markdown", ""), Limits("", 60, 4096))
print(parser.pid, flush=True)
sys.stdin.read()
os._exit(0)
"""


def test_a_parser_ends_with_the_program_that_started_it() -> None:
    if sys.platform != "linux":
        pytest.skip("needs a handle on a stranger's process")
    command = [sys.executable, "-c", ORPHANING]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        handle = os.pidfd_open(int(parent.stdout.readline()))
    ended = select.poll()
    ended.register(handle, select.POLLIN)
    assert ended.poll(60_000)
    os.close(handle)


def test_a_command_as_a_whole_has_a_deadline() -> None:
    with pytest.raises(TooSlow), deadline(Limits("x", 0.01, 1)):
        any(number < 0 for number in count())


WITHOUT_SIGNALS_HERE = """
import sys, threading
from awesome_tui.errors import TooSlow
sys.platform = "win32"
from awesome_tui.services.limits import Limits, deadline
with deadline(Limits("y", 60, 1)):
    pass
try:
    with deadline(Limits("x", 0.2, 1)):
        while True: pass
except TooSlow as error:
    print(error)
"""


def test_a_command_has_a_deadline_where_there_is_only_the_clock() -> None:
    told = subprocess.run(
        (sys.executable, "-c", WITHOUT_SIGNALS_HERE), stdout=subprocess.PIPE, timeout=60, check=True
    )
    assert told.stdout == b"Cannot read x: it takes more than 0 seconds.\n"


WORKING = """
import sys, time
while time.process_time() < float(sys.argv[1]): pass
"""


class PatientLimits(Limits):
    """Limits that no hour of waiting reaches, as that of other programs does on a busy machine."""

    @property
    def by_the_clock(self) -> float:
        return 3600


def test_what_other_programs_do_costs_a_command_no_time() -> None:
    command = [sys.executable, "-c", WORKING, "1.1"]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE) as other,
        deadline(PatientLimits("x", 1, 1)),
    ):
        assert other.stdout is not None
        assert other.stdout.read() == b""


def test_what_a_command_has_done_for_it_costs_it_as_much_time() -> None:
    def command() -> None:
        with deadline(Limits("x", 1, 1)):
            subprocess.run([sys.executable, "-c", WORKING, "1.1"], check=True)
            any(number < 0 for number in count())

    start = time.process_time()
    with pytest.raises(TooSlow):
        command()
    assert time.process_time() - start < 0.9


def test_a_list_is_taken_over_while_there_is_time() -> None:
    assert list(within_time("list", 60, GENEROUS)) == ["l", "i", "s", "t"]
    with pytest.raises(TooSlow, match=r"^Cannot read long\.md: it takes more than 60 seconds\.$"):
        any(number < 0 for number in within_time(count(), 0.01, GENEROUS))


def test_a_refused_list_is_one_sentence_and_exit_2(tmp_path: Path) -> None:
    path = tmp_path / "list.md"
    path.write_text(hostile("emphasis within words", 8_000_000), "utf-8")
    stderr = io.StringIO()
    assert main(["export", str(path)], Context({}, None, io.StringIO(), stderr)) == 2
    assert stderr.getvalue().startswith(f"awesome-tui: Cannot read {path}: it takes more than 10")
    assert stderr.getvalue().count("\n") == 1


@pytest.mark.parametrize(
    ("mebibytes", "seconds", "memory"), [(0.1, 10, 1024), (8, 10, 1024), (64, 240, 8192)]
)
def test_larger_lists_have_more_time_and_memory(
    mebibytes: float, seconds: float, memory: int
) -> None:
    size = int(mebibytes * 1024 * 1024)
    assert limits_for_size("x", size) == Limits("x", seconds, memory)
