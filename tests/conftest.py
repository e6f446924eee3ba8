"""What several tests need: a small list, and a browser that writes down what it opens."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

import pytest

from awesome_tui.desktop import Desktop
from awesome_tui.model import AwesomeList, Entry, Link, Section


def entry(name: str, description: str = "", *children: Entry, more: tuple[Link, ...] = ()) -> Entry:
    """An entry whose URL follows from its name, with `more` links after that."""
    url = f"https://example.com/{name.lower().replace(' ', '-')}"
    return Entry(name, url, description, links=(Link(name, url), *more), entries=children)


def section(title: str, *parts: Entry | Section) -> Section:
    """A section of entries and sections."""
    return Section(
        title,
        title.lower(),
        level=2,
        entries=tuple(part for part in parts if isinstance(part, Entry)),
        sections=tuple(part for part in parts if isinstance(part, Section)),
    )


@pytest.fixture
def kitchen() -> AwesomeList:
    """Eight entries in five sections, one of them nested in another and one without entries."""
    return AwesomeList(
        "kitchen.md",
        "Awesome Kitchen",
        "Things to cook with.",
        sections=(
            section(
                "Knives",
                entry("Santoku", "An all-round knife with a **flat** edge."),
                entry("Paring knife", "Small and pointed."),
                section("Sharpening", entry("Whetstone", "Stone of two grits.")),
            ),
            section(
                "Pots",
                entry("Wok", "Round-bottomed pan.", entry("Wok ring", "Holds a wok.")),
                entry(
                    "Dutch oven",
                    "Heavy pot; see the [care guide](https://example.com/care).",
                    more=(Link("care guide", "https://example.com/care"),),
                ),
            ),
            section("Ideas"),
            section("Gadgets", entry("Salad spinner"), entry("Scale", "Weighs to a gram.")),
        ),
    )


@dataclass(frozen=True)
class Browser:
    """A program that stands in for the browser."""

    program: Path
    log: Path

    @property
    def opened(self) -> list[str]:
        """What it was asked to open so far."""
        return self.log.read_text().split() if self.log.exists() else []

    def desktop(self) -> Desktop:
        """A desktop that has this browser and no clipboard tool."""
        return Desktop({"BROWSER": str(self.program), "PATH": "", "SSH_TTY": "/dev/pts/0"})


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    """A fresh browser that has opened nothing."""
    program, log = tmp_path / "browser", tmp_path / "opened"
    program.write_text(f'#!/bin/sh\necho "$1" >> "{log}"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return Browser(program, log)
