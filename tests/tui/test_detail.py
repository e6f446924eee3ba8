"""The content of the detail pane, without a screen."""

from __future__ import annotations

from building import a_list
from conftest import Browser
from driving import NARROW, started

from awesome_tui.model.entries import Entry, Fact, Link
from awesome_tui.model.outline import make_outline
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.detail import entry_detail
from awesome_tui.tui.screens.list_screen import ListScreen


def table_of(one: Entry) -> list[tuple[str, str]]:
    """The labelled lines of the detail of `one`."""
    detail = entry_detail(make_outline(a_list("APIs", one)), 0)
    lines = (
        (lines.mark, "".join(part.text for part in lines.parts)) for lines in detail.paragraphs
    )
    return [(mark, text) for mark, text in lines if mark.endswith("  ")]


def test_facts_and_tags_are_a_table() -> None:
    facts = (Fact("Auth", "`apiKey`"), Fact("Rate limit", "**50** a day"))
    assert table_of(Entry("Weather", None, "Rain.", facts=facts, tags=("Free", "Go"))) == [
        ("Auth        ", "apiKey"),
        ("Rate limit  ", "50 a day"),
        ("Tags        ", "Free · Go"),
    ]


def test_without_facts_and_tags_there_is_no_table() -> None:
    assert table_of(Entry("Weather", None, "Rain.")) == []


def test_wide_and_long_names_of_facts_keep_the_columns_aligned() -> None:
    facts = (Fact("语言", "中文"), Fact("The year in which it was founded", "1997"))
    assert table_of(Entry("Weather", None, facts=facts)) == [
        ("语言              ", "中文"),
        ("The year in whi…  ", "1997"),
    ]


def test_a_fact_that_is_a_link_of_the_entry_leads_there() -> None:
    home = Link("site", "https://a.example")
    one = Entry("A", home.url, links=(home,), facts=(Fact("Home", f"[site]({home.url})"),))
    detail = entry_detail(make_outline(a_list("APIs", one)), 0)
    (value,) = (lines.parts for lines in detail.paragraphs if lines.mark == "Home  ")
    assert value[0].target == home


async def test_values_wrap_beside_their_names_and_are_no_markup(browser: Browser) -> None:
    words = "[bold]of the sea[/] and of the grass that grows by the river in May, when it rains"
    document = a_list("Tea", Entry("Sencha", None, facts=(Fact("Taste", words), Fact("语", "2"))))
    app = AwesomeApp(ListScreen(lambda: document, browser.desktop()))
    async with started(app, NARROW) as screens:
        await screens.press("l")
        lines = [line.rstrip() for line in screens.text("#detail").splitlines()]
    first = next(n for n, line in enumerate(lines) if "Taste" in line)
    assert lines[first].strip(" │").startswith("Taste  [bold]of the sea[/] and of the")
    start = lines[first].index("[bold]")
    assert lines[first + 1][:start].strip(" │") == ""
    assert lines[first + 1][start] != " "
    assert next(line for line in lines if "语" in line).split() == ["语", "2"]
