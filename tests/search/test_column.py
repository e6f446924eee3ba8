"""Columns of texts: frizbee's, and the one for machines without it, which finds the same."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_tui.search.frizbee_column import FrizbeeColumn
from awesome_tui.search.plain_column import PlainColumn
from awesome_tui.search.query import Mode

MODES: tuple[Mode, ...] = ("scattered", "inside", "start", "end", "whole")
TEXTS = [
    "redis",
    "Redis",
    "redis cache",
    "cache",
    "rds",
    "re-dis",
    "",
    "r.d.i.s",
    "дом",
    "dis",
    "ΟΔΟΣ",
]
letters = st.sampled_from("abcAB .-_1дДσΣ漢^$!'|\\(")
words = st.text(letters, max_size=8)


def found(texts: Sequence[str], needle: str, mode: Mode, cased: bool, typos: int) -> set[int]:
    rows = set()
    for column in (PlainColumn(), FrizbeeColumn()):
        column.extend(texts[:3])
        column.extend(texts[3:])
        rows.add(column.find(needle, mode, cased=cased, typos=typos))
    return rows


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("cased", [False, True])
@given(
    texts=st.lists(words, min_size=1, max_size=12), needle=st.text(letters, min_size=1, max_size=4)
)
def test_both_find_the_same(mode: Mode, cased: bool, texts: list[str], needle: str) -> None:
    assert len(found(texts, needle, mode, cased, 0)) == 1


@given(
    texts=st.lists(st.text(st.sampled_from("abcd"), max_size=8), min_size=1, max_size=12),
    needle=st.text(st.sampled_from("abcd"), min_size=5, max_size=7),
)
def test_both_forgive_the_same_typo(texts: list[str], needle: str) -> None:
    assert len(found(texts, needle, "scattered", False, 1)) == 1


@pytest.mark.parametrize(
    ("needle", "mode", "rows"),
    [
        ("rds", "scattered", {0, 1, 2, 4, 5, 7}),
        ("redis", "inside", {0, 1, 2}),
        ("dis", "end", {0, 1, 5, 9}),
        ("re", "start", {0, 1, 2, 5}),
        ("redis", "whole", {0, 1}),
        ("дом", "inside", {8}),
        ("ДОМ", "whole", {8}),
        ("οδοσ", "whole", {10}),
        ("ΟΔΟΣ", "end", {10}),
    ],
)
def test_what_matches(needle: str, mode: Mode, rows: set[int]) -> None:
    assert found(TEXTS, needle, mode, False, 0) == {sum(1 << row for row in rows)}


WITHOUT = """
import json, sys
sys.modules["frizbee"] = None
from awesome_tui.search.index import Index
from awesome_tui.search.query import parse_query
from awesome_tui import parse
index = Index(lambda text: text)
index.add("tea", parse(sys.stdin.read()).walk())
print(json.dumps([list(index.search(parse_query(text)).ranked()) for text in sys.argv[1:]]))
"""
LIST = "# Tea\n\n## Green\n\n" + "".join(
    f"- [{name}](https://{name.lower()}.example) - {text}\n"
    for name, text in (
        ("Sencha", "Steamed leaves from Japan."),
        ("GunpowderTea", "Rolled leaves."),
        ("Matcha", "Powder, for a cup with `foam`."),
        ("Longjing", "Pan-fired in *Hangzhou*."),
    )
)


def test_the_whole_search_works_without_frizbee() -> None:
    queries = (
        "sencha",
        "snecha",
        "gt",
        "powder",
        "'leaves",
        "^m",
        "!leaves",
        "tag:foam",
        "pan fired",
    )

    def ranked(code: str) -> object:
        command = (sys.executable, "-c", code, *queries)
        ran = subprocess.run(command, input=LIST, text=True, capture_output=True, check=True)
        return json.loads(ran.stdout)

    assert ranked(WITHOUT) == ranked(WITHOUT.replace('sys.modules["frizbee"] = None', ""))
