"""The forms in which `copy as …` puts entries on the clipboard."""

import json

import pytest

from awesome_tui.export.clipboard import FORMS
from awesome_tui.model.entries import Entry, Link

ODD = Entry("a [b] <c>", "https://example.com/x_(y)", links=(Link("a", "https://example.com"),))
UNLINKED = Entry("Just a name", None)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("URL", "https://example.com/x_(y)"),
        ("Markdown", r"[a \[b\] \<c>](https://example.com/x_(y))"),
        ("Name", "a [b] <c>"),
        ("Name and URL", "a [b] <c> https://example.com/x_(y)"),
        ("HTML", '<a href="https://example.com/x_(y)">a [b] &lt;c&gt;</a>'),
        ("Org link", "[[https://example.com/x_(y)][a {b} <c>]]"),
    ],
)
def test_each_form_spells_an_entry_in_its_own_syntax(form: str, text: str) -> None:
    assert FORMS[form]([ODD]) == text


def test_marked_entries_come_one_a_line_and_without_a_url_are_left_out_of_urls() -> None:
    assert FORMS["Name"]([ODD, UNLINKED]) == "a [b] <c>\nJust a name"
    assert FORMS["URL"]([UNLINKED, ODD]) == ODD.url


def test_json_is_an_object_for_one_entry_and_an_array_for_several() -> None:
    assert json.loads(FORMS["JSON"]([ODD]))["name"] == ODD.name
    assert [tree["name"] for tree in json.loads(FORMS["JSON"]([ODD, UNLINKED]))] == [
        ODD.name,
        UNLINKED.name,
    ]


def test_what_has_no_url_is_copied_as_its_name() -> None:
    for form in ("Markdown", "HTML", "Org link", "Name and URL"):
        assert FORMS[form]([UNLINKED]) == "Just a name"
