"""The catalogue of known lists, by topic."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from awesome_tui.model.entries import AwesomeList, Entry, Section
from awesome_tui.sources.forges import FORGES
from awesome_tui.text.urls import is_web, normalize_url

_FILE = Path(__file__).parent / "data" / "catalogue.tsv"
_REPOSITORY = rf"(?:{'|'.join(re.escape(forge.host) for forge in FORGES.values())})/[^/]+/"
_README_PAGE = rf"({_REPOSITORY}[^/]+)(?:/-)?/(?:tree/[^/]+|blob/[^/]+/readme[^/]*)"
_AWESOME_REPOSITORY = rf"{_REPOSITORY}(?:awesome(?:[-_][^/]*)?|[^/]*[-_]awesome)"
_PLAIN_NAME = re.compile(r"\w[\w.+-]*", re.ASCII)
"""Names that need no quoting in a shell."""
_WITHIN = " > "
_NO_TOPIC = "Other"
_PREFIX = re.compile(r"awesome[-_ ](?=.)")
# Keep + and #, to tell C++, C# and F# from C and F.
_NO_LETTER = re.compile(r"[^\w+#]|_")


class CataloguedList(NamedTuple):
    """A row of the catalogue."""

    title: str
    location: str
    """An owner/name on GitHub, or a URL."""
    topics: tuple[str, ...]
    """From the widest to the narrowest."""

    @property
    def url(self) -> str:
        """The URL of its page."""
        return self.location if ":" in self.location else f"https://github.com/{self.location}"

    @property
    def key(self) -> str:
        """The normalized URL; that of a repository is known without parsing."""
        if ":" in self.location:
            return _page_address(self.url)
        return f"github.com/{self.location}".lower()

    @property
    def repository(self) -> str:
        """The last part of its location, by which people know it."""
        return self.location.rstrip("/").rpartition("/")[2]


class Catalogue:
    """All lists of the catalogue, in order, with look-ups."""

    def __init__(self, lists: tuple[CataloguedList, ...]) -> None:
        self.lists = lists

    def to_text(self) -> str:
        """The lists as `load_catalogue` reads them: topics, each before its lists."""
        lines: list[str] = []
        topics: tuple[str, ...] = ()
        for each in self.lists:
            if each.topics != topics or not lines:
                topics = each.topics
                lines.append(_WITHIN.join(topics) or _NO_TOPIC)
            lines.append(f"\t{each.title}\t{each.location}")
        return "".join(f"{line}\n" for line in lines)

    def find(self, name: str) -> tuple[CataloguedList, ...]:
        """The lists with this title or repository; only those with both, if there are any."""
        folded = _fold_name(name)
        named = tuple(each for each in self.lists if folded in _folded_names(each))
        return tuple(each for each in named if _folded_names(each) == {folded}) or named

    def similar(self, name: str) -> list[str]:
        """A few of `names` that resemble a misspelt name, the most similar first."""
        spelled = {_fold_name(known): known for known in self.names()}
        return [spelled[each] for each in get_close_matches(_fold_name(name), spelled, cutoff=0.7)]

    def names(self) -> Iterator[str]:
        """Names for use in a shell: repository names without the prefix "awesome-"."""
        names = (_PREFIX.sub("", each.repository.casefold()) for each in self.lists)
        return filter(_PLAIN_NAME.fullmatch, names)

    def is_list(self, url: str) -> bool:
        """True for URLs of lists in the catalogue, and of repositories called awesome-something."""
        return self.source(url) is not None

    def source(self, url: str) -> str | None:
        """The source that opens the list at `url`; None if it is no list."""
        address = _page_address(url)
        named = url if re.fullmatch(_AWESOME_REPOSITORY, address) else None
        return self._locations.get(address, named)

    @cached_property
    def _locations(self) -> dict[str, str]:
        return {each.key: each.location for each in self.lists}


def load_catalogue(newer: Path | None = None) -> Catalogue:
    """Load the catalogue from the file `newer`, or else the one shipped with the program."""
    with suppress(OSError, ValueError):  # it may be missing, or damaged
        if newer is not None and newer.is_file():  # a pipe or device would be read without end
            lists = tuple(_parse_lists(newer.read_text(encoding="utf-8")))
            if lists:
                return Catalogue(lists)
    return Catalogue(tuple(_parse_lists(_FILE.read_text(encoding="utf-8"))))


def read_catalogue(document: AwesomeList) -> Catalogue:
    """The catalogue that a list of lists is: an entry is a list, its sections are the topics."""
    return Catalogue(tuple(_read_lists(document.entries, document.sections, ())))


def _read_lists(
    entries: Iterable[Entry], sections: Iterable[Section], topics: tuple[str, ...]
) -> Iterator[CataloguedList]:
    for entry in entries:
        if entry.url and is_web(entry.url):
            yield CataloguedList(_on_one_line(entry.name), _location(entry.url), topics)
        yield from _read_lists(entry.entries, (), (*topics, _topic(entry.name)))
    for section in sections:
        yield from _read_lists(section.entries, section.sections, (*topics, _topic(section.title)))


def _location(url: str) -> str:
    """Owner and name of a repository on GitHub, else the URL."""
    found = re.fullmatch(r"https?://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?(?:#readme)?", url)
    return found[1] if found else url


def _topic(title: str) -> str:
    return _on_one_line(title).replace(_WITHIN, " / ")


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _parse_lists(text: str) -> Iterator[CataloguedList]:
    """Parse topics, each followed by its lists, one a line, indented by a tab."""
    topics: tuple[str, ...] = ()
    for line in text.splitlines():
        topic, *fields = line.split("\t")
        if topic:
            topics = tuple(topic.split(_WITHIN))
        else:
            title, location = fields
            yield CataloguedList(title, location, topics)


def _folded_names(each: CataloguedList) -> set[str]:
    return {_fold_name(each.title), _fold_name(each.repository)} - {""}


def _fold_name(name: str) -> str:
    """`name` without case, accents, separators and the prefix "awesome"."""
    bare = _PREFIX.sub("", unicodedata.normalize("NFKD", name).casefold())
    return _NO_LETTER.sub("", bare)


def _page_address(url: str) -> str:
    """A normalized URL, equal for all pages that show a repository's README."""
    address = re.split("[?#]", normalize_url(url).lower())[0]
    page = re.fullmatch(_README_PAGE, address)
    return page[1] if page else address
