"""An entry in a line, an outliner and a browser."""

from __future__ import annotations

import pytest

from awesome_tui.export.summary import summarize, summarize_without_tags
from awesome_tui.model.entries import Entry, Fact


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (Entry("A", None), ""),
        (Entry("A", None, "**All** of it."), "All of it."),
        (
            Entry("A", None, facts=(Fact("Auth", "`key`"), Fact("CORS", "No"))),
            "Auth: key · CORS: No",
        ),
        (
            Entry("A", None, "It.", facts=(Fact("Year", "1997"),), tags=("Go",)),
            "It. · Year: 1997 · Go",
        ),
        (Entry("A", None, "It. `Go` `MIT`", tags=("Go", "MIT", "Paid")), "It. Go MIT · Paid"),
        (Entry("A", None, "Googles.", tags=("Go",)), "Googles. · Go"),
    ],
)
def test_all_that_is_said_is_one_line(one: Entry, said: str) -> None:
    assert summarize(one) == said


def test_tags_that_have_a_field_of_their_own_are_left_out() -> None:
    one = Entry("A", None, "It.", facts=(Fact("Year", "1997"),), tags=("Go",))
    assert summarize_without_tags(one) == "It. · Year: 1997"
