"""Texts that were made to be slow are read in a time that grows with their length only."""

import time

import pytest

from awesome_tui import parse

SIZE = 20_000
TEXTS = {
    "spaces before a link": "- a" + " &nbsp;" * SIZE + "[x](https://x.example)",
    "breaks before a link": "- a" + "<br>" * SIZE + "[x](https://x.example)",
    "separators before a link": "- " + "| " * SIZE + "[x](https://x.example)",
    "words with a hash": "- [x](https://x.example) - " + "#a " * SIZE + "b",
    "labels": "- [x](https://x.example)\n  - " + "*a* b " * SIZE,
    "bold lines over items": "**b**\n\n- k: v\n\n" * (SIZE // 8),
    "links without words": "## s\n\n" + "[x](https://x.example) | " * (SIZE // 4),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_long_text_is_read_at_once(text: str) -> None:
    start = time.process_time()
    parse(text)
    assert time.process_time() - start < 5
