"""Rules of style that are read once for all apps of a theme."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

if TYPE_CHECKING:
    from textual.css.model import RuleSet
    from textual.css.types import CSSLocation

_TEXTS = 1_000
"""So many texts of rules there are not."""


class SharedStylesheet(Stylesheet):
    """A stylesheet that reads no rules which one of the same theme has read before.

    To read them would be a tenth of the start of each app.
    """

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._reader = _reader(tuple(variables.items()))

    def set_variables(self, variables: dict[str, str]) -> None:
        super().set_variables(variables)
        self._reader = _reader(tuple(variables.items()))

    def reparse(self) -> None:
        self.parse()

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        return self._reader._parse_rules(css, read_from, is_default_rules, tie_breaker, scope)


@cache
def _reader(variables: tuple[tuple[str, str], ...]) -> Stylesheet:
    reader = Stylesheet(variables=dict(variables))
    reader._parse_cache = LRUCache(_TEXTS)
    return reader
