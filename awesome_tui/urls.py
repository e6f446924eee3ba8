"""What may be opened, how it may be shown, and what counts as the same link."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

SCHEMES = ("http", "https", "mailto", "ftp")
_TRACKING = re.compile(
    r"(?:utm_\w+|(?:fb|[dgy])clid|msclkid|mc_[ce]id|igshid|mkt_tok|_hs(?:enc|mi)|ref_src)="
    r"|tab=readme-ov-file$",
    re.IGNORECASE,
)
_USUAL_PORTS = {"http": ":80", "https": ":443"}
_FORGES = ("github.com", "gitlab.com", "codeberg.org")
"""Hosts that do not mind the case of owner and repository."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
# The second form has a password with signs that should have been encoded; a port is no password.
_USER = re.compile(r"(?<=://)(?:[^/?#\s]*@|[^/?#\s:@]*:(?!\d{0,5}[/?#])[^\s@]*@)")
_PARAMETER = re.compile(r"(?<=[?&;#])([^=?&;#]+)=([^&;#]*)[&;]?")
_SECRET = re.compile(
    r"(?:.*[-_.\[])?(?:api|app|access|auth|oauth|private|job|deploy|feed|client|session|user|secret)?"
    r"(?:token|secret|pass|passwd|password|passphrase|pwd|auth|authorization|key|sig|sign|signature"
    r"|credentials?|jwt|pat|session|sessionid|sid|ticket|otp)\]?",
    re.IGNORECASE,
)
"""Names of parameters whose values open doors."""
# Browsers drop these before they look at the scheme.
_EDGES = "".join(map(chr, range(0x21)))
_DROPPED = re.compile(r"[\t\n\r]")
# Controls, white space, bidi controls and surrogates: what a URL may hold only percent-encoded.
_ENCODED = re.compile(
    "[\x00-\x20\x7f-\xa0\u061c\u200e\u200f\u2000-\u200a\u2028-\u202f\u205f\u2066-\u2069\u3000"
    "\ud800-\udfff]"
)
_EAST_ASIAN = ({"CJK", "HIRAGANA", "KATAKANA"}, {"CJK", "BOPOMOFO"}, {"CJK", "HANGUL"})


def safe(url: str, base: str | None = None) -> str | None:
    """`url` without white space and absolute where `base` is known; None if it may not be opened.

    Relative URLs without a base stay relative. Call it after entities are decoded, and again just
    before opening: `javascript:` can hide behind both.
    """
    url = _ENCODED.sub(_percent, _DROPPED.sub("", url).strip(_EDGES).strip())
    if not url or url.startswith(("-", "#")):
        return None
    scheme = _SCHEME.match(url)
    if scheme:
        return url if scheme[0].lower() in SCHEMES else None
    return _resolved(url, base) if base else url


def is_absolute(url: str) -> bool:
    """Whether `url` leads to the same place wherever it stands."""
    return _SCHEME.match(url) is not None


def shown(url: str) -> str:
    """`url` for a screen: a host whose labels mix scripts, to look like another, in punycode."""
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


@lru_cache(4_096)
def normal(url: str) -> str:
    """One spelling for all that lead to the same page; for comparing, not for opening.

    Rows ask for that of their links again and again while one types.
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # such as http://[
        return url
    if parts.scheme not in ("http", "https", "") or not parts.netloc:
        return url
    host = site(parts)
    path = parts.path.rstrip("/").removesuffix(".git")
    if host in _FORGES and path.count("/") == 2:
        path = path.lower()
    query = "&".join(part for part in parts.query.split("&") if not _TRACKING.match(part))
    fragment = "" if parts.fragment.lower() == "readme" else parts.fragment
    return f"{host}{path}{query and f'?{query}'}{fragment and f'#{fragment}'}"


def site(parts: SplitResult) -> str:
    """The host, and the port unless it is the usual one; whoever asks, and with or without www."""
    host = parts.netloc.rpartition("@")[2].lower()
    return host.removesuffix(_USUAL_PORTS.get(parts.scheme, "")).removeprefix("www.")


def public(url: str) -> str:
    """`url` without what must not be shown, logged or stored: user, password, tokens."""
    return _PARAMETER.sub(_unless_secret, _USER.sub("", url)).rstrip("?&;#")


def has_secret(url: str) -> bool:
    """Whether `public` takes something away that the server may ask for."""
    return bool(_USER.search(url) or secret_parameters(url))


def secret_parameters(url: str) -> str:
    """The parameters of `url` that `public` takes away, as they stand in it."""
    query = url.partition("#")[0]
    found = (match for match in _PARAMETER.finditer(query) if _is_secret(match))
    return "&".join(f"{match[1]}={match[2]}" for match in found)


def _unless_secret(match: re.Match[str]) -> str:
    return "" if _is_secret(match) else match[0]


def _is_secret(match: re.Match[str]) -> bool:
    return _SECRET.fullmatch(unquote(match[1])) is not None


def _resolved(url: str, base: str) -> str | None:
    if url.lower().startswith("www."):  # a host whose scheme was forgotten
        return f"http://{url}"
    try:
        return urljoin(base, url)
    except ValueError:  # brackets that are no IPv6 address
        return None


def _percent(match: re.Match[str]) -> str:
    return quote(match[0], errors="replace")


def _shown_label(label: str) -> str:
    scripts = {unicodedata.name(char, "UNKNOWN").split()[0] for char in label if char.isalpha()}
    scripts = {"CJK" if script == "IDEOGRAPHIC" else script for script in scripts}
    if len(scripts) < 2 or any(scripts - {"LATIN"} <= usual for usual in _EAST_ASIAN):
        return label
    return "xn--" + label.encode("punycode").decode("ascii")
