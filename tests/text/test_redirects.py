"""Addresses compared with those that redirects lead to."""

from __future__ import annotations

import pytest

from awesome_tui.text.redirects import asks_before, is_same_page, leads_home


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://tea.example", "https://tea.example/", True),
        ("http://tea.example/a", "https://www.tea.example/A/", True),
        ("http://tea.example/a#b", "http://tea.example/a", True),
        ("http://tea.example", "http://tea.example/de/", True),
        ("http://tea.example/a/index.html", "https://tea.example/a/", True),
        ("http://tea.example/index.php", "https://tea.example/", True),
        ("http://tea.example/a", "http://tea.example/a?utm_source=x", True),
        ("http://tea.example/a?b=1", "http://tea.example/a?utm_source=x&b=1", True),
        ("http://tea.example/", "http://www.tea.example/docs/stable/", True),
        ("http://tea.example/?pot=1", "http://tea.example/pots", False),
        ("http://tea.example/a%20b/~c", "http://tea.example/a b/%7Ec", True),
        ("http://tea.example/de/a", "http://tea.example/a", False),
        ("http://tea.example/a", "http://tea.example/new/a", False),
        ("http://tea.example/a", "http://tea.example/b", False),
        ("http://tea.example/a?b=1", "http://tea.example/a", False),
        ("http://tea.example/", "http://cup.example/", False),
    ],
)
def test_trivial_moves(one: str, other: str, same: bool) -> None:
    assert is_same_page(one, other) is same


@pytest.mark.parametrize(
    ("first", "last", "asks"),
    [
        ("http://tea.example/a", "http://tea.example/login", True),
        ("http://tea.example/a", "http://sso.example/go?next=/a", True),
        ("http://tea.example/", "http://sign.example/?for=tea.example", True),
        ("http://tea.example/login", "http://tea.example/new/login", False),
        ("http://tea.example/a", "http://tea.example/b", False),
        ("http://tea.example/a", "http://tea.example/b?pot=1", False),
    ],
)
def test_a_page_that_asks_first_names_the_one_that_is_wanted_or_itself(
    first: str, last: str, asks: bool
) -> None:
    assert asks_before(first, last) is asks


@pytest.mark.parametrize(
    ("first", "last", "home"),
    [
        ("http://tea.example/a", "http://tea.example/", True),
        ("http://tea.example/a", "http://cup.example", True),
        ("http://tea.example/a", "http://tea.example/?page=a", False),
        ("http://tea.example/a", "http://tea.example/b", False),
        ("http://tea.example/", "http://cup.example/", False),
    ],
)
def test_only_a_deep_link_leads_home(first: str, last: str, home: bool) -> None:
    assert leads_home(first, last) is home
