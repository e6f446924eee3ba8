"""A README is read as its forge shows it: every word, heading and link, and nothing that harms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from github_engine import github_html
from hostile import FOREIGN, NAMES, file_name, hostile
from selectolax.lexbor import LexborHTMLParser

from awesome_tui.model.readme import LARGEST, Block, Parts, Readme, read_readme, write_readme
from awesome_tui.parsing.readme_parser import parse_readme
from awesome_tui.sources.formats import format_of
from awesome_tui.text.sanitize import clean

CORPUS = sorted((Path(__file__).parents[2] / "../shared/corpus/lists").glob("*.md"))
BASE = "https://github.com/jane/tea/blob/HEAD/"


def lines(text: str, format_: str = "markdown") -> list[str]:
    """The lines as they begin to be shown, without styles; cells of tables between bars."""
    return [_line(block) for block in parse_readme(text, format_, base=BASE).blocks]


def _line(block: Block) -> str:
    if block.kind == "table":
        return " / ".join(" | ".join(map(_words, row)) for row in block.rows)
    return (block.first + (_words(block.parts) if block.kind != "rule" else "──")).rstrip()


def _words(parts: Parts) -> str:
    return "".join(part.text for part in parts)


def every_cell(readme: Readme) -> Iterator[Parts]:
    for block in readme.blocks:
        yield block.parts
        for row in block.rows:
            yield from row


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# Tea\n\nHot\nand *strong*.", ["Tea", "", "Hot and strong."]),
        ("- a\n- b\n  - c\n\nd", ["• a", "• b", "  • c", "", "d"]),
        ("3. a\n4. b", ["3. a", "4. b"]),
        ("- a\n\n  b\n- c", ["• a", "", "  b", "", "• c"]),
        ("- [ ] a\n- [x] b", ["[ ] a", "[x] b"]),
        ("> a\n>\n> > b\n", ["│ a", "│", "│ │ b"]),
        ("a\n\n---\n\nb", ["a", "", "──", "", "b"]),
        ("```py\nif a:\n\treturn b\n\n```", ["  if a:", "      return b"]),
        ("|a|b|\n|-|-|\n|c|*d*|", ["a | b / c | d"]),
        ("<details><summary>More</summary>\n\nHidden\n</details>", ["▾ More", "  Hidden"]),
        ("a<br>b", ["a", "b"]),
        ("![Logo](l.png) ![](x.png)", ["[image: Logo] [image]"]),
        ("<table><tr><td>only</td></tr></table>", ["only"]),
        ("<table><tr><td>\n\n- a\n\n</td><td>b</td></tr></table>", ["• a", "", "b"]),
        (":tea: and `:tea:`", ["🍵 and :tea:"]),
        ("a <b>b</b><style>c</style><!-- d -->", ["a b<style>c</style>"]),
        ("<dl><dt>Tea</dt><dd>Hot.</dd></dl>", ["• Tea", "", "  Hot."]),
    ],
)
def test_it_reads_as_the_page_does(text: str, shown: list[str]) -> None:
    assert lines(text) == shown


def test_styles_are_kept() -> None:
    (block,) = parse_readme("**a *b*** ~~c~~ `d`").blocks
    assert [(part.text, part.style) for part in block.parts] == [
        ("a ", "strong"),
        ("b", "strong emphasis"),
        (" ", ""),
        ("c", "strike"),
        (" ", ""),
        ("d", "code"),
    ]


def test_links_are_numbered_once_and_relative_ones_lead_to_the_page_of_the_file() -> None:
    readme = parse_readme("[a](docs/a.md) [b](https://b.example) [c](docs/a.md)", base=BASE)
    assert [(link.text, link.url) for link in readme.links] == [
        ("a", f"{BASE}docs/a.md"),
        ("b", "https://b.example"),
    ]
    assert [part.target for part in readme.blocks[0].parts if part.text.strip()] == [0, 1, 0]


def test_links_within_the_page_lead_to_their_heading() -> None:
    readme = parse_readme("[down](#how-to) [gone](#nowhere)\n\n# Tea\n\n## How to")
    assert [target.url for target in readme.targets] == ["#4", "#"]
    assert readme.blocks[4].parts[0].text == "How to"
    assert readme.links == ()


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("#brewing", '<a name="Brewing"></a>\n\nBrew'),
        ("#Brewing", 'Brew <a id="brewing"></a> it'),
        ("#user-content-brewing", '<a name="brewing"/>Brew'),
        ("#brewing", '<h2 id="user-content-brewing">Brew</h2>'),
        ("#brewing", '<p id="brewing">Brew</p>'),
        ("#brewing", '<div id="brewing">\n\n- Brew\n\n</div>'),
        ("#brewing", '<ul><li id="brewing">Brew</li></ul>'),
        ("#brewing", '<table><tr><td id="brewing">Brew</td><td>x</td></tr></table>'),
        ("#%E8%8C%B6", '<a id="茶"></a>Brew'),
        ("#brew", '<a id="other"></a>\n\n## Brew'),
    ],
)
def test_links_lead_to_named_places_as_on_github(link: str, place: str) -> None:
    readme = parse_readme(f"# Tea\n\n[See]({link})\n\nmore\n\n{place}\n\nend")
    (target,) = readme.targets
    block = readme.blocks[int(target.url[1:])]
    assert "Brew" in _line(block) if block.kind == "table" else _words(block.parts)


def test_a_place_shows_nothing_and_parts_nothing() -> None:
    assert lines('- a\n- <a name="b"></a>b\n- c') == ["• a", "• b", "• c"]
    assert lines('a <a id="x"></a>b') == ["a b"]
    assert lines('<dl><dt>a</dt><dd id="x">b</dd></dl>') == ["• a", "", "  b"]


@pytest.mark.parametrize(("text", "place"), [("[Up](#top)", "#0"), ("[Up](#top)\n\n# Top", "#2")])
def test_a_link_to_the_top_leads_there(text: str, place: str) -> None:
    assert [target.url for target in parse_readme(text).targets] == [place]


def test_a_picture_that_is_a_link_is_followed_by_its_text() -> None:
    readme = parse_readme("[![build](b.svg)](https://ci.example) [](https://bare.example)")
    assert [(part.text, part.target) for part in readme.blocks[0].parts] == [("[image: build]", 0)]
    assert [link.text for link in readme.links] == ["build", "https://bare.example"]


@pytest.mark.parametrize(
    "url", ["javascript:a()", "&#106;avascript:a()", "data:text/html,a", "x:y"]
)
def test_other_schemes_are_text(url: str) -> None:
    assert parse_readme(f"[a]({url})", base=BASE).targets == ()


def test_nothing_reaches_the_terminal_that_could_drive_it() -> None:
    text = (
        "# a&#27;]52;c;YQ==&#7;b\n\n```\n\x1b[31mc\x9bd\u202e\n```\n\n|a|b|\n|-|-|\n|&#x1b;[2J|c|"
    )
    readme = parse_readme(text, base=BASE)
    shown = "".join(_words(cell) for cell in every_cell(readme))
    assert shown == clean(shown)
    assert "\u202e" not in shown


@pytest.mark.parametrize("name", [*NAMES, *FOREIGN])
def test_hostile_texts_are_clean_and_bounded(name: str) -> None:
    readme = parse_readme(hostile(name, 3_000), format_of(file_name(name)) or "markdown", base=BASE)
    for cell in every_cell(readme):
        for part in cell:
            assert part.text == clean(part.text)
    assert all(link.url == clean(link.url) for link in readme.targets)
    assert all(len(block.first) < 120 for block in readme.blocks)


def test_a_long_one_is_cut_at_the_end_of_a_line_and_says_so() -> None:
    readme = parse_readme("- tea 茶\n" * 60_000)
    assert readme.is_cut
    assert len(readme.blocks) == LARGEST // len("- tea 茶\n".encode())
    assert not parse_readme("- tea\n" * 10).is_cut


def test_references_make_no_more_of_it_than_can_be_shown() -> None:
    image = f"![{'a' * 1_000}][u] "
    readme = parse_readme("[u]: x.png\n\n" + "".join(f"{image}\n\n" for _ in range(400)))
    shown = sum(len(part.text) for cell in every_cell(readme) for part in cell)
    assert shown < 5 * LARGEST


@pytest.mark.parametrize(
    ("format_", "text"),
    [
        ("rst", "Tea\n===\n\n- a `link <https://a.example>`_\n"),
        ("org", "* Tea\n- a [[https://a.example][link]]\n"),
        ("html", "<h1>Tea</h1><ul><li>a <a href=https://a.example>link</a></ul>"),
    ],
)
def test_other_formats_are_read_alike(format_: str, text: str) -> None:
    readme = parse_readme(text, format_)
    assert [_line(block) for block in readme.blocks] == ["Tea", "", "• a link"]
    assert [link.url for link in readme.links] == ["https://a.example"]


def test_it_is_the_same_after_the_pipe() -> None:
    readme = parse_readme("# a\n\n- **b** [c](d)\n\n|e|f|\n|-|-|\n|g|[h](#a)|", base=BASE)
    again = read_readme(write_readme(readme))
    assert (again.blocks, again.targets, again.is_cut) == (readme.blocks, readme.targets, False)


@pytest.mark.skipif(not CORPUS, reason="the corpus is not beside the checkout")
@pytest.mark.parametrize("path", CORPUS[::2], ids=lambda path: path.stem)
def test_every_link_and_heading_of_githubs_page_is_there(path: Path) -> None:
    text = path.read_text("utf-8", "replace")
    if len(text.encode()) > LARGEST:
        pytest.skip("cut, as GitHub's own page is")
    readme, page = parse_readme(text), LexborHTMLParser(github_html(text)).body
    assert page is not None
    hrefs = {node.attributes["href"] or "" for node in page.css("a[href]")}
    wanted = {_plain(href) for href in hrefs if re.match("https?:", href.strip(), re.IGNORECASE)}
    assert wanted <= {_plain(link.url) for link in readme.links}
    headings = [_alnum(node.text()) for node in page.css("h1, h2, h3, h4, h5, h6")]
    told = {_alnum(_heading(block)) for block in readme.blocks if block.kind == "heading"}
    assert [heading for heading in headings if heading and heading not in told] == []


def _heading(block: Block) -> str:
    return "".join(part.text for part in block.parts if part.style != "image")


def _plain(url: str) -> str:
    """A URL without differences that lead nowhere else."""
    return re.sub(r"\s+|%[0-9A-Fa-f]{2}|[^\x21-\x7e]", "", url.strip()).lower()


def _alnum(text: str) -> str:
    return "".join(filter(str.isalnum, re.sub(r":[a-z0-9_+-]+:", "", text)))
