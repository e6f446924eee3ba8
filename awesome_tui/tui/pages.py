"""Pages, which are lists laid out for the screen, and how they are opened.

The functions read the library, ask the network and parse: they belong in a thread.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from awesome_tui.errors import SourceError
from awesome_tui.model.entries import AwesomeList
from awesome_tui.model.outline import Outline, make_outline
from awesome_tui.model.screen_state import ScreenState
from awesome_tui.services.opened_list import OpenedList
from awesome_tui.services.parse_process import BackgroundParse
from awesome_tui.sources.bundled import NAMES
from awesome_tui.sources.catalogue import Catalogue
from awesome_tui.sources.linked_files import LinkedFiles
from awesome_tui.sources.repository_texts import RepositoryTexts
from awesome_tui.system.start_frame import Stamp, file_of, file_stamp
from awesome_tui.system.user_files import UserFiles
from awesome_tui.text.sanitize import clean, escape_surrogates
from awesome_tui.tui.found_lists import found_lists, words_of
from awesome_tui.tui.home_page import HomeContent, make_home
from awesome_tui.tui.list_search import FilterResult, all_entries
from awesome_tui.tui.ready_lists import ReadyList
from awesome_tui.version import __version__

if TYPE_CHECKING:
    from awesome_tui.library import Library, StoredInfo
    from awesome_tui.model.table import EntryTable
    from awesome_tui.services.health_check import HealthCheck
    from awesome_tui.services.loader import Loader
    from awesome_tui.services.repository_facts import RepositoryFacts


class LinkServices(NamedTuple):
    """Services that check links over the network."""

    make_check: Callable[[], HealthCheck]
    """Takes a while, so call it in a thread."""
    find_copy: Callable[[str], str]
    """Returns the URL of the newest archived copy; blocks, and raises `AwesomeError`."""


class Services(NamedTuple):
    """The services that the screens use."""

    library: Library
    loader: Loader
    catalogue: Catalogue
    clock: Callable[[], float]
    links: LinkServices
    notice: str | None = None
    """A notice to show to the user."""
    files: UserFiles = UserFiles()
    facts: RepositoryFacts | None = None
    """None to know nothing of repositories."""
    refresh_after: float = 60.0
    """The age in seconds from which a stored list is refreshed unasked; may be infinite."""
    hidden_marks: frozenset[str] = frozenset()
    """Names of the marks that rows do not show."""

    def may_read(self, source: str) -> bool:
        return source in NAMES or self.files.may_read(source)


HOME = "home"
"""The source of the page of all lists."""


class Page(NamedTuple):
    """A list with all that is needed to show it."""

    opened: OpenedList
    whole: FilterResult
    """The whole list, as shown without a filter."""
    sources: Mapping[int, str] = MappingProxyType({})
    """Sources of entries that open as lists although their links do not look like it."""
    file: str = ""
    """The path of the file that it was read from; empty if none."""
    stamp: Stamp | None = None
    """The state of the file when it was read."""
    around: Mapping[int, ReadyList] = MappingProxyType({})
    """The lists that contain the bookmarks at Home, by their numbers."""
    ready: Sequence[ReadyList] = ()
    """The lists whose entries are searched at Home."""
    lists: int = 0
    """The number of lists that Home knows."""
    repository: RepositoryTexts | None = None
    """The other texts in the repository of a stored list."""

    @property
    def outline(self) -> Outline:
        return self.whole.outline

    @property
    def name(self) -> str:
        """The key of its stored state; empty for pages that cannot be opened again."""
        is_passing = self.opened.source == "-" or words_of(self.opened.source) is not None
        source = "" if is_passing else self.opened.source
        return self.opened.key or escape_surrogates(source)

    @property
    def is_home(self) -> bool:
        return self.name == HOME

    @property
    def is_stored(self) -> bool:
        """True if it is stored, and so can be refreshed."""
        return bool(self.opened.key)

    @property
    def is_local(self) -> bool:
        """True for a file or a bundled list, both of which Home lists."""
        return bool(self.file) or self.opened.source in NAMES

    @property
    def is_only_text(self) -> bool:
        """True if it has no entries, only text."""
        return not self.outline.items and (bool(self.file) or self.is_stored)

    @property
    def can_be_found_again(self) -> bool:
        """True if it can be opened again at any time, unlike a file or a pipe."""
        return self.is_stored or self.is_home or self.opened.source in NAMES


def make_page(opened: OpenedList) -> Page:
    """Lay out `opened`."""
    return Page(opened, all_entries(make_outline(opened.document)))


def make_local_page(source: str, document: AwesomeList) -> Page:
    """Lay out a list that is not stored."""
    place = os.path.abspath(source) if os.path.exists(source) else source
    file = file_of(source, document.source)
    stamp = file_stamp(file)
    page = make_page(OpenedList("", place, document))
    if stamp is None:
        return page
    return page._replace(
        file=file, stamp=stamp, sources=_find_texts(LinkedFiles(file), page.outline)
    )


def _find_texts(texts: LinkedFiles | RepositoryTexts, outline: Outline) -> dict[int, str]:
    """Find the texts beside a list that its entries lead to, by their numbers."""
    found = ((n, texts.find(item.entry.url or "")) for n, item in enumerate(outline.items))
    return {number: source for number, source in found if source}


def find_page(services: Services, source: str, *, refresh: bool = False) -> Page:
    """Open `source` as it is stored; if it is not, or to `refresh` it, fetch it."""
    is_ours = source == HOME or words_of(source) is not None
    stored = None if refresh or is_ours else services.loader.stored(source)
    return _stored_page(services, stored) if stored else fetch_page(services, source)


def _stored_page(services: Services, opened: OpenedList) -> Page:
    page = make_page(opened)
    texts = RepositoryTexts.around(opened.source, services.loader.forges)
    if texts is None:
        return page
    return page._replace(repository=texts, sources=_find_texts(texts, page.outline))


def home_page(services: Services) -> Page:
    """Build Home."""
    library = services.library
    stored, bookmarks = library.lists.all().result(), library.bookmarks.all().result()
    changed = frozenset(info.key for info in stored if _has_changed(library, info))
    known = library.local_lists.all().result()
    local = [info for info in known if can_be_read(services, info.source)]
    home = make_home(
        HomeContent(stored, local, changed, bookmarks, services.catalogue.lists, services.clock())
    )
    opened, whole = OpenedList("", HOME, home.document), all_entries(make_outline(home.document))
    return Page(opened, whole, home.sources, around=home.around, ready=home.ready, lists=home.lists)


def _found_page(services: Services, source: str, words: str) -> Page:
    """Build the page of lists on GitHub that match `words`."""
    found = services.loader.find_lists(words)
    page = make_page(OpenedList("", source, found_lists(words, found)))
    return page._replace(sources={number: each.url for number, each in enumerate(found)})


def can_be_read(services: Services, source: str) -> bool:
    """True for a bundled list, and for an existing file that this user may read."""
    return source in NAMES or (os.path.exists(source) and services.may_read(source))


def load_tables(
    services: Services, lists: Iterable[ReadyList]
) -> list[tuple[ReadyList, EntryTable]]:
    """Load the entries of these lists; none for damaged ones."""
    return [(ready, services.loader.rows(ready.key, ready.source)) for ready in lists]


def note_local_visit(services: Services, page: Page) -> AwesomeList | None:
    """Record a visit of a file or bundled list, and store its entries for Home.

    Return a file as it was at the last visit, if it has changed since.
    """
    lists, stamp = services.library.local_lists, _local_stamp(page.stamp)
    seen = None
    if not lists.has(page.name, stamp).result():
        kept = lists.kept(page.name).result()
        if kept and _state_of_file(kept[0]) != _state_of_file(stamp):
            seen = kept[1]
        lists.keep(page.name, stamp, page.opened.document)
    lists.visit(page.name).result()
    return seen


def _local_stamp(stamp: Stamp | None) -> str:
    """Return the state of a local list, with the program's version, which may parse differently."""
    return " ".join(map(str, (__version__, *(stamp or ()))))


def _state_of_file(stamp: str) -> str:
    """Return a local stamp without the version of the program."""
    return stamp.partition(" ")[2]


def _has_changed(library: Library, info: StoredInfo) -> bool:
    if info.visited is None or info.seen is None:
        return False
    versions = library.lists.versions(info.key).result()
    return len(versions) > 1 and versions[0].id > info.seen


def fetch_page(services: Services, source: str) -> Page:
    """Open `source` as it is now."""
    if source == HOME:
        return home_page(services)
    if words := words_of(source):
        return _found_page(services, source, words)
    if not services.may_read(source):
        raise SourceError(f"{clean(source)} is a file of the machine that serves this page.")
    document = services.loader.local(source)
    if document is None:
        return _stored_page(services, services.loader.fresh(source))
    return make_local_page(source, BackgroundParse(document).result())


def compare_page(services: Services, page: Page) -> Page:
    """Add the changes since the last visit."""
    if not page.is_stored or page.opened.changes is not None:
        return page
    opened = services.loader.compared(page.opened)
    return page if opened is page.opened else page._replace(opened=opened)


def compare_local(services: Services, page: Page, seen: AwesomeList) -> Page:
    """Add the changes of a file since it was `seen`."""
    return page._replace(opened=services.loader.compared_with(seen, page.opened))


def load_state(services: Services, page: Page) -> ScreenState:
    """Load the state in which the page was left."""
    return services.library.states.load(page.name).result() if page.name else ScreenState()


def reuse_outline(old: Page, new: Page) -> Page:
    """Return `new`, with the outline of `old` if the content is the same."""
    if not _is_same_list(old.opened.document, new.opened.document):
        return new
    opened = new.opened._replace(document=old.opened.document)
    return new._replace(opened=opened, whole=old.whole)


def _is_same_list(old: AwesomeList, new: AwesomeList) -> bool:
    return (old.title, old.description, old.links, old.entries, old.sections) == (
        new.title,
        new.description,
        new.links,
        new.entries,
        new.sections,
    )
