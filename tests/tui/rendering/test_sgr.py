"""What is sent to the terminal looks as Textual means it, in fewer bytes."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.style import Style

from awesome_tui.tui.rendering.sgr import shorten_sgr

SIZE = (40, 40)
COLOURS = st.sampled_from(["#dcdfe4", "#16181d", "#8ab4f8", "color(9)", "color(200)", "default"])
STYLES = st.builds(
    Style,
    color=st.none() | COLOURS,
    bgcolor=st.none() | COLOURS,
    bold=st.booleans(),
    italic=st.booleans(),
    underline=st.booleans(),
    reverse=st.booleans(),
    strike=st.booleans(),
    dim=st.booleans(),
)
PIECES = st.tuples(
    STYLES,
    st.text("ab é漢", min_size=1, max_size=4),
    st.sampled_from(
        ["", "", "\r\n", "\x1b[3;7H", "\n\x1b[2;1H", "\r\n\x1b[5;2H", "\x1b[?25l", "x"]
    ),
)


def shown(written: str) -> list[list[object]]:
    screen = pyte.Screen(*SIZE)
    pyte.Stream(screen).feed(written)
    return [[screen.buffer[y][x] for x in range(SIZE[0])] for y in range(9)]


@given(st.lists(PIECES, max_size=12), st.sampled_from(list(ColorSystem)[1:]))
def test_it_looks_the_same(pieces: list[tuple[Style, str, str]], colours: ColorSystem) -> None:
    frame = "".join(
        style.render(text, color_system=colours) + after for style, text, after in pieces
    )
    short = shorten_sgr(frame)
    assert shown(short) == shown(frame)
    assert len(short) <= len(frame)


def test_a_look_is_said_only_as_far_as_it_changes() -> None:
    base = Style(color="#dcdfe4", bgcolor="#16181d")
    name, quiet = base + Style(bold=True), base + Style(color="#969ca8")
    frame = "".join(style.render(text) for style, text in ((name, "Name"), (quiet, "quiet")))
    assert shorten_sgr(frame) == (
        "\x1b[1;38;2;220;223;228;48;2;22;24;29mName\x1b[22;38;2;150;156;168mquiet\x1b[0m"
    )


def test_a_look_goes_on_over_lines() -> None:
    look = Style(color="#dcdfe4", bgcolor="#16181d")
    frame = f"\x1b[1;1H{look.render('one')}\n\x1b[2;1H{look.render('two')}"
    assert shorten_sgr(frame).count("\x1b[38") == 1
    assert shown(shorten_sgr(frame)) == shown(frame)


@pytest.mark.parametrize("other", ["", "plain", "\x1b[?2026h", "\x1b[1mbold \x1b[4mand\x1b[0m"])
def test_what_it_does_not_know_it_leaves_alone(other: str) -> None:
    assert shorten_sgr(other) == other


def test_links_stay_where_they_are() -> None:
    link = Style(color="#8ab4f8", link="https://example.org")
    frame = link.render("here") + Style(color="#8ab4f8").render(" and there")
    short = shorten_sgr(frame)
    assert short.count("\x1b]8;") == 2
    assert shown(short) == shown(frame)
