"""What may be opened."""

import re
from urllib.parse import urljoin

SCHEMES = ("http", "https", "mailto", "ftp")
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


def public(url: str) -> str:
    """`url` without what must not be shown, logged or stored: user, password, tokens."""
    return _SECRET_PARAMETER.sub("", _USER.sub("", url)).rstrip("?&")
