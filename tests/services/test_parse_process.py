"""A text that the user named becomes a list, also in a process of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from awesome_tui.errors import ParseError
from awesome_tui.model.json_contract import list_to_object
from awesome_tui.services.parse_process import (
    BackgroundParse,
    ParserProcess,
    limits_for,
    parse_source,
)
from awesome_tui.sources.bundled import bundled_text
from awesome_tui.sources.read import SourceText


def test_a_process_of_its_own_makes_the_same_list() -> None:
    document = SourceText(bundled_text("microservices"), "markdown", "microservices")
    assert list_to_object(BackgroundParse(document).result()) == list_to_object(
        parse_source(document)
    )


def test_what_cannot_be_parsed_is_told_in_the_words_of_the_parser() -> None:
    document = SourceText("x", "carrier pigeon", "x.coo")
    with pytest.raises(ParseError, match="carrier pigeon"):
        BackgroundParse(document).result()


def test_a_parser_that_is_stopped_leaves_no_list() -> None:
    parsing = BackgroundParse(
        SourceText("- [a](https://a.example)\n" * 10_000, "markdown", "long.md")
    )
    parsing.stop()
    with pytest.raises(ParseError, match=r"^long\.md could not be read as a list"):
        parsing.result()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_parser_of_many_documents_needs_no_more_memory_than_one_of_a_few() -> None:
    text = "Title\n=====\n\n" + "- `a <https://a.example>`_ - what it is\n" * 200
    document, parser = SourceText(text, "rst", "long.rst"), ParserProcess()
    sizes = []
    try:
        for _ in range(12):
            parser.feed(document, limits_for(document))
            assert len(list(parser.result(limits_for(document)).walk())) == 200
            sizes.append(resident(parser.pid))
    finally:
        parser.end()
    assert sizes[-1] < 1.1 * max(sizes[:3])


def resident(pid: int) -> int:
    """The memory of a process in bytes."""
    pages = Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
