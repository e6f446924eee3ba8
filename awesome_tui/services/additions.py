"""Additions to stored lists, each with the time when a stored version first had it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from awesome_tui.changes.compare import ListedEntry, compare
from awesome_tui.changes.feed import Feed, FeedItem, make_id
from awesome_tui.model.entries import AwesomeList, Entry
from awesome_tui.services.parse_many import ParallelParse
from awesome_tui.sources.addresses import parse_remote
from awesome_tui.text.inline_markdown import plain
from awesome_tui.text.urls import is_absolute, normalize_url

if TYPE_CHECKING:
    from awesome_tui.library import StoredInfo
    from awesome_tui.services.loader import DatedText, Loader


def list_feed(info: StoredInfo, day: date | None, loader: Loader) -> Feed:
    """The additions to a stored list since the end of `day`, or since it is stored, newest first.

    Raises the errors of reading its stored texts.
    """
    versions = loader.versions_since(info, day)
    place = parse_remote(info.source, loader.forges)
    items = _find_additions(info, versions)
    updated = items[0].added if items else _utc(versions[0].fetched if versions else info.fetched)
    title = info.title or info.source
    return Feed(
        make_id(info.first_key or info.key), title, place.address if place else None, updated, items
    )


def merge_feeds(feeds: Sequence[Feed], now: datetime) -> Feed:
    """Merge feeds into one, newest additions first; without any, `now` is its time."""
    items = (item for feed in feeds for item in feed.items)
    ordered = tuple(sorted(items, key=lambda item: item.added, reverse=True))
    updated = max((feed.updated for feed in feeds), default=now.astimezone(UTC))
    return Feed(make_id("awesome-tui: all lists"), "Added to all lists", None, updated, ordered)


def _find_additions(info: StoredInfo, versions: Sequence[DatedText]) -> tuple[FeedItem, ...]:
    if len(versions) < 2:
        return ()
    lists = ParallelParse([version.text for version in versions]).lists()
    times = _first_times(zip(lists, (version.fetched for version in versions), strict=True))
    # By address, as a link that is listed twice is one item: ids in a feed are unique.
    added = {_address(listed.entry): listed for listed in compare(lists[0], lists[-1]).added}
    ordered = sorted(added.items(), key=lambda addition: times[addition[0]], reverse=True)
    return tuple(_make_item(info, address, listed, times) for address, listed in ordered)


def _first_times(versions: Iterable[tuple[AwesomeList, float]]) -> Mapping[str, float]:
    """Map each address to the time of the first version that contains it."""
    times: dict[str, float] = {}
    for document, fetched in versions:
        for _, entry in document.walk():
            times.setdefault(_address(entry), fetched)
    return times


def _address(entry: Entry) -> str:
    return normalize_url(entry.url) if entry.url else entry.name


def _make_item(
    info: StoredInfo, address: str, listed: ListedEntry, times: Mapping[str, float]
) -> FeedItem:
    entry = listed.entry
    return FeedItem(
        make_id(info.first_key or info.key, address),
        entry.name,
        entry.url if entry.url and is_absolute(entry.url) else None,
        plain(entry.description),
        listed.path,
        info.title or info.source,
        _utc(times[address]),
    )


def _utc(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
