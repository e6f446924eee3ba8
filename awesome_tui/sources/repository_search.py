"""Finding lists on GitHub, which knows those that call themselves awesome lists by a topic."""

from __future__ import annotations

import asyncio
import re
from typing import NamedTuple
from urllib.parse import quote, quote_plus

from awesome_tui.errors import NotFound
from awesome_tui.model.entries import RepoInfo
from awesome_tui.sources.fetch import Fetcher, NotModified, bearer
from awesome_tui.sources.forge_answers import parse_found_repos
from awesome_tui.sources.forges import Forge
from awesome_tui.sources.remote import Token, parse_json

_TOPIC = "topic:awesome-list"
_MOST = 50
"""The number of lists to ask for: more than anybody looks through."""
_LONGEST = 200
"""In characters: GitHub takes no more than 256."""
# A colon would make a qualifier of a word, and capitals an operator.
_NO_WORD = re.compile(r"[^\w.+#-]+")


class FoundList(NamedTuple):
    """A list that was found on a forge."""

    url: str
    info: RepoInfo


async def search_lists(
    words: str, forge: Forge, fetcher: Fetcher, *, token: Token
) -> tuple[FoundList, ...]:
    """Find the lists that match all of `words`, the one with the most stars first."""
    plain = plain_words(words)
    asked = quote_plus(f"{plain} {_TOPIC}")
    answer = await fetcher.fetch(
        f"{forge.api}/search/repositories?q={asked}&sort=stars&order=desc&per_page={_MOST}",
        accept=forge.kind.accept_json,
        credential=bearer(forge.api, await asyncio.to_thread(token, forge)),
    )
    infos = () if isinstance(answer, NotModified) else parse_found_repos(parse_json(answer, forge))
    if not infos:
        raise NotFound(f'{forge.name} knows no list for "{plain}": try other words.')
    return tuple(FoundList(f"{forge.web}/{quote(info.name)}", info) for info in infos)


def plain_words(text: str) -> str:
    """`text` without what a search on GitHub takes for more than words."""
    return _NO_WORD.sub(" ", text.lower())[:_LONGEST].strip()
