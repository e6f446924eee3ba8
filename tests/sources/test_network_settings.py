"""Proxies and certificates of the environment: what can be used is, what cannot is named."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from certificates import NO_CERTIFICATES
from commands import SENCHA, TEA, Shell
from forge_server import ForgeServer, Repo, serve
from hypothesis import given
from hypothesis import strategies as st
from proxy_servers import socks_proxy

from awesome_tui.errors import FetchFailed
from awesome_tui.sources.fetch import Fetched, Fetcher
from awesome_tui.sources.http_client import open_client
from awesome_tui.sources.network import NetworkSettings, network_settings


@pytest.fixture
def server() -> Iterator[ForgeServer]:
    with serve() as server:
        server.github["kettle/tea"] = Repo({"README.md": TEA})
        server.pages["/a.md"] = lambda handler: handler.file("# Here")
        yield server


@pytest.fixture
def collected() -> Iterator[None]:
    """httpcore2 leaves the connection to a refusing SOCKS proxy to the garbage collector."""
    yield
    gc.collect()


LEAVING_SOCKETS = "ignore::pytest.PytestUnraisableExceptionWarning"


async def fetch(url: str, **environ: str) -> str:
    """The answer to a program with these variables; one try is enough to tell."""

    async def nap(_: float) -> None: ...

    async with open_client(network_settings(NO_CERTIFICATES | environ, system=dict)) as client:
        fetched = await Fetcher(client, seconds=20, sleep=nap).fetch(url)
    assert isinstance(fetched, Fetched)
    return fetched.text


@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
@pytest.mark.parametrize("name", ["ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"])
async def test_a_socks_proxy_is_used(server: ForgeServer, scheme: str, name: str) -> None:
    with socks_proxy() as proxy:
        proxy.names["hidden.example"] = ("127.0.0.1", server.server_address[1])
        text = await fetch("http://hidden.example/a.md", **{name: f"{scheme}://{proxy.address}"})
        assert text == "# Here"
        assert proxy.visited == ["hidden.example:80"]


@pytest.mark.usefixtures("collected")
@pytest.mark.filterwarnings(LEAVING_SOCKETS)
async def test_a_socks_proxy_gets_its_password(server: ForgeServer) -> None:
    with socks_proxy("ann", "p@ss word") as proxy:
        known = f"socks5://ann:p%40ss%20word@{proxy.address}"
        assert await fetch(f"{server.url}/a.md", ALL_PROXY=known) == "# Here"
        for wrong in (f"socks5://ann:oops@{proxy.address}", f"socks5://{proxy.address}"):
            with pytest.raises(FetchFailed, match="cannot be reached through the proxy") as caught:
                await fetch(f"{server.url}/a.md", ALL_PROXY=wrong)
            assert "oops" not in str(caught.value)


@pytest.mark.usefixtures("collected")
@pytest.mark.filterwarnings(LEAVING_SOCKETS)
@pytest.mark.parametrize(
    "garbage", [b"", b"\5", b"\5\0", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\xff" * 5000, b"\4\0"]
)
async def test_a_socks_proxy_that_talks_nonsense_is_one_sentence(
    server: ForgeServer, garbage: bytes
) -> None:
    with (
        socks_proxy(garbage=garbage) as proxy,
        pytest.raises(FetchFailed, match=r"^[^\n]*(through the proxy|broke off)[^\n]*\.$"),
    ):
        await fetch(f"{server.url}/a.md", ALL_PROXY=f"socks5://{proxy.address}")


@pytest.mark.usefixtures("collected")
@pytest.mark.filterwarnings(LEAVING_SOCKETS)
async def test_a_socks_proxy_that_cannot_reach_the_server_is_one_sentence() -> None:
    with (
        socks_proxy() as proxy,
        pytest.raises(FetchFailed, match="cannot be reached through the proxy"),
    ):
        await fetch("http://127.0.0.1:1/a.md", ALL_PROXY=f"socks5://{proxy.address}")


async def test_what_no_proxy_names_is_asked_directly(server: ForgeServer) -> None:
    for excluded in ("127.0.0.1", "127.0.0.0/8", "*", f"127.0.0.1:{server.server_address[1]}"):
        text = await fetch(
            f"{server.url}/a.md",
            ALL_PROXY="socks5://127.0.0.1:1",
            NO_PROXY=f"x.example, {excluded}",
        )
        assert text == "# Here"


PROXY = "http://proxy.example:3128"


@pytest.mark.parametrize(
    ("no_proxy", "url", "direct"),
    [
        ("example.org", "https://example.org/", True),
        ("example.org", "https://www.example.org/", True),
        ("example.org", "https://notexample.org/", False),
        (".example.org", "https://www.example.org/", True),
        ("*.example.org", "https://www.example.org/", True),
        ("example.org:8443", "https://example.org:8443/", True),
        ("example.org:8443", "https://example.org/", False),
        ("example.org:443", "https://example.org/", True),
        ("localhost,127.0.0.1", "http://localhost:8000/", True),
        ("::1", "http://[::1]:8000/", True),
        ("[::1]", "http://[::1]/", True),
        ("[::1]:8000", "http://[::1]:8000/", True),
        ("[::1]:8000", "http://[::1]/", False),
        ("fd00::/8", "http://[fd12::3]/", True),
        ("fd00::/8", "http://[fe80::3]/", False),
        ("10.0.0.0/8", "http://10.1.2.3/", True),
        ("10.0.0.0/8", "http://11.1.2.3/", False),
        ("10.1.2.3/8", "http://10.9.9.9/", True),
        ("10.0.0.0/8", "http://ten.example/", False),
        ("a.example b.example", "http://b.example/", True),
        ("http://a.example", "http://a.example/", True),
        ("*", "http://a.example/", True),
        ("", "http://a.example/", False),
    ],
)
def test_no_proxy_names_hosts_addresses_and_networks(no_proxy: str, url: str, direct: bool) -> None:
    settings = network_settings({"ALL_PROXY": PROXY, "NO_PROXY": no_proxy})
    asked = httpx2.URL(url)
    assert settings.problems == ()
    assert settings.proxy_for(asked.scheme, asked.host, asked.port) == (None if direct else PROXY)


def test_lower_case_wins_and_a_scheme_wins_over_all() -> None:
    settings = network_settings(
        {
            "ALL_PROXY": "http://all:1",
            "http_proxy": "low:2",
            "HTTP_PROXY": "http://up:3",
            "https_proxy": "",
            "HTTPS_PROXY": "http://up:4",
        }
    )
    assert (settings.http, settings.https) == ("http://low:2", "http://all:1")


def test_a_strangers_header_sets_no_proxy() -> None:
    environ = {"HTTP_PROXY": PROXY, "REQUEST_METHOD": "GET"}
    assert network_settings(environ, system=dict).http is None


def test_the_system_has_a_say_only_where_the_environment_has_none() -> None:
    assert network_settings({}, system=lambda: {"https_proxy": PROXY}).https == PROXY
    settings = network_settings(
        {"HTTP_PROXY": "http://own:1"}, system=lambda: {"https_proxy": PROXY}
    )
    assert (settings.http, settings.https) == ("http://own:1", None)


USELESS = [
    "socks://127.0.0.1:7891/",
    "socks4://127.0.0.1:7891",
    "ftp://proxy.example",
    "http://",
    "://",
    "http://proxy.example:99999",
    "http://proxy.example:port",
    "http://proxy.example:0",
    "http://[::1",
    "http://pro xy.example",
    "http://a\x1b]52;c;x\x07",
    "http://:s3cret@",
    "☃",
    "file:///etc/passwd",
]


@pytest.mark.parametrize("value", USELESS)
@pytest.mark.parametrize("name", ["ALL_PROXY", "http_proxy", "HTTPS_PROXY"])
def test_a_proxy_that_cannot_be_used_is_named_without_its_secrets(name: str, value: str) -> None:
    settings = network_settings({name: value})
    assert settings.proxies == set()
    (problem,) = settings.problems
    assert problem.startswith(f"{name} names no proxy that can be used and is left out: ")
    assert "s3cret" not in problem
    assert problem.isprintable()


@pytest.mark.parametrize(
    "item", ["[::1", "300.1.1.1", "1.2.3.4/99", "a b/c", "::1::", "-/-", "ü.example:x"]
)
def test_an_entry_of_no_proxy_that_cannot_be_used_costs_no_other(item: str) -> None:
    settings = network_settings({"HTTP_PROXY": PROXY, "NO_PROXY": f"{item},b.example"})
    assert settings.problems == (
        "NO_PROXY has an entry that is no host, address or network: the entry is left out.",
    )
    assert settings.proxy_for("http", "b.example", None) is None
    assert settings.proxy_for("http", "c.example", None) == PROXY


@given(st.one_of(st.text(), st.from_regex(r"(https?|socks5h?)://[!-~]*", fullmatch=True)))
def test_whatever_is_taken_for_a_proxy_can_be_opened(value: str) -> None:
    settings = network_settings({"ALL_PROXY": value}, system=dict)
    for url in settings.proxies:
        assert httpx2.AsyncHTTPTransport(verify=False, proxy=url)


@given(st.text())
def test_no_value_of_no_proxy_stops_the_program(value: str) -> None:
    settings = network_settings({"NO_PROXY": value, "ALL_PROXY": PROXY})
    settings.proxy_for("http", "a.example", None)


class TestCertificates:
    def test_those_of_the_environment_are_used(self, tmp_path: Path) -> None:
        (tmp_path / "own.pem").write_text("-----BEGIN CERTIFICATE-----\n")
        file = str(tmp_path / "own.pem")
        assert network_settings({"SSL_CERT_FILE": file}) == NetworkSettings(certificate_file=file)
        folder = str(tmp_path)
        settings = network_settings({"SSL_CERT_DIR": folder}, system=dict)
        assert settings == NetworkSettings(certificate_folder=folder)

    @pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
    async def test_those_that_are_none_are_named_and_left_out(
        self, server: ForgeServer, tmp_path: Path, name: str
    ) -> None:
        other = tmp_path / "other"
        other.write_text("no certificates")
        for value in (str(other), str(tmp_path / "missing"), "\0"):
            settings = network_settings({name: value})
            assert len(settings.problems) == 1
            assert settings.problems[0].startswith(f"{name} names no ")
            assert await fetch(f"{server.url}/a.md", **{name: value}) == "# Here"

    async def test_what_only_looks_like_certificates_stops_nothing(
        self, server: ForgeServer, tmp_path: Path
    ) -> None:
        odd = tmp_path / "odd.pem"
        odd.write_text("-----BEGIN CERTIFICATE-----\noops\n-----END CERTIFICATE-----\n")
        assert await fetch(f"{server.url}/a.md", SSL_CERT_FILE=str(odd)) == "# Here"


class TestCommands:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("ALL_PROXY", "socks://127.0.0.1:7891/"),
            ("HTTPS_PROXY", "http://127.0.0.1:99999"),
            ("NO_PROXY", "[::1,300.1.1.1"),
            ("SSL_CERT_FILE", "/missing.pem"),
        ],
    )
    def test_a_variable_that_cannot_be_used_is_named_once_and_left_out(
        self, shell: Shell, name: str, value: str
    ) -> None:
        ran = shell.run(
            "search", "sencha", "kettle/tea", "kettle/tea", "--refresh", **{name: value}
        )
        assert ran.stdout.startswith("Sencha\t")
        assert ran.stderr.startswith(f"awesome-tui: {name} ")
        assert ran.stderr.count("\n") == 1

    def test_what_needs_no_network_names_nothing(self, shell: Shell) -> None:
        shell.lines("kettle/tea")
        ran = shell.run("kettle/tea", ALL_PROXY="socks://127.0.0.1:7891/")
        assert (ran.stdout.startswith(SENCHA), ran.stderr) == (True, "")

    @pytest.mark.parametrize("value", ["::1", "10.0.0.0/8,fd00::/8", "[::1]:80", ""])
    def test_usual_variables_work(self, shell: Shell, value: str) -> None:
        ran = shell.run("sync", "kettle/tea", NO_PROXY=value, no_proxy=value, HTTP_PROXY="")
        assert (ran.stdout[:13], ran.stderr) == ("1 list: 1 new", "")

    def test_all_lists_come_through_the_socks_proxy(self, shell: Shell) -> None:
        with socks_proxy() as proxy:
            ran = shell.run("sync", "kettle/tea", ALL_PROXY=f"socks5h://{proxy.address}")
            assert (ran.stdout[:13], ran.stderr) == ("1 list: 1 new", "")
            assert proxy.visited
