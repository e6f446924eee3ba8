"""What may be opened."""

import re
from urllib.parse import urljoin, urlsplit

SCHEMES = ("http", "https", "mailto", "ftp")
_TRACKING = re.compile(r"(?:utm_\w+|[fg]clid|mc_[ce]id|igshid|ref_src)=|tab=readme-ov-file$")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
_USER = re.compile(r"(?<=://)[^/?#\s]*@")
_SECRET_PARAMETER = re.compile(
    r"(?<=[?&])(?:[^=&#]*[-_.])?(?:api)?(?:token|secret|password|passwd|pwd|auth|key|sig|signature"
    r"|credential)=[^&#]*&?",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def safe(url: str, base: str | None = None) -> str | None:
    """`url` without white space and absolute where `base` is known; None if it may not be opened.

    Relative URLs without a base stay relative. Call it after entities are decoded, and again just
    before opening: `javascript:` can hide behind both.
    """
    url = _CONTROL.sub("", url).strip().replace(" ", "%20")
    if not url or url.startswith(("-", "#")):
        return None
    scheme = _SCHEME.match(url)
    if scheme:
        return url if scheme[0].lower() in SCHEMES else None
    return urljoin(base, url) if base else url


def normal(url: str) -> str:
    """One spelling for all that lead to the same page; for comparing, not for opening."""
    try:
        parts = urlsplit(url)
    except ValueError:  # such as http://[
        return url
    if parts.scheme not in ("http", "https", "") or not parts.netloc:
        return url
    host = parts.netloc.lower().removeprefix("www.")
    path = parts.path.rstrip("/").removesuffix(".git")
    if host == "github.com" and path.count("/") == 2:
        path = path.lower()
    query = "&".join(part for part in parts.query.split("&") if not _TRACKING.match(part))
    fragment = "" if parts.fragment.lower() == "readme" else parts.fragment
    return f"{host}{path}{query and f'?{query}'}{fragment and f'#{fragment}'}"


def public(url: str) -> str:
    """`url` without what must not be shown, logged or stored: user, password, tokens."""
    return _SECRET_PARAMETER.sub("", _USER.sub("", url)).rstrip("?&")
