"""Rules for tables: which column names the things, which describes them, which states facts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from awesome_tui.model.entries import Fact
from awesome_tui.parsing.blocks import Anchor, Run, Runs, join_runs
from awesome_tui.parsing.descriptions import describe
from awesome_tui.parsing.entry_names import (
    EntryName,
    first_badge_link,
    first_text_link,
    named_by_badge,
    opening,
    without_address,
)
from awesome_tui.parsing.labels import (
    TAGS,
    clean_name,
    has_words,
    is_descriptive,
    is_generic,
    is_rating,
)
from awesome_tui.parsing.runs import count_words, plain, split_lines
from awesome_tui.parsing.table_cells import is_linked, split_cells
from awesome_tui.parsing.titles import split_title

_BETWEEN_CELLS = Run(" · ")
_SIGN_BETWEEN = re.compile(r"\s[^\w\s]+(?=\s)")
_WIDEST = 100
"""The most columns that are told apart: filling up short rows takes the product of both."""
_SAMPLE = 60
"""Maximum rows to look at before deciding on the columns."""
_LONGEST_NAME = 12
_LONGEST_WHOLE = 5
"""Maximum words of a name only part of which is linked."""
_SHORTEST_DESCRIPTION = 4
"""Minimum mean words of a column that describes."""
_LEAST_SHARE = 0.6
"""Share of the cells of a name column that are names, and that differ."""
_USUAL_SHARE = 0.95
"""Share of the cells of most name columns that differ."""
# fmt: off
_NAMES = frozenset({
    "agent", "algorithm", "api", "app", "application", "article", "benchmark", "book", "company",
    "course", "dataset", "framework", "game", "item", "library", "list", "method", "model", "name",
    "package", "paper", "papers", "plugin", "product", "project", "repo", "repository", "resource",
    "service", "server", "skill",
    "software", "title", "tool", "use case", "website",
    "名称", "名稱", "项目", "項目", "标题", "論文", "论文", "工具", "名前", "이름", "название",
    "nombre", "nome", "nom",
})
_NO_NAMES = frozenset({
    "#", "author", "authors", "category", "code", "conference", "cost", "country", "date", "demo",
    "feed", "field", "forks", "icon", "id", "image", "industry", "kind", "language", "languages",
    "licence", "license", "link", "links", "logo", "no", "no.", "number", "os", "parameters",
    "params", "platform", "price", "pricing", "pub", "publication", "published", "rank", "ranking",
    "rating", "rss", "scale", "score", "size", "source", "stars", "status", "tag", "tags", "topic",
    "type", "updated", "url", "venue", "version", "year",
    "分类", "類別", "类别", "类型", "年份", "日期", "时间", "作者", "链接", "语言", "序号", "编号",
})
_NO_DESCRIPTIONS = _NO_NAMES - {"code", "link", "links", "source", "url"} | {
    "affiliation", "affiliations", "institute", "institution", "institutions", "keywords",
    "organisation", "organization", "organizations", "topics",
    "单位", "机构", "機構", "所属",
}
_NAME = "name"
_DATES = frozenset({"date", "edition", "year", "年份", "日期"})
_FEEDS = frozenset({"feed", "rss", "atom", "rss feed"})
_PEOPLE = frozenset({
    "author", "authors", "by", "contributor", "contributors", "creator", "maintainer", "submitter",
    "автор", "автори", "авторы", "auteur", "autor", "autores", "作者", "維護者", "维护者",
})
_MAKERS = frozenset({
    "developer", "maker", "org", "organisation", "organization", "vendor",
    "公司", "厂商", "单位", "机构", "機構",
})
# fmt: on


@dataclass(frozen=True, slots=True)
class Columns:
    """The purposes of the columns of a table."""

    headings: tuple[str, ...]
    """Empty for a column without a heading."""
    name: int | None
    """None where no column stands out: each row is named by its first words."""
    description: int | None
    is_spanned: bool = False
    """True if short rows lack cells at their left, which belong to a row above."""

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.headings)

    @property
    def is_named(self) -> bool:
        """True if the column of names is called so: the table is read to the letter."""
        return self.name is not None and _key(self.headings[self.name]) == _NAME


@dataclass(frozen=True, slots=True)
class NamedRow:
    """The entry that a row is."""

    naming: EntryName
    facts: tuple[Fact, ...]


def read_columns(
    head: Sequence[Runs], rows: Sequence[list[Runs]], *, is_spanned: bool = False
) -> Columns:
    """Decide on the columns of a table by its headings and a sample of its rows."""
    if len(head) > _WIDEST:
        return Columns((), None, None)
    headings = tuple(map(plain, head))
    sample = rows[:: max(1, len(rows) // _SAMPLE)]
    columns = list(zip(*(_aligned(row, len(headings), is_spanned) for row in sample), strict=True))
    words = [
        0 if all(map(is_linked, column)) else _mean_words(list(map(plain, column)))
        for column in columns
    ]
    name = _column_of_places(columns)
    if name is None:
        linked = [2 * sum(map(bool, map(opening, column))) > len(column) for column in columns]
        name = _name_column(headings, [list(map(_cell_name, column)) for column in columns], linked)
    return Columns(headings, name, _description_column(headings, words, name), is_spanned)


def _aligned(row: list[Runs], width: int, is_spanned: bool) -> list[Runs]:
    """Fill `row` up at its end, or at its left if the cells that it lacks span several rows."""
    missing: list[Runs] = [[]] * (width - len(row))
    return (missing + row if is_spanned else row + missing)[:width]


def _mean_words(column: Sequence[str]) -> float:
    filled = [count_words(_SIGN_BETWEEN.sub(" ", text)) for text in column if text]
    return sum(filled) / len(filled) if filled else 0


def _cell_name(cell: Runs) -> str:
    naming = opening(cell)
    if naming is not None:
        return naming.name
    title = split_title(_before_link(cell))
    return title.name if title is not None else plain(cell)


def _before_link(cell: Runs) -> Runs:
    """Return the words before the first link of a cell that leads off the page, or all."""
    leads = (i for i, run in enumerate(cell) if run.opens and run.anchor and run.anchor.url)
    end = next(leads, len(cell))
    return cell[:end]


def _column_of_places(columns: Sequence[Sequence[Runs]]) -> int | None:
    """Return the first column whose cells all lead to where the page tells more of the thing."""
    for index, column in enumerate(columns):
        filled = [cell for cell in column if has_words(plain(cell))]
        if filled and all(
            run.anchor and run.anchor.url is None
            for cell in filled
            for run in cell
            if has_words(run.text)
        ):
            return index
    return None


def _name_column(
    headings: Sequence[str], columns: Sequence[Sequence[str]], linked: Sequence[bool]
) -> int | None:
    """Return the first column whose cells differ and read as names, by preference a headed one.

    A few of the cells may be alike if the column is `linked`; so is the thing beside its maker.
    """
    called = (i for i, names in enumerate(columns) if _is_called_names(headings[i], names))
    if (index := next(called, None)) is not None:
        return index
    likely = [i for i, names in enumerate(columns) if _reads_as_names(headings[i], names)]
    made = [i for i in likely if _key(headings[i]) not in _MAKERS]
    likely = made if any(linked[i] for i in made) else likely
    headed = (i for i in likely if _key(headings[i]) in _NAMES)
    unlike = (
        i for i in likely if linked[i] or len(set(columns[i])) >= _USUAL_SHARE * len(columns[i])
    )
    return next(headed, next(unlike, likely[0] if likely else None))


def _is_called_names(heading: str, names: Sequence[str]) -> bool:
    """True for a column of names by its heading, whatever they are."""
    return _key(heading) == _NAME and sum(map(bool, names)) > len(names) / 2


def _reads_as_names(heading: str, names: Sequence[str]) -> bool:
    if _key(heading) in _NO_NAMES or is_descriptive(heading):
        return False
    filled = [name for name in names if name]
    if not filled or len(filled) < len(names) / 2:
        return False
    is_headed = _key(heading) in _NAMES
    telling = [n for n in filled if not is_rating(n) and (is_headed or not is_generic(n))]
    if len(set(telling)) < _LEAST_SHARE * len(filled):
        return False
    lengths = sorted(len(name.split()) for name in telling)
    # Their median: `statistics` takes 3 ms to load, for which each parse would wait.
    middle = lengths[(len(lengths) - 1) // 2 : len(lengths) // 2 + 1]
    return is_headed or sum(middle) <= len(middle) * _LONGEST_NAME


def _key(heading: str) -> str:
    return heading.strip(" *:：").casefold()


def _description_column(
    headings: Sequence[str], words: Sequence[float], name: int | None
) -> int | None:
    said = (i for i in range(len(words)) if i != name and is_descriptive(headings[i]))
    if (index := next(said, None)) is not None:
        return index
    others = [
        i
        for i in range(len(words))
        if i != name and words[i] and _key(headings[i]) not in _NO_DESCRIPTIONS
    ]
    if not others:
        return None
    longest = max(others, key=lambda i: words[i])
    return longest if words[longest] >= _SHORTEST_DESCRIPTION else None


def name_row(cells: list[Runs], columns: Columns) -> NamedRow | None:
    """Name a row by its name column, else by its first cell with words; None without a link."""
    if columns.width > len(cells):
        cells = _aligned(cells, columns.width, columns.is_spanned)
    index = _index_of_name(cells, columns)
    naming = opening(cells[index])
    own = [
        cell if i == index else _without_people(cell, i, columns) for i, cell in enumerate(cells)
    ]
    anchor = naming.anchor if naming else _row_link(own, index, columns)
    anchor = anchor or _row_link(cells, index, columns)
    if anchor is None:
        return None
    if "://" not in (anchor.url or ""):
        anchor = _link_abroad(own, index) or anchor
    facts, said = split_cells(cells, index, columns.headings, columns.description)
    if not columns.is_named:
        said = [describe(without_address(cell, anchor)) for cell in said]
    if naming is not None:
        name, beside, is_struck = naming.name, [naming.rest], naming.is_struck
    else:
        name, beside, is_struck = _unlinked_name(cells[index], anchor)
    rest = _joined([*map(describe, beside), *said])
    return NamedRow(EntryName(name, anchor, rest, is_struck), facts)


def _index_of_name(cells: list[Runs], columns: Columns) -> int:
    texts = list(map(plain, cells))
    said = "" if columns.name is None else texts[columns.name]
    if columns.name is not None and said and (columns.is_named or not is_rating(said)):
        return columns.name
    telling = (i for i, text in enumerate(texts) if not is_rating(text) and not is_generic(text))
    dated = (
        i
        for i, (heading, text) in enumerate(zip(columns.headings, texts, strict=False))
        if _key(heading) in _DATES and text
    )
    rated = (i for i, text in enumerate(texts) if not is_rating(text))
    return next(telling, next(dated, next(rated, 0)))


def _unlinked_name(cell: Runs, anchor: Anchor) -> tuple[str, list[Runs], bool]:
    """Return the name in a cell that opens with no link, and the rest of the cell."""
    lead = _before_link(cell)
    lines = list(split_lines(cell))
    if len(lines) > 1 and has_words(plain(lines[0])) and not any(run.opens for run in lines[0]):
        title = split_title(lines[0])
        below = cell[len(lines[0]) + 1 :]
        if title is not None and all(map(opening, split_lines(below))):
            return title.name, [title.after, *lines[1:]], title.is_struck
    title = split_title(lead)
    tagged = opening(cell[len(lead) :]) if TAGS.fullmatch(plain(lead)) else None
    if tagged is not None and not is_generic(tagged.name):
        return tagged.name, [[*lead, *describe(tagged.rest)]], tagged.is_struck
    if title is not None and _is_one_name(cell, lead):
        return clean_name(plain(cell)), [], title.is_struck
    if title is None:
        badge = named_by_badge(cell)
        if badge is None:
            return anchor.href, [], False
        return clean_name(badge.name), [badge.rest], badge.is_struck
    after = [] if _only_leads_to(cell[len(lead) :], anchor) else cell[len(lead) :]
    rest = [*title.before, Run(" "), *describe([*title.after, *after])]
    return clean_name(title.name), [rest], title.is_struck


def _only_leads_to(runs: Runs, anchor: Anchor) -> bool:
    """True for nothing but a link such as "link" to where the name leads anyway."""
    words = [run for run in runs if has_words(run.text)]
    return all(run.anchor is anchor and is_generic(run.text) for run in words)


def _is_one_name(cell: Runs, lead: Runs) -> bool:
    """True if the words before a link and its own are one name: "LiteSpeed's [lsquic](u)"."""
    linked = cell[len(lead) :]
    label = plain(linked)
    is_apart = not plain(lead)[-1:].isalnum() or is_generic(label) or is_rating(label)
    is_short = len(plain(cell).split()) <= _LONGEST_WHOLE
    return is_short and not is_apart and is_linked(linked)


def _row_link(cells: list[Runs], index: int, columns: Columns) -> Anchor | None:
    """Return the link of a row: of its name, else to elsewhere and to no feed, else any.

    A badge beside the name goes before a link amid the description.
    """
    order = [index, *(i for i in range(len(cells)) if i != index)]
    order.sort(key=lambda i: i < columns.width and _key(columns.headings[i]) in _FEEDS)
    found = {i: anchor for i in order if (anchor := first_text_link(cells[i])) is not None}
    badges = (anchor for i in order if (anchor := first_badge_link(cells[i])) is not None)
    absolute = (i for i, anchor in found.items() if "://" in (anchor.url or ""))
    first = next(absolute, next(iter(found), None))
    if first is not None and first != columns.description:
        return found[first]
    beside = _badge_beside_name(cells[index], columns)
    return beside or (found[first] if first is not None else next(badges, None))


def _without_people(cell: Runs, index: int, columns: Columns) -> Runs:
    """Return a cell, or nothing if it names who made the thing, whose page is not the thing's."""
    is_headed = index < columns.width and _key(columns.headings[index]) in _PEOPLE
    return [] if is_headed or plain(cell).startswith("@") else cell


def _link_abroad(cells: list[Runs], index: int) -> Anchor | None:
    """Return a link to another site, if the name's to a file of the list cannot be followed.

    It is a badge beside the name, or the whole text of a cell.
    """
    whole = (cell for i, cell in enumerate(cells) if i != index and is_linked(cell))
    found = (first_badge_link(cell) for cell in (cells[index], *whole))
    return next((anchor for anchor in found if anchor is not None), None)


def _badge_beside_name(cell: Runs, columns: Columns) -> Anchor | None:
    """Return the first badge of `cell`; in a column called "Name" it may lead to a file."""
    if not columns.is_named:
        return first_badge_link(cell)
    opened = (run.anchor for run in cell if run.opens and run.anchor and run.anchor.url)
    return next(opened, None)


def _joined(parts: Sequence[Runs]) -> Runs:
    """Join what describes; a sign at the name stands before it without a separator."""
    shown = [part for part in parts if plain(part)]
    sign = shown.pop(0) if len(shown) > 1 and not has_words(plain(shown[0])) else []
    return [*sign, *([Run(" ")] if sign else []), *join_runs(shown, _BETWEEN_CELLS)]
