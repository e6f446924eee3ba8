"""Stored READMEs of the projects that entries lead to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from awesome_tui.errors import SourceError
from awesome_tui.library import Library
from awesome_tui.model.readme import Readme, read_readme
from awesome_tui.parsing.readme_parser import parse_readme
from awesome_tui.services.parse_process import BackgroundWork, parser_code
from awesome_tui.sources.addresses import RepoPath, parse_remote
from awesome_tui.sources.forges import Forge
from awesome_tui.sources.read import SourceText
from awesome_tui.sources.repository_links import RepositoryLinks

_LARGE = 16 * 1024
"""Characters above which a README is parsed in a child process, as it would delay keys here."""


@dataclass(frozen=True, slots=True, eq=False)
class ProjectReadme:
    """A README to be read, and where it is from."""

    name: str
    """The project, as messages call it."""
    url: str
    """The page of the project."""
    text: Readme
    fetched: float = 0.0
    """The time when it was last fetched or confirmed; 0 for a text that is no README."""


def find_project(urls: Iterable[str], forges: Mapping[str, Forge]) -> RepoPath:
    """The repository that the first of `urls` leads to, or the folder in it."""
    links = RepositoryLinks(forges)
    for url in urls:
        if repository := links.repository(url):
            place = parse_remote(url, forges)
            if isinstance(place, RepoPath) and place.is_folder:
                return place
            return RepoPath(repository.forge, repository.name, repository.forge.kind.head)
    raise SourceError("This entry leads to no repository, so it has no README to show.")


class ProjectReadmes(NamedTuple):
    """The READMEs in a library; long ones are parsed in a child process."""

    library: Library
    forges: Mapping[str, Forge]

    def find(self, urls: Iterable[str]) -> RepoPath:
        """The repository that the first of `urls` leads to, or the folder in it."""
        return find_project(urls, self.forges)

    def load(self, project: RepoPath) -> ProjectReadme | None:
        """The stored README of a project; None if there is none."""
        stored = self.library.readmes.load(project.key).result()
        if stored is None:
            return None
        source = f"the README of {project}"
        text = _parse(SourceText(stored.text, stored.format, source, stored.base))
        return ProjectReadme(str(project), project.address, text, stored.fetched)

    def read(self, document: SourceText, name: str) -> ProjectReadme:
        """Parse a text called `name`, to be shown like a README."""
        return ProjectReadme(name, document.source, _parse(document))


def _parse(document: SourceText) -> Readme:
    if len(document.text) > _LARGE:
        return _BackgroundReadme(document).result()
    return _parse_here(document)


def _parse_here(document: SourceText) -> Readme:
    text, form = document.text, document.format
    return parse_readme(text, form, base=document.base, source=document.source)


class _BackgroundReadme(BackgroundWork[Readme]):
    code = parser_code("readme_parser", "readme_lines")

    def _read_lines(self, lines: Iterable[bytes]) -> Readme:
        return read_readme(lines)

    def _parse_here(self) -> Readme:
        return _parse_here(self._document)
