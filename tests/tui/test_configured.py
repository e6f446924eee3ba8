"""The settings as the screens follow them."""

from __future__ import annotations

import re

import pytest
from configuring import Home
from driving import MIDDLE, NARROW, THREE_COLUMNS, WIDE


async def test_keys_do_what_the_user_says(home: Home) -> None:
    home.write(
        '[keys]\nrow.next = ["t", "ctrl+n"]\napp.theme = "T"\nentry.copy = "Y"\nentry.copy_as = []'
    )
    async with home.screens() as screens:
        assert screens.message == ""
        await screens.press("t")
        assert screens.selected == "Eider"
        await screens.press("j")
        assert screens.selected == "Eider"
        await screens.press("ctrl+n")
        assert screens.selected == "Isar"
        await screens.press("Y")
        assert "Copied" in screens.message


async def test_keys_can_be_swapped(home: Home) -> None:
    home.write('[keys]\nrow.next = "k"\nrow.previous = "j"')
    async with home.screens() as screens:
        await screens.press("k", "k")
        assert screens.selected == "Isar"
        await screens.press("j")
        assert screens.selected == "Eider"


async def test_a_key_with_priority_is_still_a_letter_in_the_filter(home: Home) -> None:
    home.write('[keys]\npane.next = "w"\npage.news = []\napp.palette = "a"')
    async with home.screens() as screens:
        await screens.press("slash", "w", "a")
        assert screens.browser.filter.input.value == "wa"
        await screens.press("escape", "w")
        assert screens.focused == "detail"


async def test_help_palette_and_hints_tell_the_keys_that_work(home: Home) -> None:
    home.write('[keys]\nentry.copy = "C"\ntree.fold_all = "ctrl+o"\nentry.links = []')
    async with home.screens() as screens:
        assert "C copy" in screens.text("#hints")
        assert "links" not in screens.text("#hints")
        await screens.press("colon", *"fold")
        assert re.search(r"ctrl\+o +Fold or unfold all", screens.text())
        await screens.press("escape", "colon", *"among")
        assert "Choose among its links" in screens.text()


async def test_keys_of_dialogs_do_what_the_user_says_and_are_told(home: Home) -> None:
    home.write(
        '[keys]\nnote.save = "f2"\nnote.cancel = ["f3", "esc"]\nexport.copy = "c"\n'
        'export.save = []\nchooser.choose = "space"\npalette.run = "f4"\n'
    )
    assert home.check() == []
    async with home.screens() as screens:
        await screens.press("e")
        assert "f2 saves · f3 cancels · tab to the tags · ctrl+j new line" in screens.text()
        await screens.press(*"quick", "f2")
        assert screens.message == "Note saved"
        await screens.press("x")
        assert "c copies instead · tab edits the name · esc cancels" in screens.text()
        await screens.press("tab", "c", "q", "tab", "c")
        assert "Copied" in screens.message
        await screens.press("s", "j", "space")
        assert screens.browser.order == "name"
        await screens.press("colon", *"toggle bookmark")
        assert "f4 runs it · esc closes" in screens.text()
        await screens.press("f4")
        assert "Bookmarked" in screens.message


async def test_a_choice_tells_its_keys_and_its_digits_can_be_other_keys(home: Home) -> None:
    home.write('[keys]\nchooser.choose = "space"\nchooser.choose_nth2 = "n"\n')
    assert home.check() == []
    async with home.screens() as screens:
        await screens.press("Y")
        assert "space chooses · esc cancels" in screens.text()
        await screens.press("n")
        assert "Copied" in screens.message
        assert screens.app.clipboard.startswith("["), "Markdown is the second form"


async def test_what_one_types_in_a_dialog_cannot_be_its_key(home: Home) -> None:
    home.write('[keys]\nnote.save = "w"\nexport.copy = "enter"\nline.save = "f2"\n')
    assert home.check() == [
        "2: keys.note.save: a letter is text while one types",
        "3: keys.export.copy: enter is the key of export.save already",
    ]


async def test_a_key_typed_ahead_waits_as_the_usual_one_does(home: Home) -> None:
    home.write('[keys]\napp.quit = "Q"\nlist.filter = ["q", "/"]\n')
    async with home.screens() as screens:
        await screens.press("q", "Q")
        assert screens.browser.filter.input.value == "Q"
        assert screens.app.return_code is None
        await screens.press("escape", "Q")
        assert screens.app.return_code == 0


@pytest.mark.parametrize(
    ("arrangement", "size", "arranged"),
    [
        ("auto", THREE_COLUMNS, "beside"),
        ("below", THREE_COLUMNS, "below"),
        ("below", NARROW, "single"),
        ("single", WIDE, "single"),
        ("beside", MIDDLE, "below"),
    ],
)
async def test_panes_stand_as_the_user_says_where_the_window_has_room(
    home: Home, arrangement: str, size: tuple[int, int], arranged: str
) -> None:
    home.write(f'arrangement = "{arrangement}"')
    async with home.screens(size=size) as screens:
        assert screens.browser.panes.arrangement == arranged


async def test_panes_have_the_usual_size_until_another_is_chosen(home: Home) -> None:
    home.write("tree_width = 25\ndetail_height = 7")
    async with home.screens() as screens:
        assert screens.region("tree").width == 25
        assert screens.region("detail").height == 7
        await screens.press("h", "greater_than_sign")
        assert screens.region("tree").width == 29


@pytest.mark.parametrize(
    ("arguments", "environ", "theme"),
    [
        ((), {}, "nord"),
        ((), {"AWESOME_TUI_THEME": "dracula"}, "dracula"),
        (("--theme", "gruvbox"), {"AWESOME_TUI_THEME": "dracula"}, "gruvbox"),
        ((), {"NO_COLOR": "1"}, "ansi-dark"),
        ((), {"NO_COLOR": "1", "AWESOME_TUI_THEME": "dracula"}, "dracula"),
    ],
)
def test_the_theme_is_that_of_flag_environment_or_file(
    home: Home, arguments: tuple[str, ...], environ: dict[str, str], theme: str
) -> None:
    home.write('theme = "nord"')
    home.environ.update(environ)
    with home.app(*arguments) as app:
        assert app.theme == theme


async def test_marks_that_the_user_leaves_out_are_not_shown(home: Home) -> None:
    home.write('marks = ["visited"]')
    async with home.screens() as screens:
        await screens.press("b")
        assert "★" not in screens.text("#entries")
        await screens.press("slash", *"is:bookmarked")
        assert screens.rows() == ["Elbe"]


async def test_without_descriptions_rows_have_names_and_what_else_matched(home: Home) -> None:
    home.write("descriptions = false")
    async with home.screens() as screens:
        assert "Elbe" in screens.text("#entries")
        assert "Long and wide" not in screens.text("#entries")
        assert "Long and wide" in screens.text("#detail")
        await screens.press("comma", *"jjjjjjjjjj", "enter")
        assert screens.message == "Saved in config.toml: descriptions = true"
        assert "Long and wide" in screens.text("#entries")


async def test_the_picker_keeps_its_keys_where_the_reader_has_another_use_for_them(
    home: Home,
) -> None:
    home.write('[keys]\nlist.next_section = "tab"\npane.next = []\npick.mark = "o"\n')
    assert home.check() == ["4: keys.pick.mark: o is the key of entry.open already"]
    async with home.picker() as screens:
        await screens.press("escape", "tab", "tab")
        assert "2 marked" in screens.text()
