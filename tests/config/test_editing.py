"""A changed setting leaves all other lines as the user wrote them."""

from __future__ import annotations

import tomllib

import pytest

from awesome_tui.config.editing import set_value
from awesome_tui.config.settings import Value
from awesome_tui.config.toml_lines import find_keys, line_of
from awesome_tui.config.toml_values import to_toml


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'theme = "nord"\n'),
        ('theme = "x"\n', 'theme = "nord"\n'),
        ('  theme="x"   # mine\n', 'theme = "nord"   # mine\n'),
        ('theme = "#x" # mine\n', 'theme = "nord" # mine\n'),
        ("# mine\nmouse = true\n", '# mine\nmouse = true\ntheme = "nord"\n'),
        ('# theme = ""\n\nmouse = true\n', '# theme = ""\ntheme = "nord"\n\nmouse = true\n'),
        (
            'mouse = true\n\n# Keys\n[keys]\ntheme = "t"\n',
            'mouse = true\ntheme = "nord"\n\n# Keys\n[keys]\ntheme = "t"\n',
        ),
        ('[keys]\napp.theme = "T"\n', 'theme = "nord"\n[keys]\napp.theme = "T"\n'),
        ('theme = """\nx"""\nmouse = true', 'theme = "nord"\nmouse = true\n'),
    ],
)
def test_only_the_line_of_the_setting_changes(before: str, after: str) -> None:
    assert set_value(before, "theme", "nord") == after


@pytest.mark.parametrize(
    "value", ["", 'a "b" \\ c', "tab\there", "ünï", 0, 12, True, False, (), ("a",), ("a", "b")]
)
def test_values_are_read_back_as_they_were(value: Value) -> None:
    read = tomllib.loads(set_value("# mine\n", "theme", value))["theme"]
    assert (tuple(read) if isinstance(read, list) else read) == value
    assert type(read) is (list if isinstance(value, tuple) else type(value))
    assert "\n" not in to_toml(value)


LINES = '''\
a = """
b = 1
"""
c = [ # ]
  "d = 1",
  { e = 2 }
]
[ keys ]
"list.sort" = "s"
list . undo = 'u'
[[command]]
f = "]["
[[command]]
g = 1
'''


def test_each_key_is_found_at_its_line() -> None:
    assert [(key.path, key.first, key.last) for key in find_keys(LINES)] == [
        ("a", 1, 3),
        ("c", 4, 7),
        ("keys", 8, 8),
        ("keys.list.sort", 9, 9),
        ("keys.list.undo", 10, 10),
        ("command.1", 11, 11),
        ("command.1.f", 12, 12),
        ("command.2", 13, 13),
        ("command.2.g", 14, 14),
    ]
    assert line_of(LINES, "command.2.missing") == 13
    assert line_of(LINES, "missing") == 0
