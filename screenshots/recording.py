"""A recording of keys and screens, as one SVG that plays by itself.

Each line of a screen is defined once, however often it is shown:

    <defs>  <g id="l0"> a line of a screen </g> …  </defs>
    <g class="frame f0">  <use href="#l0" y="0"/> …  </g>

A viewer that plays nothing shows the frame that stands for all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from drawing import CELL, bundled_list, drawn

SIZE = (110, 30)
THEME = "quiet-dark"
LINE = 24.4
"""How high Rich draws a line."""

_STYLE = re.compile(r"\.(terminal-\d+-r\d+) \{ ([^}]*) \}\s*")
_CLASS = re.compile(r'class="(terminal-\d+-r\d+)"')
_RECT = re.compile(
    r'<rect fill="(?P<fill>#\w+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" width="(?P<width>[\d.]+)"'
    r' height="24\.65" shape-rendering="crispEdges"/>'
)
_TEXT = re.compile(
    r'<text class="(?P<look>terminal-\d+-r\d+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)"'
    r' textLength="(?P<length>[\d.]+)" clip-path="[^"]*">(?P<shown>[^<]*)</text>'
)
_LINE_CLIP = re.compile(r'<clipPath id="terminal-\d+-line-\d+">\s*<rect[^>]*/>\s*</clipPath>')
_FONT = re.compile(r"@font-face \{.*?\}\s*(?=\.)", re.DOTALL)


class Step(NamedTuple):
    """A key, and how long its effect is shown."""

    key: str
    seconds: float
    caption: str = ""


STEPS = (
    Step("", 1.6),
    *(Step("j", 0.35, "j  next") for _ in range(4)),
    Step("j", 1.4, "j  next"),
    *(Step("n", 0.9, "n  next section") for _ in range(2)),
    Step("slash", 0.9, "/  filter"),
    *(Step(letter, 0.25, "/  filter") for letter in "kafk"),
    Step("a", 2.0, "/  filter"),
    Step("enter", 0.9, "enter  to the list"),
    Step("j", 1.2, "j  next"),
    Step("l", 1.2, "l  detail"),
    Step("h", 0.7, "h  back"),
    Step("y", 2.4, "y  copy the link"),
)
_STILL = max(number for number, step in enumerate(STEPS) if step.key == "a")
"""The frame that stands for all of it."""


async def record() -> str:
    """Press the keys of `STEPS` on the bundled list, and return the recording."""
    svgs: list[str] = []
    async with bundled_list(SIZE, THEME) as pilot:
        for step in STEPS:
            if step.key:
                await pilot.press(step.key)
            svgs.append(await drawn(pilot))
    return _Recording().of(svgs)


class _Recording:
    """Collects what the frames have in common."""

    def __init__(self) -> None:
        self._looks: dict[str, str] = {}
        """Classes by their CSS."""
        self._lines: dict[str, str] = {}
        """Ids of lines by what they hold."""

    def of(self, svgs: list[str]) -> str:
        frames = [self._frame(number, svg) for number, svg in enumerate(svgs)]
        head, clip, tail = svgs[0].partition('clip-terminal)">')
        head = _FONT.sub("", _LINE_CLIP.sub("", head))
        head = head.replace("</style>", f"{self._css()}</style>", 1)
        head = head.replace("</defs>", f"{self._definitions()}</defs>", 1)
        matrix = re.findall(r'<g class="(terminal-\d+-matrix)">', tail)[0]
        body, captions = "\n".join(frames), "".join(map(_caption, range(len(STEPS))))
        shown = f'<g class="{matrix}">{body}</g></g><g class="{matrix}">{captions}</g>'
        return f"{_STYLE.sub('', head)}{clip}{shown}</svg>\n"

    def _frame(self, number: int, svg: str) -> str:
        styles = dict(_STYLE.findall(svg))
        rows: list[str] = [""] * SIZE[1]
        for rect in _RECT.finditer(svg):
            rows[int(float(rect["y"]) / LINE)] += (
                f'<rect fill="{rect["fill"]}" x="{float(rect["x"]):g}" y="1.5"'
                f' width="{float(rect["width"]) + 0.3:g}" height="24.65"/>'
            )
        for text in _TEXT.finditer(svg):
            rows[int(float(text["y"]) / LINE)] += (
                f'<text class="{self._look(styles[text["look"]])}" x="{float(text["x"]):g}" y="20"'
                f' textLength="{float(text["length"]):g}">{text["shown"]}</text>'
            )
        used = (f'<use href="#{self._line(row)}" y="{y * LINE:g}"/>' for y, row in enumerate(rows))
        return f'<g class="{_classes(number)}">{"".join(used)}</g>'

    def _look(self, css: str) -> str:
        return self._looks.setdefault(css, f"c{len(self._looks)}")

    def _line(self, row: str) -> str:
        return self._lines.setdefault(row, f"l{len(self._lines)}")

    def _css(self) -> str:
        looks = (f".{name} {{ {css} }}" for css, name in self._looks.items())
        return "\n".join((*looks, *_animations([step.seconds for step in STEPS])))

    def _definitions(self) -> str:
        return "".join(f'<g id="{name}">{row}</g>' for row, name in self._lines.items())


def _classes(number: int) -> str:
    return f"frame f{number}" + (" still" if number == _STILL else "")


def _caption(number: int) -> str:
    x, text = SIZE[0] * CELL + 6, STEPS[number].caption
    return f'<text class="{_classes(number)} caption" x="{x:g}" y="27">{text}</text>'


def _animations(seconds: list[float]) -> Iterable[str]:
    """CSS that shows one frame after another, and one where nothing is to move."""
    whole = sum(seconds)
    yield ".caption { fill: #8ab4f8; font-weight: bold; text-anchor: end }"
    yield ".frame { visibility: hidden }"
    yield ".still { visibility: visible }"
    yield "@media (prefers-reduced-motion: no-preference) {"
    yield f".frame {{ animation: {whole:g}s step-end infinite }}"
    for number, end in enumerate(accumulate(seconds)):
        start, stop = 100 * (end - seconds[number]) / whole, 100 * end / whole
        before = "0% { visibility: hidden } " if number else ""
        yield f".frame.f{number} {{ animation-name: k{number} }}"
        yield (
            f"@keyframes k{number} {{ {before}{start:.3f}% {{ visibility: visible }}"
            f" {stop:.3f}% {{ visibility: hidden }} }}"
        )
    yield "}"
