"""Proxy and certificate settings from the environment.

http_proxy, https_proxy, all_proxy   proxies; lower case has precedence, as in curl
no_proxy                             hosts, domains, addresses and networks without a proxy
SSL_CERT_FILE, SSL_CERT_DIR          certificates to trust
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from awesome_tui.text.urls import parse_address

ALLOWED_HOSTS = "AWESOME_TUI_CHECK_HOSTS"
"""The variable with hosts whose links are asked for though they are not public."""
_PROXIES = ("all_proxy", "http_proxy", "https_proxy")
_SCHEMES = {"http", "https", "socks5", "socks5h"}
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?", re.ASCII | re.IGNORECASE)
_DIRECT = re.compile(
    r"(?:[a-z]+://)?(?:\[(?P<bracketed>[^\]]*)\]|(?P<host>[^:]*))(?::(?P<port>\d{1,5}))?/?",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Direct:
    """Hosts that are connected to without a proxy."""

    domain: str = ""
    """The domain including its subdomains; empty for all hosts."""
    network: IPv4Network | IPv6Network | None = None
    port: int | None = None

    def matches(self, host: str, port: int) -> bool:
        if self.port not in {None, port}:
            return False
        if self.network is not None:
            address = parse_address(host)
            return address is not None and address in self.network
        return not self.domain or f".{host}".endswith(f".{self.domain}")


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """Proxies and certificates; by default, connections are direct."""

    http: str | None = None
    """The URL of the proxy for http, which may contain a password."""
    https: str | None = None
    direct: tuple[_Direct, ...] = ()
    certificate_file: str | None = None
    certificate_folder: str | None = None
    problems: tuple[str, ...] = ()
    """A warning for each variable with an invalid value."""

    def proxy_for(self, scheme: str, host: str, port: int | None) -> str | None:
        """The URL of the proxy, or None for a direct connection."""
        secure = scheme == "https"
        number = port or (443 if secure else 80)
        if any(each.matches(host.lower().rstrip("."), number) for each in self.direct):
            return None
        return self.https if secure else self.http

    @property
    def proxies(self) -> set[str]:
        """The URLs of all proxies."""
        return {url for url in (self.http, self.https) if url}


def network_settings(
    environ: Mapping[str, str], system: Callable[[], Mapping[str, str]] = dict
) -> NetworkSettings:
    """Read the settings from `environ`; its proxies have precedence over those of the `system`."""
    problems: list[str] = []
    file, folder = _read_certificates(environ, problems)
    if not any(_find_variable(name, environ)[1] for name in _PROXIES):
        environ = {**environ, **system()}
    every, http, https = (_read_proxy(name, environ, problems) for name in _PROXIES)
    direct = tuple(_read_no_proxy(environ, problems))
    return NetworkSettings(
        http or every, https or every, direct, file, folder, tuple(dict.fromkeys(problems))
    )


def _read_certificates(
    environ: Mapping[str, str], problems: list[str]
) -> tuple[str | None, str | None]:
    """The file and the folder of certificates; the folder is used only without a file."""
    file, folder = (environ.get(name, "") for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"))
    if file and _has_certificates(file):
        return file, None
    if file:
        problems.append("SSL_CERT_FILE names no file with certificates and is left out.")
    if folder and os.path.isdir(folder):
        return None, folder
    if folder:
        problems.append("SSL_CERT_DIR names no folder and is left out.")
    return None, None


def _has_certificates(file: str) -> bool:
    try:
        return os.path.isfile(file) and b"-----BEGIN " in Path(file).read_bytes()
    except (OSError, ValueError):
        return False


def _read_proxy(variable: str, environ: Mapping[str, str], problems: list[str]) -> str | None:
    name, value = _find_variable(variable, environ)
    # CGI servers pass the "Proxy" header of any client to programs in this variable.
    if not value or (name == "HTTP_PROXY" and "REQUEST_METHOD" in environ):
        return None
    url = value if "://" in value else f"http://{value}"
    if _is_proxy(url):
        return url
    problems.append(
        f"{name} names no proxy that can be used and is left out:"
        " give it a host and a port after http://, https:// or socks5://."
    )
    return None


def _find_variable(name: str, environ: Mapping[str, str]) -> tuple[str, str]:
    """The spelling of a variable that is set, and its value."""
    found = name if name in environ else name.upper()
    return found, environ.get(found, "").strip()


def _is_proxy(url: str) -> bool:
    if not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    known = parts.scheme in _SCHEMES and port != 0
    return known and (_HOST.fullmatch(host) is not None or parse_address(host) is not None)


def _read_no_proxy(environ: Mapping[str, str], problems: list[str]) -> Iterator[_Direct]:
    name, value = _find_variable("no_proxy", environ)
    items = [item for item in re.split(r"[\s,]+", value) if item]
    known = [_direct_hosts(item) for item in items]
    yield from filter(None, known)
    if None in known:
        problems.append(
            f"{name} has an entry that is no host, address or network: the entry is left out."
        )


def _direct_hosts(item: str) -> _Direct | None:
    if item == "*":
        return _Direct()
    if network := _parse_network(item):  # before the port: an IPv6 network has colons
        return _Direct(network=network)
    match = _DIRECT.fullmatch(item)
    if match is None:
        return None
    port = int(match["port"]) if match["port"] else None
    host = match["bracketed"] or match["host"] or ""
    if network := _parse_network(host):
        return _Direct(network=network, port=port)
    domain = host.lower().removeprefix("*").strip(".")
    is_number = not domain.strip("0123456789.")
    return None if is_number or not _HOST.fullmatch(domain) else _Direct(domain, None, port)


def _parse_network(text: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None
