"""Lists from the library and the network, and what is new in them, with a clock of the test's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from operator import methodcaller
from pathlib import Path

import pytest
from forge_server import ForgeServer, Repo

from awesome_tui.errors import ChoiceError, FetchFailed, NotFound, SourceError
from awesome_tui.library import Library, SourceVersion
from awesome_tui.model.entries import AwesomeList, RepoInfo
from awesome_tui.model.repositories import RepoReport
from awesome_tui.services.fetching import read_settings, trust_of
from awesome_tui.services.loader import Loader
from awesome_tui.services.parse_process import parse_source
from awesome_tui.sources.addresses import RepoPath
from awesome_tui.sources.catalogue import load_catalogue
from awesome_tui.sources.forges import FORGES, forges_from
from awesome_tui.sources.read import LocalPath
from awesome_tui.sources.remote import no_token
from awesome_tui.sources.repository_links import RepositoryLinks
from awesome_tui.sources.resolve import catalogued_sources, resolve

DAY = 86_400.0
CUP, MUG, JUG = (f"- [{name}](https://{name.lower()}.example)\n" for name in ("Cup", "Mug", "Jug"))


class Clock:
    """Shows `seconds`, which the test sets."""

    seconds = 1000 * DAY

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.seconds, UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(clock: Clock) -> Iterator[Library]:
    with Library(":memory:", clock) as library:
        yield library


class Shelf:
    """The list `pots/all` on the server, which the test rewrites, and a user who visits it."""

    def __init__(self, server: ForgeServer, library: Library, clock: Clock) -> None:
        self.server, self.library, self.clock = server, library, clock

    def holds(self, *entries: str) -> None:
        """From the next day on, the list has these entries."""
        self.clock.seconds += DAY
        text = "# Pots\n\n## All\n\n" + "".join(entries)
        self.server.github["pots/all"] = Repo({"README.md": text})

    def started(self) -> Loader:
        """The loader of a program that is started now."""
        environ = self.server.environ
        return Loader(
            self.library,
            forges_from(environ),
            no_token,
            self.clock.now,
            environ=environ,
            parse=parse_source,
        )

    def visited(self) -> None:
        """The user sees the list as it is, in a program of its own."""
        self.clock.seconds += 60
        self.library.lists.visit(self.started().fresh("pots/all").key).result()


@pytest.fixture
def shelf(server: ForgeServer, library: Library, clock: Clock) -> Shelf:
    return Shelf(server, library, clock)


def names(document: AwesomeList, numbers: frozenset[int]) -> list[str]:
    entries = [entry.name for _, entry in document.walk()]
    return [entries[number] for number in sorted(numbers)]


def test_the_text_of_a_list_is_that_of_the_file_or_the_newest_that_is_stored(
    shelf: Shelf, tmp_path: Path
) -> None:
    shelf.holds(CUP)
    shelf.visited()
    shelf.holds(CUP, MUG)
    shelf.visited()
    assert shelf.started().text("pots/all").text.endswith(CUP + MUG)
    (tmp_path / "pots.md").write_text(JUG)
    assert shelf.started().text(str(tmp_path / "pots.md")).text == JUG


class TestWhatIsNew:
    def test_nothing_is_new_at_the_first_visit(self, shelf: Shelf) -> None:
        shelf.holds(CUP)
        assert shelf.started().stored("pots/all") is None
        opened = shelf.started().fresh("pots/all")
        assert (opened.new, opened.changes) == (frozenset(), None)

    def test_what_came_since_the_last_visit_is_new(self, shelf: Shelf) -> None:
        shelf.holds(CUP)
        shelf.visited()
        shelf.holds(MUG, CUP)
        opened = shelf.started().fresh("pots/all")
        assert names(opened.document, opened.new) == ["Mug"]
        assert opened.changes
        assert [change.entry.name for change in opened.changes.added] == ["Mug"]
        assert opened.fetched == shelf.clock.seconds

    def test_it_stays_new_until_the_program_ends(self, shelf: Shelf) -> None:
        shelf.holds(CUP)
        shelf.visited()
        shelf.holds(CUP, MUG)
        running = shelf.started()
        shelf.library.lists.visit(running.fresh("pots/all").key).result()
        shelf.holds(CUP, MUG, JUG)
        again = running.fresh("pots/all")
        assert names(again.document, again.new) == ["Mug", "Jug"]
        shelf.visited()
        assert shelf.started().fresh("pots/all").new == frozenset()

    def test_several_refreshes_without_a_visit_add_up(self, shelf: Shelf) -> None:
        shelf.holds(CUP)
        shelf.visited()
        for entries in ((CUP, MUG), (CUP, MUG, JUG)):
            shelf.holds(*entries)
            shelf.started().fresh("pots/all")
        opened = shelf.started().fresh("pots/all")
        assert names(opened.document, opened.new) == ["Mug", "Jug"]

    def test_what_another_program_has_fetched_is_told_of_the_stored_list(
        self, shelf: Shelf
    ) -> None:
        shelf.holds(CUP)
        shelf.visited()
        shelf.holds(CUP, MUG)
        shelf.started().fresh("pots/all")
        running = shelf.started()
        stored = running.stored("pots/all")
        assert stored
        compared = running.compared(stored)
        assert names(compared.document, compared.new) == ["Mug"]

    def test_a_list_that_is_written_in_another_format_is_compared_by_its_entries(
        self, shelf: Shelf
    ) -> None:
        shelf.holds(CUP, MUG)
        shelf.visited()
        shelf.clock.seconds += DAY
        items = "".join(
            f"- `{name} <https://{name.lower()}.example>`_\n" for name in ("Cup", "Jug")
        )
        text = f"Pots\n====\n\nAll\n---\n\n{items}"
        shelf.server.github["pots/all"] = Repo({"README.rst": text})
        running = shelf.started()
        opened = running.fresh("pots/all")
        assert running.earlier("pots/all").format == "markdown"
        assert opened.changes
        assert [change.entry.name for change in opened.changes.added] == ["Jug"]
        assert [change.entry.name for change in opened.changes.removed] == ["Mug"]

    def test_a_page_that_becomes_a_file_is_compared_by_its_entries(self, shelf: Shelf) -> None:
        url = f"{shelf.server.url}/pots"
        page = "<html><main><h2>All</h2><ul><li><a href='https://cup.example'>Cup</a></ul></main>"
        shelf.server.pages["/pots"] = lambda handler: handler.file(page, "text/html")
        shelf.library.lists.visit(shelf.started().fresh(url).key).result()
        shelf.server.pages["/pots"] = lambda handler: handler.file(f"## All\n\n{CUP}{MUG}")
        opened = shelf.started().fresh(url)
        assert opened.changes
        assert [change.entry.name for change in opened.changes.added] == ["Mug"]
        assert opened.changes.removed == ()

    def test_a_clock_that_was_set_back_hides_nothing(self, shelf: Shelf) -> None:
        shelf.clock.seconds *= 3
        shelf.holds(CUP)
        shelf.visited()
        shelf.clock.seconds /= 3
        shelf.holds(CUP, MUG)
        opened = shelf.started().fresh("pots/all")
        assert names(opened.document, opened.new) == ["Mug"]
        before = shelf.started().earlier("pots/all")
        assert "Mug" not in before.text
        shelf.visited()
        assert shelf.started().fresh("pots/all").new == frozenset()

    def test_a_list_with_a_damaged_tree_is_made_anew_of_its_text(
        self, shelf: Shelf, library: Library
    ) -> None:
        shelf.holds(CUP, MUG)
        shelf.visited()
        asked = len(shelf.server.asked)
        for tree in ("x'00'", "'[]'", "7"):
            change = f"UPDATE tree SET data = {tree}"
            library.lists.store.ask(methodcaller("execute", change)).result()
            stored = shelf.started().stored("pots/all")
            assert stored
            assert [entry.name for _, entry in stored.document.walk()] == ["Cup", "Mug"]
            told = library.take_notice()
            assert told
            assert "pots/all was damaged, and was made anew of its text." in told
            assert shelf.started().stored("pots/all")
            assert library.take_notice() is None
            (info,) = library.lists.all().result()
            assert (info.entries, info.outdated) == (2, False)
        assert len(shelf.server.asked) == asked

    def test_other_words_around_the_entries_are_no_change(self, shelf: Shelf) -> None:
        shelf.holds(CUP)
        shelf.visited()
        shelf.holds(CUP, "\nMore to come.\n")
        opened = shelf.started().fresh("pots/all")
        assert (opened.new, opened.changes) == (frozenset(), None)


class TestFresh:
    def test_a_list_that_has_not_changed_is_as_fresh_as_the_answer(self, shelf: Shelf) -> None:
        shelf.holds(CUP)
        shelf.started().fresh("pots/all")
        shelf.clock.seconds += 9
        assert shelf.started().fresh("pots/all").fetched == shelf.clock.seconds
        assert shelf.server.statuses[-1] == 304

    def test_a_refresh_that_fails_leaves_what_is_stored_with_its_age(self, shelf: Shelf) -> None:
        shelf.holds(CUP)
        before = shelf.started().fresh("pots/all").fetched
        shelf.clock.seconds += DAY
        shelf.server.github.clear()
        running = shelf.started()
        with pytest.raises(NotFound):
            running.fresh("pots/all")
        stored = running.stored("pots/all")
        assert stored
        assert stored.fetched == before

    def test_offline_the_network_is_never_asked(self, shelf: Shelf, library: Library) -> None:
        forges = forges_from(shelf.server.environ)
        offline = Loader(library, forges, no_token, shelf.clock.now, offline=True)
        with pytest.raises(FetchFailed, match=r"Not stored: .*Start without --offline"):
            offline.fresh("pots/all")
        assert shelf.server.asked == []

    def test_what_another_version_of_the_program_parsed_is_read_anew(
        self, shelf: Shelf, library: Library
    ) -> None:
        shelf.holds(CUP)
        key = shelf.started().fresh("pots/all").key
        library.lists.store.ask(lambda db: db.execute("UPDATE list SET parser = '0.0'")).result()
        shelf.started().fresh("pots/all")
        assert shelf.server.statuses[-1] == 200
        info = library.lists.info(key).result()
        assert info
        assert not info.outdated

    def test_a_damaged_list_comes_whole_although_the_server_has_no_other(
        self, shelf: Shelf, library: Library
    ) -> None:
        shelf.holds(CUP)
        shelf.started().fresh("pots/all")
        for bring in (shelf.started().opened, shelf.started().fresh):
            library.lists.store.ask(lambda db: db.execute("UPDATE tree SET data = x'00'")).result()
            assert names(bring("pots/all").document, frozenset({0})) == ["Cup"]
            assert shelf.started().stored("pots/all")

    def test_a_damaged_past_keeps_nobody_from_the_present(
        self, shelf: Shelf, library: Library
    ) -> None:
        shelf.holds(CUP)
        shelf.visited()
        library.lists.store.ask(lambda db: db.execute("UPDATE version SET text = x'00'")).result()
        shelf.holds(CUP, MUG)
        opened = shelf.started().fresh("pots/all")
        assert names(opened.document, frozenset({0, 1})) == ["Cup", "Mug"]
        assert opened.changes is None

    def test_a_file_is_not_on_the_network(self, shelf: Shelf) -> None:
        with pytest.raises(SourceError, match="is not on the network"):
            shelf.started().fresh("-")
        assert shelf.started().stored("-") is None


class TestEarlier:
    @pytest.fixture(autouse=True)
    def history(self, shelf: Shelf) -> None:
        """A list that had one entry on 28 September 1972, two the day after, three on the next."""
        for count in (1, 2, 3):
            shelf.holds(*(CUP, MUG, JUG)[:count])
            shelf.started().fresh("pots/all")

    def test_the_version_before_the_last_change_is_taken(self, shelf: Shelf) -> None:
        shelf.visited()
        assert shelf.started().earlier("pots/all").text.endswith(MUG)

    def test_or_that_of_the_last_visit_where_there_is_news(self, shelf: Shelf) -> None:
        shelf.visited()
        for entries in ((JUG,), ()):
            shelf.holds(*entries)
            shelf.started().fresh("pots/all")
        assert shelf.started().earlier("pots/all").text.endswith(CUP + MUG + JUG)

    @pytest.mark.parametrize(
        ("day", "last"),
        [
            (date(1972, 9, 28), CUP),
            (date(1972, 9, 29), MUG),
            (date(1972, 9, 30), JUG),
            (date(2100, 1, 1), JUG),
        ],
    )
    def test_or_that_of_a_day(self, shelf: Shelf, day: date, last: str) -> None:
        assert shelf.started().earlier("pots/all", day).text.endswith(last)

    def test_no_day_is_known_before_the_first(self, shelf: Shelf) -> None:
        with pytest.raises(ChoiceError, match="only since 1972-09-28: name that day or a later"):
            shelf.started().earlier("pots/all", date(1972, 9, 27))

    def test_what_is_not_stored_has_no_past(self, shelf: Shelf) -> None:
        with pytest.raises(ChoiceError, match="Not stored: pots/none"):
            shelf.started().earlier("pots/none")


class TestNames:
    def test_all_of_the_catalogue_is_on_the_network(self) -> None:
        assert len(catalogued_sources(FORGES, load_catalogue())) > 800

    @pytest.mark.parametrize("name", ["python", "Awesome Python", "awesome-python"])
    def test_a_catalogued_list_has_several_names(self, name: str) -> None:
        place = resolve(name)
        assert isinstance(place, RepoPath)
        assert place.repo == "vinta/awesome-python"

    def test_a_name_with_an_owner_is_none_of_the_catalogue(self) -> None:
        place = resolve("go/lang")
        assert isinstance(place, RepoPath)
        assert place.repo == "go/lang"

    def test_an_unknown_name_is_taken_for_a_file(self) -> None:
        assert resolve("no-such-list") == LocalPath("no-such-list")

    @pytest.mark.parametrize(
        "source",
        [
            "Pots/All",
            "https://github.com/pots/all",
            "http://www.github.com/pots/all/",
            "git@github.com:pots/all.git",
            "https://github.com/pots/all#readme",
        ],
    )
    def test_all_names_of_a_repository_are_one_list(self, library: Library, source: str) -> None:
        loader = Loader(library, FORGES, no_token, lambda: datetime.now(UTC))
        saved = library.lists.save(
            "github.com/pots/all", "pots", SourceVersion("#"), AwesomeList("", "Pots")
        )
        assert saved.result()
        opened = loader.stored(source)
        assert opened
        assert opened.document.title == "Pots"

    @pytest.mark.parametrize(
        "source",
        ["pots/all@old", "pots/all:docs/", "gl:pots/all", "cb:pots/all:a.md", "cb:pots/all@x"],
    )
    def test_the_address_of_a_place_names_it_again(self, source: str) -> None:
        place = resolve(source)
        assert isinstance(place, RepoPath)
        again = resolve(place.address)
        assert isinstance(again, RepoPath)
        assert again.key == place.key


def test_lists_are_found_on_github_but_not_offline(shelf: Shelf) -> None:
    shelf.server.github["pots/all"] = Repo({}, info={"topics": ["awesome-list"]})
    (found,) = shelf.started().find_lists("pots")
    assert found.url == f"{shelf.server.url}/github/pots/all"
    offline = replace(shelf.started(), offline=True)
    with pytest.raises(FetchFailed, match="--offline: start without it"):
        offline.find_lists("pots")


def test_what_github_tells_of_the_lists_that_it_finds_is_kept_where_nothing_is_known_yet(
    shelf: Shelf,
) -> None:
    told = {"topics": ["awesome-list"], "stargazers_count": 12}
    for name in ("pots/all", "pots/some"):
        shelf.server.github[name] = Repo({}, info=told)
    loader, repositories = shelf.started(), shelf.library.repositories
    links = RepositoryLinks(loader.forges)
    urls = [f"{shelf.server.url}/github/pots/{name}" for name in ("all", "some")]
    more = RepoReport(links.key(urls[1]), "GitHub", RepoInfo("pots/some", stars=11, release="v2"))
    repositories.save([more]).result()
    loader.find_lists("pots")
    known = repositories.known(list(map(links.key, urls))).result()
    stars = [(facts.info.stars, facts.info.release) for facts in known.values()]
    assert stars == [(12, ""), (11, "v2")]


def test_one_program_loads_the_certificates_once_however_often_it_fetches(shelf: Shelf) -> None:
    shelf.holds(CUP)
    loader = shelf.started()
    loader.fresh("pots/all")
    (trusted,) = loader.certificates.values()
    shelf.holds(CUP, MUG)
    loader.fresh("pots/all")
    assert [*loader.certificates.values()] == [trusted]
    assert trust_of(loader)(read_settings(loader)) is trusted
