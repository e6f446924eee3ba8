"""Links on a farm of web sites, of which it is known how they are, checked on two days."""

from __future__ import annotations

import socket
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle, islice, pairwise
from typing import TypeAlias

from web_farm import Page, WebFarm, web_farm

from awesome_tui.library import Library
from awesome_tui.model.link_health import DAY, LinkHealth, Verdict
from awesome_tui.services.findings import due_links
from awesome_tui.services.health_check import HealthCheck
from awesome_tui.sources.host_turns import Pace
from awesome_tui.text.urls import normalize_url

SiteMaker: TypeAlias = Callable[["KnownLinks"], Page]
MISSING = "missing"
"""How the names of hosts begin that do not exist."""

DEAD: Sequence[SiteMaker] = (lambda _: Page(404), lambda _: Page(410), lambda _: Page(404))
"""The fourth of the dead has no host."""
MOVED: Sequence[SiteMaker] = (
    lambda _: Page(301, {"Location": "/here-now"}),
    lambda _: Page(308, {"Location": "/here-now"}),
    lambda _: Page(301, {"Location": "/moved-again"}),
)
REFUSING: Sequence[SiteMaker] = tuple(
    partial(lambda status, _: Page(status), status) for status in (403, 429, 999, 401, 503, 451)
)
FLAPPING: Sequence[SiteMaker] = (
    lambda links: Page(200 if links.day else 404),
    lambda links: Page(503 if links.day else 404),
    lambda links: Page(404 if links.day else 503),
    lambda links: Page(404 if links.day else 200),
)
ALIVE: Sequence[SiteMaker] = (
    lambda _: Page(),
    lambda _: Page(head_status=404),
    lambda _: Page(head_status=405),
    lambda _: Page(302, {"Location": "/here-now"}),
)


@dataclass
class KnownLinks:
    """The farm and its links, by what they are."""

    farm: WebFarm
    urls: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    day: int = 0
    """The number of the run: some pages answer otherwise on the second."""

    def add(self, kind: str, count: int, makers: Sequence[SiteMaker], hosts: Iterator[str]) -> None:
        """Add so many links, on the next hosts."""
        for number, maker in enumerate(islice(cycle(makers), count)):
            path = f"/{kind}/{number}"
            self.farm.pages[path] = partial(lambda make, _host: make(self), maker)
            self.urls[kind].append(self.farm.url(path, next(hosts)))

    @property
    def all(self) -> list[str]:
        """All links."""
        return [url for urls in self.urls.values() for url in urls]


@contextmanager
def known_links(
    *, dead: int, moved: int, refusing: int, flapping: int, alive: int, hosts: int, at_one_host: int
) -> Iterator[KnownLinks]:
    """So many links of each kind on so many hosts; of those that are alive, some share one."""
    with web_farm() as farm:
        farm.pages["/here-now"] = Page()
        farm.pages["/moved-again"] = Page(301, {"Location": "/here-now"})
        links = KnownLinks(farm)
        names = cycle(f"site{number}.example" for number in range(hosts))
        nowhere = dead // 4
        links.add("dead", dead - nowhere, DEAD, names)
        links.urls["dead"] += (farm.url("/", f"{MISSING}{at}.example") for at in range(nowhere))
        links.add("moved", moved, MOVED, names)
        links.add("refusing", refusing, REFUSING, names)
        links.add("flapping", flapping, FLAPPING, names)
        links.add("alive", alive - at_one_host, ALIVE, names)
        links.add("large", at_one_host, (lambda _: Page(),), cycle(["large.example"]))
        yield links


@dataclass(frozen=True)
class Outcome:
    """The findings of two runs, three days apart."""

    truly_dead: frozenset[str]
    called_dead: frozenset[str]
    verdicts: Counter[tuple[str, Verdict]]
    """By what the links are."""
    requests: Sequence[int]
    seconds: Sequence[float]
    """Of each run."""
    closest: float
    """Seconds between two requests to one host as they come in, at least."""

    @property
    def precision(self) -> float:
        """The share of the links that are called dead that are."""
        right = len(self.called_dead & self.truly_dead)
        return right / len(self.called_dead) if self.called_dead else 1.0

    @property
    def recall(self) -> float:
        """The share of the dead links that are called so."""
        return len(self.called_dead & self.truly_dead) / len(self.truly_dead)


def check_twice(links: KnownLinks, pace: Pace) -> Outcome:
    """Check `links`, and three days later those that are due then."""
    now, requests, seconds = [1_790_000_000.0], [], []
    farm, times = links.farm, defaultdict[str, list[float]](list)

    async def find(host: str, port: int) -> Sequence[str]:
        if host.startswith(MISSING):
            raise socket.gaierror(socket.EAI_NONAME, "no such host")
        return ["127.0.0.1"]

    hosts = {url.split("/")[2].partition(":")[0] for url in links.all}
    check = HealthCheck(
        allowed=frozenset((host, farm.port) for host in hosts), pace=pace, resolver=find
    )
    with Library(":memory:", lambda: now[0]) as library:
        for links.day in (0, 1):
            due = due_links(links.all, library.health.all().result(), now[0])
            began = time.perf_counter()
            assert not check.run(due, library.health, lambda _: None)
            seconds.append(time.perf_counter() - began)
            requests.append(len(farm.visits))
            for visit in farm.visits:
                times[visit.host].append(visit.at)
            farm.visits.clear()
            now[0] += 3 * DAY + 3_600
        health = library.health.all().result()
    return Outcome(
        frozenset(map(normalize_url, links.urls["dead"])),
        frozenset(key for key, known in health.items() if known.is_dead),
        _verdicts(links, health),
        requests,
        seconds,
        min(later - one for each in times.values() for one, later in pairwise(each)),
    )


def _verdicts(links: KnownLinks, health: dict[str, LinkHealth]) -> Counter[tuple[str, Verdict]]:
    return Counter(
        (kind, health[normalize_url(url)].verdict)
        for kind, urls in links.urls.items()
        for url in urls
    )
