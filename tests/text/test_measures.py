"""Numbers and days in what lists say."""

import pytest

from awesome_tui.text.measures import day_in, format_count, number_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("4.46", 4.46), ("$1,299/mo", 1299), ("about 1.5k", 1500), ("2 M downloads", 2_000_000)),
        *(("3,9", 3.9), ("1'299", 1299), ("12 000", 12000), ("−3", -3), ("-3", -3)),
        *(("10 kg", 10), ("free", None), ("v2.0", None), ("", None), ("2005-03-01", 2005)),
    ],
)
def test_the_first_number_is_read(text: str, number: float | None) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *(("2024-05-31", "2024-05-31"), ("2024/5/3", "2024-05-03"), ("2024.05", "2024-05")),
        *(
            ("May 3, 2024", "2024-05-03"),
            ("3 May 2024", "2024-05-03"),
            ("since Sept. 2019", "2019-09"),
        ),
        *(("2024", None), ("2024-13-01", None), ("tomorrow", None), ("", None)),
    ],
)
def test_the_first_day_or_month_is_read(text: str, day: str | None) -> None:
    assert day_in(text) == day


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1_000, "1k"),
        (1_999, "1.9k"),
        (9_999, "9.9k"),
        (10_900, "10k"),
        (12_345, "12k"),
        (999_999, "999k"),
        (1_234_567, "1.2M"),
    ],
)
def test_counts_take_four_characters_and_are_never_rounded_up(count: int, text: str) -> None:
    assert format_count(count) == text
