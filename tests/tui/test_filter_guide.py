"""The words beside the filter, without a screen."""

from __future__ import annotations

import pytest

from awesome_tui.tui.filter_guide import asked_field, filter_guide, sort_values

TAGS = ("docker", "docker compose", "mit")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        *(("tag:", "tag"), ("a !Tag:do", "tag"), ('in:"dev too', "in")),
        *(("goodreads-rating:", "goodreads-rating"), ("tag:docker ", None)),
        *(("std::vec", None), ("", None), ("https://a", None)),
    ],
)
def test_the_field_that_is_being_typed_is_told(query: str, field: str | None) -> None:
    assert asked_field(query) == field


def test_an_empty_filter_shows_the_language_and_the_columns_of_the_list() -> None:
    assert filter_guide("", (), None) == ("'exact", "^start", "!not", "in:", "tag:", "is:")
    assert filter_guide("kafka ", ("auth", "https"), None)[-2:] == ("auth:", "https:")


def test_after_is_the_words_that_can_follow_are_shown() -> None:
    assert filter_guide("is:", (), None)[:3] == ("list", "dead", "new")
    assert filter_guide("cache !is:b", (), None) == ("bookmarked",)


def test_after_a_field_what_stands_there_is_shown() -> None:
    assert filter_guide("tag:", (), TAGS) == ("docker", '"docker compose"', "mit")
    assert filter_guide("tag:Do", (), TAGS) == ("docker", '"docker compose"')
    assert filter_guide('tag:"docker c', (), TAGS) == ('"docker compose"',)
    assert filter_guide("tag:zz", (), TAGS) == ()


def test_numbers_are_compared() -> None:
    years = sort_values({"1997", "850", "2024"})
    assert years == ("850", "1997", "2024")
    assert filter_guide("year:", ("year",), years) == ("year:>850", "year:<2024")
    assert filter_guide("stars:>", (), None) == ("stars:>1000", "stars:<100")


def test_what_nothing_is_known_of_shows_the_language() -> None:
    assert filter_guide("name:a", (), None)[0] == "'exact"


def test_texts_stand_in_the_order_of_the_alphabet_also_among_numbers() -> None:
    assert sort_values({"b", "a", "10", "9"}) == ("10", "9", "a", "b")
    assert sort_values({"1.2.3", "2k", "30"}) == ("1.2.3", "30", "2k")
