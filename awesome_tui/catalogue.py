"""The lists that the program knows by name, by topic."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from awesome_tui.urls import normal

_FILE = Path(__file__).parent / "data" / "catalogue.tsv"
_REPOSITORY = r"(?:github\.com|gitlab\.com|codeberg\.org|bitbucket\.org)/[^/]+/"
_README_PAGE = re.compile(rf"({_REPOSITORY}[^/]+)(?:/-)?/(?:tree/[^/]+|blob/[^/]+/readme[^/]*)")
_AWESOME_REPOSITORY = re.compile(rf"{_REPOSITORY}(?:awesome(?:[-_][^/]*)?|[^/]*[-_]awesome)")
_PLAIN_NAME = re.compile(r"\w[\w.+-]*", re.ASCII)
"""What means nothing to a shell but itself."""
_PREFIX = re.compile(r"awesome[-_ ](?=.)")
# C++, C# and F# are not C and F.
_NO_LETTER = re.compile(r"[^\w+#]|_")


@dataclass(frozen=True, slots=True)
class ListInfo:
    """A list that somebody recommends."""

    title: str
    location: str
    """Its repository on GitHub as owner/name, or a URL."""
    topics: tuple[str, ...]
    """From the widest to the narrowest."""

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        return self.location if ":" in self.location else f"https://github.com/{self.location}"

    @property
    def repository(self) -> str:
        """The last word of its location, which is what people call it by."""
        return self.location.rstrip("/").rpartition("/")[2]


class Catalogue:
    """All catalogued lists, in their order, and what is asked about them."""

    def __init__(self, lists: tuple[ListInfo, ...]) -> None:
        self.lists = lists

    def find(self, name: str) -> tuple[ListInfo, ...]:
        """Those that `name` is the title or the repository of; what is both beats what is one."""
        folded = _fold(name)
        named = tuple(each for each in self.lists if folded in _names(each))
        return tuple(each for each in named if _names(each) == {folded}) or named

    def similar(self, name: str) -> list[str]:
        """What may be meant by a name that is none: a few of `names`, the likeliest first."""
        from difflib import get_close_matches  # noqa: PLC0415  only a mistake asks for it

        spelled = {_fold(known): known for known in self.names()}
        return [spelled[each] for each in get_close_matches(_fold(name), spelled, cutoff=0.7)]

    def names(self) -> Iterator[str]:
        """What each can be called by in a shell: its repository, without what all begin with."""
        names = (_PREFIX.sub("", each.repository.casefold()) for each in self.lists)
        return filter(_PLAIN_NAME.fullmatch, names)

    def is_list(self, url: str) -> bool:
        """Whether `url` leads to a list: one of these, or a repository called awesome-something."""
        return self.source(url) is not None

    def source(self, url: str) -> str | None:
        """What opens the list that `url` leads to; None if that is no list."""
        address = _address(url)
        named = url if _AWESOME_REPOSITORY.fullmatch(address) else None
        return self._locations.get(address, named)

    @cached_property
    def _locations(self) -> dict[str, str]:
        return {_address_of(each): each.location for each in self.lists}


def load() -> Catalogue:
    """The catalogue that comes with the program."""
    return Catalogue(tuple(_parse(_FILE.read_text(encoding="utf-8"))))


def _parse(text: str) -> Iterator[ListInfo]:
    """A topic, then a line for each of its lists, which begins with a tab."""
    topics: tuple[str, ...] = ()
    for line in text.splitlines():
        topic, *fields = line.split("\t")
        if topic:
            topics = tuple(topic.split(" > "))
        else:
            title, location = fields
            yield ListInfo(title, location, topics)


def _names(each: ListInfo) -> set[str]:
    return {_fold(each.title), _fold(each.repository)} - {""}


def _fold(name: str) -> str:
    """`name` without case, accents, separators and the word that all of them begin with."""
    bare = _PREFIX.sub("", unicodedata.normalize("NFKD", name).casefold())
    return _NO_LETTER.sub("", bare)


def _address_of(info: ListInfo) -> str:
    """That of a list; what is known to be a repository need not be taken apart."""
    return _address(info.url) if ":" in info.location else f"github.com/{info.location}".lower()


def _address(url: str) -> str:
    """The same for all pages that show a repository's README."""
    address = re.split("[?#]", normal(url).lower())[0]
    page = _README_PAGE.fullmatch(address)
    return page[1] if page else address
