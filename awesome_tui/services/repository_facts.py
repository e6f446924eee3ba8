"""Metadata of the repositories that links lead to, stored or from services the user allows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from awesome_tui.errors import AwesomeError, LibraryError
from awesome_tui.model.entries import RepoInfo
from awesome_tui.model.repositories import FactSources, RepoFacts
from awesome_tui.sources.forges import GITHUB, Forge
from awesome_tui.sources.repository_links import Repository, RepositoryLinks

if TYPE_CHECKING:
    from awesome_tui.services.loader import Loader
    from awesome_tui.services.loop_thread import LoopThread

_TOLD = "facts_hint"
"""The setting that records that the hint about tokens was shown."""

ReportFacts = Callable[[Mapping[str, RepoFacts]], object]
"""Is called with new facts, by the keys of repositories."""


@dataclass(frozen=True)
class RepositoryFacts:
    """Facts about repositories; all methods but `begin` block, so call them in a thread."""

    loader: Loader
    sources: FactSources = FactSources.TOKEN
    limits: dict[str, datetime] = field(default_factory=dict, init=False, repr=False)
    """The forges that accept no more requests, and until when."""

    @property
    def asks_in_focus(self) -> bool:
        """True if more may be asked about the entry under the cursor than about others."""
        return self.sources in (FactSources.FORGE, FactSources.ALL)

    @cached_property
    def links(self) -> RepositoryLinks:
        """Finds the repository that a link leads to."""
        return RepositoryLinks(self.loader.forges)

    def known(self, urls: Iterable[str | None]) -> dict[str, RepoFacts]:
        """Metadata of the repositories that `urls` lead to, by their keys."""
        return self.loader.library.repositories.known(list(self.links.among(urls))).result()

    def brief(self, keys: Iterable[str]) -> dict[str, RepoInfo]:
        """Return what searches need of a great many repositories, by their keys."""
        repositories = self.loader.library.repositories
        if not repositories.has_any().result():  # a quarter of a million keys take a second
            return {}
        return repositories.brief(keys).result()

    def stored_urls(self, keys: Iterable[str]) -> list[str | None]:
        """Return the links of these stored lists, without damaged ones."""
        urls: list[str | None] = []
        for key in keys:
            with suppress(LibraryError):  # the error is shown when the list is opened
                urls += self.loader.library.lists.rows(key).result().urls
        return urls

    def due(self, urls: Iterable[str | None], *, focused: bool = False) -> list[Repository]:
        """Return the repositories to ask about now; `focused` if `urls` are under the cursor."""
        if self.loader.offline or self.sources is FactSources.OFF:
            return []
        found = self.links.among(urls)
        forges = {each.forge.name: each.forge for each in found.values()}
        may = {name for name, forge in forges.items() if self._may_ask(forge, focused)}
        if not may:
            return []
        known = self.loader.library.repositories.known(list(found)).result()
        now = self.loader.now().timestamp()
        return [
            each
            for key, each in found.items()
            if each.forge.name in may and (key not in known or known[key].is_stale(now))
        ]

    def ask(self, wanted: Sequence[Repository], report: ReportFacts) -> Sequence[AwesomeError]:
        """Ask about what is `due`, to the end; see `begin`."""
        return self.loader.online.ask(wanted, self, report)

    def begin(
        self, wanted: Sequence[Repository], report: ReportFacts, *, focused: bool = False
    ) -> LoopThread[Sequence[AwesomeError]]:
        """Begin to ask about what is `due`, in order; `report` is called in another thread.

        Its result are the failures, at most one for each forge.
        """
        return self.loader.online.begin_to_ask(wanted, self, report, focused=focused)

    def wants_token(self, urls: Iterable[str | None]) -> bool:
        """True if a token for GitHub would help with `urls`, and the user was never told so."""
        if self.loader.offline or self.sources is not FactSources.TOKEN:
            return False
        if not any(each.forge.kind is GITHUB for each in self.links.among(urls).values()):
            return False
        if self.loader.token(self.loader.forges["gh"]):
            return False
        return not self.loader.library.settings.get(_TOLD).result()

    def note_told(self) -> None:
        """Record that the user was told of tokens, which happens once."""
        self.loader.library.settings.save({_TOLD: "told"}).result()

    def _may_ask(self, forge: Forge, focused: bool) -> bool:
        limit = self.limits.get(forge.name)
        if limit is not None and limit > self.loader.now():
            return False
        if self.loader.token(forge):
            return True
        if forge.kind is not GITHUB or focused:
            return self.asks_in_focus
        return self.sources is FactSources.ALL and is_public_github(forge)


def is_public_github(forge: Forge) -> bool:
    """True for github.com; other instances are private, and no third party may hear of them."""
    return forge.kind is GITHUB and forge.host == "github.com"
