"""The right of rows: labels line up, whatever marks stand behind them."""

from __future__ import annotations

from awesome_tui.tui.widgets.row_end import LabelColumn, RowEnd

TITLES = ("Awesome Tea", "Pots", "", "A list with a long name")
ENDS = (RowEnd(), RowEnd(marks="·★"), RowEnd(marks="★"), RowEnd())


def column() -> LabelColumn:
    labels = LabelColumn(TITLES.__getitem__)
    labels.measure(range(len(TITLES)), ENDS.__getitem__)
    return labels


def test_labels_begin_in_the_same_cell_of_all_rows() -> None:
    labels = column()
    shown = [labels.text(number, end, 100) for number, end in enumerate(ENDS)]
    assert shown == [
        "  Awesome Tea               ",
        "  Pots                   ",
        "",
        "  A list with a long name   ",
    ]
    widths = {len(text) + end.width for text, end in zip(shown, ENDS, strict=True) if text}
    assert len(widths) == 1


def test_a_quarter_of_the_row_is_the_most_that_labels_take() -> None:
    assert column().text(3, ENDS[3], 43) == "  A list wi…   "


def test_an_end_wider_than_those_measured_takes_room_from_its_label_alone() -> None:
    assert column().text(0, RowEnd(before="archived", marks="·★"), 48) == "  Aw…"


def test_names_and_descriptions_share_what_labels_leave() -> None:
    assert column().share(100) == 27
    assert column().share(50) == 2
    assert column().share(40) == 0


def test_without_labels_rows_have_none() -> None:
    labels = LabelColumn()
    labels.measure(range(4), ENDS.__getitem__)
    assert labels.text(0, RowEnd(), 100) == ""
    assert labels.share(100) == 0
