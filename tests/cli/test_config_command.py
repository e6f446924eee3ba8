"""The command `config`: what is in force and from where, the documented file, what is wrong."""

from __future__ import annotations

import pytest
from configuring import Home

from awesome_tui.config.settings import Config

NO_TOML = [
    ("syntax", 'mouse = true\ntheme = "x', ["2: theme: no TOML: the quotes are not closed"]),
    ("single quotes", "theme = 'x\n", ["1: theme: no TOML: the quotes are not closed"]),
    ("a line's end", 'theme = "x\nmouse = true', ["1: theme: no TOML: the quotes are not closed"]),
    ("a comma", "mouse = true,", ["1: mouse: no TOML: only a comment may stand behind a value"]),
    ("doubled", "mouse = true\nmouse = true", ["2: mouse: no TOML: it is set twice"]),
    ("no quotes", "theme = sea", ["1: theme: no TOML: words stand in quotes, true and false"]),
    ("a capital", "mouse = True", ["1: mouse: no TOML: words stand in quotes, true and false"]),
    (
        "a second table of keys",
        '[keys]\nentry.copy = "f2"\n\n[keys]\nlist.sort = "S"',
        ["4: [keys]: no TOML: a table begins once, with all its lines below it"],
    ),
    (
        "an age",
        "refresh = 12h",
        ["1: refresh: no TOML: only a comment may stand behind a value, and"],
    ),
    ("YAML", 'theme: "nord"', ["1: no TOML: a line is a name, = and a value"]),
    ("a sign", '[keys]\nctrl+d = "list.sort"', ["2: no TOML: a line is a name, = and a value"]),
    ("a comment", '// mine\ntheme = "nord"', ["1: no TOML: a line is a name, = and a value; a c"]),
    (
        "a path of Windows",
        'opener = "C:\\Program"',
        ["1: opener: no TOML: in double quotes, a backslash is written twice"],
    ),
    (
        "typographic quotes",
        "theme = \N{LEFT DOUBLE QUOTATION MARK}nord\N{RIGHT DOUBLE QUOTATION MARK}",
        ["1: theme: no TOML: quotes are straight"],
    ),
    (
        "an open list",
        'marks = [\n  "new"\n\nmouse = true\n',
        ["1: marks: no TOML: a list has commas between its values, and ] at its end"],
    ),
]
WRONG = [
    pytest.param('theme = "nope"', ['1: theme: no theme is called "nope"'], id="theme"),
    pytest.param("theme = 5", ["1: theme: must be a name, not 5"], id="type"),
    pytest.param('\nclipbord = "auto"', ["2: clipbord: no such setting (clipboard?)"], id="typo"),
    pytest.param(
        'clipboard = "sometimes"',
        ['1: clipboard: must be one of auto, system, terminal, not "sometimes"'],
        id="choice",
    ),
    pytest.param("refresh = 3", ["1: refresh: must be an age such as 30m"], id="number for age"),
    pytest.param('refresh = "soon"', ["1: refresh: must be an age such as 30m"], id="age"),
    pytest.param("tree_width = 5000", ["1: tree_width: must be 0 or a number from 10"], id="size"),
    pytest.param("tree_width = true", ["1: tree_width: must be 0 or a number"], id="true for size"),
    pytest.param('mouse = "no"', ['1: mouse: must be true or false, not "no"'], id="switch"),
    pytest.param(
        'marks = [\n  "new",\n  "odd",\n]\nmouse = 1',
        ["1: marks: must be a list of any of list", "5: mouse: must be true or false"],
        id="list over lines",
    ),
    pytest.param("marks = [1]", ["1: marks: must be a list of any of"], id="numbers in a list"),
    pytest.param('opener = "ff \'x"', ["1: opener: must be one line, a command"], id="quotes"),
    pytest.param(
        '[keys]\nentry.copi = "C"',
        ["2: keys.entry.copi: no such command (entry.copy?)"],
        id="unknown id",
    ),
    pytest.param(
        '[keys]\nlist.sort = "S"\ny = "entry.copy"',
        ['3: keys.y: a key stands behind the command: entry.copy = "y"'],
        id="key and command swapped",
    ),
    pytest.param(
        '[keys]\n"ctrl+d" = ["entry.copy"]',
        ['2: keys.ctrl+d: a key stands behind the command: entry.copy = "ctrl+d"'],
        id="key and commands swapped",
    ),
    pytest.param(
        '[keys]\n"entry.copy" = "o"',
        ["2: keys.entry.copy: o is the key of entry.open already"],
        id="clash",
    ),
    pytest.param(
        '[keys]\nentry.copy = "C"\nentry.open = "C"',
        ["3: keys.entry.open: C is the key of entry.copy already"],
        id="clash of two new keys",
    ),
    pytest.param(
        '[keys]\nentry.copy = "Ctrl+F9"\nentry.open = "ctrl+f9"',
        ["3: keys.entry.open: ctrl+f9 is the key of entry.copy already"],
        id="clash of two spellings",
    ),
    pytest.param(
        '[keys]\ntree.toggle = "f9"\nentry.mark = "f8"\nentry.copy = "space"\nentry.open = " "',
        ["5: keys.entry.open: space is the key of entry.copy already"],
        id="clash of a name and a character",
    ),
    pytest.param(
        '[keys]\nlist.sort = ["s", "ctrl+S"]',
        ['2: keys.list.sort: no key is called "ctrl+S"'],
        id="no key",
    ),
    *(
        pytest.param(
            f'[keys]\nlist.sort = "{typed}"',
            [f'2: keys.list.sort: no key is called "{typed}"{meant}'],
            id=f"key {typed}",
        )
        for typed, meant in {
            "Ctrl-S": " (ctrl+s?)",
            "<C-s>": " (ctrl+s?)",
            "^S": " (ctrl+s?)",
            "ctrl s": " (ctrl+s?)",
            "M-S": " (alt+s?)",
            "gg": "",
            "ctrl+": "",
            "f99": "",
        }.items()
    ),
    pytest.param("[keys]\nrow.next = 5", ["2: keys.row.next: must be a key or a list"], id="key 5"),
    pytest.param(
        '[keys]\nfilter.next = "n"',
        ["2: keys.filter.next: a letter is text while the filter has the focus"],
        id="letter in the filter",
    ),
    pytest.param("keys = 1", ["1: keys: must be a table, [keys]"], id="keys no table"),
    pytest.param(
        '[[command]]\nname = "Clone"\nrun = "git clone {link}"',
        ["3: command.1.run: {link} stands for nothing: there are {url}, {name}"],
        id="place",
    ),
    pytest.param('[[command]]\nname = "Clone"', ["1: command.1: has no run"], id="no command line"),
    pytest.param(
        '[[command]]\nname = "a"\nrun = "a"\n\n[[command]]\nname = "Clone"\nrun = "git \'"\n',
        ["7: command.2.run: must be one line, a command whose quotes are closed"],
        id="quotes in the second command",
    ),
    pytest.param(
        '[[command]]\nname = "x"\nrun = "x \\u0000"',
        ["3: command.1.run: must be one line, a command"],
        id="NUL",
    ),
    pytest.param(
        '[keys]\nlist.sort = "ctrl+q"',
        ["2: keys.list.sort: ctrl+q cannot be bound: ctrl+q always quits, ctrl+c copies"],
        id="key of Textual",
    ),
    pytest.param(
        '[keys]\nlist.sort = "Ctrl+Q"', ["2: keys.list.sort: Ctrl+Q cannot be bound: ctrl+q"]
    ),
    pytest.param('theme = "Nord"', ['1: theme: no theme is called "Nord" (nord?); t on the']),
    pytest.param(
        '\n[themes.sea]\nbackground = "#000"', ["2: themes: no such table"], id="themes within it"
    ),
    pytest.param(
        '\n[command.clone]\nrun = "git clone {url}"',
        ["2: command: must be a table of an array, [[command]]"],
        id="commands by name",
    ),
    pytest.param(
        '[[command]]\nname = "P"\nrun = "LANG=C mpv {url}"',
        ["3: command.1.run: must begin with a program: variables want one, as in env LANG=C mpv"],
        id="a variable",
    ),
    pytest.param(
        '[[command]]\nname = "Run"\nrun = "{url} x"',
        ["3: command.1.run: must begin with a program"],
        id="program from a list",
    ),
    pytest.param(
        '[[command]]\nname = "Play"\nrun = "mpv {url}"\nkey = "b"\n',
        ["4: command.1.key: b is the key of entry.bookmark already"],
        id="clash of an own command",
    ),
    pytest.param(
        '[keys]\nlist.sort = "F9"\n[[command]]\nname = "Play"\nrun = "mpv {url}"\nkey = "f9"',
        ["6: command.1.key: f9 is the key of list.sort already"],
        id="clash of an own command in another spelling",
    ),
    pytest.param(
        '[[command]]\nname = "Play"\nrun = "mpv {url}"\nin = "space"\nkeys = "p"',
        [
            "4: command.1.in: must be one of terminal, detached",
            "5: command.1.keys: no such setting (key?)",
        ],
        id="own command",
    ),
    pytest.param(
        '[[command]]\nname = "P"\nrun = "p"\n[[command]]\nname = "P"\nrun = "q"',
        ['5: command.2.name: another command is called "P"'],
        id="two of a name",
    ),
    pytest.param("command = 1", ["1: command: must be a table of an array"], id="no array"),
    pytest.param(
        '\n[[commands]]\nname = "x"\n', ["2: commands: no such table (command?)"], id="commands"
    ),
    pytest.param('[settings]\ntheme = "nord"', ["1: settings: no such table"], id="other table"),
    pytest.param(
        '[[command]]\nname = ""\nrun = ["git"]',
        ["2: command.1.name: is empty", '3: command.1.run: must be a text, not ["git"]'],
        id="empty name",
    ),
    pytest.param(
        '[keys]\nlist.sort = "S"\ntheme = "nord"\nmouse = false',
        [
            "3: keys.theme: must stand above the first line in square brackets",
            "4: keys.mouse: must stand above the first line in square brackets",
        ],
        id="settings at the end",
    ),
    pytest.param(
        '[[command]]\nname = "P"\nrun = "p"\n\nrefresh = "1d"',
        ["5: command.1.refresh: must stand above the first line in square brackets"],
        id="a setting behind a command",
    ),
    pytest.param(
        "refresh = 2026-01-31", ["1: refresh: must be an age such as 30m, 12h or 7d, or n"]
    ),
    pytest.param("[theme]\nname = 'nord'", ["1: theme: must be a name, not a table"]),
    pytest.param(
        '[[command]]\nname = "P"\nrun = "mpv {URL}"',
        ["3: command.1.run: {URL} stands for nothing: there are {url}, {name}"],
        id="a place in capitals",
    ),
    pytest.param(
        '[[command]]\nname = "P"\nrun = "echo {url} | xclip"',
        ["3: command.1.run: | is a mere word, as nothing passes through a shell: run a script"],
        id="a pipe",
    ),
    pytest.param(
        """[[command]]\nname = "P"\nrun = "bash -lc 'mpv {url} | tee log'" """,
        ['3: command.1.run: {url} would be run as code: write "$1" for it'],
        id="text of a list as code",
    ),
    pytest.param("facts = true", ["1: facts: must be one of off, token, forge, all, not true"]),
    pytest.param(b'\ntheme = "\xff"', ["2: is not UTF-8"], id="bytes"),
    *(pytest.param(text, findings, id=name) for name, text, findings in NO_TOML),
]


class TestCheck:
    @pytest.mark.parametrize(("text", "findings"), WRONG)
    def test_each_mistake_is_named_with_its_line_and_key(
        self, home: Home, text: str | bytes, findings: list[str]
    ) -> None:
        home.write(text)
        found = home.check()
        assert len(found) == len(findings)
        for line, finding in zip(found, findings, strict=True):
            assert line.startswith(finding)

    def test_nothing_is_wrong_with_no_file(self, home: Home) -> None:
        assert home.check() == []

    def test_a_wrong_variable_is_named(self, home: Home) -> None:
        home.environ["AWESOME_TUI_REFRESH"] = "soon"
        assert home.check() == [
            "$AWESOME_TUI_REFRESH: refresh: must be an age such as 30m, 12h or 7d, or never"
        ]

    def test_a_folder_in_place_of_the_file_is_told(self, home: Home) -> None:
        home.file.mkdir(parents=True)
        [found] = home.check()
        assert found == " cannot be read: Is a directory"


@pytest.mark.parametrize(("text", "findings"), WRONG)
async def test_the_screens_start_whatever_is_wrong(
    home: Home, text: str | bytes, findings: list[str]
) -> None:
    home.write(text)
    async with home.screens() as screens:
        assert screens.selected == "Elbe"
        wrong = "A setting is" if len(findings) == 1 else f"{len(findings)} settings are"
        wrong += " wrong and"
        if "UTF-8" in findings[0] or "no TOML" in findings[0]:
            wrong = "All settings of a file are"
        assert screens.message.startswith(f"{wrong} left out (awesome-tui config check)")
        assert screens.message.split("config.toml:")[1].startswith(findings[0])


class TestInit:
    def test_the_documented_file_sets_nothing(self, home: Home) -> None:
        assert home.run("config", "init") == (0, f"{home.file}\n", "")
        assert home.check() == []
        assert {origin for _, origin in home.shown().values()} == {"default"}

    def test_each_default_in_it_is_right(self, home: Home) -> None:
        home.run("config", "init")
        lines = home.file.read_text().splitlines()
        home.write("\n".join(line.removeprefix("# ") for line in lines))
        assert home.check() == []
        shown = home.shown()
        assert shown["refresh"][0] == f'"{Config().refresh}"'
        assert shown["keys.entry.copy"][0] == '["y"]'
        assert shown["command.1"][0] == "Clone"

    def test_a_file_that_is_there_is_replaced_only_by_force(self, home: Home) -> None:
        home.write("mouse = false\n")
        assert home.run("config", "init") == (
            2,
            "",
            f"awesome-tui: Not written: {home.file} is there already (--force replaces it).\n",
        )
        assert home.file.read_text() == "mouse = false\n"
        assert home.run("config", "init", "--force")[0] == 0
        assert "# mouse = true" in home.file.read_text()


class TestShow:
    def test_flag_environment_and_file_go_before_each_other(self, home: Home) -> None:
        home.write('theme = "nord"\n\nrefresh = "1d"\nopener = "file"\n[keys]\nlist.sort = "S"\n')
        home.environ.update(AWESOME_TUI_REFRESH="never", BROWSER="links")
        shown = home.shown()
        assert shown["theme"] == ('"nord"', "file, line 1")
        assert shown["refresh"] == ('"never"', "$AWESOME_TUI_REFRESH")
        assert shown["opener"] == ('"links"', "$BROWSER")
        assert shown["clipboard"] == ('"auto"', "default")
        assert shown["keys.list.sort"] == ('["S"]', "file, line 6")
        _, rows, _ = home.run("config", "show", "--theme", "dracula")
        assert 'theme\tflag\t"dracula"' in rows
        assert home.run("config", "--theme", "dracula")[1] == rows

    def test_our_variable_goes_before_that_of_all_programs(self, home: Home) -> None:
        home.environ.update(AWESOME_TUI_OPENER="ours", BROWSER="links")
        assert home.shown()["opener"] == ('"ours"', "$AWESOME_TUI_OPENER")

    def test_what_is_wrong_is_not_in_force(self, home: Home) -> None:
        home.write('theme = "nope"\nrefresh = 5\n[keys]\nentry.copy = "o"\n')
        shown = home.shown()
        assert shown["theme"] == ('""', "default")
        assert shown["refresh"] == ('"1m"', "default")
        assert "keys.entry.copy" not in shown

    def test_path_tells_where_the_file_would_be(self, home: Home) -> None:
        assert home.run("config", "path") == (0, f"{home.file}\n", "")
