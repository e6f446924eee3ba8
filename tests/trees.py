"""Lists at random, and a small invented one that shows what lists can hold."""

from hypothesis import strategies as st

from awesome_tui.model import AwesomeList, Entry, Link, Section
from awesome_tui.text import clean

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


def entry(name: str, description: str = "", **more: object) -> Entry:
    url = f"https://{name.lower().replace(' ', '-')}.example"
    return Entry(name, url, description, links=(Link(name, url),), **more)  # type: ignore[arg-type]
