"""Links outside of what is written, in an exported list."""

import pytest

from awesome_tui import parse
from awesome_tui.export.export_formats import FORMATS


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("[Teas](http://t.example)", "# [Teas](http://t.example)"),
        ("[Fine](http://f.example) Teas", "# Fine Teas\n\n[![Fine]()](http://f.example)"),
    ],
)
def test_a_title_keeps_its_link_where_that_is_all_of_it(title: str, written: str) -> None:
    document = parse(f"# {title}\n\n- [Sencha](http://s.example)\n")
    assert FORMATS["markdown"](document) == f"{written}\n\n- [Sencha](http://s.example)\n"
