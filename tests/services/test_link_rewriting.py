"""New destinations for moved links, each written only if nothing else changes by it."""

from __future__ import annotations

from awesome_tui import parse
from awesome_tui.model.entries import AwesomeList
from awesome_tui.services.link_rewriting import rewrite_links


def test_one_that_cannot_be_written_costs_few_looks_and_no_other() -> None:
    looks: list[str] = []

    def parse_counted(text: str) -> AwesomeList:
        looks.append(text)
        return parse(text)

    old = [f"http://tea.example/{number:03}" for number in range(100)]
    moves = {url: url.replace("tea", "cup") for url in old}
    moves[old[42]] = "http://cup.example/) and so on ("
    text = "# Tea\n\n" + "".join(f"- [Pot]({url}) - Good.\n" for url in old)
    done = rewrite_links(text, moves, parse_counted)
    assert done.urls == moves.keys() - {old[42]}
    assert done.text.splitlines()[44] == f"- [Pot]({old[42]}) - Good."
    assert done.text.count("cup.example") == 99
    assert len(looks) < 20
