"""Checks of links, from the choice of the links to what they found in words."""

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
"""To check more links than these is asked about."""


@dataclass(frozen=True, slots=True)
class LinkChoice:
    """The links that a check is about."""

    asked: Sequence[str]
    told: Sequence[Observation]
    """Answers of forges on the rest, which so need not be asked for."""
    others: Sequence[str]
    """A few links on other hosts; see `LinkCheck`."""
    lately: int
    """How many more there are that were checked lately."""
    is_due: bool
    """False if all of them were."""

    @property
    def count(self) -> int:
        """The number of links, each page once."""
        return len(self.asked) + len(self.told)

    @property
    def question(self) -> str:
        """The question to the user before it begins; empty if there is none."""
        links = counted(self.count, "link")
        question = f"Check {links}?" if self.is_due else f"{links} checked lately. Check again?"
        if len(self.asked) > _MANY:
            time = format_duration(expected_seconds(self.asked, Pace()))
            return f"{question} About {time}."
        return "" if self.is_due else question


class RunningCheck:
    """A check that is under way, and what it has found so far."""

    def __init__(self, choice: LinkChoice, services: Services, report: ReportHealth) -> None:
        """Begin to check what is chosen; `report` is called in another thread."""
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
        """End it early; what was found stays."""
        self._thread.stop()

    async def outcome(self) -> Outcome:
        """Wait for its end, and tell what it has found."""
        unreached = await asyncio.wrap_future(self._thread.finished)
        if unreached:
            return Outcome(tell_unreached(unreached), done=False)
        count, lately = self._choice.count, self._choice.lately
        return Outcome(summarize_check(self.found.values(), count, lately))


def choose_links(
    services: Services, outline: Outline, numbers: Sequence[int], known: Mapping[str, LinkHealth]
) -> LinkChoice:
    """The web links of these entries that are due, or else all, in their order.

    It reads the library.
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
