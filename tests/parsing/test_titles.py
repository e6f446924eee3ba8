"""Names before links, and the text around them."""

from __future__ import annotations

import pytest

from awesome_tui import parse


@pytest.mark.parametrize(
    "description",
    [
        "(tall tree, [docs](http://d.example))",
        "(a tree of [woods](http://w.example)): [site](http://x.example)",
        "(tall/old, [docs](http://d.example))",
        "(see the[woods](http://w.example))",
    ],
)
def test_a_bracket_after_a_name_keeps_the_space_before_its_link(description: str) -> None:
    (entry,) = parse(f"- Oak {description}").entries
    assert (entry.name, entry.description) == ("Oak", description)


def test_a_word_set_apart_in_a_bracket_does_not_take_the_space_after_it() -> None:
    (entry,) = parse("- Oak (*tall*, [docs](http://d.example))").entries
    assert entry.description.endswith(", [docs](http://d.example))")
