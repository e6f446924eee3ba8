"""AsciiDoc is read as its forge shows it, else as the program asciidoctor does."""

from __future__ import annotations

import os
import sqlite3
import sys
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from forge_server import ForgeServer, Repo, hush

from awesome_tui.errors import Forbidden, RateLimited, SourceError
from awesome_tui.library import Library
from awesome_tui.model.entries import AwesomeList
from awesome_tui.services.loader import Loader
from awesome_tui.services.opened_list import OpenedList
from awesome_tui.services.parse_process import parse_source
from awesome_tui.sources.asciidoctor import Asciidoctor
from awesome_tui.sources.forges import forges_from
from awesome_tui.sources.read import LocalPath, SourceText
from awesome_tui.sources.remote import Token, no_token
from awesome_tui.sources.resolve import read_source

LISTS = Path(__file__).parents[1] / "lists"
LAMPS = (
    "= Lamps\n\n== Oil\n\n* https://argand.example[Argand] - Bright.\n* link:docs/wick.md[Wick]\n"
)
MORE = LAMPS + "* https://moderator.example[Moderator]\n"
FAKE = """#!{python}
import os, sys
with open({log!r}, "a") as log:
    print(os.getcwd(), *sys.argv[1:], file=log)
{body}
"""
ECHO = """
text = sys.stdin.buffer.read().decode()
print("<h1>Lamps</h1><ul>")
for line in text.splitlines():
    if line.startswith("* https:"):
        link, _, name = line[2:].partition("[")
        print(f"<li><a href='{link}'>{name.partition(']')[0]}</a></li>")
print("</ul>")
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The arguments that the program was called with."""
    return tmp_path / "log"


def program(log: Path, body: str = ECHO, **limits: float) -> Asciidoctor:
    """A program in place of asciidoctor."""
    folder = log.with_name("bin")
    folder.mkdir(exist_ok=True)
    path = folder / "asciidoctor"
    path.write_text(FAKE.format(python=sys.executable, log=str(log), body=body))
    path.chmod(0o755)
    return Asciidoctor({"PATH": str(folder)}, **limits)  # type: ignore[arg-type]


def missing(log: Path) -> Asciidoctor:
    return Asciidoctor({"PATH": str(log.with_name("nowhere"))})


def lamps(text: str = LAMPS) -> SourceText:
    return SourceText(text, "asciidoc", "lamps.adoc")


def names(document: AwesomeList) -> list[str]:
    return [entry.name for _, entry in document.walk()]


def urls(document: AwesomeList) -> list[str | None]:
    return [entry.url for _, entry in document.walk()]


class TestLocal:
    def test_a_file_is_read_as_asciidoctor_shows_it(self, tmp_path: Path, log: Path) -> None:
        path = tmp_path / "lamps.adoc"
        path.write_text(LAMPS)
        document = read_source(LocalPath(str(path)), None, program(log))
        assert (document.format, document.source) == ("html", str(path))
        assert names(parse_source(document)) == ["Argand"]

    def test_it_reads_no_other_file_and_stands_in_no_folder_of_the_user(self, log: Path) -> None:
        program(log).readable(lamps())
        folder, *options = log.read_text().split()
        assert folder == os.sep
        assert " ".join(options).startswith("--safe-mode secure --embedded")
        assert options[-1] == "-"

    def test_no_program_of_the_folder_that_one_stands_in_is_run(
        self, tmp_path: Path, log: Path
    ) -> None:
        program(log)
        before = Path.cwd()
        os.chdir(tmp_path / "bin")
        try:
            with pytest.raises(SourceError, match="install"):
                Asciidoctor({"PATH": f".{os.pathsep}"}).readable(lamps())
        finally:
            os.chdir(before)
        assert not log.exists()

    def test_where_there_is_no_asciidoctor_it_is_named(self, log: Path) -> None:
        said = (
            r"^Cannot read lamps\.adoc: it is AsciiDoc, which takes the program asciidoctor:"
            r" install that\.$"
        )
        with pytest.raises(SourceError, match=said):
            missing(log).readable(lamps())

    def test_other_formats_do_without(self, log: Path) -> None:
        document = SourceText("# Lamps", "markdown", "lamps.md")
        assert missing(log).readable(document) is document

    @pytest.mark.parametrize(
        ("body", "limits", "said"),
        [
            ("sys.exit(3)", {}, "asciidoctor failed with status 3"),
            ("while True: pass", {"seconds": 0.5}, "takes more than 0.5 seconds"),
            # What it starts has its output, too, and goes on when it ends.
            (
                "import subprocess; subprocess.Popen(['/bin/sleep', '1000'])",
                {"seconds": 0.5},
                "takes more than 0.5 seconds",
            ),
            ("while True: print('<p>')", {"size": 1 << 20}, "makes more than 1 MB of it"),
            ("", {}, "it is empty"),
        ],
    )
    def test_what_it_fails_at_is_told(
        self, log: Path, body: str, limits: dict[str, float], said: str
    ) -> None:
        with pytest.raises(SourceError, match=rf"^Cannot read lamps\.adoc: .*{said}\.$"):
            program(log, body, **limits).readable(lamps("= Lamps\n" * 100_000))

    def test_what_cannot_be_started_is_told(self, log: Path) -> None:
        asciidoctor = program(log)
        log.with_name("bin").joinpath("asciidoctor").write_text("#!/nowhere/ruby\n")
        with pytest.raises(SourceError, match=r"asciidoctor cannot be started \(No such file"):
            asciidoctor.readable(lamps())


@pytest.fixture
def library() -> Iterator[Library]:
    with Library(":memory:", lambda: 1_000_000.0) as library:
        yield library


class Reader:
    """A user, whose lists come from `server`."""

    def __init__(self, server: ForgeServer, library: Library, log: Path) -> None:
        self.server, self.library, self.log = server, library, log
        self.asciidoctor = missing(log)
        self.token: Token = no_token

    def loader(self, *, offline: bool = False) -> Loader:
        return Loader(
            self.library,
            forges_from(self.server.environ),
            self.token,
            lambda: datetime.now(UTC),
            offline=offline,
            asciidoctor=self.asciidoctor,
            environ=self.server.environ,
            parse=parse_source,
        )

    def fresh(self, source: str) -> OpenedList:
        return self.loader().fresh(source)

    def visited(self, source: str) -> None:
        self.library.lists.visit(self.fresh(source).key).result()


@pytest.fixture
def reader(server: ForgeServer, library: Library, log: Path) -> Reader:
    return Reader(server, library, log)


def store_as_written(db: sqlite3.Connection) -> None:
    """Have in the library what versions of the program stored that read AsciiDoc themselves."""
    db.execute("UPDATE version SET text = ?", (zlib.compress(LAMPS.encode()),))
    db.execute("UPDATE list SET format = 'asciidoc'")


class TestRemote:
    @pytest.mark.parametrize(
        ("source", "path"),
        [
            ("ann/lamps", "README.adoc"),
            ("ann/lamps", "ReadMe.asciidoc"),
            ("ann/lamps", "docs/README.adoc"),
            ("ann/lamps:lists", "lists/README.adoc"),
            ("ann/lamps:lists/oil lamps.adoc", "lists/oil lamps.adoc"),
            ("cb:ann/lamps", "README.adoc"),
            ("cb:ann/lamps:lists/lamps.adoc", "lists/lamps.adoc"),
        ],
    )
    @pytest.mark.parametrize("branch", ["main", "fix/some/typo"])
    def test_it_is_read_as_its_forge_shows_it(
        self, reader: Reader, source: str, path: str, branch: str
    ) -> None:
        repo = Repo({path: LAMPS}, branch=branch)
        reader.server.github["ann/lamps"] = reader.server.codeberg["ann/lamps"] = repo
        reader.token = hush
        name, _, rest = source.partition("lamps")
        opened = reader.fresh(source if branch == "main" else f"{name}lamps@{branch}{rest}")
        document = opened.document
        assert document.title == "Lamps"
        assert [section.title for section in document.sections] == ["Oil"]
        assert names(document) == ["Argand", "Wick"]
        link = urls(document)[1] or ""
        assert link.endswith(f"{path.rpartition('/')[0]}/docs/wick.md".replace(" ", "%20"))
        assert link.startswith(f"{reader.server.url}/{'codeberg' if 'cb:' in source else 'github'}")

    def test_one_of_a_private_repository_is_too(self, reader: Reader) -> None:
        repo = Repo({"README.adoc": LAMPS}, token="hush")
        reader.server.github["ann/lamps"] = repo
        reader.token = hush
        assert names(reader.fresh("ann/lamps").document) == ["Argand", "Wick"]
        assert names(reader.fresh("ann/lamps:README.adoc").document) == ["Argand", "Wick"]

    @pytest.mark.parametrize(
        "source",
        [
            "gl:ann/lamps:README.adoc",
            "cb:ann/lamps",
            "SERVER/lamps.adoc",
            "ann/lamps",
        ],
    )
    def test_asciidoctor_helps_where_a_forge_shows_none(self, reader: Reader, source: str) -> None:
        server = reader.server
        large = LAMPS + "// \n" * 300_000  # more than GitHub makes a page of
        repo = Repo({"README.adoc": LAMPS})
        server.github["ann/lamps"] = Repo({"README.adoc": large})
        server.gitlab["ann/lamps"] = server.codeberg["ann/lamps"] = repo
        server.pages["/lamps.adoc"] = lambda handler: handler.file(LAMPS)
        source = source.replace("SERVER", server.url)
        with pytest.raises(SourceError, match=r"AsciiDoc, which takes the program asciidoctor"):
            reader.fresh(source)
        reader.asciidoctor = program(reader.log)
        assert names(reader.fresh(source).document) == ["Argand"]

    def test_what_has_not_changed_is_asked_for_once(self, reader: Reader) -> None:
        reader.server.github["ann/lamps"] = Repo({"README.adoc": LAMPS})
        for source in ("ann/lamps", "ann/lamps:README.adoc"):
            reader.fresh(source)
            reader.server.rendering = lambda page: page.replace("Argand", "Another")
            del reader.server.asked[:]
            assert names(reader.fresh(source).document)[0] == "Argand"
            assert not any("html" in headers["accept"] for _, headers in reader.server.asked)
            reader.server.rendering = str

    def test_what_has_changed_is_new(self, reader: Reader) -> None:
        reader.server.github["ann/lamps"] = Repo({"README.adoc": LAMPS})
        reader.visited("ann/lamps")
        reader.server.github["ann/lamps"] = Repo({"README.adoc": MORE})
        opened = reader.fresh("ann/lamps")
        assert opened.changes
        assert [change.entry.name for change in opened.changes.added] == ["Moderator"]
        assert names(parse_source(reader.loader().earlier("ann/lamps"))) == ["Argand", "Wick"]

    def test_another_rendering_of_the_same_is_no_change(self, reader: Reader) -> None:
        reader.server.github["ann/lamps"] = Repo({"README.adoc": LAMPS})
        reader.visited("ann/lamps")
        reader.server.rendering = lambda page: page.replace("<p>", "").replace("</p>", "")
        reader.server.github["ann/lamps"] = Repo({"README.adoc": LAMPS + "\n"})
        assert reader.fresh("ann/lamps").changes is None

    def test_a_list_may_be_written_anew(self, reader: Reader) -> None:
        reader.server.github["ann/lamps"] = Repo({"README.adoc": LAMPS})
        reader.fresh("ann/lamps")
        text = "= Lamps\n\n* https://electric.example[Electric]\n"
        reader.server.github["ann/lamps"] = Repo({"README.adoc": text})
        assert names(reader.fresh("ann/lamps").document) == ["Electric"]

    def test_it_opens_without_a_network(self, reader: Reader) -> None:
        reader.server.github["ann/lamps"] = Repo({"README.adoc": LAMPS})
        reader.fresh("ann/lamps")
        stored = reader.loader(offline=True).stored("ann/lamps")
        assert stored
        assert names(stored.document) == ["Argand", "Wick"]

    def test_a_damaged_tree_is_made_anew_of_the_stored_page(self, reader: Reader) -> None:
        reader.server.github["ann/lamps"] = Repo({"README.adoc": LAMPS})
        reader.fresh("ann/lamps")
        store = reader.library.lists.store
        store.ask(lambda db: db.execute("UPDATE tree SET data = x'00'")).result()
        stored = reader.loader(offline=True).stored("ann/lamps")
        assert stored
        assert names(stored.document) == ["Argand", "Wick"]

    @pytest.mark.parametrize("has_program", [True, False])
    def test_what_an_earlier_version_stored_as_asciidoc_gives_way(
        self, reader: Reader, has_program: bool
    ) -> None:
        if has_program:
            reader.asciidoctor = program(reader.log)
        reader.server.github["ann/lamps"] = Repo({"README.adoc": LAMPS})
        reader.visited("ann/lamps:README.adoc")
        reader.library.lists.store.ask(store_as_written).result()
        reader.server.github["ann/lamps"] = Repo({"README.adoc": MORE})
        opened = reader.fresh("ann/lamps:README.adoc")
        assert names(opened.document) == ["Argand", "Wick", "Moderator"]
        came = [change.entry.name for change in opened.changes.added] if opened.changes else []
        assert came == (["Wick", "Moderator"] if has_program else [])

    @pytest.mark.parametrize(
        "page", ["<!doctype html><p>Free wifi", "<form><input type=password></form>"]
    )
    def test_a_login_page_is_no_rendering(self, reader: Reader, page: str) -> None:
        reader.server.github["ann/lamps"] = Repo({"README.adoc": LAMPS})
        reader.server.rendering = lambda _: page
        with pytest.raises(
            Forbidden, match=r"A web page came in place of README\.adoc of ann/lamps"
        ):
            reader.fresh("ann/lamps")

    def test_a_limit_is_told_and_what_is_stored_stays(self, reader: Reader) -> None:
        reader.server.github["ann/lamps"] = Repo({"README.adoc": LAMPS})
        reader.fresh("ann/lamps")
        reader.server.github["ann/lamps"] = Repo({"README.adoc": MORE})
        reader.server.limited = True
        with pytest.raises(RateLimited, match="takes no more requests"):
            reader.fresh("ann/lamps")
        stored = reader.loader().stored("ann/lamps")
        assert stored
        assert names(stored.document) == ["Argand", "Wick"]
