"""Random lists, and a small fixed one with every feature of lists."""

from collections.abc import Iterator

from hypothesis import strategies as st

from awesome_tui.model.entries import AwesomeList, Entry, Fact, Link, Section
from awesome_tui.text.sanitize import clean

texts = st.text(max_size=20).map(clean)
hostile = st.sampled_from(
    ["=1+1", "<b>&amp;", "]]>", '"', "'", ",", "\\", "*a*", "`", "](x)", "é›"]
)
words = texts | hostile
urls = st.builds(
    "https://{}.example/{}".format, st.integers(0, 9), st.sampled_from(["", "a?b=1&c"])
)
links = st.builds(Link, words, urls)
lines = st.none() | st.integers(1, 999)
facts = st.lists(st.builds(Fact, words, words), max_size=2).map(tuple)
tags = st.lists(words, max_size=2).map(tuple)


def _entry(entries: st.SearchStrategy[Entry]) -> st.SearchStrategy[Entry]:
    return st.builds(
        Entry,
        words,
        st.none() | urls,
        words,
        st.booleans(),
        st.lists(links, max_size=2).map(tuple),
        st.lists(entries, max_size=2).map(tuple),
        lines,
        facts,
        tags,
    )


entries = st.recursive(st.builds(Entry, words, urls), _entry, max_leaves=3)
many_entries = st.lists(entries, max_size=3).map(tuple)


def _section(inner: st.SearchStrategy[tuple[Section, ...]]) -> st.SearchStrategy[Section]:
    kinds = st.tuples(words, st.just("heading"), st.integers(1, 6)) | st.just(("", "group", None))
    some_links = st.lists(links, max_size=2).map(tuple)
    return st.builds(
        lambda title, kind, *rest: Section(title, *kind, *rest),
        words,
        kinds,
        words,
        some_links,
        many_entries,
        inner,
    )


sections = st.recursive(
    _section(st.just(())), lambda inner: _section(st.lists(inner, max_size=2).map(tuple))
)
documents = st.builds(
    AwesomeList,
    words,
    words,
    words,
    st.lists(links, max_size=2).map(tuple),
    many_entries,
    st.lists(sections, max_size=3).map(tuple),
)


# What the parser makes of a page, with any text for the names.

_signs = st.sampled_from("*_`[]()<>&|#-+.!\\~:@/\"'=1")
_word = st.text(st.characters(categories=["L", "N"]) | _signs, min_size=1, max_size=8)
_names = st.lists(_word, min_size=1, max_size=3).map(" ".join).filter(str.strip)
_names = _names.filter(lambda name: any(map(str.isalpha, name)))
_paths = st.sampled_from(["", "a_(b)", "a(b", "?q=1&copy=2", "x*y*", "~me/~~z"])
_marked = st.sampled_from(
    [
        "words",
        "**bold**",
        "*em*",
        "`code`",
        "~~gone~~",
        "a\\*b",
        "x < y",
        "AT&T",
        "1. one",
        "``a`b``",
    ]
)
# Code at its end would be a tag.
_said = st.lists(_marked, max_size=4).map(lambda words: " ".join(["Says", *words, "so"]))
_prose = st.sampled_from(["", "Some prose.", "Two\n\nparagraphs", "- one\n\n- two\nlines"])


@st.composite
def _written_entry(draw: st.DrawFn, depth: int = 0) -> Entry:
    name, url = draw(_names), f"https://pot.example/{draw(_paths)}"
    said = draw(st.just("") | _said | st.tuples(_said, _said).map("\n".join))
    inner = draw(st.lists(_written_entry(depth + 1), max_size=2)) if depth < 2 else []
    return Entry(name, url, said, draw(st.booleans()), (Link(name, url),), tuple(inner))


_group = st.builds(
    lambda title, entries: Section(title, "", "group", entries=tuple(entries)),
    _names,
    st.lists(_written_entry(), min_size=1, max_size=2),
)


@st.composite
def _written_section(draw: st.DrawFn, level: int = 2) -> Section:
    entries = draw(st.lists(_written_entry(), max_size=2))
    groups = draw(st.lists(_group, max_size=1))
    deeper = _written_section(level + draw(st.integers(1, 2)))
    inner = draw(st.lists(deeper, max_size=2)) if level < 4 else []
    return Section(
        draw(_names),
        "",
        level=level,
        description=draw(_prose),
        entries=tuple(entries),
        sections=(*groups, *inner),
    )


written_documents = st.builds(
    lambda title, prose, sections: AwesomeList("", title, prose, sections=tuple(sections)),
    _names,
    _prose,
    st.lists(_written_section(), max_size=3),
)


def entry(name: str, description: str = "", **more: object) -> Entry:
    url = f"https://{name.lower().replace(' ', '-')}.example"
    return Entry(name, url, description, links=(Link(name, url),), **more)  # type: ignore[arg-type]


def parts_of(part: AwesomeList | Section | Entry) -> Iterator[AwesomeList | Section | Entry]:
    """Yield a list, or a part of one, and all that is in it."""
    yield part
    for entry in part.entries:
        yield from parts_of(entry)
    for section in () if isinstance(part, Entry) else part.sections:
        yield from parts_of(section)


def links_of(document: AwesomeList) -> Iterator[Link]:
    """Yield all links of a list, wherever they stand."""
    for part in parts_of(document):
        yield from part.links
