"""A check of links: the choice of links, the run, and the outcome in words."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from awesome_tui.model.link_health import LinkHealth, Observation
from awesome_tui.model.outline import Outline
from awesome_tui.services.findings import due_links
from awesome_tui.services.link_check import ReportHealth, begin_check
from awesome_tui.services.link_hosts import expected_seconds, find_others, tell_unreached
from awesome_tui.services.repository_health import KnownRepositories
from awesome_tui.sources.host_turns import Pace
from awesome_tui.system.desktop import Outcome
from awesome_tui.text.measures import counted
from awesome_tui.text.urls import is_web
from awesome_tui.tui.health_text import format_duration, summarize_check
from awesome_tui.tui.pages import Services

_MANY = 100
"""The most links that are checked without a question."""


@dataclass(frozen=True, slots=True)
class LinkChoice:
    """The links to check."""

    asked: Sequence[str]
    told: Sequence[Observation]
    """Observations from answers of forges on other links, which need no request."""
    others: Sequence[str]
    """A few links on other hosts; see `LinkCheck`."""
    lately: int
    """The number of links left out, as they were checked lately."""
    is_due: bool
    """False if all were checked lately."""

    @property
    def count(self) -> int:
        """The number of links, each page once."""
        return len(self.asked) + len(self.told)

    @property
    def question(self) -> str:
        """The question to ask before the check; empty if it needs none."""
        links = counted(self.count, "link")
        question = f"Check {links}?" if self.is_due else f"{links} checked lately. Check again?"
        if len(self.asked) > _MANY:
            time = format_duration(expected_seconds(self.asked, Pace()))
            return f"{question} About {time}."
        return "" if self.is_due else question


class RunningCheck:
    """A running check, with its results so far."""

    def __init__(self, choice: LinkChoice, services: Services, report: ReportHealth) -> None:
        """Start the check; `report` is called in another thread."""
        self.found: dict[str, LinkHealth] = {}
        self._choice = choice
        self._report = report
        self._thread = begin_check(
            services.links.make_check,
            choice.asked,
            services.library.health,
            self._note,
            told=choice.told,
            others=choice.others,
        )

    def _note(self, judged: Mapping[str, LinkHealth]) -> None:
        self.found.update(judged)
        self._report(judged)

    @property
    def progress(self) -> str:
        return f"checking {len(self.found):,} of {self._choice.count:,} links · esc stops"

    def stop(self) -> None:
        """Stop early; results are kept."""
        self._thread.stop()

    async def outcome(self) -> Outcome:
        """Wait for the end, and sum up the results."""
        unreached = await asyncio.wrap_future(self._thread.finished)
        if unreached:
            return Outcome(tell_unreached(unreached), done=False)
        count, lately = self._choice.count, self._choice.lately
        return Outcome(summarize_check(self.found.values(), count, lately))


def choose_links(
    services: Services, outline: Outline, numbers: Sequence[int], known: Mapping[str, LinkHealth]
) -> LinkChoice:
    """Choose the web links of these entries that are due, or all if none is.

    It reads the library, so call it in a thread.
    """
    now, facts = services.clock(), services.facts
    urls = [outline.items[number].entry.url or "" for number in numbers if number >= 0]
    pages = due_links(filter(is_web, urls), {}, now)
    due = due_links(pages, known, now)
    wanted = due or pages
    repositories = KnownRepositories(facts.links, facts.known(wanted)) if facts else None
    told, asked = repositories.split(wanted, known, now) if repositories else ((), [*wanted])
    every = filter(is_web, (item.entry.url or "" for item in outline.items))
    others = find_others(every, asked, known)
    return LinkChoice(asked, told, others, len(pages) - len(wanted), bool(due))
