"""The last line."""

from __future__ import annotations

import pytest
from building import a_list, entry
from driving import NARROW, WIDE, Opener

from awesome_tui.tui.widgets.key_hints import fitted, message_lines, message_seconds

URL = "https://raw.example.com/jane/awesome-spices/HEAD/README.md"


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Bookmarked Bread", 80, "Bookmarked Bread"),
        ("", 80, ""),
        (f"{URL} is gone.", 67, f"{URL} is gone."),
        (f"{URL} is gone.", 40, "https://raw.exa…/HEAD/README.md is gone."),
        (f"{URL} is gone.", 20, "https://raw.…D/README.md is gone."),
        ("so many words of which none is long", 20, "so many words of which none is long"),
    ],
)
def test_a_url_gives_way_to_what_is_said_of_it(text: str, width: int, shown: str) -> None:
    assert fitted(text, width) == shown


@pytest.mark.parametrize(
    ("text", "error", "seconds"),
    [("Note saved", False, 3.5), ("x" * 100, False, 8), ("x" * 100, True, 16)],
)
def test_a_message_stays_as_long_as_it_takes_to_read(
    text: str, error: bool, seconds: float
) -> None:
    assert message_seconds(text, error=error) == seconds


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Note saved", 20, ["Note saved"]),
        ("The library is in use: try again", 20, ["The library is in", "use: try again"]),
        (f"Not stored: {URL}. Start without --offline.", 50, 2),
        ("many words " * 20, 30, 2),
        ("x" * 100, 30, 2),
        ("日本語" * 30, 30, 2),
        ("short", 2, 2),
        ("short", 1, 2),
    ],
)
def test_a_message_has_one_line_or_two(text: str, width: int, lines: int | list[str]) -> None:
    shown = [line.plain.rstrip() for line in message_lines(text, width)]
    assert shown == lines if isinstance(lines, list) else len(shown) == lines
    assert all(line.cell_length <= width for line in message_lines(text, width))


def test_what_to_do_is_there_behind_a_long_name() -> None:
    lines = message_lines(f"Not stored: {URL}. Start without --offline.", 50)
    assert "Start without --offline." in " ".join(line.plain.rstrip() for line in lines)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_message_goes_with_the_next_key_and_leaves_the_panes_alone(
    opened: Opener, size: tuple[int, int]
) -> None:
    long = entry("Tea", "Hot.")
    async with opened(a_list("Drinks", long, entry("Coffee")), size) as screens:
        height = screens.browser.panes.size.height
        screens.screen.say("The library is in use by another program: try again. " * 3)
        await screens.pilot.pause()
        lines = screens.text().splitlines()
        assert "The library" in lines[-2]
        assert "again" in lines[-1]
        assert screens.browser.panes.size.height == height
        await screens.press("j")
        assert screens.message == ""
        assert "? help" in screens.text().splitlines()[-1]
        assert "library" not in screens.text()
        assert screens.selected == "Coffee"


@pytest.mark.parametrize(
    ("hint", "shown"),
    [
        ("y copy", "https://example.com/wok"),
        ("f links", "Open a link"),
        ("/ filter", "enter to the list"),
        ("? help", "Keys that work here"),
    ],
)
async def test_a_click_on_a_hint_does_what_its_key_does(
    opened: Opener, hint: str, shown: str
) -> None:
    async with opened(a_list("Pots", entry("Wok"))) as screens:
        await screens.pilot.click("#hints", offset=(screens.text("#hints").index(hint), 0))
        await screens.settle()
        assert shown in screens.text()
