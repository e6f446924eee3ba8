"""Repositories are known as they were told, until something else is told of them."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from types import FrameType
from typing import Any

import pytest

from awesome_tui.model.entries import RepoInfo
from awesome_tui.model.known_infos import BriefInfo, KnownInfos

OVEN = RepoInfo(
    "", stars=4_000_000_000, pushed=date(2025, 6, 30), language="Rust", licence="MIT", archived=True
)
UNKNOWN = RepoInfo("")
ALL_OF_OVEN = BriefInfo(4_000_000_000, date(2025, 6, 30), "Rust", "MIT", True)
NOTHING = BriefInfo(None, None, "", "", False)


def test_all_that_rows_show_comes_back() -> None:
    known = KnownInfos({"github.com/a/oven": OVEN, "github.com/a/pan": UNKNOWN})
    assert known.get("github.com/a/oven") == ALL_OF_OVEN
    assert known.get("github.com/a/pan") == NOTHING
    assert known.get("github.com/a/pot") is None
    assert "github.com/a/pan" in known
    assert "github.com/a/pot" not in known


def test_stars_have_a_column_once_any_repository_has_some() -> None:
    known = KnownInfos({"pan": UNKNOWN, "pot": RepoInfo("", stars=0)})
    assert not known.has_stars
    known.update({"oven": OVEN})
    assert known.has_stars


def test_what_is_told_last_counts() -> None:
    known = KnownInfos({"oven": OVEN, "pan": UNKNOWN})
    known.update({"oven": RepoInfo("", stars=1)})
    known.forget("pan")
    known.forget("nothing")
    assert known.get("oven") == NOTHING._replace(stars=1)
    assert known.get("pan") is None
    known.forget("oven")
    assert not known
    known.update({"pan": OVEN})
    assert known
    assert known.get("pan") == ALL_OF_OVEN


def test_thousands_are_told_apart() -> None:
    infos = {f"github.com/a/{number}": RepoInfo("", stars=number) for number in range(5_000)}
    known = KnownInfos(infos)
    assert [known.get(key) for key in infos] == [NOTHING._replace(stars=n) for n in range(5_000)]
    assert known.get("github.com/a/5000") is None


def test_all_is_kept_that_several_threads_tell_at_once() -> None:
    infos = [
        {f"github.com/{owner}/{at}": RepoInfo("", stars=at) for at in range(20_000)}
        for owner in ("ann", "bob", "cleo", "dan")
    ]
    known = KnownInfos()
    with ThreadPoolExecutor(len(infos)) as threads:
        list(threads.map(known.update, infos))
    for some in infos:
        told = [known.get(key) for key in some]
        assert told == [NOTHING._replace(stars=at) for at in range(20_000)]


@pytest.mark.parametrize("line", range(1, 9))
def test_what_is_forgotten_while_one_looks_is_known_rightly_or_not_at_all(line: int) -> None:
    known = KnownInfos({"oven": OVEN, "pan": RepoInfo("", language="C")})
    lines = 0

    def forget_at_the_line(frame: FrameType, event: str, _: object) -> Any:
        nonlocal lines
        if frame.f_code is not KnownInfos.get.__code__:
            return None
        lines += event == "line"
        if lines == line:  # as another thread may, between any two lines
            sys.settrace(None)
            known.forget("oven")
        return forget_at_the_line

    usual = sys.gettrace()
    sys.settrace(forget_at_the_line)
    try:
        told = known.get("oven")
    finally:
        sys.settrace(usual)
    assert told in (None, ALL_OF_OVEN)
