"""Random lists in the many styles of real ones, with the content that they should parse to."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count

from hypothesis import strategies as st

WORDS = [
    "Alder",
    "Birch",
    "C++",
    "Dog wood",
    "e.l.m",
    "Fir_tree",
    "Gorse (bush)",
    "H & I",
    "🌲 Ivy",
]
SAID = {
    "Tall.": "Tall.",
    "A **very** _old_ tree.": "A **very** *old* tree.",
    "Use `it--`, or [leaf](http://leaf.example/a_(b)).": (
        "Use `it--`, or [leaf](http://leaf.example/a_(b))."
    ),
    "Green :seedling: <kbd>MIT</kbd>": "Green 🌱 `MIT`",
    "By <b>hand</b> &amp; ~~foot~~": "By **hand** & ~~foot~~",
    "Wood <!-- hidden --> work": "Wood work",
    "2 \\* 3 <http://six.example>": "2 * 3 <http://six.example>",
    "Roots [![ci](http://ci.example/b.svg)](http://ci.example)": "Roots",
}
SEPARATORS = [" - ", " – ", " — ", ": ", " ", " -- "]
BULLETS = ["- ", "* ", "+ ", "-   ", "1. ", "1) "]


@dataclass(frozen=True)
class Plant:
    """An entry, and the style in which its parts are written."""

    name: str
    url: str
    said: str = ""
    more: str = ""
    """A nested bullet without a link."""
    inner: tuple["Plant", ...] = ()
    struck: bool = False
    link: str = "[{name}]({url})"
    separator: str = " - "

    def facts(self) -> tuple[object, ...]:
        """The entry as the parser should return it."""
        said = "\n".join(filter(None, [SAID.get(self.said, ""), SAID.get(self.more, "")]))
        return (self.name, self.url, said, self.struck, [plant.facts() for plant in self.inner])


@dataclass
class Page:
    """The lines written so far, and the tree that they should parse to."""

    blocks: list[str] = field(default_factory=list)
    definitions: list[str] = field(default_factory=list)

    def line(self, plant: Plant) -> str:
        """The text of an item."""
        link = plant.link
        if link == "[{name}][{ref}]":
            self.definitions.append(f"[ref{len(self.definitions)}]: {plant.url}")
            link = f"[{{name}}][ref{len(self.definitions) - 1}]"
        shown = link.format(name=plant.name, url=plant.url)
        shown = f"~~{shown}~~" if plant.struck else shown
        return shown + (plant.separator + plant.said if plant.said else "")

    def items(self, plants: tuple[Plant, ...], bullet: str, inner_bullet: str) -> list[str]:
        """The lines of a list."""
        lines = []
        for plant in plants:
            lines.append(bullet + self.line(plant))
            inner = self.items(plant.inner, inner_bullet, bullet)
            if plant.more:
                inner.insert(0, inner_bullet + plant.more)
            lines += [" " * len(bullet) + line for line in inner]
        return lines


_numbers = st.integers(0, 99)
_names = st.sampled_from(WORDS)
_said = st.sampled_from(["", *SAID])
_links = st.sampled_from(
    [
        "[{name}]({url})",
        "[{name}](<{url}>)",
        '[{name}]({url} "Its title")',
        "[{name}]( {url} )",
        "**[{name}]({url})**",
        "[**{name}**]({url})",
        "[{name} ★ 12]({url})",
        "[{name}][{ref}]",
        '<a href="{url}">{name}</a>',
        "[![b](http://b.example/b.svg)](http://b.example) [{name}]({url})",
    ]
)


def _plants(depth: int) -> st.SearchStrategy[tuple[Plant, ...]]:
    plant = st.builds(
        Plant,
        name=_names,
        url=_numbers.map("http://plant.example/{}".format),
        said=_said,
        more=st.just("") | st.sampled_from(["", "Tall.", "A **very** _old_ tree."]),
        inner=_plants(depth - 1) if depth else st.just(()),
        struck=st.sampled_from([False, False, False, True]),
        link=_links,
        separator=st.sampled_from(SEPARATORS),
    )
    return st.lists(plant, min_size=1, max_size=3).map(tuple) | st.just(())


_some = _plants(2).filter(bool)
_flat = _plants(0).filter(bool)
_HEADINGS: dict[int, list[Callable[[str], str]]] = {
    2: ["## {}".format, "## {} ##".format, "{}\n---".format, "<h2>{}</h2>".format],
    3: ["### {}".format, '<h3 align="center">{}</h3>'.format],
}


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[object]]:
    """A list's text, and its sections: title, level, entries, groups and subsections."""
    page, numbers = Page(["# Plants"]), count()

    def items(plants: tuple[Plant, ...]) -> str:
        bullets = draw(st.sampled_from(BULLETS)), draw(st.sampled_from(BULLETS))
        return "\n".join(page.items(plants, *bullets))

    def table(plants: tuple[Plant, ...]) -> str:
        rows = [f"| {page.line(p).removesuffix(p.separator + p.said)} | {p.said} |" for p in plants]
        return "\n".join(["| Plant | About |", "|---|:-:|", *rows])

    def group() -> tuple[object, ...]:
        title = f"Group {next(numbers)}"
        match draw(st.sampled_from(["fold", "bold", "item"])):
            case "fold":
                plants = draw(_some)
                head = f"<details><summary>{title}</summary>"
                page.blocks.extend([head, items(plants), "</details>"])
            case "bold":
                plants = draw(_some)
                page.blocks.extend([f"**{title}**", items(plants)])
            case _:
                plants = draw(_some)
                bullet = draw(st.sampled_from(BULLETS))
                inner = [" " * len(bullet) + line for line in items(plants).split("\n")]
                page.blocks.extend(["<!-- a list -->", "\n".join([bullet + title, *inner])])
        return title, None, [plant.facts() for plant in plants], []

    def section(level: int) -> tuple[object, ...]:
        title = f"Section {next(numbers)}"
        page.blocks.append(draw(st.sampled_from(_HEADINGS[level]))(title))
        plants: tuple[Plant, ...] = ()
        if draw(st.booleans()):
            plants = tuple(replace(plant, more="") for plant in draw(_flat))
            page.blocks.append(table(plants))
        elif draw(st.booleans()):
            plants = draw(_some)
            page.blocks.append(items(plants))
        inner = [group()] if draw(st.booleans()) else []
        if level == 2:
            inner += [section(3) for _ in range(draw(st.integers(0, 1)))]
        return title, level, [plant.facts() for plant in plants], inner

    sections: list[object] = [section(2) for _ in range(draw(st.integers(1, 2)))]
    return "\n\n".join([*page.blocks, "\n".join(page.definitions)]) + "\n", sections
