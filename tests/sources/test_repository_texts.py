"""Texts beside a list in a repository that its links lead to."""

from __future__ import annotations

import pytest

from awesome_tui.sources.forges import FORGES
from awesome_tui.sources.repository_texts import RepositoryTexts

FILES = "https://github.com/jane/plants/blob/HEAD"


@pytest.mark.parametrize(
    ("url", "is_found"),
    [
        (f"{FILES}/herbs.md", True),
        (f"{FILES}/docs/README.md", True),
        (f"{FILES}/docs/trees.rst".replace("jane/plants", "Jane/Plants"), True),
        (f"{FILES}/README.md", False),
        (f"{FILES}/grow.py", False),
        (f"{FILES}/page.html", False),
        (f"{FILES}/LICENSE", False),
        (f"{FILES}/../../out.md", False),
        ("https://github.com/jane/plants/tree/HEAD/docs", False),
        ("https://github.com/jane/plants/issues", False),
        ("https://github.com/jane/plants", False),
        ("https://github.com/jane/other/blob/HEAD/herbs.md", False),
        ("https://plants.example/herbs.md", False),
        ("", False),
    ],
)
def test_texts_of_the_same_repository_are_found(url: str, is_found: bool) -> None:
    texts = RepositoryTexts.around("jane/plants", FORGES)
    assert texts is not None
    assert texts.find(url) == (url if is_found else "")


def test_a_link_of_a_text_to_itself_is_none_and_one_back_is() -> None:
    texts = RepositoryTexts.around(f"{FILES}/docs/herbs.md", FORGES)
    assert texts is not None
    assert texts.find(f"{FILES}/docs/herbs.md#dill") == ""
    assert texts.find(f"{FILES}/README.md#herbs") == f"{FILES}/README.md"


@pytest.mark.parametrize("source", ["https://plants.example/list.md", "x/../..:y", "plants.md"])
def test_what_is_in_no_repository_has_none(source: str) -> None:
    assert RepositoryTexts.around(source, FORGES) is None
