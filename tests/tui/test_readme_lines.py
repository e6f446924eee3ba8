"""A README is wrapped to the width of its pane, with its tables, and its words are found."""

from __future__ import annotations

import pytest
from hostile import NAMES, hostile
from rich.cells import cell_len

from awesome_tui.parsing.readme_parser import parse_readme
from awesome_tui.tui.readme_lines import WrappedReadme, wrap_readme

TABLE = """
| Tea | Where it is from | Minutes |
|-----|------------------|---------|
| [Sencha](https://sencha.example) | Shizuoka and other places in Japan | 2 |
| Assam | | 4 |
"""


def wrap(text: str, width: int) -> WrappedReadme:
    return wrap_readme(parse_readme(text, base="https://tea.example/"), width)


def texts(text: str, width: int) -> list[str]:
    return [line.text for line in wrap(text, width).lines]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 8, ["one two", "three"]),
        ("- one two three", 8, ["• one", "  two", "  three"]),
        ("> one two", 6, ["│ one", "│ two"]),
        ("12. one two", 9, ["12. one", "    two"]),
        ("    one two three", 10, ["  one two", "  three"]),
        ("## Tea", 6, ["Tea", "──────"]),
        ("### Tea", 6, ["Tea"]),
        ("- # Tea", 6, ["• Tea"]),
        ("日本 語", 4, ["日本", "語"]),
        ("[a](b) [c](b)", 20, ["a[1] c[1]"]),
    ],
)
def test_lines_end_between_words_and_marks_stand_before_each(
    text: str, width: int, lines: list[str]
) -> None:
    assert texts(text, width) == lines


def test_a_table_has_columns_as_wide_as_there_is_room() -> None:
    assert texts(TABLE, 60) == [
        "Tea       │ Where it is from                   │ Minutes",
        "──────────┼────────────────────────────────────┼────────",
        "Sencha[1] │ Shizuoka and other places in Japan │ 2",
        "Assam     │                                    │ 4",
    ]
    assert texts(TABLE, 40) == [
        "Tea       │ Where it is from   │ Minutes",
        "──────────┼────────────────────┼────────",
        "Sencha[1] │ Shizuoka and other │ 2",
        "          │ places in Japan    │",
        "Assam     │                    │ 4",
    ]


def test_a_table_that_is_too_narrow_becomes_labelled_lines() -> None:
    assert texts(TABLE, 20) == [
        "Tea: Sencha[1]",
        "Where it is from:",
        "Shizuoka and other",
        "places in Japan",
        "Minutes: 2",
        "",
        "Tea: Assam",
        "Minutes: 4",
    ]


def test_a_link_knows_its_lines_and_each_line_its_links() -> None:
    wrapped = wrap("- [one two three](a)\n- [four](b)", 10)
    assert wrapped.lines_of == [[0, 1], [2]]
    assert [wrapped.readme.targets[target].url for target in wrapped.targets] == [
        "https://tea.example/a",
        "https://tea.example/b",
    ]
    for line in wrapped.lines:
        links = [line.text[span.start : span.stop] for span in line.spans if span.look == "link"]
        assert "".join(links).replace("[1]", "") in line.text


def test_words_are_found_over_the_ends_of_lines() -> None:
    wrapped = wrap("Green tea and black\ntea. Tea!", 10)
    assert [hit.line for hit in wrapped.find("tea")] == [0, 2, 2]
    assert [hit.line for hit in wrapped.find("Tea")] == [2]
    (hit,) = wrapped.find("black tea")
    line = wrapped.lines[hit.line].text
    assert line[hit.start : hit.stop] == "black"
    assert wrapped.find("  ") == []


def test_one_that_is_cut_says_so() -> None:
    assert (
        texts(f"- {'tea ' * 100}\n" * 1_300, 60)[-1] == "This is cut here: its page has the rest."
    )


@pytest.mark.parametrize("name", NAMES)
def test_no_line_is_wider_than_its_pane(name: str) -> None:
    for width in (1, 7, 40):
        for line in wrap(hostile(name, 2_000), width).lines:
            assert cell_len(line.text) <= max(width, 4)
            assert all(0 <= span.start < span.stop <= len(line.text) for span in line.spans)
            assert len(line.text) <= 10 * max(width, 4)
