"""Copies of pages at an archive."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from certificates import UNTRUSTING
from web_farm import Page, WebFarm

from awesome_tui.errors import AwesomeError, NotFound, RateLimited
from awesome_tui.sources.web_archive import WebArchive

POT = "https://tea.example/pot?size=2"


def archive(farm: WebFarm) -> WebArchive:
    base = f"http://127.0.0.1:{farm.port}"
    return WebArchive(UNTRUSTING, lambda: datetime(2026, 1, 1, tzinfo=UTC), base)


def test_an_answer_without_a_redirect_is_a_copy_itself(farm: WebFarm) -> None:
    farm.pages[f"/web/{POT}"] = Page(200)
    assert archive(farm).newest_copy(POT) == f"http://127.0.0.1:{farm.port}/web/{POT}"


@pytest.mark.parametrize("start", ["", "http://127.0.0.1:PORT"])
def test_the_newest_copy_is_where_the_archive_redirects_to(farm: WebFarm, start: str) -> None:
    farm.pages[f"/web/{POT}"] = Page(302, {"Location": f"{start}/web/2020/{POT}"})
    copy = archive(farm).newest_copy(POT)
    assert copy == f"http://127.0.0.1:{farm.port}/web/2020/{POT}"
    assert len(farm.visits) == 1, "the copy itself is for the browser"


def test_a_page_without_a_copy_is_named(farm: WebFarm) -> None:
    with pytest.raises(NotFound, match=r"^The Internet Archive has no copy of https://tea\."):
        archive(farm).newest_copy(POT)


@pytest.mark.parametrize(
    ("page", "error", "message"),
    [
        (Page(302, {"Location": "https://evil.example/web/1"}), AwesomeError, "redirects to no"),
        (Page(302, {"Location": "javascript:alert(1)"}), AwesomeError, "redirects to no"),
        (Page(429, {"Retry-After": "60"}), RateLimited, "takes no more requests"),
        (Page(503), AwesomeError, "is in trouble"),
        (Page(breaks_off=True), AwesomeError, "broke off"),
    ],
)
def test_an_answer_that_is_of_no_use_is_an_error_in_one_sentence(
    farm: WebFarm, page: Page, error: type[AwesomeError], message: str
) -> None:
    farm.pages[f"/web/{POT}"] = page
    with pytest.raises(error, match=message):
        archive(farm).newest_copy(POT)
