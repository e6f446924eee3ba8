"""Opening and copying, without a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import pytest
from building import entry
from conftest import Browser
from textual.worker import Worker

from awesome_tui.model.entries import Entry
from awesome_tui.system.desktop import Desktop, Outcome
from awesome_tui.tui.leaving import unfinished
from awesome_tui.tui.link_actions import LinkActions

BREAD, CHEESE = entry("Bread"), entry("Cheese")


class BrokenDesktop:
    def open(self, url: str, send: object, lend: object, show: object) -> Outcome:
        raise ZeroDivisionError

    def copy(self, text: str, send: object, called: str) -> Outcome:
        raise ZeroDivisionError


@pytest.fixture
def sent() -> list[str]:
    """The texts that were sent to the terminal for its clipboard."""
    return []


@pytest.fixture
def links(browser: Browser, sent: list[str]) -> LinkActions:
    return LinkActions(browser.desktop(), sent.append)


async def test_links_are_opened_in_order_and_counted(links: LinkActions, browser: Browser) -> None:
    urls = ["https://example.com/bread", "https://example.com/cheese"]
    assert await links.open(urls) == (Outcome("Opened 2 links"), urls)
    assert browser.opened == urls


async def test_of_several_links_the_one_that_fails_is_told(links: LinkActions) -> None:
    bread = "https://example.com/bread"
    outcome, opened = await links.open([bread, "javascript:alert(1)"])
    assert opened == [bread]
    assert not outcome.done
    assert "javascript:alert(1)" in outcome.message


async def test_far_from_a_browser_several_links_are_copied_together(sent: list[str]) -> None:
    urls = ["https://example.com/bread", "https://example.com/cheese"]
    far = LinkActions(Desktop({"SSH_TTY": "/dev/pts/0", "PATH": ""}), sent.append)
    outcome, opened = await far.open(urls)
    assert outcome.message == (
        "No browser over SSH (set $BROWSER to one). Copied (terminal clipboard): 2 URLs"
    )
    assert (sent[-1], opened) == ("\n".join(urls), urls)


async def test_entries_are_copied_in_the_form_that_is_asked_for(
    links: LinkActions, sent: list[str]
) -> None:
    outcome = await links.copy_as("Markdown", [BREAD, CHEESE])
    assert outcome.done
    assert sent == ["[Bread](https://example.com/bread)\n[Cheese](https://example.com/cheese)"]


@pytest.mark.parametrize(
    ("form", "count", "told"),
    [
        ("URL", 400, "400 URLs"),
        ("URL", 1, "https://example.com/bread"),
        ("Markdown", 2, "2 entries as Markdown"),
        ("Name", 1, "Bread"),
    ],
)
async def test_one_copy_is_shown_and_many_are_counted(
    links: LinkActions, form: str, count: int, told: str
) -> None:
    outcome = await links.copy_as(form, [BREAD] * count)
    assert outcome.message == f"Copied (terminal clipboard): {told}"


async def test_what_has_no_url_is_not_counted(links: LinkActions, sent: list[str]) -> None:
    outcome = await links.copy_as("URL", [BREAD, Entry("Bare", None), CHEESE])
    assert outcome.message.endswith(": 2 URLs")
    assert len(sent[0].split()) == 2


async def test_without_a_url_nothing_is_copied(links: LinkActions, sent: list[str]) -> None:
    outcome = await links.copy_as("URL", [Entry("Bare", None)])
    assert (outcome.message, outcome.done) == ("This entry has no URL to copy.", False)
    assert sent == []


async def test_an_error_that_nobody_expected_is_one_sentence() -> None:
    links = LinkActions(cast(Desktop, BrokenDesktop()), print)
    assert await links.open(["x"]) == (Outcome("Not opened: ZeroDivisionError.", False), [])
    assert await links.copy("x") == Outcome("Not copied: ZeroDivisionError.", False)


@dataclass
class Work:
    group: str
    description: str
    is_finished: bool = False


def test_leaving_waits_for_what_keys_began_and_names_each_once() -> None:
    begun = [
        Work("desktop", "the link"),
        Work("desktop", "the link"),
        Work("keep", "the note"),
        Work("keep", "the bookmark", is_finished=True),
        Work("filter", "search"),
    ]
    assert unfinished(cast("list[Worker[object]]", begun)) == ("the link", "the note")
