"""A list that wants to find out what is in the reader's own network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from building import a_list, link_to
from certificates import UNTRUSTING
from web_farm import Page, WebFarm

from awesome_tui.library import Library
from awesome_tui.model.link_health import LinkHealth, Verdict
from awesome_tui.services.findings import due_links
from awesome_tui.services.health_check import HealthCheck
from awesome_tui.services.link_check import begin_check
from awesome_tui.services.listed_links import list_links
from awesome_tui.sources.host_turns import Pace
from awesome_tui.sources.public_addresses import resolve
from awesome_tui.tui.health_text import summarize_check

SPELLINGS = [
    # this machine
    *(
        "127.0.0.1",
        "127.0.0.1.",
        "127.1",
        "127.0.1",
        "127.255.255.254",
        "2130706433",
        "017700000001",
    ),
    *("0x7f000001", "0x7f.1", "0177.0.0.1", "0x7F.0x0.0x0.0x1", "127.0x0.0.1", "0", "0.0.0.0"),
    *("localhost", "LOCALHOST", "localhost.", "１２７.0.0.1", "ｌocalhost", "127。0。0。1"),
    *("[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::127.0.0.1]", "[::7f00:1]"),
    *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:0001]", "[::FFFF:127.1.2.3]"),
    # the same behind NAT64 and 6to4
    *("[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]", "[2002:7f00:1::]", "[2002:7f00:1::1]"),
    *("[64:ff9b::a00:1]", "[64:ff9b::169.254.169.254]", "[2002:a00:1::]", "[2002:c0a8:101::]"),
    # the cloud's metadata, the neighbours, and what no one has
    *(
        "169.254.169.254",
        "2852039166",
        "0xa9fe.0xa9fe",
        "169.254.43518",
        "[::ffff:169.254.169.254]",
    ),
    *("[fe80::1]", "[fec0::1]", "[fd00:ec2::254]", "[fc00::1]", "[ff02::1]", "[2001:db8::1]"),
    *("10.0.0.1", "167772161", "0xa.1", "10.1", "172.16.0.1", "172.31.255.254", "192.168.0.1"),
    *("192.168.1", "0xC0A80001", "100.64.0.1", "198.18.0.1", "192.0.0.8", "192.0.2.1"),
    *("224.0.0.1", "240.0.0.1", "255.255.255.255", "[::ffff:10.0.0.1]", "[::ffff:192.168.0.1]"),
]
NAMES = {
    "metadata.internal": ["169.254.169.254"],
    "router.example": ["192.168.0.1"],
    "local.example": ["127.0.0.1"],
    "six.example": ["::1"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "nat.example": ["64:ff9b::7f00:1"],
    "mixed.example": ["93.184.216.34", "127.0.0.1"],
    "other-mix.example": ["127.0.0.1", "93.184.216.34"],
}
OPEN = "open.example"


class Names:
    """A name server that counts questions; what is to rebind says something else at each."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked[host] += 1
        if host.endswith("rebind.example"):
            return ["127.0.0.1", "10.0.0.1"][: self.asked[host]]
        if host == OPEN:
            return ["127.0.0.1"]
        return NAMES[host] if host in NAMES else await resolve(host, port)


def hostile_urls(farm: WebFarm) -> list[str]:
    """200 addresses: all spellings and names, alone and as what an open site redirects to."""
    plain = [f"http://{host}:{farm.port}/{n}" for n, host in enumerate((*SPELLINGS, *NAMES))]
    plain += [f"http://{n}.rebind.example:{farm.port}/" for n in range(10)]
    targets = [url for url in plain if url.isascii() and "rebind" not in url]
    targets += [f"http://to{n}.rebind.example:{farm.port}/" for n in range(10)]
    for n, url in enumerate(targets):
        farm.pages[f"/to/{n}"] = Page(302 if n % 2 else 301, {"Location": url})
    redirects = [farm.url(f"/to/{n}", OPEN) for n in range(len(targets))]
    ports = [f"http://{OPEN}:{port}/" for port in range(20, 80)]  # of mail and the like
    return [*plain, *redirects, *ports][:200]


def test_no_address_that_is_not_public_is_ever_asked(farm: WebFarm, library: Library) -> None:
    urls = hostile_urls(farm)
    document = a_list("Hostile", *(link_to(f"L{n}", url) for n, url in enumerate(urls)))
    links = due_links((link.url for link in list_links(document)), {}, 0)
    assert len(links) == len(urls) == 200
    names = Names()
    check = HealthCheck(
        UNTRUSTING, allowed=frozenset({(OPEN, farm.port)}), pace=Pace(gap=0), resolver=names
    )
    found: dict[str, LinkHealth] = {}
    run = begin_check(lambda: check, links, library.health, found.update)
    assert run.finished.result(60) == ()
    assert {url: each for url, each in found.items() if each.verdict is not Verdict.SKIPPED} == {}
    assert {visit.host for visit in farm.visits} == {OPEN}
    assert all(visit.path.startswith("/to/") for visit in farm.visits)
    assert {count for name, count in names.asked.items() if "rebind" in name} == {1}
    assert summarize_check(found.values(), len(links)) == "200 links: 200 skipped"
    assert {each.reason for each in found.values()} == {"not a public address"}
