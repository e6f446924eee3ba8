"""A repository in words."""

from __future__ import annotations

from datetime import date

from awesome_tui.model.entries import RepoInfo
from awesome_tui.model.repositories import RepoFacts, RepoState
from awesome_tui.sources.repository_links import RepositoryLinks
from awesome_tui.tui.page_repositories import PageRepositories
from awesome_tui.tui.repository_text import describe_repository
from awesome_tui.tui.widgets.row_end import RowEnd

POT, KEY = "https://github.com/ann/pot", "github.com/ann/pot"


def described(info: RepoInfo, **more: object) -> tuple[str, str]:
    facts = RepoFacts(info, "GitHub", 0.0, **more)  # type: ignore[arg-type]
    text = describe_repository(KEY, facts, 7_200)
    assert text
    return text.facts, text.more


def test_days_of_pushes_and_of_other_activity_are_told_apart() -> None:
    pushed, active = date(2024, 7, 1), date(2025, 1, 2)
    assert described(RepoInfo("ann/pot", pushed=pushed))[0] == "pushed 2024-07"
    assert described(RepoInfo("ann/pot", active=active))[0] == "active 2025-01"


def test_the_age_is_that_of_what_the_source_has_learned() -> None:
    info = RepoInfo("ann/pot", stars=0)
    assert described(info) == ("★ 0", "GitHub, 2 h ago")
    assert described(info, updated=-82_800.0) == ("★ 0", "GitHub, 1 d ago")


def test_what_is_gone_or_taken_away_has_no_other_facts() -> None:
    gone, taken = (
        described(RepoInfo(""), state=state)[0] for state in (RepoState.GONE, RepoState.BLOCKED)
    )
    assert gone == "No such repository: deleted, private or renamed"
    assert taken == "Taken away by its forge"


def test_of_what_nobody_could_tell_nothing_is_said() -> None:
    assert describe_repository(KEY, RepoFacts(RepoInfo(""), "x", 0, RepoState.UNKNOWN), 1) is None


def known_page(**infos: RepoInfo) -> PageRepositories:
    page = PageRepositories()
    page.links = RepositoryLinks()
    page.take(
        {f"github.com/ann/{name}": RepoFacts(info, "GitHub", 0) for name, info in infos.items()}
    )
    return page


def test_rows_have_a_column_of_stars_only_where_some_row_has_any() -> None:
    assert PageRepositories().row_end(POT, " ★ ") == RowEnd("", "★ ")
    old, starred = RepoInfo("ann/pot", archived=True), RepoInfo("ann/kettle", stars=7)
    assert known_page(pot=old).row_end(POT, "   ") == RowEnd("archived", "")
    page = known_page(pot=old, kettle=starred)
    assert page.row_end(POT, " ★ ") == RowEnd("archived", "★ ", " " * 6)
    assert page.row_end("https://github.com/ann/kettle/wiki", "   ") == RowEnd("", "", "   ★ 7")
    page.forget()
    assert page.row_end(POT, "   ") == RowEnd()


def test_rows_do_without_what_the_user_leaves_out() -> None:
    page = known_page(pot=RepoInfo("ann/pot", archived=True, stars=7))
    page.use(None, frozenset(("stars",)))
    page.links = RepositoryLinks()
    assert page.row_end(POT, " ★ ") == RowEnd("archived", "★ ")
    page.use(None, frozenset(("archived",)))
    page.links = RepositoryLinks()
    assert page.row_end(POT, "   ") == RowEnd("", "", "   ★ 7")


def test_what_is_gone_now_loses_its_marks() -> None:
    page = known_page(pot=RepoInfo("ann/pot", stars=7))
    assert page.info(POT)
    page.take({KEY: RepoFacts(RepoInfo(""), "GitHub", 1, RepoState.GONE)})
    assert page.info(POT) is None
