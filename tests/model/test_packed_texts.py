"""Packed columns read as the lists that they were made from."""

from __future__ import annotations

import pytest

from awesome_tui.model.packed_texts import PackedTexts, PackedUrls

ASCII = ("salt", "", "pepper, black", "thyme")
MIXED = ("Rosmarin", "Schnittlauch für Suppen", "", "辣椒", "\ud83d lost half", "🌶")
SLICES = (slice(None), slice(1, 3), slice(3, 3), slice(5, 2), slice(-2, None), slice(None, None, 2))


@pytest.mark.parametrize("texts", [ASCII, MIXED, (), ("alone",)])
def test_texts_are_read_as_they_were_packed(texts: tuple[str, ...]) -> None:
    packed = PackedTexts.of(texts)
    assert len(packed) == len(texts)
    assert list(packed) == [packed[number] for number in range(len(texts))] == list(texts)
    assert [packed[at] for at in SLICES] == [list(texts[at]) for at in SLICES]


def test_a_text_beyond_the_end_is_an_error() -> None:
    packed = PackedTexts.of(ASCII)
    assert packed[-1] == "thyme"
    with pytest.raises(IndexError):
        packed[len(ASCII)]


def test_thousands_of_texts_are_read_in_order() -> None:
    texts = [f"clove {number}" for number in range(2_500)]
    assert list(PackedTexts.of(texts)) == texts


def test_missing_links_stay_missing_and_empty_ones_empty() -> None:
    urls = ["https://salt.example", None, "", "https://ü.example", None]
    packed = PackedUrls.of(urls)
    assert list(packed) == [packed[number] for number in range(len(urls))] == urls
    assert [packed[at] for at in SLICES] == [urls[at] for at in SLICES]
