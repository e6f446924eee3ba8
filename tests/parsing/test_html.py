"""Of an HTML page, what it is about is read, with what browsers make of its links."""

import pytest

from awesome_tui import parse
from awesome_tui.parsing.blocks import Text
from awesome_tui.parsing.html import read_page


@pytest.mark.parametrize(
    ("page", "urls"),
    [
        ("<a href=u>a</a>", ["u"]),
        ("<a href=u>a</a><main><a href=v>a</a></main>", ["v"]),
        ("<article><a href=u>a</a></article><article><a href=v>a</a></article>", ["u", "v"]),
        ("<main><a href=u>a</a><article class=markdown-body><a href=v>a</a></article>", ["v"]),
        ("<div role=main><a href=u>a</a></div><a href=v>a</a>", ["u"]),
        ("<nav><a href=u>a</a></nav><a href=v>a</a><footer><a href=w>a</a></footer>", ["v"]),
        ("<div><footer><a href=u>a</a></footer></div><a href=v>a</a>", ["v"]),
        ("<section><footer><a href=u>a</a></footer></section><a href=v>a</a>", ["u", "v"]),
        ("<p hidden><a href=u>a</a></p><template><a href=v>a</a></template>", []),
    ],
)
def test_only_its_content_is_read(page: str, urls: list[str]) -> None:
    assert _urls(page) == urls


@pytest.mark.parametrize(
    ("element", "url"),
    [
        ("", "https://a.example/b/u"),
        ('<base href="/c/">', "https://a.example/c/u"),
        ('<base href="http://d.example">', "http://d.example/u"),
        ('<base href="javascript:x">', "https://a.example/b/u"),
    ],
)
def test_its_base_goes_before_where_it_came_from(element: str, url: str) -> None:
    assert _urls(f"{element}<a href=u>a</a>", "https://a.example/b/") == [url]


def test_a_term_is_an_entry_with_what_is_said_of_it() -> None:
    (entry,) = parse("<dl><dt><a href=u>Oak</a><dd>A tree.</dl>", "html").entries
    assert (entry.name, entry.description) == ("Oak", "A tree.")


def test_signs_beside_headings_are_no_part_of_them() -> None:
    assert parse("<h1>Oak <a href='#oak'>¶</a></h1>", "html").title == "Oak"


def _urls(page: str, base: str | None = None) -> list[str | None]:
    blocks = read_page(page, base)
    runs = [run for block in blocks if isinstance(block, Text) for run in block.runs]
    return [run.anchor.url for run in runs if run.opens and run.anchor]
