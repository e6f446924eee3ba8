"""The list screen, driven by its keys."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import pytest
from building import a_list, entry, section
from conftest import Browser
from driving import MIDDLE, NARROW, THREE_COLUMNS, WIDE, Opener, Screens
from rich.color import Color
from textual import events

from awesome_tui.model.entries import AwesomeList, Entry, Fact, Link, Section
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.dialogs.chooser import Chooser
from awesome_tui.tui.screens.list_screen import ListScreen
from awesome_tui.tui.screens.picker import SCREENS
from awesome_tui.tui.themes import DARK
from awesome_tui.tui.widgets.entry_list import EntryList
from awesome_tui.tui.widgets.filter_bar import MAX_LENGTH, FilterInput

# ---- what is shown


async def test_the_first_frame_of_a_new_list_shows_the_cursor(
    opened: Opener,
) -> None:
    long = a_list("Long", *(entry(f"Entry {number}") for number in range(300)))
    async with opened(long) as screens:
        await screens.press("G")
        entries, outline = screens.browser.query_one(EntryList), screens.browser.outline
        assert outline
        assert entries.scroll_offset.y > 100
        entries.show(outline, range(300), 0)
        assert entries.scroll_offset.y == 0
        entries.show(outline, range(300), 150)
        assert entries.scroll_offset.y <= 150 < entries.scroll_offset.y + entries.size.height


async def test_while_a_list_is_read_the_title_line_says_so_and_the_keys_work(
    browser: Browser, kitchen: AwesomeList
) -> None:
    gate = threading.Event()

    def load() -> AwesomeList:
        gate.wait()
        return kitchen

    async with AwesomeApp(ListScreen(load, browser.desktop())).run_test(size=WIDE) as pilot:
        screens = Screens(pilot)
        async with asyncio.timeout(20):
            while "reading … 1 s" not in screens.text("#title"):
                await pilot.pause()
        await pilot.press("slash", *"wok")
        assert "/ wok" in screens.text("FilterBar")
        gate.set()
        async with asyncio.timeout(20):
            while "reading" in screens.text("#title"):
                await pilot.pause()
        await screens.settle()
        assert "Awesome Kitchen" in screens.text("#title")
        assert "reading" not in screens.text("#title")
        assert screens.rows() == ["Wok", "Wok ring"]


async def test_entries_stand_under_the_lines_of_their_sections(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        assert screens.rows() == [
            "[Knives]",
            "Santoku",
            "Paring knife",
            "[Sharpening]",
            "Whetstone",
            "[Pots]",
            "Wok",
            "Wok ring",
            "Dutch oven",
            "[Gadgets]",
            "Salad spinner",
            "Scale",
        ]
        assert screens.selected == "Santoku"
        assert "Awesome Kitchen" in screens.text("#title")
        assert "8 entries · 4 sections" in screens.text("#title")


async def test_a_list_whose_title_is_a_picture_is_called_by_its_file(
    opened: Opener, kitchen: AwesomeList
) -> None:
    named = replace(kitchen, title="", source="lists/kitchen.md")
    async with opened(named, THREE_COLUMNS) as screens:
        await screens.press("slash", *"zzz")
        assert screens.text("#title").strip().startswith("kitchen.md")
        assert "kitchen.md" in screens.text("EntryDetail")
        assert "untitled" not in screens.text()


async def test_the_tree_shows_each_section_with_its_count_at_the_right(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        tree = screens.text("#tree").splitlines()[1:8]
        assert "Ideas" not in "".join(tree), "there is nothing in it"
        assert [line.split()[0] if line else "" for line in tree[:1]] == ["▌All"]
        assert [line.split()[-1] for line in tree[:5]] == ["8", "3", "1", "3", "2"]
        assert len({len(line) for line in tree[:5]}) == 1


@pytest.mark.parametrize(
    ("size", "visible"),
    [
        (THREE_COLUMNS, {"tree", "entries", "detail"}),
        (WIDE, {"tree", "entries", "detail"}),
        (MIDDLE, {"tree", "entries", "detail"}),
        (NARROW, {"entries"}),
    ],
)
async def test_as_many_panes_are_shown_as_the_window_has_room_for(
    opened: Opener, kitchen: AwesomeList, size: tuple[int, int], visible: set[str]
) -> None:
    async with opened(kitchen, size) as screens:
        panes = {"tree", "entries", "detail"}
        shown = {name for name in panes if screens.browser.query_one(f"#{name}").region}
        assert shown == visible


async def test_a_pane_that_is_in_front_again_at_once_keeps_the_focus(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, NARROW) as screens:
        screens.browser.query_one("#entries").post_message(events.Hide())
        await screens.settle()
        assert screens.focused == "entries"


async def test_three_columns_need_150_cells(opened: Opener, kitchen: AwesomeList) -> None:
    async with opened(kitchen, (150, 40)) as screens:
        tree, entries, detail = (screens.region(name) for name in ("tree", "entries", "detail"))
        assert tree.right < entries.x < entries.right < detail.x
        assert tree.height == entries.height == detail.height
        await screens.pilot.resize_terminal(149, 40)
        await screens.settle()
        assert screens.region("detail").x == screens.region("entries").x


@pytest.mark.parametrize("size", [(149, 40), WIDE, MIDDLE, (70, 20)])
async def test_else_the_detail_lies_below_the_entries_beside_the_whole_tree(
    opened: Opener, kitchen: AwesomeList, size: tuple[int, int]
) -> None:
    async with opened(kitchen, size) as screens:
        tree, entries, detail = (screens.region(name) for name in ("tree", "entries", "detail"))
        assert tree.bottom == detail.bottom
        assert detail.y == entries.bottom + 1
        assert detail.x == entries.x > tree.right


async def test_below_the_entries_the_detail_is_as_tall_as_its_text(opened: Opener) -> None:
    words = "Words of the sea. "
    texts = {"Mate": "", "Sencha": words * 20, "Assam": words * 99, "Oolong": words * 12}
    teas = a_list("Teas", *(entry(name, text) for name, text in texts.items()))
    async with opened(teas, MIDDLE) as screens:
        heights = {}
        for name in texts:
            assert screens.selected == name
            heights[name] = screens.region("detail").height
            lines = screens.text("#detail").splitlines()
            assert screens.region("entries").height >= 10, "half of the room"
            if name in ("Sencha", "Oolong"):
                assert lines[-1].strip(" │").startswith("1 https://")
            await screens.press("j")
        assert heights["Mate"] == 3 < heights["Oolong"] < heights["Sencha"] <= heights["Assam"] == 9


async def test_the_line_above_the_detail_tells_name_path_and_lists(opened: Opener) -> None:
    teas = AwesomeList(
        "t", "Teas", sections=(section("Green", section("Of Japan", entry("Sencha"))),)
    )
    async with opened(teas, WIDE) as screens:
        line = screens.text("#detail-splitter")
        assert line.startswith("── Sencha ───")
        assert line.endswith("── Green › Of Japan ──")
        assert len(line) == screens.region("detail").width
        await screens.pilot.resize_terminal(70, 20)
        await screens.settle()
        assert screens.text("#detail-splitter").endswith("─ Green › Of Japan ──")


async def test_that_line_is_drawn_anew_where_a_long_name_takes_room_from_the_path(
    opened: Opener,
) -> None:
    teas = section("Green, and grown in the mountains", entry("Sencha"), entry("A tea, " * 6))
    async with opened(AwesomeList("t", "Teas", sections=(teas,)), MIDDLE) as screens:
        await screens.press("j")
        line = screens.text("#detail-splitter")
        assert line.startswith("── A tea, A tea,")
        assert len(line) == screens.region("detail").width
        assert "Sencha" not in line
        await screens.press("k")
        assert screens.text("#detail-splitter").endswith("── Green, and grown in the mountains ──")


async def test_in_a_narrow_window_the_title_shows_the_way(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, (69, 24)) as screens:
        seen = []
        for key in ("", "h", "l", "l"):
            await screens.press(*filter(None, [key]))
            seen.append(screens.text(f"#{screens.focused}").splitlines()[0].strip())
        assert seen == [
            "categories ‹ ENTRIES › detail",
            "CATEGORIES › entries › detail",
            "categories ‹ ENTRIES › detail",
            "categories ‹ entries ‹ DETAIL",
        ]


async def test_the_column_of_names_is_the_same_in_all_rows_and_while_one_filters(
    opened: Opener,
) -> None:
    long, short = "jane/awesome-things-for-the-kitchen", "12 entries"
    lists = section("Lists", entry("Food", short), entry(long, short))
    tools = section("Tools", entry("Wok", "Words. " * 20), entry(long, short))
    async with opened(AwesomeList("all", "All", sections=(lists, tools)), WIDE) as screens:
        food, spilled, _, _, wok, cut = screens.text("#entries").splitlines()[2:8]
        assert long in spilled
        column = food.index(short)
        assert column == spilled.index(short) == wok.index("Words.") == cut.index(short)
        await screens.press("slash", "f", "o", "o")
        assert screens.text("#entries").splitlines()[1].index(short) == column


async def test_the_title_of_a_section_has_a_gap_above_and_is_cut_from_the_left(
    opened: Opener,
) -> None:
    deep = section(
        "Beginning", section("Of a very long path, " * 5, section("Its end", entry("A")))
    )
    async with opened(
        AwesomeList("x", "X", sections=(section("First", entry("B")), deep)), MIDDLE
    ) as screens:
        first, _, gap, title = screens.text("#entries").splitlines()[1:5]
        assert first.strip() == "First"
        assert gap.strip() == ""
        assert title.startswith(" …")
        assert title.rstrip().endswith("› Its end")


async def test_names_that_are_short_have_their_descriptions_near(opened: Opener) -> None:
    async with opened(a_list("Lists", entry("Food", "12 entries"), entry("Wok", "a"))) as screens:
        food, wok = screens.text("#entries").splitlines()[2:4]
        assert food.index("12 entries") == wok.index("a", 8) < len("   Food") + 20


async def test_the_detail_tells_name_url_path_and_description(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, THREE_COLUMNS) as screens:
        await screens.press("j", "j")
        detail = screens.text("#detail")
        assert "Whetstone" in detail
        assert "1 https://example.com/whetstone" in detail
        assert "Knives › Sharpening" in detail
        assert "Stone of two grits." in detail


async def test_markup_is_shown_and_links_in_it_carry_their_numbers(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        assert "a flat edge." in screens.text("#detail")
        await screens.press("G", "k", "k")
        detail = screens.text("#detail")
        assert "see the care guide[2]." in " ".join(detail.split())
        assert "2 care guide  https://example.com/care" in " ".join(detail.split()).replace(
            "care guide https", "care guide  https"
        )


async def test_an_entry_names_the_entries_within_it(opened: Opener, kitchen: AwesomeList) -> None:
    async with opened(kitchen) as screens:
        await screens.press("j", "j", "j")
        assert screens.selected == "Wok"
        assert "Contains" in screens.text("#detail")
        assert "Wok ring" in screens.text("#detail")


async def test_an_entry_with_none_within_it_says_nothing_of_contents(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        assert screens.selected == "Santoku"
        assert "Contains" not in screens.text("#detail")


async def test_a_description_of_two_lines_is_one_line_of_the_list_and_two_of_the_detail(
    opened: Opener,
) -> None:
    async with opened(a_list("Tools", entry("Wok", "Round.\nHeavy."), entry("Pan"))) as screens:
        wok, pan = screens.text("#entries").splitlines()[2:4]
        assert " ".join(wok.split()[1:4]) == "Wok Round. Heavy."
        assert "Pan" in pan
        lines = [line.strip() for line in screens.text("#detail").splitlines()]
        assert lines.index("Heavy.") == lines.index("Round.") + 1


async def test_a_text_without_entries_opens_and_says_so(opened: Opener) -> None:
    async with opened(AwesomeList("x.md", "", "Only words.")) as screens:
        assert "This text has no entries." in screens.text("#entries")
        await screens.press("j", "G", "enter", "y", "n", "R", "space", "s", "f", "1")
        assert screens.app.is_running


async def test_a_section_of_text_and_links_has_no_count_and_is_read_in_the_detail(
    opened: Opener,
) -> None:
    link = Link("pledge", "https://pledge.example")
    thanks = Section("Thanks", "thanks", description="See the pledge.", links=(link,))
    document = AwesomeList("x.md", "X", sections=(section("Pans", entry("Wok")), thanks))
    async with opened(document) as screens:
        await screens.press("h", "G")
        assert "Thanks" in screens.text("#tree")
        assert "0" not in screens.text("#tree")
        assert "enter read" in screens.text("#hints")
        await screens.press("enter")
        assert screens.focused == "detail"
        assert "1 pledge  https://pledge.example" in screens.text("#detail")
        await screens.press("h", "h", "k", "enter")
        assert screens.selected == "Wok"
        assert screens.focused == "entries"


async def test_sections_that_begin_alike_are_told_apart_where_they_are_cut(opened: Opener) -> None:
    titles = ("Communication - Email", "Communication - Video calls")
    parts = [section(title, entry("Sylph"), entry("Sprite")) for title in titles]
    async with opened(AwesomeList("x.md", "X", sections=tuple(parts)), size=MIDDLE) as screens:
        shown = screens.text("#tree")
        assert "Communicatio…" in shown
        assert "…Video" in shown


async def test_thousands_are_set_off_wherever_entries_are_counted(opened: Opener) -> None:
    many = a_list("Many", *(entry(f"Entry {number}") for number in range(1_234)))
    async with opened(many) as screens:
        assert "1,234 entries" in screens.text("#title")
        assert "1,234" in screens.text("#tree").splitlines()[1]


# ---- moving


async def test_the_cursor_skips_section_lines_and_stops_at_the_ends(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("k")
        assert screens.selected == "Santoku"
        await screens.press("j", "j")
        assert screens.selected == "Whetstone"
        await screens.press("G", "j")
        assert screens.selected == "Scale"
        await screens.press("g")
        assert screens.selected == "Santoku"


async def test_n_goes_to_the_next_section_that_has_rows(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        seen = []
        for _ in range(4):
            await screens.press("n")
            seen.append(screens.selected)
        assert seen == ["Whetstone", "Wok", "Salad spinner", "Salad spinner"]
        await screens.press("N")
        assert screens.selected == "Wok"


async def test_tab_goes_from_pane_to_pane(opened: Opener, kitchen: AwesomeList) -> None:
    async with opened(kitchen) as screens:
        seen = [screens.focused]
        for key in ("tab", "tab", "tab", "shift+tab", "h", "l", "l"):
            await screens.press(key)
            seen.append(screens.focused)
        assert seen == [
            "entries",
            "detail",
            "tree",
            "entries",
            "tree",
            "tree",
            "entries",
            "detail",
        ]


async def test_the_tree_narrows_the_list_and_enter_goes_to_it(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("h", "j")
        assert screens.rows() == [
            "[Knives]",
            "Santoku",
            "Paring knife",
            "[Sharpening]",
            "Whetstone",
        ]
        await screens.press("enter")
        assert screens.focused == "entries"


async def test_folding_hides_the_sections_within(opened: Opener, kitchen: AwesomeList) -> None:
    async with opened(kitchen) as screens:
        await screens.press("h", "j")
        assert "Sharpening" in screens.text("#tree")
        await screens.press("h")
        assert "Sharpening" not in screens.text("#tree")
        await screens.press("space")
        assert "Sharpening" in screens.text("#tree")


@pytest.mark.parametrize("size", [THREE_COLUMNS, WIDE, NARROW])
async def test_the_detail_jumps_to_a_section_of_the_path(
    opened: Opener, kitchen: AwesomeList, size: tuple[int, int]
) -> None:
    async with opened(kitchen, size) as screens:
        await screens.press("j", "j", "l", "k", "k", "enter")
        assert screens.rows() == [
            "[Knives]",
            "Santoku",
            "Paring knife",
            "[Sharpening]",
            "Whetstone",
        ]
        assert screens.selected == "Whetstone"
        assert screens.focused == "entries"


async def test_a_click_on_the_line_above_the_detail_goes_to_that_section(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("j", "j")
        line = screens.text("#detail-splitter")
        await screens.pilot.click("#detail-splitter", offset=(line.index("Sharpening"), 0))
        await screens.settle()
        assert screens.rows() == ["[Sharpening]", "Whetstone"]


async def test_a_click_on_the_arrow_folds_a_section(opened: Opener, kitchen: AwesomeList) -> None:
    async with opened(kitchen) as screens:
        await screens.pilot.click("#tree", offset=(2, 2))
        await screens.settle()
        assert "Knives" in screens.text("#tree").splitlines()[2]
        assert "Sharpening" not in screens.text("#tree")
        await screens.pilot.click("#tree", offset=(2, 2))
        await screens.settle()
        assert "Sharpening" in screens.text("#tree")


async def test_a_click_where_an_arrow_would_be_selects_a_section_without_others_in_it(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.pilot.click("#tree", offset=(2, 5))
        await screens.settle()
        assert "Gadgets" in screens.text("#tree").splitlines()[5]
        assert screens.rows() == ["[Gadgets]", "Salad spinner", "Scale"]
        await screens.pilot.double_click("#tree", offset=(2, 4))
        await screens.settle()
        assert screens.rows() == ["[Pots]", "Wok", "Wok ring", "Dutch oven"]
        assert screens.focused == "entries", "as after a double click on a title"
        await screens.press("h", "l")
        assert screens.focused == "entries", "there was nothing to unfold"


async def test_in_a_narrow_window_l_shows_the_detail_over_the_list(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, NARROW) as screens:
        await screens.press("l")
        assert "1 https://example.com/santoku" in screens.text()
        await screens.press("escape")
        assert "Paring knife" in screens.text()


async def test_panes_are_resized_by_keys_and_by_the_mouse(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        tree = screens.browser.query_one("#tree")
        before = tree.region.width
        await screens.press("h", "greater_than_sign")
        wider = tree.region.width
        assert wider > before
        await screens.press("less_than_sign")
        assert tree.region.width == before
        await screens.pilot.mouse_down("#tree-splitter", offset=(0, 3))
        await screens.pilot.hover("#entries", offset=(9, 3))
        await screens.pilot.mouse_up("#entries", offset=(9, 3))
        await screens.settle()
        assert tree.region.width > before


@pytest.mark.parametrize("size", [THREE_COLUMNS, WIDE])
async def test_the_line_at_the_detail_is_dragged_and_a_double_click_brings_the_usual_size_back(
    opened: Opener, kitchen: AwesomeList, size: tuple[int, int]
) -> None:
    async with opened(kitchen, size) as screens:
        before = screens.region("detail")
        await screens.pilot.mouse_down("#detail-splitter", offset=(0, 0))
        await screens.pilot.hover("#entries", offset=(30, 22))
        await screens.pilot.mouse_up("#entries", offset=(30, 22))
        await screens.settle()
        dragged = screens.region("detail")
        assert dragged.area > before.area
        assert (dragged.right, dragged.bottom) == (before.right, before.bottom)
        await screens.press("j", "j")
        assert screens.region("detail") == dragged
        await screens.pilot.double_click("#detail-splitter", offset=(0, 0))
        await screens.settle()
        assert screens.region("detail") == before


async def test_a_pane_alone_has_no_size_to_change(opened: Opener, kitchen: AwesomeList) -> None:
    async with opened(kitchen, NARROW) as screens:
        await screens.press("h", "greater_than_sign")
        await screens.pilot.resize_terminal(*WIDE)
        await screens.settle()
        assert screens.region("tree").width == 28


async def test_a_click_selects_and_a_double_click_opens(
    opened: Opener, kitchen: AwesomeList, browser: Browser
) -> None:
    async with opened(kitchen) as screens:
        await screens.pilot.click("#entries", offset=(6, 3))
        assert screens.selected == "Paring knife"
        await screens.pilot.double_click("#entries", offset=(6, 3))
        await screens.settle()
        assert browser.opened == ["https://example.com/paring-knife"]


async def test_a_random_entry_is_one_of_those_shown(opened: Opener, kitchen: AwesomeList) -> None:
    async with opened(kitchen) as screens:
        await screens.press("h", "j", "j", "enter", "R")
        assert screens.selected == "Whetstone"


async def test_n_goes_to_the_next_section_line_after_entries_without_a_section(
    opened: Opener,
) -> None:
    tools = section("Tools", entry("Wok"))
    async with opened(AwesomeList("a.md", "A", entries=(entry("Apron"),), sections=(tools,))) as it:
        assert it.rows() == ["Apron", "[Tools]", "Wok"]
        await it.press("n")
        assert it.selected == "Wok"
        assert it.rows() == ["Apron", "[Tools]", "Wok"]


# ---- the filter


async def test_typing_narrows_list_and_tree_and_the_best_hit_is_selected(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("slash", *"wok")
        assert screens.rows()[0] == "Wok"
        assert screens.selected == "Wok"
        assert "Pots" in screens.text("#tree")
        assert "Knives" not in screens.text("#tree")
        assert "2 of 8" in screens.text("FilterBar")


async def test_letters_type_while_the_filter_has_the_focus(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("slash", *"qynR")
        assert screens.app.is_running
        assert screens.browser.filter_text == "qynR"
        empty = " ".join(screens.text("#entries").split())
        assert "Nothing matches qynR. Esc clears the filter." in empty


async def test_what_is_pasted_into_the_filter_becomes_one_line_as_long_as_there_is_room(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("slash")
        await screens.paste("salad\nspinner\x1b\n")
        assert screens.browser.filter_text == "salad spinner"
        await screens.paste(" wok" * 1_000)
        assert screens.browser.filter_text.startswith("salad spinner wok wok wok")
        assert len(screens.browser.filter_text) == MAX_LENGTH
        await screens.press("escape", "slash")
        await screens.paste("\n")
        assert screens.browser.filter_text == ""


async def test_up_and_down_move_the_list_under_the_filter(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("slash", *"wok", "down")
        assert screens.selected == "Wok ring"
        assert screens.focused == "filter"
        await screens.press("enter")
        assert screens.focused == "entries"
        assert screens.selected == "Wok ring"


async def test_escape_clears_the_filter_and_the_tree_is_whole_again(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        whole = screens.text("#tree")
        await screens.press("slash", *"wok", "enter", "escape")
        assert screens.text("#tree") == whole
        assert screens.selected == "Wok"
        assert screens.browser.filter_text == ""


@pytest.mark.parametrize(
    ("down", "up"), [("down", "up"), ("ctrl+n", "ctrl+p"), ("ctrl+j", "ctrl+k")]
)
async def test_the_keys_of_other_finders_move_the_list_under_the_filter(
    opened: Opener, kitchen: AwesomeList, down: str, up: str
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("slash", *"wok", down)
        assert screens.selected == "Wok ring"
        await screens.press(up)
        assert screens.selected == "Wok"
        assert screens.focused == "filter"


async def test_each_letter_puts_the_cursor_on_the_best_hit_wherever_it_was_before(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("G")
        assert screens.selected == "Scale"
        await screens.press("slash", "s")
        assert screens.selected == screens.rows()[0]
        await screens.press("enter", "j", "slash", *"wo")
        assert screens.selected == screens.rows()[0] == "Wok"


async def test_a_slash_selects_the_old_text_so_that_typing_replaces_it(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("slash", *"wok", "enter", "slash", *"scale")
        assert screens.browser.filter_text == "scale"
        await screens.press("enter", "slash", "left", "x")
        assert screens.browser.filter_text == "xscale"
        await screens.press("enter", "slash", "end", "y")
        assert screens.browser.filter_text == "xscaley"
        await screens.press("slash")
        assert screens.browser.filter_text == "xscaley/", "a letter like any other"


async def test_a_click_into_the_filter_begins_a_new_one_with_the_caret_where_one_clicked(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("slash", *"wo", "down", "enter", "j")
        await screens.pilot.click(FilterInput, offset=(1, 0))
        await screens.press("k", "backspace")
        assert screens.browser.filter_text == "wo"
        assert screens.selected == screens.rows()[0] == "Wok"
        await screens.press("down")
        await screens.pilot.click(FilterInput, offset=(2, 0))
        await screens.press("k")
        assert screens.browser.filter_text == "wok"
        assert screens.selected == "Wok ring", "a click amid typing begins nothing"


async def test_with_a_section_chosen_the_count_says_both(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("h", "j", "j", "j", "slash", *"s")
        assert "3 here · 8 in all" in screens.text("FilterBar")
        await screens.press("enter", "h", "g")
        assert "8 of 8" in screens.text("FilterBar")


async def test_escape_returns_to_the_section_and_the_entry_one_was_at(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("h", "j", "j", "j", "enter", "j", "j")
        assert screens.selected == "Dutch oven"
        await screens.press("slash", *"scale")
        assert screens.rows() == ["Scale"], "the section has no hit"
        await screens.press("escape")
        assert screens.rows() == ["[Pots]", "Wok", "Wok ring", "Dutch oven"]
        assert screens.selected == "Dutch oven"
        await screens.press("slash", *"wok", "down", "enter", "escape")
        assert screens.selected == "Wok ring", "an entry that was chosen stays"


async def test_a_section_is_shown_again_as_soon_as_it_has_hits(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("h", "j", "j", "j", "slash", *"sc")
        assert screens.rows() == ["Scale"]
        await screens.press("backspace", "backspace", *"wok")
        assert "2 here · 2 in all" in screens.text("FilterBar")


async def test_the_section_chosen_while_one_filters_stays_until_escape(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("slash", *"s", "enter", "h", "G", "slash", "end", "c")
        assert screens.rows() == ["Scale"]
        assert "1 here" in screens.text("FilterBar")
        await screens.press("escape")
        assert screens.rows()[:2] == ["[Knives]", "Santoku"]
        assert screens.selected == "Santoku"


async def test_how_to_begin_a_filter_is_told_whole_in_the_narrowest_windows(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, (30, 12)) as screens:
        assert "/ press / to filter" in screens.text("FilterBar")


async def test_the_filter_line_tells_its_language_while_it_is_empty_or_typed_into(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        assert "press / to filter" in screens.text("FilterBar")
        assert "'exact  ^start  !not  in:  tag:  is:" in screens.text("FilterBar")
        await screens.press("slash", *"wok")
        assert "'exact  ^start" in screens.text("FilterBar")
        assert screens.text("FilterBar").endswith("2 of 8")
        await screens.press("enter")
        assert "'exact" not in screens.text("FilterBar")
    async with opened(kitchen, NARROW) as screens:
        await screens.press("slash", *"wok")
        assert "2 of 8" in screens.text("FilterBar")


async def test_what_can_follow_a_field_is_told(opened: Opener) -> None:
    wok = replace(entry("Wok"), tags=("Steel", "MIT"), facts=(Fact("Price", "cheap"),))
    some = section("Pots and pans", wok)
    async with opened(AwesomeList("kitchen.md", "Kitchen", sections=(some,))) as screens:
        assert "is:  price:" in screens.text("FilterBar")
        for typed, told in {
            "tag:": "mit  steel",
            "in:": '"pots and pans"',
            "price:": "cheap",
            "is:v": "visited",
        }.items():
            await screens.press("escape", "slash", *typed)
            assert f"  {told}" in screens.text("FilterBar")


async def test_a_picked_entry_stays_selected_while_it_matches(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("slash", *"wo", "down", "k")
        assert screens.selected == "Wok ring"
        await screens.press("backspace", "backspace", "backspace", *"scale")
        assert screens.selected == "Scale"


async def test_escape_takes_away_one_thing_at_a_time_and_never_quits(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("space", "slash", *"wok", "enter")
        assert screens.browser.marks
        await screens.press("escape")
        assert not screens.browser.filter_text
        assert screens.browser.marks
        await screens.press("escape")
        assert not screens.browser.marks
        await screens.press("escape", "escape")
        assert screens.app.is_running


async def test_matched_characters_are_highlighted(opened: Opener, kitchen: AwesomeList) -> None:
    async with opened(kitchen) as screens:
        await screens.press("slash", *"ring", "enter")
        entries = screens.browser.query_one("#entries")
        line = entries.render_line(0)
        accent = entries.get_visual_style("row--match", partial=True).rich_style.color
        lit = "".join(part.text for part in line if part.style and part.style.color == accent)
        assert lit.replace("▌", "").strip().startswith("ring")


async def test_what_matched_far_along_a_description_is_brought_into_sight(
    opened: Opener,
) -> None:
    long = "Carries what happens, in the order in which it does, from one place to the next"
    some = a_list("Some", entry("Suro", long), entry("Next", long))
    async with opened(some, MIDDLE) as screens:
        assert "Carries what happens" in screens.text("#entries")
        await screens.press("slash", *"next")
        _, named, described, *_ = screens.text("#entries").split("\n")
        assert "Next  " in named
        assert "Carries what happens" in named
        assert "Suro  " in described
        assert "to the next" in described


async def test_where_only_the_section_or_the_url_matched_that_is_shown_beside_the_description(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("slash", *"sharpening")
        assert "Knives › Sharpening" in screens.text("#entries")
        assert "Stone of two grits." in screens.text("#entries")
        await screens.press("ctrl+w", *"example.com/sca")
        assert "https://example.com/scale" in screens.text("#entries")
        assert "Weighs to a gram." in screens.text("#entries")


async def test_where_only_a_tag_or_a_fact_matched_that_is_shown(opened: Opener) -> None:
    wok = replace(entry("Wok", "Round."), tags=("steel",), facts=(Fact("Price", "cheap"),))
    async with opened(a_list("Kitchen", wok, entry("Pan"))) as screens:
        await screens.press("slash", *"steel")
        assert "Wok  Round.  steel" in " ".join(screens.text("#entries").split()).replace(" ", "  ")
        await screens.press("slash", "ctrl+u", *"cheap")
        assert "cheap" in screens.text("#entries")


async def test_of_several_terms_the_one_that_is_not_in_sight_is_shown(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("slash", *"whet sharp")
        assert "Knives › Sharpening" in screens.text("#entries")
        assert "Stone of two grits." in screens.text("#entries")
        await screens.press("ctrl+w", *"example.com/whe")
        assert "https://example.com/whe" in screens.text("#entries")


async def test_a_forgiven_typo_is_told_in_the_title_line(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("slash", *"whetstome")
        assert screens.rows() == ["Whetstone"]
        assert "one typo forgiven" in screens.text("#title")
        await screens.press("backspace", "backspace")
        assert screens.rows() == ["Whetstone"]
        assert "typo" not in screens.text("#title")


async def test_what_the_filter_says_already_is_not_recalled(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("slash", *"wok", "escape", "slash", *"scale", "enter", "slash")
        await screens.press("ctrl+r")
        assert screens.browser.filter_text == "wok"
        await screens.press("ctrl+r")
        assert screens.browser.filter_text == "scale"


async def test_earlier_filters_are_recalled_the_newest_first(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("slash", *"wok", "enter", "slash", "ctrl+w", *"scale", "escape")
        await screens.press("slash", "ctrl+r")
        assert screens.browser.filter_text == "scale"
        await screens.press("ctrl+r")
        assert screens.browser.filter_text == "wok"


async def test_the_columns_of_the_list_are_named_beside_the_empty_filter(opened: Opener) -> None:
    books = [
        Entry(name, f"https://{name}.example", facts=(Fact("Year", "1997"),)) for name in "abcd"
    ]
    async with opened(a_list("Books", *books)) as screens:
        assert "is:  year:" in screens.text("FilterBar")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        *(("wok pan", "wok "), ("wok", ""), ('a "b c"', "a "), ("", ""), ("a ", "")),
        *((r"a b\ c", "a "), ("a | b", "a "), ("a |", ""), ("a | b |", "a ")),
    ],
)
async def test_ctrl_w_drops_the_last_term(
    opened: Opener, kitchen: AwesomeList, before: str, after: str
) -> None:
    async with opened(kitchen, query=before) as screens:
        await screens.press("slash", "ctrl+w")
        assert screens.browser.filter_text == after


async def test_a_query_and_a_section_can_be_given_at_the_start(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, query="ring") as screens:
        assert screens.rows()[0] == "Wok ring"
        assert "ring" in screens.text("FilterBar")
    async with opened(kitchen, section="knives > sharpening") as screens:
        assert screens.rows() == ["[Sharpening]", "Whetstone"]


async def test_a_section_asked_for_stays_where_the_query_finds_nothing_in_it(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, query="ring", section="knives > sharpening") as screens:
        assert screens.rows() == []
        assert "Nothing matches ring in this section. Esc" in screens.text("EntryList")
        await screens.press("escape")
        assert screens.rows() == ["[Sharpening]", "Whetstone"]


async def test_a_click_on_a_link_of_the_detail_opens_it(
    opened: Opener, kitchen: AwesomeList, browser: Browser
) -> None:
    async with opened(kitchen) as screens:
        lines = screens.text("#detail").splitlines()
        row = next(number for number, line in enumerate(lines) if "https://" in line)
        await screens.pilot.click("#detail", offset=(lines[row].index("https://"), row))
        await screens.settle()
        assert browser.opened == [screens.browser.links[0].url]
        await screens.pilot.click("#detail", offset=(0, row))
        await screens.settle()
        assert len(browser.opened) == 1, "beside it, nothing is clicked"


async def test_sorting_by_name_and_back(opened: Opener, kitchen: AwesomeList) -> None:
    async with opened(kitchen) as screens:
        in_order = screens.rows()
        await screens.press("s")
        assert screens.rows() == sorted(name for name in in_order if name[0] != "[")
        await screens.press("s")
        assert screens.rows() == in_order


async def test_earlier_filters_are_offered_where_there_are_some(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, NARROW) as screens:
        await screens.press("slash", *"wok")
        assert "ctrl+r" not in screens.text("#hints")
        assert "esc clear" in screens.text("#hints")
        await screens.press("escape", "slash")
        assert "esc clear" in screens.text("#hints"), "before all that has no room"
        await screens.pilot.resize_terminal(*WIDE)
        await screens.settle()
        assert "ctrl+r earlier filter" in screens.text("#hints")


# ---- opening and copying


async def test_enter_opens_the_entry_under_the_cursor_and_o_all_that_is_marked(
    opened: Opener, kitchen: AwesomeList, browser: Browser
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("space", "space", "enter")
        assert browser.opened == ["https://example.com/whetstone"]
        await screens.press("o")
    assert browser.opened[1:] == ["https://example.com/santoku", "https://example.com/paring-knife"]


async def test_marks_are_counted_in_the_title_line_also_those_out_of_sight(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("space", "space")
        assert "✓ 2 marked · 8 entries" in screens.text("#title")
        await screens.press("slash", *"santoku")
        assert "✓ 2 marked · 1 hidden · 8 entries" in screens.text("#title")
        await screens.press("escape", "h", "j", "j")
        assert "✓ 2 marked · 2 hidden" in screens.text("#title")
        await screens.press("escape")
        assert "marked" not in screens.text("#title")


async def test_an_asterisk_marks_all_hits_and_unmarks_them(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("space", "slash", *"wok", "enter", "asterisk")
        assert "✓ 3 marked · 1 hidden" in screens.text("#title")
        await screens.press("asterisk")
        assert "✓ 1 marked · 1 hidden" in screens.text("#title")
        await screens.press("escape", "h", "j", "asterisk")
        assert "✓ 3 marked" in screens.text("#title"), "all of the section"


async def test_u_brings_marks_back_one_unmarking_after_another(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("space", "k", "space", "asterisk", "escape")
        assert not screens.browser.marks
        await screens.press("u")
        assert screens.message == "Marked again: 8 entries"
        assert "✓ 8 marked" in screens.text("#title")
        await screens.press("asterisk", "u", "u", "u")
        assert screens.message == "Nothing to undo."
        assert "✓ 8 marked" in screens.text("#title")


async def test_among_the_categories_the_hints_begin_with_what_keys_do_there(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, MIDDLE) as screens:
        await screens.press("h")
        assert screens.text("#hints").strip().startswith("enter entries  space fold  ")


async def test_the_detail_of_a_section_without_a_text_tells_how_much_it_holds(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, MIDDLE) as screens:
        await screens.press("h", "j")
        assert "3 entries · 1 section" in screens.text("#detail")
        await screens.press("j")
        assert screens.text("#detail").strip(" │\n").startswith("1 entry")


async def test_keys_that_act_on_links_are_hinted_where_there_are_links(opened: Opener) -> None:
    ores = a_list("Ores", entry("Galena"), Entry("Bauxite", None, "Red."))
    async with opened(ores) as screens:
        for hint in ("enter open", "y copy", "f links"):
            assert hint in screens.text("#hints")
        await screens.press("j")
        for hint in ("enter open", "y copy", "f links"):
            assert hint not in screens.text("#hints")
        assert "→ detail  " in screens.text("#hints")
        await screens.press("slash", *"zzz", "enter")
        assert "detail" not in screens.text("#hints")
        assert "/ filter" in screens.text("#hints")


async def test_the_hints_tell_how_many_marked_entries_a_key_acts_on(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, (200, 40)) as screens:
        assert "y copy  " in screens.text("#hints")
        assert "o open" not in screens.text("#hints")
        await screens.press("space", "space")
        assert "y copy 2" in screens.text("#hints")
        assert "o open 2" in screens.text("#hints")
        await screens.press("slash")
        assert "copy" not in screens.text("#hints"), "letters type"
        await screens.press("escape")
        assert "enter open  " in screens.text("#hints")


async def test_right_goes_to_the_detail(opened: Opener, kitchen: AwesomeList) -> None:
    async with opened(kitchen) as screens:
        assert "→ detail" in screens.text("#hints")
        await screens.press("right")
        assert screens.focused == "detail"
        assert "→" not in screens.text("#hints")


@pytest.mark.parametrize("key", ["enter", "o"])
async def test_the_link_is_handed_to_the_browser_as_it_is(
    opened: Opener, kitchen: AwesomeList, browser: Browser, key: str
) -> None:
    async with opened(kitchen) as screens:
        await screens.press(key)
        assert browser.opened == ["https://example.com/santoku"]
        assert "https://example.com/santoku" in screens.message


async def test_numbers_open_the_links_of_the_detail(
    opened: Opener, kitchen: AwesomeList, browser: Browser
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("G", "k", "k", "l", "2")
        assert browser.opened == ["https://example.com/care"]
        await screens.press("3")
        assert screens.message == "No link 3 here: there are 2 links."


async def test_f_offers_all_links(opened: Opener, kitchen: AwesomeList, browser: Browser) -> None:
    async with opened(kitchen) as screens:
        await screens.press("G", "k", "k", "f")
        assert isinstance(screens.app.screen, Chooser)
        await screens.press("j", "enter")
        assert browser.opened == ["https://example.com/care"]


async def test_copying_says_that_nothing_confirms_it(opened: Opener, kitchen: AwesomeList) -> None:
    async with opened(kitchen) as screens:
        await screens.press("y")
        assert screens.app.clipboard == "https://example.com/santoku"
        assert screens.message == "Copied (terminal clipboard): https://example.com/santoku"


async def test_copy_as_offers_other_forms(opened: Opener, kitchen: AwesomeList) -> None:
    async with opened(kitchen) as screens:
        await screens.press("Y", "2")
        assert screens.app.clipboard == "[Santoku](https://example.com/santoku)"


async def test_what_is_marked_is_acted_on_in_list_order(
    opened: Opener, kitchen: AwesomeList, browser: Browser
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("j", "space", "g", "space", "y")
        urls = ["https://example.com/santoku", "https://example.com/paring-knife"]
        assert screens.app.clipboard.split() == urls
        await screens.press("o")
        assert browser.opened == urls


async def test_opening_many_links_is_asked_about(opened: Opener, browser: Browser) -> None:
    many = section("Many", *(entry(f"Thing {n}") for n in range(12)))
    async with opened(AwesomeList("x", "X", sections=(many,))) as screens:
        await screens.press(*["space"] * 12, "o")
        assert "Open 12 links?" in screens.text()
        await screens.press("enter")
        assert browser.opened == []


async def test_an_entry_without_a_link_says_so(opened: Opener, browser: Browser) -> None:
    document = AwesomeList("x", "X", entries=(Entry("Bare", None),))
    async with opened(document) as screens:
        await screens.press("o")
        assert screens.message == "This entry has no link to open."
        await screens.press("y")
        assert screens.message == "This entry has no URL to copy."
        assert browser.opened == []


async def test_among_categories_nothing_is_done_with_an_entry_that_is_not_told(
    opened: Opener, kitchen: AwesomeList, browser: Browser
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("h", "j", "o", "y")
        assert browser.opened == []
        assert screens.app.clipboard == ""
        await screens.press("enter", "o")
        assert browser.opened == ["https://example.com/santoku"]


async def test_beside_marked_entries_links_are_those_of_the_one_under_the_cursor(
    opened: Opener,
) -> None:
    ores = a_list("Ores", entry("Galena"), Entry("Bauxite", None, "Red."))
    async with opened(ores) as screens:
        await screens.press("space", "g")
        assert "y copy 1" in screens.text("#hints")
        assert "f links" in screens.text("#hints")
        await screens.press("G")
        assert "y copy 1" in screens.text("#hints")
        assert "f links" not in screens.text("#hints")


async def test_links_are_offered_in_categories_that_have_some(opened: Opener) -> None:
    guide = Link("Guide", "https://example.com/guide")
    pots = replace(section("Pots", entry("Wok")), links=(guide,))
    knives = section("Knives", entry("Santoku"))
    async with opened(AwesomeList("a.md", "A", sections=(pots, knives))) as screens:
        await screens.press("h", "j")
        assert "f links" in screens.text("#hints")
        await screens.press("j")
        assert "f links" not in screens.text("#hints")


async def test_what_is_marked_is_opened_from_the_categories_too(
    opened: Opener, kitchen: AwesomeList, browser: Browser
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("space", "h")
        await screens.press("o")
        assert browser.opened == ["https://example.com/santoku"]


async def test_the_last_line_offers_nothing_to_do_with_entries_where_there_are_none(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(AwesomeList("empty.md", "Empty")) as screens:
        for hint in ("mark", "open", "copy"):
            assert hint not in screens.text("#hints")
    async with opened(kitchen) as screens:
        await screens.press("slash", *"zzz", "enter")
        assert "copy" not in screens.text("#hints")
        await screens.press("escape")
        for hint in ("mark", "open", "copy"):
            assert hint in screens.text("#hints")


# ---- help, palette, quitting


async def test_in_the_colours_of_the_terminal_the_cursor_is_underlined(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, theme="ansi-dark") as screens:
        drawn = screens.style("Santoku", "#entries")
        assert drawn.underline
        assert drawn.bgcolor
        assert drawn.bgcolor.is_default
        assert screens.style("An all-round", "#entries").dim
        assert screens.style("Knives", "#detail-splitter").dim
        await screens.press("t", "k", "k", "enter")
        drawn = screens.style("Santoku", "#entries")
        assert screens.app.theme == DARK.name
        assert not drawn.underline
        assert drawn.bgcolor == Color.parse(screens.app.theme_variables["block-cursor-background"])
        assert not screens.style("Knives", "#detail-splitter").dim


async def test_q_quits_with_status_0(opened: Opener, kitchen: AwesomeList) -> None:
    async with opened(kitchen) as screens:
        await screens.press("q")
    assert not screens.app.return_code


async def test_resizing_to_next_to_nothing_and_back_crashes_nothing(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        for size in ((200, 60), (20, 5), (1, 1), (59, 13), (60, 14), (99, 10), (120, 40)):
            await screens.pilot.resize_terminal(*size)
            await screens.press("j", "tab", "slash", "k", "escape", "greater_than_sign")
        assert "Awesome Kitchen" in screens.text()


# ---- hostile text

HOSTILE = [
    "[/usr/bin]",
    "[@click=app.quit]x[/]",
    "a[/]b",
    "[bold red]",
    "[link=x]y",
    "$name \\[x]",
]


@pytest.mark.parametrize("text", HOSTILE)
async def test_markup_in_names_is_shown_as_text_everywhere(
    opened: Opener, browser: Browser, text: str
) -> None:
    link = Link(text, "https://example.com/x")
    hostile = Entry(text, link.url, text, links=(link, Link(text, "https://example.com/y")))
    document = AwesomeList("x", text, text, sections=(section(text, hostile, hostile),))
    async with opened(document) as screens:
        for selector in ("#title", "#tree", "#entries", "#detail"):
            assert text in screens.text(selector)
        await screens.press("f")
        assert text in screens.text()
        await screens.press("escape", "Y", "3")
        assert text in screens.message
        await screens.press("question_mark", "escape", "slash", *"zz[", "enter")
        assert "Nothing matches zz[" in screens.text("#entries")


# ---- picking


def picked(screens: Screens) -> list[str] | None:
    """The names of what was picked; None while the screens are open and after one quit."""
    chosen = screens.app.return_value
    return None if chosen is None else [entry.name for entry in chosen]


async def test_picking_starts_in_the_filter_and_enter_takes_the_best_hit(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, picking="one") as screens:
        assert screens.focused == "filter"
        assert "enter pick" in screens.text("#hints")
        await screens.press("w", "o", "k", "enter")
    assert picked(screens) == ["Wok"]


async def test_esc_ends_the_picking_while_there_is_nothing_to_choose_from(
    kitchen: AwesomeList, browser: Browser
) -> None:
    gate = threading.Event()

    def load() -> AwesomeList:
        gate.wait()
        return kitchen

    screen = SCREENS["one"](load, browser.desktop())
    async with AwesomeApp(screen).run_test(size=WIDE) as pilot:
        screens = Screens(pilot)
        async with asyncio.timeout(20):
            while "reading …" not in screens.text("#title"):
                await pilot.pause()
        await pilot.press("w", "escape")
    gate.set()
    assert (screens.app.return_code, picked(screens)) == (130, None)


async def test_enter_picks_the_row_that_the_arrows_moved_to(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, picking="one") as screens:
        await screens.press("w", "o", "k", "down", "enter")
    assert picked(screens) == ["Wok ring"]


async def test_a_slash_at_the_start_of_picking_is_no_letter(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, picking="one") as screens:
        await screens.press("slash", "w", "slash")
        assert screens.browser.filter_text == "w/"


async def test_enter_picks_in_the_list_too_and_o_opens(
    opened: Opener, kitchen: AwesomeList, browser: Browser
) -> None:
    async with opened(kitchen, picking="one") as screens:
        await screens.press("escape", "j")
        assert "enter pick" in screens.text("#hints")
        await screens.press("o", "enter")
    assert picked(screens) == ["Paring knife"]
    assert browser.opened == ["https://example.com/paring-knife"], "by o alone"


async def test_enter_in_the_categories_goes_to_the_entries_while_picking(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, picking="one") as screens:
        await screens.press("escape", "h", "j", "j", "enter")
        assert (screens.focused, picked(screens)) == ("entries", None)
        await screens.press("enter")
    assert picked(screens) == ["Whetstone"]


async def test_nothing_is_picked_where_nothing_matches(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, picking="one") as screens:
        await screens.press(*"zzz", "enter")
        assert screens.message == "Nothing matches: change the filter."
    assert picked(screens) is None


async def test_a_double_click_picks(opened: Opener, kitchen: AwesomeList, browser: Browser) -> None:
    async with opened(kitchen, picking="one") as screens:
        await screens.pilot.double_click("#entries", offset=(6, 3))
        await screens.settle()
    assert picked(screens) == ["Paring knife"]
    assert browser.opened == []


async def test_tab_marks_from_the_filter_and_many_are_picked_in_list_order(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, picking="many") as screens:
        assert "tab mark" in screens.text("#hints")
        await screens.press("tab", *"scale", "tab", "enter")
    assert picked(screens) == ["Santoku", "Scale"]


async def test_shift_tab_marks_and_goes_back_up(opened: Opener, kitchen: AwesomeList) -> None:
    async with opened(kitchen, picking="many") as screens:
        await screens.press("down", "down", "shift+tab")
        assert screens.selected == "Paring knife"
        assert "enter pick 1" in screens.text("#hints")
        await screens.press("shift+tab", "enter")
    assert picked(screens) == ["Paring knife", "Whetstone"]


async def test_space_marks_in_the_list_while_picking_many(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, picking="many") as screens:
        await screens.press("escape", "G", "space", "g", "space", "enter")
    assert picked(screens) == ["Santoku", "Scale"]


async def test_where_one_is_wanted_nothing_can_be_marked(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, picking="one") as screens:
        assert "mark" not in screens.text("#hints")
        await screens.press("escape", "space", "j", "enter")
    assert picked(screens) == ["Paring knife"]


async def test_what_has_no_link_cannot_be_picked(opened: Opener) -> None:
    document = AwesomeList("", "", entries=(Entry("Spoon", None), entry("Fork")))
    async with opened(document, picking="many") as screens:
        await screens.press("enter")
        assert screens.message == "This entry has no link to pick."
        await screens.press("tab", "tab", "enter")
    assert picked(screens) == ["Fork"]


async def test_esc_never_leaves_and_q_leaves_without_a_choice(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, picking="many") as screens:
        await screens.press("tab", "escape", "escape")
        assert screens.app.is_running
        assert not screens.browser.marks
        await screens.press("q")
    assert picked(screens) is None


async def test_a_section_that_is_nothing_but_an_entry_is_no_category(opened: Opener) -> None:
    lens, peek = entry("Lens"), entry("Peek")
    inner = (section("Lens (2020)", lens), section("2. Peek", peek))
    viewers = Section("Viewers", "viewers", level=2, sections=inner)
    async with opened(AwesomeList("x", "Handy tools", sections=(viewers,))) as screens:
        assert "Viewers" in screens.text("#tree")
        assert "Lens" not in screens.text("#tree")
        assert screens.text("#entries").count("Viewers") == 1
        await screens.press("slash", *"peek")
        assert "2. Peek" not in screens.text("#tree")


async def test_a_search_that_fails_is_told_with_what_to_do(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        browser = screens.browser
        assert browser.search is not None
        request = browser.search.request("wok", browser.order)
        assert request is not None
        browser.post_message(browser.Searched(request, None, "RuntimeError"))
        await screens.settle()
        assert screens.message == "The search failed (RuntimeError): change the filter."
        assert "Santoku" in screens.rows()
