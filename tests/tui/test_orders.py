"""The order of entries by a column of the list."""

from __future__ import annotations

import pytest
from building import a_list
from conftest import Browser
from driving import started

from awesome_tui import parse
from awesome_tui.model.entries import Entry, Fact
from awesome_tui.model.outline import make_outline
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.orders import (
    LIST_ORDER,
    ORDERS,
    columns_of,
    next_order,
    order_of,
    sort_numbers,
)
from awesome_tui.tui.screens.list_screen import ListScreen


def book(name: str, **facts: str) -> Entry:
    return Entry(name, f"https://{name}.example", facts=tuple(map(Fact, facts, facts.values())))


def sorted_values(*values: str) -> list[str]:
    """`values` as entries with them are sorted by them; an empty one is unknown."""
    books = (book(str(n), Rated=value) if value else book(str(n)) for n, value in enumerate(values))
    numbers = sort_numbers(make_outline(a_list("Books", *books)), range(len(values)), "Rated")
    assert numbers is not None
    return [values[number] for number in numbers]


@pytest.mark.parametrize(
    ("values", "ordered"),
    [
        (["4.5", "10", "3,200", "9k", "0.7"], ["9k", "3,200", "10", "4.5", "0.7"]),
        (["$5 a month", "€ 12,50", "-1", "**7**"], ["€ 12,50", "**7**", "$5 a month", "-1"]),
        (["1'200", "1 100", "999", "1.2M"], ["1.2M", "1'200", "1 100", "999"]),
        (["2024-02-10", "2023/12/31", "2024-02"], ["2024-02-10", "2024-02", "2023/12/31"]),
        (
            ["Feb 2024", "31 December 2023", "March 3, 2024"],
            ["March 3, 2024", "Feb 2024", "31 December 2023"],
        ),
        (["2024-13-40", "2024-01-01", "2023-01-01"], ["2024-01-01", "2023-01-01", "2024-13-40"]),
        (["rust", "Go", "`Ada`", "C++"], ["`Ada`", "C++", "Go", "rust"]),
        (["v2.1", "MIT", "4"], ["4", "MIT", "v2.1"]),
    ],
)
def test_numbers_and_dates_begin_with_the_greatest_and_words_with_a(
    values: list[str], ordered: list[str]
) -> None:
    assert sorted_values(*values) == ordered


def test_what_is_unknown_comes_last_in_list_order() -> None:
    assert sorted_values("", "3", "soon", "", "12", "5") == ["12", "5", "3", "soon", "", ""]


def test_equal_values_keep_the_order_of_the_list() -> None:
    outline = make_outline(a_list("Books", *(book(name, Rated="4") for name in "bac")))
    assert sort_numbers(outline, [0, 1, 2], "Rated") == [0, 1, 2]
    assert sort_numbers(outline, [0, 1, 2], "name") == [1, 0, 2]
    assert sort_numbers(outline, [0, 1, 2], "list order") is None


def test_the_orders_of_every_list_are_gone_through_in_turn() -> None:
    seen = [LIST_ORDER]
    while (order := next_order(seen[-1])) not in seen:
        seen.append(order)
    assert (tuple(seen), order) == (ORDERS, LIST_ORDER)


def test_after_a_column_comes_the_order_of_the_list() -> None:
    assert next_order("Year") == LIST_ORDER


def test_an_order_is_remembered_as_long_as_the_list_has_its_column() -> None:
    named = Entry("c", None, facts=(Fact("name", "C"),))
    books = a_list("Books", named, book("a", Author="Ann", Year="1997"), book("b", Year="2001"))
    assert columns_of(books) == ("Author", "Year")
    assert [order_of(name, books) for name in ("name", "Year", "Rated")] == [
        "name",
        "Year",
        "list order",
    ]


async def test_s_offers_the_columns_of_the_list(browser: Browser) -> None:
    books = a_list("Books", book("Emma", Rated="4.1"), book("Dune", Rated="4.3"), book("Ulysses"))
    app = AwesomeApp(ListScreen(lambda: books, browser.desktop()))
    async with started(app) as screens:
        await screens.press("s")
        assert "Sort by" in screens.text()
        await screens.press("3")
        assert "by Rated" in screens.text()
        words = screens.text("#entries").split()
        names = [word for word in words if word in ("Emma", "Dune", "Ulysses")]
        assert names == ["Dune", "Emma", "Ulysses"]
        await screens.press("s", "escape", "s", "1")
        assert "by Rated" not in screens.text("#entries")


def test_a_label_that_one_entry_of_many_has_is_no_order() -> None:
    rows = "".join(f"| [Cup {n}](https://cup.example/{n}) | {n} |\n" for n in range(30))
    pot = "- [Pot](https://pot.example)\n  - Book 1: Clay\n"
    text = f"# Cups\n\n| Cup | Price |\n|---|---|\n{rows}\n{pot}"
    assert columns_of(parse(text)) == ("Price",)
