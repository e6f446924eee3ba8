"""Texts beside a list in a repository that its links lead to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from awesome_tui.errors import SourceError
from awesome_tui.sources.addresses import RepoPath, WebPage, parse_remote
from awesome_tui.sources.forges import Forge
from awesome_tui.sources.formats import format_of, is_text_name
from awesome_tui.text.sanitize import clean


class RepositoryTexts(NamedTuple):
    """Looks up the texts in a repository that the list at a place of it links to."""

    place: RepoPath
    forges: Mapping[str, Forge]

    @classmethod
    def around(cls, source: str, forges: Mapping[str, Forge]) -> RepositoryTexts | None:
        """The texts around the list at `source`; None where that is in no repository."""
        place = _parse(source, forges)
        return cls(place, forges) if isinstance(place, RepoPath) else None

    @property
    def name(self) -> str:
        """Owner and name of the repository."""
        return clean(self.place.repo)

    def find(self, url: str) -> str:
        """The source of the text at `url`; empty for all else, and for the list itself."""
        start = f"{self.place.forge.web}/{self.place.repo}/".lower()
        if not url.lower().startswith(start):  # most do not, and need no parsing
            return ""
        found = _parse(url, self.forges)
        if not isinstance(found, RepoPath) or found.is_folder or self._is_itself(found.path):
            return ""
        # Of a page in HTML, a forge shows the source.
        is_readable = is_text_name(found.path) and format_of(found.path)
        return found.address if is_readable else ""

    def _is_itself(self, path: str) -> bool:
        if not self.place.is_folder:
            return path == self.place.path
        folder, _, name = path.rpartition("/")
        return folder == self.place.path.rstrip("/") and name.lower().startswith("readme.")


def _parse(source: str, forges: Mapping[str, Forge]) -> RepoPath | WebPage | None:
    try:
        return parse_remote(source, forges)
    except SourceError:  # such as a path out of its repository
        return None
