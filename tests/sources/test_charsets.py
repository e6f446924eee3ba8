"""Texts in the character sets of the world, wherever they come from."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
from commands import run
from forge_server import ForgeServer
from hypothesis import given
from hypothesis import strategies as st
from server_faults import reply

from awesome_tui.errors import SourceError
from awesome_tui.sources.charsets import declared_charset, decode_text
from awesome_tui.sources.fetch import Fetched, Fetcher
from awesome_tui.sources.read import LocalPath, StandardInput, decode, read, read_text

RUSSIAN, CHINESE, JAPANESE, FRENCH = "Чайник и чашка", "茶壶和杯子", "急須と湯呑み", "Théière, très"
SETS = [
    ("windows-1251", "cp1251", RUSSIAN),
    ("koi8-r", "koi8-r", RUSSIAN),
    ("GBK", "gbk", CHINESE),
    ("gb2312", "gb18030", CHINESE),
    ("Shift_JIS", "cp932", JAPANESE),
    ("euc-jp", "euc_jp", JAPANESE),
    ("iso-2022-jp", "iso2022_jp", JAPANESE),
    ("iso-8859-1", "cp1252", f"{FRENCH} – “là”"),
    ("x-sjis", "cp932", JAPANESE),
    ("UTF8", "utf-8", CHINESE),
]
DECLARATIONS = [
    '<html><head><meta charset="{}"></head>',
    "<!DOCTYPE html>\n<!-- a page --><META charset={}>",
    '<meta http-equiv="Content-Type" content="text/html; charset={}">',
    "<html>\n<head><title>a</title><meta content='text/html;charset={}' http-equiv=content-type />",
    '<?xml version="1.0" encoding="{}"?>\n<!DOCTYPE html><html>',
    '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<META HTTP-EQUIV="x" CONTENT="text/html; charset={}">',
]


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with httpx2.AsyncClient() as client:
        yield Fetcher(client)


@pytest.mark.parametrize(("name", "codec", "text"), SETS)
@pytest.mark.parametrize("declaration", DECLARATIONS)
def test_a_page_is_read_in_the_set_that_it_declares(
    tmp_path: Path, declaration: str, name: str, codec: str, text: str
) -> None:
    page = declaration.format(name) + f"<ul><li><a href='https://a.example'>{text}</a></ul>"
    data = page.encode(codec)
    (tmp_path / "page.html").write_bytes(data)
    assert read(LocalPath(str(tmp_path / "page.html")), None).text == page
    assert read(StandardInput(), io.BytesIO(data)).text == page
    assert read_text(str(tmp_path / "page.html"), None) == page


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_a_mark_of_the_byte_order_alone_tells_of_two_bytes_a_letter(
    tmp_path: Path, codec: str
) -> None:
    (tmp_path / "tea.md").write_bytes("\ufeff# Tea\n".encode(codec))
    assert read(LocalPath(str(tmp_path / "tea.md")), None).text == "# Tea\n"


@pytest.mark.parametrize("header", ["text/html; charset={}", 'text/plain;a=b; Charset="{}"; c=d'])
async def test_what_a_server_sends_is_read_in_the_set_that_it_declares(
    server: ForgeServer, fetcher: Fetcher, header: str
) -> None:
    for name, codec, text in SETS:
        server.pages["/a"] = reply(body=text.encode(codec), content_type=header.format(name))
        answer = await fetcher.fetch(f"{server.url}/a")
        assert isinstance(answer, Fetched)
        assert answer.text == text


def test_a_server_knows_better_than_the_page() -> None:
    page = f"<meta charset=koi8-r>{RUSSIAN}"
    assert decode_text(page.encode("cp1251"), "windows-1251") == page


def test_a_server_that_declares_utf_8_for_all_is_not_believed() -> None:
    page = f"<meta charset=windows-1251>{RUSSIAN}"
    assert decode_text(page.encode("cp1251"), "utf-8") == page


def test_a_byte_order_mark_knows_best() -> None:
    page = f"<meta charset=koi8-r>{RUSSIAN}"
    for codec in ("utf-8-sig", "utf-16"):
        assert decode_text(page.encode(codec), "windows-1251") == page


@pytest.mark.parametrize(
    "name", ["utf-7", "UTF-7", "hz-gb-2312", "iso-2022-kr", "no-such", "", "é"]
)
def test_other_sets_are_passed_over(name: str) -> None:
    assert decode_text(b"+AGo-avascript: a", name) == "+AGo-avascript: a"
    assert decode_text(f"<meta charset='{name}'>+AGo-".encode()) == f"<meta charset='{name}'>+AGo-"


@pytest.mark.parametrize(
    "text",
    [
        f"# {CHINESE}\n\n- `<meta charset=shift_jis>`",
        f"<!-- <meta charset=shift_jis> --><html>{CHINESE}",
        f"<p>{CHINESE}</p>\n\n<meta charset=shift_jis>",
        f"<html>{' ' * 5_000}<meta charset=shift_jis>{CHINESE}",
        f"<html><meta charset=utf-16>{CHINESE}",
    ],
)
def test_what_declares_nothing_is_utf_8(text: str) -> None:
    assert decode_text(text.encode()) == text


@pytest.mark.parametrize("codec", ["cp1251", "gbk", "shift_jis", "latin-1"])
def test_text_that_is_neither_declared_nor_utf_8_is_told(codec: str) -> None:
    text = {"cp1251": RUSSIAN, "gbk": CHINESE, "shift_jis": JAPANESE, "latin-1": FRENCH}[codec]
    with pytest.raises(SourceError, match=r"^Cannot read a\.md: it is neither UTF-8 nor says"):
        decode(f"# {text}\n".encode(codec), "a.md")


def test_a_damaged_byte_in_a_long_text_costs_one_character() -> None:
    assert decode_text(b"tea " * 1_000 + b"\x92") == "tea " * 1_000 + "\ufffd"
    data = (CHINESE * 3).encode()
    assert decode_text(data + b"\xe9") == CHINESE * 3 + "\ufffd"


def test_a_page_in_another_set_is_a_list(tmp_path: Path) -> None:
    page = f"<html><meta charset=gbk><ul><li><a href=https://a.example>{CHINESE}</a>"
    (tmp_path / "page.html").write_bytes(page.encode("gbk"))
    with (tmp_path / "page.html").open("rb") as stdin:
        ran = run("export", "-", "-f", "urls", "-q", CHINESE, stdin=stdin)
    assert ran.stdout == b"https://a.example\n"


@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_bytes_are_text_or_none(data: bytes, content_type: str) -> None:
    text = decode_text(data, declared_charset(f"text/html; charset={content_type}"))
    assert text is None or isinstance(text, str)
