"""A README becomes lines of styled text with numbered links; raises ParseError."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from urllib.parse import unquote

from awesome_tui.model.entries import Link
from awesome_tui.model.readme import LARGEST, Block, Part, Parts, Readme, write_readme
from awesome_tui.parsing import blocks as page
from awesome_tui.parsing.blocks import BOLD, CODE, ITALIC, STRUCK, Anchor, Run, Runs
from awesome_tui.parsing.readers import clean_line_ends, read_text
from awesome_tui.parsing.readme_reader import MarkedItem, Place, Quote, ReadmeReader, Rule
from awesome_tui.parsing.runs import collapse_spaces, runs_to_title, split_lines, visible_text
from awesome_tui.text.emoji import replace_shortcodes
from awesome_tui.text.sanitize import clean
from awesome_tui.text.slugs import Slugs

_STYLES = ((BOLD, "strong"), (ITALIC, "emphasis"), (CODE, "code"), (STRUCK, "strike"))
_MOST = 4 * LARGEST
"""The characters of a README at most, as references can make more of them than were written."""
_TAB = 4
_OF_USER = "user-content-"
"""GitHub's prefix of the names that an author gives."""
_SIMPLE = (page.Text, page.Heading)
"""Blocks that a cell of a table can show."""


def parse_readme(
    text: str,
    format: str = "markdown",  # noqa: A002
    *,
    base: str | None = None,
    source: str = "",
) -> Readme:
    """Parse the first `LARGEST` bytes of `text`, resolving relative links against `base`."""
    text, is_cut = _beginning(clean_line_ends(text))
    writer = _Writer()
    writer.write(read_text(text, format, source or "The text", base, ReadmeReader))
    return writer.readme(is_cut=is_cut)


def readme_lines(text: str, format: str, base: str | None, source: str) -> Iterator[bytes]:  # noqa: A002
    """Parse `text`, and return the lines that `read_readme` makes the README of."""
    return write_readme(parse_readme(text, format, base=base, source=source))


def _beginning(text: str) -> tuple[str, bool]:
    """The lines of `text` that are shown, and if there are more."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data) <= LARGEST:
        return text, False
    beginning = data[:LARGEST].decode("utf-8", "ignore")
    return beginning[: beginning.rfind("\n") + 1] or beginning, True


class _Writer:
    """Writes blocks of a page as lines, and counts what they hold."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._numbers: dict[str, int] = {}
        """The number of each target, by its URL or its anchor on the page."""
        self._labels: list[str] = []
        self._slugs = Slugs()
        self._places: dict[str, int] = {}
        """The block that each name on the page leads to."""
        self._names: list[str] = []
        """The names of what is written next."""
        self._room = _MOST

    def readme(self, *, is_cut: bool) -> Readme:
        """All that was written, with links on the page resolved."""
        urls = (self._url(target) for target in self._numbers)
        targets = tuple(map(Link, self._labels, urls))
        return Readme(tuple(self._blocks), targets, is_cut or self._room <= 0)

    def _url(self, target: str) -> str:
        if not target.startswith("#"):
            return target
        name = unquote(target[1:]).lower()
        beginning = 0 if name == "top" else ""
        return f"#{self._places.get(name.removeprefix(_OF_USER), beginning)}"

    def write(
        self,
        blocks: Sequence[page.Block],
        first: str = "",
        rest: str = "",
        *,
        is_in_item: bool = False,
    ) -> None:
        """Write `blocks`, the first line after the marks `first`, the others after `rest`."""
        before: page.Block | None = None
        for block in blocks:
            if self._room <= 0:
                return
            if isinstance(block, Place):
                self._names += block.names
                continue
            if before is not None and _is_apart(before, block, is_in_item=is_in_item):
                self._add(Block("blank", rest, rest))
            written = len(self._blocks)
            self._write(block, first, rest)
            if len(self._blocks) > written:
                first, before = rest, block

    def _write(self, block: page.Block, first: str, rest: str) -> None:
        match block:
            case Rule():
                self._add(Block("rule", first, rest))
            case Quote():
                self.write(block.blocks, f"{first}│ ", f"{rest}│ ")
            case page.Item():
                mark = f"{block.mark if isinstance(block, MarkedItem) else '•'} "
                self.write(block.blocks, first + mark, rest + " " * len(mark), is_in_item=True)
            case page.Details():
                self._write_text([Run("▾ "), *_strong(block.summary)], first, rest)
                self.write(block.blocks, f"{rest}  ", f"{rest}  ")
            case page.Heading(level, runs):
                self._write_heading(level, runs, first, rest)
            case page.Text(runs):
                self._write_text(runs, first, rest)
            case page.Code(runs):
                self._write_code(runs, first, rest)
            case page.Table(rows):
                self._write_table(rows, first, rest)

    def _write_heading(self, level: int, runs: Runs, first: str, rest: str) -> None:
        self._note_heading(runs)
        if parts := self._parts(_on_one_line(runs)):
            self._add(Block("heading", first, rest, level, parts))

    def _note_heading(self, runs: Runs) -> None:
        self._names.append(self._slugs.of(runs_to_title(runs)))

    def _write_text(self, runs: Runs, first: str, rest: str) -> None:
        for line in split_lines(runs):
            if parts := self._parts(line):
                self._add(Block("text", first, rest, parts=parts))
                first = rest

    def _write_code(self, runs: Runs, first: str, rest: str) -> None:
        lines = "".join(run.text for run in runs).strip("\n").split("\n")
        for line in lines:
            code = clean(line.expandtabs(_TAB)).rstrip()
            self._add(Block("code", f"{first}  ", f"{rest}  ", parts=(Part(code, "code"),)))
            first = rest

    def _write_table(self, rows: Sequence[page.Row], first: str, rest: str) -> None:
        """Write a table; one that only arranges the page, as what it holds."""
        cells = [cell for row in rows for cell in row.cells]
        if max((len(row.cells) for row in rows), default=0) < 2 or not all(map(_is_simple, cells)):
            self.write([block for cell in cells for block in cell], first, rest)
            return
        heads = next((n for n, row in enumerate(rows) if not row.is_head), len(rows))
        shown = tuple(tuple(map(self._cell, row.cells)) for row in rows)
        self._add(Block("table", first, rest, heads, rows=shown))

    def _cell(self, blocks: Sequence[page.Block]) -> Parts:
        for block in blocks:
            if isinstance(block, page.Heading):
                self._note_heading(block.runs)
            elif isinstance(block, Place):
                self._names += block.names
        texts = (block.runs for block in blocks if isinstance(block, _SIMPLE))
        runs = page.join_runs(texts, page.BREAK)
        return self._parts(_on_one_line(runs))

    def _add(self, block: Block) -> None:
        cells = (cell for row in block.rows for cell in row)
        parts = [*block.parts, *(part for cell in cells for part in cell)]
        self._room -= len(block.rest) + len(parts) + sum(len(part.text) for part in parts)
        if block.kind != "blank":
            self._settle_names()
        self._blocks.append(block)

    def _settle_names(self) -> None:
        """Have what is written next be the place of all names that came before it."""
        for name in self._names:
            self._places.setdefault(name.lower().removeprefix(_OF_USER), len(self._blocks))
        self._names.clear()

    # ---- text

    def _parts(self, runs: Runs) -> Parts:
        """`runs` as parts on one line, with single spaces and none at the ends."""
        parts: list[Part] = []
        for anchor, group in groupby(runs, key=lambda run: run.anchor):
            inside = list(group)
            target = self._target(anchor, inside) if anchor else -1
            parts += [part for run in inside if (part := _shown_part(run, target)).text]
        return tuple(_spaced(parts))

    def _target(self, anchor: Anchor, runs: Runs) -> int:
        """The number of the place that a link leads to; -1 if it leads nowhere.

        Links without a text, which no page shows, are among the targets, too.
        """
        place = clean(anchor.url or anchor.href)
        if len(place) < 2 and anchor.url is None:
            return -1
        if place not in self._numbers:
            self._numbers[place] = len(self._numbers)
            self._labels.append(runs_to_title(runs) or place)
        return self._numbers[place]


def _is_apart(before: page.Block, block: page.Block, *, is_in_item: bool) -> bool:
    """True if a blank line stands between two blocks; items of few lines are close together."""
    if isinstance(before, Quote | Rule) or isinstance(block, Quote | Rule):
        return True
    if isinstance(block, page.Item):
        return _is_long(before) if isinstance(before, page.Item) else not is_in_item
    return True


def _is_long(block: page.Item) -> bool:
    """True if an item holds several paragraphs."""
    return sum(not isinstance(each, page.Item | Place) for each in block.blocks) > 1


def _is_simple(cell: Iterable[page.Block]) -> bool:
    return all(isinstance(block, _SIMPLE) and not isinstance(block, Rule) for block in cell)


def _on_one_line(runs: Runs) -> Runs:
    return [Run(" ") if run.kind == "break" else run for run in runs]


def _strong(runs: Runs) -> Runs:
    return [run._replace(style=run.style | BOLD) for run in runs]


def _shown_part(run: Run, target: int) -> Part:
    if run.kind == "image":
        alt = collapse_spaces(visible_text(replace_shortcodes(run.text)))
        return Part(f"[image: {alt}]" if alt else "[image]", "image", target)
    text = run.text if run.style & CODE else replace_shortcodes(run.text)
    style = " ".join(name for bit, name in _STYLES if run.style & bit)
    return Part(visible_text(text), style, target)


def _spaced(parts: Iterable[Part]) -> Iterator[Part]:
    """Collapse white space, also between neighbours; neighbours alike become one."""
    joined: list[Part] = []
    is_after_space = True
    for text, style, target in parts:
        single = " ".join(text.split()) if text.strip() else ""
        lead = " " if text[:1].isspace() and not is_after_space else ""
        trail = " " if single and text[-1:].isspace() else ""
        shown = f"{lead}{single}{trail}"
        if not shown:
            continue
        is_after_space = shown[-1] == " "
        if joined and joined[-1][1:] == (style, target):
            joined[-1] = joined[-1]._replace(text=joined[-1].text + shown)
        else:
            joined.append(Part(shown, style, target))
    while joined and not (last := joined[-1].text.rstrip()):
        joined.pop()
    if joined:
        joined[-1] = joined[-1]._replace(text=last)
    yield from joined
