import io
import os
import socket
import subprocess
import threading
from pathlib import Path

import pytest

from awesome_tui.errors import NotFound, SourceError
from awesome_tui.sources.checkout import folder_url
from awesome_tui.sources.read import (
    MAX_BYTES,
    LocalPath,
    SourceText,
    StandardInput,
    read,
    read_file,
)

TEXT = "# Rivers\n\n- [Elbe](https://example.org/elbe)\n"


def read_path(path: Path) -> SourceText:
    return read(LocalPath(str(path)), None)


def read_bytes(data: bytes) -> SourceText:
    return read(StandardInput(), io.BytesIO(data))


def write(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


class TestFile:
    @pytest.mark.parametrize(
        "name",
        ["a.md", "A.MD", "a.markdown", "a.mdown", "a.mkd", "a.mkdn", "a.mdx", "a.txt", "README"],
    )
    def test_markdown_is_known_by_its_ending(self, tmp_path: Path, name: str) -> None:
        path = write(tmp_path / name)
        assert read_path(path) == SourceText(TEXT, "markdown", str(path))

    @pytest.mark.parametrize(
        ("name", "form"),
        [
            ("a.rst", "rst"),
            ("a.rest", "rst"),
            ("a.org", "org"),
            ("a.ADOC", "asciidoc"),
            ("a.asciidoc", "asciidoc"),
            ("a.html", "html"),
            ("a.b.htm", "html"),
        ],
    )
    def test_so_is_every_other_format(self, tmp_path: Path, name: str, form: str) -> None:
        assert read_path(write(tmp_path / name)).format == form

    @pytest.mark.parametrize("name", ["a.pdf", "a.org.gz", "a.md~"])
    def test_other_endings_are_told_what_can_be_read(self, tmp_path: Path, name: str) -> None:
        path = write(tmp_path / name)
        with pytest.raises(SourceError, match=rf"{name}: only files that end in \.md, "):
            read_path(path)

    @pytest.mark.parametrize("name", ["missing.md", "missing.rst", "missing/list.md"])
    def test_what_is_missing_is_told(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(NotFound, match=f'No list called ".*{name}'):
            read_path(tmp_path / name)

    def test_a_path_through_a_file_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(SourceError, match="Not a directory"):
            read_path(write(tmp_path / "a.md") / "b.md")

    def test_a_link_to_what_is_missing_is_an_error(self, tmp_path: Path) -> None:
        link = tmp_path / "link.md"
        link.symlink_to("gone.md")
        with pytest.raises(SourceError, match=r"link.md: it is a link to what is missing\.$"):
            read_path(link)

    def test_a_link_to_itself_is_an_error(self, tmp_path: Path) -> None:
        loop = tmp_path / "loop.md"
        loop.symlink_to(loop)
        with pytest.raises(SourceError, match="Too many levels"):
            read_path(loop)

    def test_what_cannot_be_opened_is_an_error(self, tmp_path: Path) -> None:
        path = tmp_path / "socket.md"
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(path))
            with pytest.raises(SourceError, match=r"Cannot read .*socket\.md: No such device"):
                read_path(path)

    def test_a_named_pipe_is_read(self, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        writer = threading.Thread(target=pipe.write_text, args=(TEXT,))
        writer.start()
        assert read_path(pipe).text == TEXT
        writer.join()

    def test_a_pipe_that_nobody_writes_into_is_told(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "list.md")
        with pytest.raises(SourceError, match=r"list\.md: nothing is written into this pipe\.$"):
            read_file(tmp_path / "list.md", patience=0)

    def test_an_endless_device_is_too_large(self) -> None:
        with pytest.raises(SourceError, match="larger than 64 MB"):
            read_path(Path("/dev/zero"))

    def test_messages_cannot_drive_the_terminal(self, tmp_path: Path) -> None:
        with pytest.raises(NotFound) as caught:
            read_path(tmp_path / "\x1b]52;c;x\x07.md")
        assert "\x1b" not in str(caught.value)
        assert "\x07" not in str(caught.value)


class TestText:
    @pytest.mark.parametrize(
        "data",
        [
            "Zürich\n".encode(),
            "\ufeffZürich\n".encode(),
            "\ufeffZürich\n".encode("utf-16-le"),
            "\ufeffZürich\n".encode("utf-16-be"),
        ],
    )
    def test_encodings_that_are_known_for_sure(self, data: bytes) -> None:
        assert read_bytes(data) == SourceText("Zürich\n", "markdown", "-")

    def test_text_of_an_unknown_character_set_is_told(self) -> None:
        with pytest.raises(SourceError, match="standard input: it is neither UTF-8 nor says"):
            read_bytes("Zürich".encode("latin-1"))

    @pytest.mark.parametrize(
        ("text", "form"),
        [
            ("<!DOCTYPE html><p>a", "html"),
            ("\ufeff\n<!-- saved -->\n<HTML lang=en>", "html"),
            ("<p>a</p>\n\n# b", "markdown"),
            ("# a <html>", "markdown"),
        ],
    )
    def test_a_whole_page_is_known_without_a_name(self, text: str, form: str) -> None:
        assert read_bytes(text.encode()).format == form

    def test_binary_is_refused(self) -> None:
        with pytest.raises(SourceError, match="standard input: it is no text"):
            read_bytes(b"\x7fELF\0\0\0")

    def test_nothing_is_refused(self) -> None:
        with pytest.raises(SourceError, match="standard input: it is empty"):
            read_bytes(b"")

    def test_the_limit_itself_is_read(self) -> None:
        assert len(read_bytes(b"x" * MAX_BYTES).text) == MAX_BYTES

    def test_a_closed_standard_input_is_an_error(self) -> None:
        with pytest.raises(SourceError, match="Nothing is piped"):
            read(StandardInput(), None)


class TestFolder:
    @pytest.mark.parametrize(
        ("names", "shown"),
        [
            (["README.md"], "README.md"),
            (["readme.MD"], "readme.MD"),
            (["README"], "README"),
            (["README", "README.markdown"], "README.markdown"),
            (["README.rst", "README.md", "README"], "README.md"),
            (["README.html", "README", "README.adoc"], "README.adoc"),
            (["readme.org"], "readme.org"),
            (["README.mkd"], "README.mkd"),
            (["Readme.mkdn"], "Readme.mkdn"),
            (["README.mdown", "README.pdf"], "README.mdown"),
            (["README.mdx"], "README.mdx"),
            (["README.txt"], "README.txt"),
            (["README.txt", "README.mkdn"], "README.mkdn"),
            (["README.md", "docs/README.md"], "README.md"),
            (["README.md", "docs/README.md", ".github/readme.md"], ".github/readme.md"),
            (["docs/Readme.md", "other/README.md"], "docs/Readme.md"),
            (["README/a.md", "docs/README.md"], "docs/README.md"),
            (["README.de.md", "docs/README.md"], "docs/README.md"),
        ],
    )
    def test_its_readme_is_where_github_finds_it(
        self, tmp_path: Path, names: list[str], shown: str
    ) -> None:
        for name in names:
            write(tmp_path / name, name)
        document = read_path(tmp_path)
        assert (document.text, document.source) == (shown, str(tmp_path / shown))

    def test_a_readme_may_be_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "README.md").symlink_to(write(tmp_path / "lists/rivers.md"))
        assert read_path(tmp_path).text == TEXT

    def test_a_dangling_link_is_no_readme(self, tmp_path: Path) -> None:
        (tmp_path / "README.md").symlink_to(tmp_path / "gone.md")
        write(tmp_path / "docs/README.md")
        assert read_path(tmp_path).source == str(tmp_path / "docs/README.md")

    def test_a_folder_without_a_readme_is_an_error(self, tmp_path: Path) -> None:
        write(tmp_path / "list.md")
        with pytest.raises(NotFound, match="no README"):
            read_path(tmp_path)

    def test_a_readme_of_another_kind_is_named(self, tmp_path: Path) -> None:
        write(tmp_path / "README.pdf")
        with pytest.raises(SourceError, match=r"README\.pdf: only files that end in"):
            read_path(tmp_path)


def checkout(top: Path, origin: str) -> Path:
    write(top / ".git/config", f'[core]\n\tbare = false\n[remote "origin"]\n\turl = {origin}\n')
    return top


class TestCheckout:
    @pytest.mark.parametrize(
        ("origin", "url"),
        [
            ("https://github.com/rivers/deltas", "https://github.com/rivers/deltas/blob/HEAD/"),
            ("https://github.com/rivers/deltas.git", "https://github.com/rivers/deltas/blob/HEAD/"),
            ("https://me:x@github.com/rivers/a.b/", "https://github.com/rivers/a.b/blob/HEAD/"),
            ("git@github.com:rivers/deltas.git", "https://github.com/rivers/deltas/blob/HEAD/"),
            ("ssh://git@github.com:22/rivers/d.git", "https://github.com/rivers/d/blob/HEAD/"),
            ("git@gitlab.com:rivers/old/d.git", "https://gitlab.com/rivers/old/d/-/blob/HEAD/"),
            ("ssh://git@ssh.github.com:443/r/d.git", "https://github.com/r/d/blob/HEAD/"),
            ("git@altssh.gitlab.com:rivers/d.git", "https://gitlab.com/rivers/d/-/blob/HEAD/"),
            ("https://codeberg.org/rivers/d.git", "https://codeberg.org/rivers/d/src/branch/HEAD/"),
            ("ssh://git@codeberg.org/r/d.git", "https://codeberg.org/r/d/src/branch/HEAD/"),
            ("git@codeberg.org:o/r.git", "https://codeberg.org/o/r/src/branch/HEAD/"),
            ("https://github.com/rivers", None),
            ("https://github.com/rivers/deltas/issues", None),
            ("https://git.example.org/rivers/deltas", None),
            ("/srv/git/github.com/rivers", None),
            ("", None),
        ],
    )
    def test_links_start_where_the_origin_shows_the_file(
        self, tmp_path: Path, origin: str, url: str | None
    ) -> None:
        assert folder_url(write(checkout(tmp_path, origin) / "list.md")) == url

    def test_links_start_in_the_folder_of_the_file(self, tmp_path: Path) -> None:
        path = checkout(tmp_path, "https://github.com/rivers/deltas") / "by size/big.md"
        assert read_path(write(path)).base == (
            "https://github.com/rivers/deltas/blob/HEAD/by%20size/"
        )

    def test_links_of_a_checkout_from_codeberg_start_in_the_folder_of_the_file(
        self, tmp_path: Path
    ) -> None:
        path = checkout(tmp_path, "git@codeberg.org:rivers/deltas.git") / "docs/more/big.md"
        assert read_path(write(path)).base == (
            "https://codeberg.org/rivers/deltas/src/branch/HEAD/docs/more/"
        )

    def test_a_folder_whose_name_is_no_text_is_no_error(self, tmp_path: Path) -> None:
        path = checkout(tmp_path, "https://github.com/rivers/deltas") / os.fsdecode(b"\xff/big.md")
        assert read_path(write(path)).base is None

    def test_only_origin_counts(self, tmp_path: Path) -> None:
        config = '[remote "fork"]\n\turl = https://github.com/me/deltas\n[branch "main"]\n'
        write(tmp_path / ".git/config", config)
        assert folder_url(write(tmp_path / "list.md")) is None

    def test_a_worktree_knows_the_origin_of_its_checkout(self, tmp_path: Path) -> None:
        git = checkout(tmp_path / "main", "https://github.com/rivers/deltas") / ".git"
        write(git / "worktrees/side/commondir", "../..\n")
        write(tmp_path / "side/.git", f"gitdir: {git}/worktrees/side\n")
        url = folder_url(write(tmp_path / "side/docs/list.md"))
        assert url == "https://github.com/rivers/deltas/blob/HEAD/docs/"

    def test_a_submodule_has_an_origin_of_its_own(self, tmp_path: Path) -> None:
        outer = checkout(tmp_path / "outer", "https://github.com/rivers/all")
        config = '[remote "origin"]\nurl = https://github.com/rivers/deltas\n'
        write(outer / ".git/modules/deltas/config", config)
        write(outer / "deltas/.git", "gitdir: ../.git/modules/deltas\n")
        url = folder_url(write(outer / "deltas/list.md"))
        assert url == "https://github.com/rivers/deltas/blob/HEAD/"

    def test_what_git_itself_writes_is_understood(self, tmp_path: Path) -> None:
        git = ["git", "-C", str(tmp_path)]
        subprocess.run([*git, "init", "-q"], check=True)
        origin = "git@github.com:rivers/deltas.git"
        subprocess.run([*git, "remote", "add", "origin", origin], check=True)
        url = folder_url(write(tmp_path / "list.md"))
        assert url == "https://github.com/rivers/deltas/blob/HEAD/"

    def test_what_people_write_into_the_settings_of_git_is_understood(self, tmp_path: Path) -> None:
        config = '[remote "origin"]\n\tURL = "https://github.com/rivers/deltas"  # ours\n'
        write(tmp_path / ".git/config", config)
        url = folder_url(write(tmp_path / "list.md"))
        assert url == "https://github.com/rivers/deltas/blob/HEAD/"

    def test_a_broken_checkout_is_no_error(self, tmp_path: Path) -> None:
        write(tmp_path / ".git", "gitdir: nowhere\n")
        assert read_path(write(tmp_path / "list.md")).base is None

    @pytest.mark.parametrize("place", [".git", ".git/config"])
    def test_a_pipe_in_its_place_is_not_waited_for(self, tmp_path: Path, place: str) -> None:
        (tmp_path / place).parent.mkdir(exist_ok=True)
        os.mkfifo(tmp_path / place)
        assert folder_url(write(tmp_path / "list.md")) is None

    @pytest.mark.parametrize("pointer", ["gitdir: \0\n", "gitdir: " + "x/" * 5000])
    def test_a_pointer_to_no_path_is_no_checkout(self, tmp_path: Path, pointer: str) -> None:
        write(tmp_path / ".git", pointer)
        assert folder_url(write(tmp_path / "list.md")) is None
