"""Headings that link to the thing that their section is about."""

from __future__ import annotations

import re
from urllib.parse import unquote

from awesome_tui.parsing.blocks import Anchor, Runs
from awesome_tui.parsing.drafts import Draft
from awesome_tui.parsing.entry_names import EntryName, named_by_badge, opening
from awesome_tui.parsing.labels import is_channel, is_furniture, is_rating, is_secondary
from awesome_tui.parsing.late_links import named_by_title
from awesome_tui.parsing.runs import plain

_REPOSITORY = re.compile(r"https?://(?:raw\.githubusercontent\.com|([\w.-]+))/([^/]+/[^/#?]+)")


def named_by_heading(runs: Runs, section: Draft, repository: str) -> EntryName | None:
    """Name the thing that the heading of `section` links to; `repository` is the list's own."""
    naming = opening(runs)
    if naming is None or is_furniture(section.title):
        return None
    return None if _is_own_page(naming.anchor, section, repository) else naming


def note_candidates(section: Draft, runs: Runs) -> Anchor | None:
    """Note what a heading may name, if its section proves to be about that; return its link."""
    section.file, section.beside = _named_by_file(runs), _named_beside_link(runs)
    section.labels += section.beside is not None
    candidate = section.file or section.beside
    return candidate.anchor if candidate else None


def _named_beside_link(runs: Runs) -> EntryName | None:
    """Name the thing in a heading whose link only says where to find it, as in "Compass (site)"."""
    if opening(runs) is not None:
        return None
    naming = named_by_title(runs) or named_by_badge(runs)
    if naming is None or "://" not in (naming.anchor.url or ""):
        return None
    label = plain([run for run in runs if run.anchor is naming.anchor])
    is_label = (
        is_rating(label) or is_channel(label) or is_secondary(label, naming.anchor, naming.name)
    )
    return naming if is_label else None


def _named_by_file(runs: Runs) -> EntryName | None:
    """Name the file or folder of the list that a heading links to."""
    naming = opening(runs)
    url = (naming and naming.anchor.url) or ""
    return naming if url and "://" not in url and "#" not in url else None


def repository_of(url: str) -> str:
    """Return host, owner and name of the repository that `url` lies in; empty without one."""
    match = _REPOSITORY.match(url)
    return f"{match[1] or 'github.com'}/{match[2]}".casefold() if match else ""


def _is_own_page(anchor: Anchor, section: Draft, repository: str) -> bool:
    """True for a link to the section itself, or to a file or part of the list's repository."""
    url = anchor.url or ""
    fragment = unquote(url.partition("#")[2]).casefold()
    if "://" not in url or (fragment and section.anchor.casefold().endswith(fragment)):
        return True
    return repository != "" and repository_of(url) == repository
