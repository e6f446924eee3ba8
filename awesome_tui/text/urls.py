"""Rules for URLs: safety, display, comparison, and removal of secrets."""

import os
import re
import unicodedata
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

SCHEMES = ("http", "https", "mailto", "ftp")
_TRACKING = (
    r"(?i)(?:utm_\w+|(?:fb|[dgy])clid|msclkid|mc_[ce]id|igshid|mkt_tok|_hs(?:enc|mi)|ref_src)="
    r"|tab=readme-ov-file$"
)
_USUAL_PORTS = {"http": ":80", "https": ":443"}
_USUAL_URL = re.compile(r"https?://([a-z0-9.-]+)(/[\w.~@:+,()/-]*)?", re.ASCII)
"""An address without anything but host and path, as most are."""
_FORGES = ("github.com", "gitlab.com", "codeberg.org")
"""Hosts that ignore the case of owner and repository."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
# The second form has a password with unencoded special characters; a port is no password.
_USER = re.compile(r"(?<=://)(?:[^/?#\s]*@|[^/?#\s:@]*:(?!\d{0,5}[/?#])[^\s@]*@)")
_PARAMETER = re.compile(r"(?<=[?&;#])([^=?&;#]+)=([^&;#]*)[&;]?")
_LEFT_OVER = re.compile(r"[?&;]+(?=#)|[?&;#]+$")
"""Signs that announced the parameters that are gone."""
_SECRET = (
    r"(?i)(?:.*[-_.\[])?"
    r"(?:api|app|access|auth|oauth|private|job|deploy|feed|client|session|user|secret)?"
    r"(?:token|secret|pass|passwd|password|passphrase|pwd|auth|authorization|key|sig|sign|signature"
    r"|credentials?|jwt|pat|session|sessionid|sid|ticket|otp)\]?"
)
"""Names of parameters that hold credentials."""
# Markdown encodes the brackets of an address, which no browser takes then.
_IPV6 = r"(?i)^(https?://)%5b([0-9a-f:.]+)%5d(?=[:/?#]|$)"
# Browsers strip these before they parse the scheme.
_EDGES = "".join(map(chr, range(0x21)))
_DROPPED = re.compile(r"[\t\n\r]")
# Controls, white space, bidi controls and surrogates, which a URL must percent-encode.
_ENCODED = (
    "[\x00-\x20\x7f-\xa0\u061c\u200e\u200f\u2000-\u200a\u2028-\u202f\u205f\u2066-\u2069\u3000"
    "\ud800-\udfff]"
)
# A branch whose name has slashes cannot be told from a folder.
_ROOT = r"https?://[^/]+/[^/]+/.+?/(?:blob|src/(?:branch|tag|commit))/[^/]+/"
_EAST_ASIAN = ({"CJK", "HIRAGANA", "KATAKANA"}, {"CJK", "BOPOMOFO"}, {"CJK", "HANGUL"})


def safe_url(url: str, base: str | None = None) -> str | None:
    """Strip `url` and resolve it against `base`; None if it must not be opened.

    Without a base, relative URLs stay relative. Call it after entities are decoded, and again
    just before opening, because `javascript:` can be hidden until then.
    """
    url = _DROPPED.sub("", url).strip(_EDGES).strip()
    if not url.isascii() or not url.isprintable() or " " in url:
        url = re.sub(_ENCODED, _percent, url)
    if "%5" in url:
        url = re.sub(_IPV6, r"\1[\2]", url)
    if not url or url.startswith(("-", "#")):
        return None
    scheme = _SCHEME.match(url)
    if scheme:
        return url if scheme[0].lower() in SCHEMES else None
    return _resolved(url, base) if base else url


def local_path(source: str) -> str:
    """The path that a `file:` URL names on this machine; any other `source` as it is."""
    if not source.lower().startswith("file://"):
        return source
    try:
        parts = urlsplit(source)
    except ValueError:  # brackets that are not an IPv6 address
        return source
    if parts.netloc not in ("", "localhost"):
        return source
    path = unquote(parts.path)
    return path[1:] if re.match("/[A-Za-z]:", path) and os.name == "nt" else path


def is_absolute(url: str) -> bool:
    """True if `url` has a scheme, so that it needs no base."""
    return _SCHEME.match(url) is not None


def display_url(url: str) -> str:
    """Format `url` for display: host labels that mix scripts, as imitations do, in punycode."""
    if url.isascii() and "%" not in url:
        return url
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return url
    if not host or unquote(host).isascii():
        return url
    labels = (_shown_label(label) for label in unquote(host).split("."))
    return re.sub(re.escape(host), ".".join(labels), url, count=1, flags=re.IGNORECASE)


def is_web(url: str) -> bool:
    """True for an address of the web, which a server can be asked for."""
    return url.lower().startswith(("http://", "https://"))


@lru_cache(4_096)
def normalize_url(url: str) -> str:
    """Normalize `url` for comparison, not for opening: one spelling per page.

    Cached, because rows request it for their links again and again while the user types.
    """
    if usual := _USUAL_URL.fullmatch(url):  # in half the time
        return _page_of(usual[1].removeprefix("www."), usual[2] or "")
    try:
        parts = urlsplit(url)
    except ValueError:  # such as http://[
        return url
    if parts.scheme not in ("http", "https", "") or not parts.netloc:
        return url
    page = _page_of(site_of(parts), parts.path)
    query = "&".join(part for part in parts.query.split("&") if not re.match(_TRACKING, part))
    fragment = "" if parts.fragment.lower() == "readme" else parts.fragment
    address = f"{page}{query and f'?{query}'}{fragment and f'#{fragment}'}"
    return address.replace("'", "%27")  # browsers write either


def _page_of(host: str, path: str) -> str:
    path = path.rstrip("/").removesuffix(".git")
    if host in _FORGES and path.count("/") == 2:
        path = path.lower()
    return host + path


def normalize_page(url: str) -> str:
    """As `normalize_url`, without the fragment, which no server is told."""
    return normalize_url(url.partition("#")[0])


def site_of(parts: SplitResult) -> str:
    """Return the host without user and `www.`, with the port unless it is the default."""
    host = parts.netloc.rpartition("@")[2].lower()
    return host.removesuffix(_USUAL_PORTS.get(parts.scheme, "")).removeprefix("www.")


def without_secrets(url: str) -> str:
    """Strip user, password and tokens from `url`, for display, logs and storage."""
    return _LEFT_OVER.sub("", _PARAMETER.sub(_unless_secret, _USER.sub("", url)))


def has_secret(url: str) -> bool:
    """True if `without_secrets` strips something that the server may require."""
    return bool(_USER.search(url) or secret_parameters(url))


def secret_parameters(url: str) -> str:
    """Return the query parameters that `without_secrets` strips, as written in `url`."""
    query = url.partition("#")[0]
    found = (match for match in _PARAMETER.finditer(query) if _is_secret(match))
    return "&".join(f"{match[1]}={match[2]}" for match in found)


def _unless_secret(match: re.Match[str]) -> str:
    return "" if _is_secret(match) else match[0]


def _is_secret(match: re.Match[str]) -> bool:
    return re.fullmatch(_SECRET, unquote(match[1])) is not None


def _resolved(url: str, base: str) -> str | None:
    if url.lower().startswith("www."):  # a host without its scheme
        return f"http://{url}"
    if url.startswith("/") and not url.startswith("//"):
        root = _repository_root(base)
        base, url = (root, f".{url}") if root else (base, url)
    try:
        return urljoin(base, url)
    except ValueError:  # brackets that are not an IPv6 address
        return None


def _repository_root(base: str) -> str:
    """The root of the repository that `base` lies in, from which forges count a leading slash."""
    root = re.match(_ROOT, base)
    return root[0] if root else ""


def _percent(match: re.Match[str]) -> str:
    return quote(match[0], errors="replace")


def _shown_label(label: str) -> str:
    scripts = {unicodedata.name(char, "UNKNOWN").split()[0] for char in label if char.isalpha()}
    scripts = {"CJK" if script == "IDEOGRAPHIC" else script for script in scripts}
    if len(scripts) < 2 or any(scripts - {"LATIN"} <= usual for usual in _EAST_ASIAN):
        return label
    return "xn--" + label.encode("punycode").decode("ascii")


def parse_address(host: str) -> IPv4Address | IPv6Address | None:
    """The IP address that `host` is; None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None
