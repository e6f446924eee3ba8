import pytest

from awesome_tui.urls import normal


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/Tea/Pot",
        "http://www.GitHub.com/tea/pot/",
        "https://github.com/tea/pot.git",
        "https://github.com/tea/pot#readme",
        "https://github.com/tea/pot?tab=readme-ov-file#readme",
        "//github.com/tea/pot?utm_source=list&utm_medium=x",
    ],
)
def test_spellings_of_one_address_are_alike(url: str) -> None:
    assert normal(url) == "github.com/tea/pot"


@pytest.mark.parametrize(
    "url",
    ["https://a.example/Pot", "https://a.example/pot?id=2", "https://a.example/pot#lid"],
)
def test_what_may_be_another_page_stays_different(url: str) -> None:
    assert normal(url) == url.removeprefix("https://")
    assert normal(url) != normal("https://a.example/pot")


@pytest.mark.parametrize(
    "url", ["mailto:tea@pot.example", "docs/a.md", "ftp://a.example/b", "http://["]
)
def test_other_addresses_stay_as_they_are(url: str) -> None:
    assert normal(url) == url
