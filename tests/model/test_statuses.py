"""The table of what can be known of an entry."""

import pytest

from awesome_tui.model.statuses import KNOWN_TEXTS, STATUSES, Facts


@pytest.mark.parametrize("field", [*KNOWN_TEXTS.values(), *(each.name for each in STATUSES)])
def test_each_word_of_the_filter_has_a_fact(field: str) -> None:
    assert field in Facts._fields
