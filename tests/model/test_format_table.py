"""The table of formats."""

from importlib.util import find_spec

import pytest

from awesome_tui.model.format_table import BY_ENDING, FORMATS, PARSED


@pytest.mark.parametrize("name", PARSED)
def test_each_format_has_a_module_that_reads_it(name: str) -> None:
    assert find_spec(f"awesome_tui.parsing.{name}")


def test_no_ending_stands_for_two_formats() -> None:
    assert len(BY_ENDING) == sum(len(each.endings) for each in FORMATS)
