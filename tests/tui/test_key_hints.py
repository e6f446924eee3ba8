"""The last line."""

from __future__ import annotations

import pytest

from awesome_tui.tui.widgets.key_hints import fitted

URL = "https://raw.example.com/jane/awesome-spices/HEAD/README.md"


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Bookmarked Bread", 80, "Bookmarked Bread"),
        ("", 80, ""),
        (f"{URL} is gone.", 67, f"{URL} is gone."),
        (f"{URL} is gone.", 40, "https://raw.exa…/HEAD/README.md is gone."),
        (f"{URL} is gone.", 20, "https://raw.…D/README.md is gone."),
        ("so many words of which none is long", 20, "so many words of which none is long"),
    ],
)
def test_a_url_gives_way_to_what_is_said_of_it(text: str, width: int, shown: str) -> None:
    assert fitted(text, width) == shown
