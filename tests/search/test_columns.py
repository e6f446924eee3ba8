"""Tags and the list's own columns: asked for by name, compared, and found like any text."""

from __future__ import annotations

import pytest

from awesome_tui.model.entries import Entry, Fact
from awesome_tui.model.statuses import Facts
from awesome_tui.model.table import EntryTable, Row
from awesome_tui.search.index import Index
from awesome_tui.search.query import FactTerm, Query, columns_named, parse_query
from awesome_tui.search.spans import spans


def entry(name: str, *tags: str, **facts: str) -> Row:
    said = tuple(Fact(column.replace("_", " ").title(), value) for column, value in facts.items())
    return (), Entry(name, None, tags=tags, facts=said)


ROWS = (
    entry("Cats", "Docker", auth="No", goodreads_rating="4.46", year_published="1997"),
    entry("Dogs", "Python codebase", auth="`apiKey`", year_published="2005-03-01"),
    entry("Birds", "Go", auth="None needed", goodreads_rating="[3.9](https://r.example)"),
    entry("Weather std::vector", auth="Unknown"),
    entry("Nothing said of it"),
)


@pytest.fixture
def index() -> Index:
    index = Index(plain=lambda text: text.strip("`"))
    index.add("list", ROWS)
    return index


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("tag:docker", ["Cats"]),
        ('tag:"Python codebase"', ["Dogs"]),
        ("tag:python", ["Dogs"]),
        ("tag:ython", []),
        ("tag:'ython", ["Dogs"]),
        ("!tag:docker", ["Dogs", "Birds", "Weather std::vector", "Nothing said of it"]),
        ("auth:no", ["Cats", "Birds"]),
        ("auth:^no$", ["Cats"]),
        ("!auth:no", ["Dogs", "Weather std::vector"]),
        ("auth:api", ["Dogs"]),
        ("goodreads-rating:>4", ["Cats"]),
        ("rating:<4", ["Birds"]),
        ("!rating:<4", ["Cats"]),
        ("year:<2000", ["Cats"]),
        ("year:>=2005", ["Dogs"]),
        ("year-published:>2005-02", ["Dogs"]),
        ("year:1997", ["Cats"]),
        ("docker", ["Cats"]),
        ("codebase", ["Dogs"]),
        ("apikey", ["Dogs"]),
        ("std::vector", ["Weather std::vector"]),
        ("auth:no | tag:python", ["Cats", "Dogs", "Birds"]),
        ("year: cats", ["Cats"]),
        ("year:> cats", ["Cats"]),
        ("size:>4", []),
    ],
)
def test_what_the_list_says_can_be_asked_for(index: Index, query: str, names: list[str]) -> None:
    hits = index.search(parse_query(query))
    assert [hit.entry.name for hit in hits.page(0, 9)] == names


def test_a_field_that_no_list_has_is_text() -> None:
    index = Index()
    index.add("list", [((), Entry("auth:no", None)), ((), Entry("auth", None, "no"))])
    assert [hit.entry.name for hit in index.search(parse_query("auth:no")).page(0, 9)] == [
        "auth:no"
    ]


def test_an_index_tells_the_columns_and_what_stands_in_them(index: Index) -> None:
    assert index.columns() == {
        "auth": "Auth",
        "goodreads-rating": "Goodreads Rating",
        "year-published": "Year Published",
    }
    assert index.values() == ["Docker", "Python codebase", "Go"]
    assert "Unknown" in index.values("auth")


def test_of_a_column_that_offers_no_choice_only_the_first_values_are_told() -> None:
    index = Index()
    index.add("list", [entry(f"n{n}", size=f"{n}\x1b[2J") for n in range(2_000)])
    values = index.values("size")
    assert values[:2] == ["0[2J", "1[2J"]
    assert len(values) < 1_000


def test_columns_are_named_whole_or_by_a_word_of_theirs() -> None:
    assert columns_named("year", ["year-published", "years"]) == ["year-published"]
    assert columns_named("year", ["year", "year-published"]) == ["year"]
    assert columns_named("ear", ["year"]) == []


@pytest.mark.parametrize(
    ("said", "compare", "value", "holds"),
    [
        *(("$1,299/mo", ">", "1000", True), ("4.5k", ">=", "4500", True), ("free", ">", "0", None)),
        *(("May 3, 2024", ">", "2024-04", True), ("2024/5/3", "=", "2024-05", True)),
        *(("released in May 2014", "<", "2014", False), ("3,9 of 5", ">", "3.5", True)),
        *(("v2.0", ">", "1", None), ("2024-99-99", ">", "2023-01", None)),
        *(("-3", "<", "0", True), ("2024-05-31", "=", "2024-05", True), ("2024", ">", "1k", True)),
        *(("2024", ">", "2023-01", None), ("since 1999-12", "<", "2000", True)),
    ],
)
def test_a_comparison_reads_the_first_number_or_day(
    said: str, compare: str, value: str, holds: bool | None
) -> None:
    assert FactTerm("any", compare, value).holds(said) is holds


@pytest.mark.parametrize(
    ("query", "names"),
    [
        *(("stars:>1000", ["Cats", "Birds"]), ("!stars:>1000", ["Dogs"])),
        *(("license:mit", ["Dogs", "Birds"]), ("licence:mit", ["Dogs", "Birds"])),
        *(("!licence:mit", ["Cats"]), ("lang:go", ["Birds"])),
    ],
)
def test_columns_named_as_what_forges_tell_are_asked_beside_that(
    query: str, names: list[str]
) -> None:
    index = Index()
    index.add(
        "list",
        [
            entry("Cats", stars="1.2k", license="GPL"),
            entry("Dogs", stars="300", license="MIT"),
            entry("Birds"),
            entry("Fish"),
        ],
        {2: Facts(stars=5000, licence="MIT", lang="Go")},
    )
    assert [hit.entry.name for hit in index.search(parse_query(query)).page(0, 9)] == names


def test_rows_without_entries_are_searched_alike() -> None:
    table = EntryTable.of(ROWS)
    bare = EntryTable(
        *(table.trails, table.names, table.urls, table.descriptions, table.struck),
        *(table.facts, table.tags),
    )
    index = Index()
    index.add("list", bare)
    assert [hit.entry.name for hit in index.search(parse_query("tag:go")).page(0, 9)] == ["Birds"]


def test_what_matched_can_be_shown_in_tags_and_facts(index: Index) -> None:
    query = index.search(parse_query("tag:python auth:api")).query
    assert spans(query, "Python codebase", "tag") == ((0, 6),)
    assert spans(query, "apiKey", "fact") == (), "a text does not tell its column"
    assert spans(Query(), "apiKey", "fact") == ()
