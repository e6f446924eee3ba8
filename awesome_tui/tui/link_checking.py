"""The choice of the links that a check is about; loaded when the first check begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from awesome_tui.model.link_health import LinkHealth, Observation
from awesome_tui.model.outline import Outline
from awesome_tui.record import record
from awesome_tui.services.findings import due_links
from awesome_tui.services.link_hosts import expected_seconds, find_others
from awesome_tui.services.repository_facts import RepositoryFacts
from awesome_tui.services.repository_health import KnownRepositories
from awesome_tui.sources.host_turns import Pace
from awesome_tui.tui.counts import counted
from awesome_tui.tui.health_text import format_duration

_MANY = 100
"""To check more links than these is asked about."""


@record
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
            return f"{question} It takes about {time}."
        return "" if self.is_due else question


def choose_links(
    outline: Outline,
    numbers: Sequence[int],
    known: Mapping[str, LinkHealth],
    facts: RepositoryFacts | None,
    now: float,
) -> LinkChoice:
    """The web links of these entries that are due, or else all, in their order.

    It reads the library.
    """
    urls = [outline.items[number].entry.url or "" for number in numbers if number >= 0]
    pages = due_links(filter(_is_web, urls), {}, now)
    due = due_links(pages, known, now)
    wanted = due or pages
    repositories = KnownRepositories(facts.links, facts.known(wanted)) if facts else None
    told = repositories.observe(wanted, known, now) if repositories else ()
    answered = {seen.url for seen in told}
    asked = [url for url in wanted if url not in answered]
    every = filter(_is_web, (item.entry.url or "" for item in outline.items))
    others = find_others(every, asked, known)
    return LinkChoice(asked, told, others, len(pages) - len(wanted), bool(due))


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))
