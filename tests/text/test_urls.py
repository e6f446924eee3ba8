"""Only what may be opened is a link; it shows where it leads; spellings of one link are alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_tui.text.urls import SCHEMES, display_url, local_path, normalize_url, safe_url

BASE = "https://git.example/owner/repo/blob/main/docs/README.md"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/x?y#z", "https://a.example/x?y#z"),
        ("HTTP://A.example", "HTTP://A.example"),
        ("mailto:me@a.example", "mailto:me@a.example"),
        (" https://a.example/ ", "https://a.example/"),
        ("https://a.example/two words", "https://a.example/two%20words"),
        ("https://a.example/\u202egpj.exe", "https://a.example/%E2%80%AEgpj.exe"),
        ("https://a.example/\ud800", "https://a.example/%3F"),
        ("java\nscript:alert(1)", None),
        ("javascript:alert(1)", None),
        ("\x01javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("--help", None),
        ("#section", None),
        ("", None),
        ("docs/x.md", "docs/x.md"),
        ("https://[", "https://["),
        ("http://%5B2606:4700::1111%5D:8080/x", "http://[2606:4700::1111]:8080/x"),
        ("https://a.example/%5B1%5D", "https://a.example/%5B1%5D"),
    ],
)
def test_a_url_is_opened_or_left_as_text(url: str, expected: str | None) -> None:
    assert safe_url(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("x.md", "https://git.example/owner/repo/blob/main/docs/x.md"),
        ("../y.md#z", "https://git.example/owner/repo/blob/main/y.md#z"),
        ("//other.example/y", "https://other.example/y"),
        ("https://a.example", "https://a.example"),
        ("www.other.example/y", "http://www.other.example/y"),
        ("//[", None),
        ("/LICENSE", "https://git.example/owner/repo/blob/main/LICENSE"),
        ("/", "https://git.example/owner/repo/blob/main/"),
        ("/../../issues", "https://git.example/owner/repo/issues"),
    ],
)
def test_relative_urls_start_where_the_list_lives(url: str, expected: str | None) -> None:
    assert safe_url(url, BASE) == expected


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("https://gitlab.com/a/b/c/-/blob/HEAD/x/", "https://gitlab.com/a/b/c/-/blob/HEAD/y.md"),
        (
            "https://codeberg.org/o/r/src/branch/HEAD/x/",
            "https://codeberg.org/o/r/src/branch/HEAD/y.md",
        ),
        ("https://github.com/o/blob/blob/HEAD/", "https://github.com/o/blob/blob/HEAD/y.md"),
        ("https://tea.example/pots/list.html", "https://tea.example/y.md"),
    ],
)
def test_a_leading_slash_is_the_root_of_a_repository_or_else_of_the_site(
    base: str, expected: str
) -> None:
    assert safe_url("/y.md", base) == expected


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("file:///srv/lists/two%20words.md", "/srv/lists/two words.md"),
        ("FILE://localhost/srv/list.md#part", "/srv/list.md"),
        ("file://other.example/srv/list.md", "file://other.example/srv/list.md"),
        ("file://[", "file://["),
        ("list.md", "list.md"),
        ("https://a.example/x%20y", "https://a.example/x%20y"),
    ],
)
def test_the_url_of_a_file_of_this_machine_is_its_path(source: str, path: str) -> None:
    assert local_path(source) == path


@given(st.text())
def test_whatever_is_safe_has_a_known_scheme_or_none_and_no_white_space(text: str) -> None:
    url = safe_url(text)
    if url is not None:
        assert url == "".join(url.split())
        assert safe_url(url) == url
        scheme, colon, _ = url.partition(":")
        assert (
            not (colon and scheme.isascii() and scheme.isalnum())
            or scheme[0].isdigit()
            or (scheme.lower() in SCHEMES)
        )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/ü", "https://a.example/ü"),
        ("https://münchen.example/", "https://münchen.example/"),
        ("https://例え.example/", "https://例え.example/"),
        ("https://пример.example/", "https://пример.example/"),
        ("https://p\u0430ypal.example/x", "https://xn--pypal-4ve.example/x"),
        ("https://p%D0%B0ypal.example/x", "https://xn--pypal-4ve.example/x"),
    ],
)
def test_a_host_that_mixes_scripts_is_shown_as_what_it_is(url: str, expected: str) -> None:
    assert display_url(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/Tea/Pot",
        "http://www.GitHub.com/tea/pot/",
        "https://github.com/tea/pot.git",
        "https://github.com/tea/pot#readme",
        "https://github.com/tea/pot?tab=readme-ov-file#readme",
        "//github.com/tea/pot?utm_source=list&utm_medium=x",
        "https://github.com/tea/pot?fbclid=1&MSCLKID=2&UTM_Source=list",
        "https://github.com:443/tea/pot",
        "http://github.com:80/tea/pot",
        "https://me:secret@github.com/tea/pot",
    ],
)
def test_spellings_of_one_address_are_alike(url: str) -> None:
    assert normalize_url(url) == "github.com/tea/pot"


def test_an_apostrophe_is_the_same_in_either_spelling() -> None:
    written, encoded = (f"https://a.example/it{sign}s?b={sign}c#{sign}" for sign in ("'", "%27"))
    assert normalize_url(written) == normalize_url(encoded)


@pytest.mark.parametrize("host", ["gitlab.com", "codeberg.org"])
def test_forges_do_not_mind_the_case_of_a_repository(host: str) -> None:
    assert normalize_url(f"https://{host}/Tea/Pot") == normalize_url(f"https://{host}/tea/pot")
    assert normalize_url(f"https://{host}/tea/pot/wiki/A") != normalize_url(
        f"https://{host}/tea/pot/wiki/a"
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/Pot",
        "https://a.example/pot?id=2",
        "https://a.example/pot#lid",
        "https://a.example:8443/pot",
        "https://a.example:80/pot",
    ],
)
def test_what_may_be_another_page_stays_different(url: str) -> None:
    assert normalize_url(url) == url.removeprefix("https://")
    assert normalize_url(url) != normalize_url("https://a.example/pot")


@pytest.mark.parametrize(
    "url", ["mailto:tea@pot.example", "docs/a.md", "ftp://a.example/b", "http://["]
)
def test_other_addresses_stay_as_they_are(url: str) -> None:
    assert normalize_url(url) == url


@pytest.mark.parametrize("scheme", ["http://", "https://"])
@pytest.mark.parametrize("host", ["github.com", "www.github.com", "www.", "x.example", "a..b"])
@pytest.mark.parametrize("path", ["", "/", "//", "/A/B.git", "/A/B/", "/A/B/C", "/~a/(b),c:d@e+f"])
def test_an_address_without_a_query_is_that_with_an_empty_one(
    scheme: str, host: str, path: str
) -> None:
    url = f"{scheme}{host}{path}"
    assert normalize_url(url) == normalize_url(f"{url}?") == normalize_url(f"{url}#")
