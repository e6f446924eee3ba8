"""Errors for requests that failed: broken connections, statuses and rate limits."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx2

from awesome_tui.errors import FetchFailed, Forbidden, NotFound, RateLimited, Refused
from awesome_tui.text.sanitize import clean

_LONGEST = timedelta(days=36_500)
"""The cap on a rate limit's duration, whatever the server says."""
_FORBIDDEN = {
    401: "wants a valid password or token (401): check yours",
    403: "may not be read (403): check the address and your token",
    407: "wants a valid password or token (407): check yours",
}


class TransientError(FetchFailed):
    """A transient error: a retry may succeed."""


class ServerError(TransientError):
    """The server was reached, but failed by itself (5xx)."""


class Blocked(Forbidden):
    """The forge has taken the repository away, for reasons of law or of its terms."""


@contextmanager
def translate_errors(url: httpx2.URL) -> Iterator[None]:
    """Raise errors of the connection to `url` as errors of ours."""
    try:
        yield
    except (httpx2.TransportError, OSError) as error:
        raise TransientError(_describe_fault(error, url)) from error
    except zlib.error as error:
        raise FetchFailed(f"{url_for_messages(url)} sent garbled data: try again later.") from error
    except (httpx2.InvalidURL, UnicodeError) as error:
        # httpx2 parses the target of a redirect even if it does not follow it.
        raise bad_redirect_error(url) from error


def bad_redirect_error(url: httpx2.URL) -> FetchFailed:
    """The error for a redirect from `url` to what is no web address."""
    return FetchFailed(f"{url_for_messages(url)} redirects to no web address: check the address.")


def _describe_fault(error: Exception, url: httpx2.URL) -> str:
    # Of what no path of it could change, the host alone is named: a list is looked for at many.
    host, shown = clean(url.netloc.decode()), url_for_messages(url)
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return f"{host} shows no valid certificate: check the address and this machine's clock."
    if isinstance(error, httpx2.ProxyError):
        return (
            f"{host} cannot be reached through the proxy:"
            " check it (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY)."
        )
    if isinstance(error, (httpx2.ConnectError, httpx2.ConnectTimeout)):
        return f"{host} cannot be reached: check the network and the address."
    if isinstance(error, httpx2.TimeoutException):
        return f"{shown} stopped answering: try again later."
    return f"{shown} broke off: try again later."


def refusal_error(
    response: httpx2.Response, now: datetime, body: bytes = b""
) -> FetchFailed | NotFound:
    """The error for a response that holds nothing of use, but perhaps a short `body`."""
    if _is_rate_limit(response):
        return _rate_limit_error(response, now)
    status = response.status_code
    if status == 451 or (status == 403 and b'"block"' in body):
        return Blocked(f"{url_for_messages(response.url)} was taken away by its forge ({status}).")
    return _status_error(status, url_for_messages(response.url))


def _status_error(status: int, shown: str) -> FetchFailed | NotFound:
    if status in {404, 410}:
        return NotFound(f"There is nothing at {shown}: check the address.")
    if status in _FORBIDDEN:
        return Forbidden(f"{shown} {_FORBIDDEN[status]}.")
    if status == 511:
        return FetchFailed(f"The network wants a login first, so {shown} did not come: log in.")
    if status >= 500:
        return ServerError(f"{shown} is in trouble ({status}): try again later.")
    return Refused(f"{shown} gave an answer of no use ({status}): check the address.")


def _is_rate_limit(response: httpx2.Response) -> bool:
    if response.status_code == 403 and response.headers.get("x-ratelimit-remaining") == "0":
        return True
    asked = "retry-after" in response.headers and response.status_code in {403, 503}
    return response.status_code == 429 or asked


def _rate_limit_error(response: httpx2.Response, now: datetime) -> RateLimited:
    until = _rate_limit_end(response.headers, now)
    when = "now: try again in a minute"
    if until and until > now:
        when = f"until {_format_time(until, now)}: try again then"
    return RateLimited(f"{clean(response.url.host)} takes no more requests {when}.", until)


def told_limit_end(response: httpx2.Response, now: datetime) -> datetime | None:
    """The end of a rate limit that an answer of use was the last one before."""
    headers = response.headers
    if "retry-after" not in headers and headers.get("x-ratelimit-remaining") != "0":
        return None
    return _rate_limit_end(headers, now)


def _rate_limit_end(headers: httpx2.Headers, now: datetime) -> datetime | None:
    retry, reset = headers.get("retry-after", ""), headers.get("x-ratelimit-reset", "")
    try:
        if re.fullmatch(r"\d{1,10}", retry, re.ASCII):
            return now + timedelta(seconds=int(retry))
        if re.fullmatch(r"\d{1,10}", reset, re.ASCII):
            return datetime.fromtimestamp(int(reset), now.tzinfo)
        day = parsedate_to_datetime(retry).replace(tzinfo=UTC)
        # Near the ends of the calendar, the conversion to the local time zone can overflow.
        return max(now, min(day, now + _LONGEST)).astimezone(now.tzinfo)
    except (ValueError, OverflowError):
        return None


def _format_time(until: datetime, now: datetime) -> str:
    return until.strftime("%H:%M" if until - now < timedelta(days=1) else "%Y-%m-%d %H:%M")


def url_for_messages(url: httpx2.URL) -> str:
    """`url` without user, password and query, which can contain secrets, for messages."""
    return clean(str(url.copy_with(userinfo=b"", query=None, fragment=None)))
