"""The formats that exports are offered in, and the names of their files."""

from __future__ import annotations

import pytest

from awesome_tui.export.export_formats import file_name


@pytest.mark.parametrize(
    ("titles", "name"),
    [
        (("Awesome Go", "Database › Caches", "lru !redis"), "awesome-go-database-caches-lru-redis"),
        (("../../etc/passwd", "~root", ".hidden"), "etc-passwd-root-hidden"),
        (("-rf",), "rf"),
        (("", "🍕"), "awesome-list"),
        (("Список", "日本"), "список-日本"),
        (("word " * 50,), "-".join(["word"] * 12)),
    ],
)
def test_a_file_is_named_after_what_it_holds(titles: tuple[str, ...], name: str) -> None:
    assert file_name(titles, "csv") == f"{name}.csv"
