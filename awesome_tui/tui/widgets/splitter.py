"""Lines between two panes, which the user drags to resize them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from awesome_tui.text.measures import counted
from awesome_tui.tui.detail import Detail
from awesome_tui.tui.rendering.emoji_width import steady_width
from awesome_tui.tui.widgets.entry_detail import EntryDetail
from awesome_tui.tui.widgets.row_text import Piece, to_segments, truncate, truncate_left

_AROUND_TITLE, _AROUND_FACT = len("──  "), len("  ──")
_SHORTEST_RULE, _SHORTEST_PATH = 2, 12
_SECTION = "section"


class Splitter(Widget):
    """A handle that reports where it is dragged to; Textual has no such widget."""

    ALLOW_SELECT = False

    class Dragged(Message):
        """The user drags the splitter to this cell of the screen."""

        def __init__(self, splitter: Splitter, x: int, y: int) -> None:
            super().__init__()
            self.splitter, self.x, self.y = splitter, x, y

    class Reset(Message):
        """The user wants the usual size back."""

        def __init__(self, splitter: Splitter) -> None:
            super().__init__()
            self.splitter = splitter

    def render_line(self, y: int) -> Strip:
        width = self.content_size.width
        text = "─" * width if width > 1 else "│"
        return Strip([Segment(text, self.visual_style.rich_style)], width)

    def on_click(self, event: events.Click) -> None:
        if event.chain == 2:
            self.post_message(self.Reset(self))

    def on_mouse_down(self) -> None:
        self.capture_mouse()

    def on_mouse_up(self) -> None:
        self.release_mouse()

    def on_hide(self) -> None:
        if self.app.mouse_captured is self:
            self.release_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.app.mouse_captured is self:
            self.post_message(self.Dragged(self, event.screen_x, event.screen_y))


class _Heading(NamedTuple):
    """The texts in the line above the detail, cut to its width."""

    title: str
    rule: int
    """The cells of the line between title and path."""
    path: str
    """Cut from the left."""
    also_in: str

    @classmethod
    def of(cls, detail: Detail, width: int) -> _Heading:
        title = truncate(steady_width(detail.title), max(1, width - _AROUND_TITLE - _SHORTEST_RULE))
        room = width - cell_len(title) - _AROUND_TITLE
        count = len(detail.also_in)
        also_in = f"also in: {counted(count, 'list')}" if count else ""
        if cell_len(also_in) + _AROUND_FACT + _SHORTEST_RULE > room:
            also_in = ""
        room -= cell_len(also_in) + _AROUND_FACT if also_in else 0
        path = steady_width("".join(part.text for part in detail.path.parts))
        if room - _AROUND_FACT - _SHORTEST_RULE < min(cell_len(path), _SHORTEST_PATH):
            path = ""
        path = truncate_left(path, room - _AROUND_FACT - _SHORTEST_RULE)
        room -= cell_len(path) + _AROUND_FACT if path else 0
        return cls(title, max(0, room), path, also_in)


class DetailLine(Splitter):
    """The line beside the detail, or above it with title, path and other lists."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--title", "line--quiet", "line--cursor"}

    detail: reactive[Detail] = reactive(Detail(), init=False)
    chosen: reactive[int] = reactive(-1)
    """The section of the path that is under the detail's cursor; -1 for none."""

    def __init__(self, id: str) -> None:  # noqa: A002  as Textual names it
        super().__init__(id=id)
        self._was_dragged = False

    def render_line(self, y: int) -> Strip:
        width = self.content_size.width
        if width <= 1:
            return super().render_line(y)
        # Each cursor key draws this, and a Content would take a twentieth of its time.
        shown, base = _Heading.of(self.detail, width), self.visual_style
        quiet = base + self.get_visual_style("line--quiet", partial=True)
        name = base + self.get_visual_style("line--title", partial=True)
        path = [*self._path_pieces(shown.path, quiet)] if shown.path else []
        also_in = [(shown.also_in, quiet)] if shown.also_in else []
        facts = [((" ", base), *fact, (" ──", base)) for fact in (path, also_in) if fact]
        pieces = [
            ("── ", base),
            (shown.title, name),
            (f" {'─' * shown.rule}", base),
            *chain.from_iterable(facts),
        ]
        return Strip(to_segments(pieces), sum(cell_len(text) for text, _ in pieces))

    def _path_pieces(self, shown: str, style: Style) -> Iterator[Piece]:
        """The `shown` part of the path, its sections marked as such for the mouse."""
        parts = [(steady_width(text), target) for text, _, target in self.detail.path.parts]
        hidden, number = sum(len(text) for text, _ in parts) - len(shown), 0
        if hidden:
            yield shown[:1], style
        start = hidden + 1 if hidden else 0
        for text, target in parts:
            look = style
            if target is not None:
                look += Style.from_meta({_SECTION: number})
                look += self.get_visual_style("line--cursor") if number == self.chosen else Style()
                number += 1
            yield text[start:], look
            start = max(0, start - len(text))

    def on_mouse_down(self) -> None:
        super().on_mouse_down()
        self._was_dragged = False

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self._was_dragged = self._was_dragged or self.app.mouse_captured is self
        super().on_mouse_move(event)

    def on_click(self, event: events.Click) -> None:
        super().on_click(event)
        number = event.style.meta.get(_SECTION)
        if number is not None and not self._was_dragged:
            sections = [part.target for part in self.detail.path.parts if part.target is not None]
            self.post_message(EntryDetail.Followed(sections[number]))
