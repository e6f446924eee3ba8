"""The hosts of links: how long a check of them takes, and words for unreachable ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from awesome_tui.model.link_health import LinkHealth, Verdict
from awesome_tui.text.urls import normalize_page

if TYPE_CHECKING:
    from awesome_tui.sources.host_turns import Pace

_OTHERS = 3
"""The most hosts that are requested beside the checked ones, or named in a message."""


def find_others(
    urls: Iterable[str], asked: Iterable[str], known: Mapping[str, LinkHealth]
) -> tuple[str, ...]:
    """Return a few of `urls` on hosts other than those `asked`, preferably known to be alive."""
    hosts = set(map(host_of, asked))
    by_host: dict[str, str] = {}
    for url in sorted(urls, key=lambda url: not _was_alive(known.get(normalize_page(url)))):
        if (host := host_of(url)) not in hosts:
            by_host.setdefault(host, url)
    return tuple(by_host.values())[:_OTHERS]


def _was_alive(known: LinkHealth | None) -> bool:
    return known is not None and known.verdict is Verdict.ALIVE


def tell_unreached(hosts: Sequence[str]) -> str:
    """Say that none of `hosts` can be reached, in a sentence."""
    named = ", ".join(hosts[:_OTHERS])
    more = f" and {len(hosts) - _OTHERS:,} others" if len(hosts) > _OTHERS else ""
    links = "its links" if len(hosts) == 1 else "their links"
    return f"{named}{more} cannot be reached, so nothing is said of {links}: check the network."


def expected_seconds(urls: Iterable[str], pace: Pace) -> float:
    """Return the seconds that a check of `urls` takes if all hosts answer at once."""
    hosts = Counter(map(host_of, urls))
    at_busiest = max(hosts.values(), default=0) * pace.gap
    return max(at_busiest, hosts.total() / pace.at_once)


def host_of(url: str) -> str:
    """The host of `url` with its port, in lower case; empty where it has none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
