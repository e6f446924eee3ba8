"""The filter bar, which is always visible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from awesome_tui.tui.keys import hint, key
from awesome_tui.tui.widgets.row_text import to_segments, truncate
from awesome_tui.tui.widgets.text_line import TextLine

MAX_LENGTH = 400
"""A limit on pastes: 1 MB in an Input takes Textual many seconds."""
_GAP = 3
_DOWN, _UP = "down,ctrl+n,ctrl+j", "up,ctrl+p,ctrl+k"
MOVES = frozenset((*_DOWN.split(","), *_UP.split(","), "pagedown", "pageup"))
"""Keys that move the cursor in the list while the filter has the focus."""


# Without the style of Textual's input, most of which is overridden: saves 3 ms at the start.
class FilterInput(TextLine, inherit_css=False):
    """A text input whose vertical keys move the list below it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = TextLine.COMPONENT_CLASSES
    # Textual lays out the whole screen when this changes; here the width never depends on the
    # text.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    BINDINGS: ClassVar[list[BindingType]] = [
        hint("filter.recall", "ctrl+r", "recall", "Earlier filter"),
        hint("filter.clear", "escape", "screen.back_out", "Clear"),
        key("filter.drop_term", "ctrl+w", "screen.drop_term", "Drop the last term"),
        key("filter.next", _DOWN, "screen.list('move', 1)", "Next row"),
        key("filter.previous", _UP, "screen.list('move', -1)", "Previous row"),
        key("filter.down", "pagedown", "screen.list('page', 1)", "Page down"),
        key("filter.up", "pageup", "screen.list('page', -1)", "Page up"),
        hint(
            "filter.done",
            "enter",
            "screen.leave_filter",
            "To the list",
            "Go to the list; where one picks, pick",
            priority=True,
        ),
    ]

    class Entered(Message):
        """One is about to type, as by a slash or by a click."""

    class Used(Message):
        """A filter is left, or given up."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    def __init__(self, query: str) -> None:
        super().__init__(
            query,
            id="filter",
            max_length=MAX_LENGTH,
            select_on_focus=False,
            placeholder="press / to filter",
        )
        self._earlier: list[str] = []
        """The filter history, newest first."""
        self._recalled = 0

    def remember(self) -> None:
        query = self.value.strip()
        if query and query not in self._earlier[:1]:
            others = [other for other in self._earlier if other != query]
            self._earlier = [query, *others]
            self.post_message(self.Used(query))
        self._recalled = 0

    def recall_from(self, earlier: Iterable[str]) -> None:
        """Add filters of earlier days to the history, the newest first."""
        self._earlier += [query for query in earlier if query not in self._earlier]

    def on_focus(self, event: events.Focus) -> None:
        if not event.from_app_focus:  # else only the window of the terminal got the focus
            self.post_message(self.Entered())

    def on_blur(self) -> None:
        """Keep a filter that was used; what is selected of it is of no use elsewhere."""
        self.remember()
        self.cursor_position = len(self.value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "recall" or bool(self._earlier)

    def action_recall(self) -> None:
        """Insert the newest filter of the history; repeated, the one before it."""
        shown, count = self.value.strip(), len(self._earlier)
        for number in range(self._recalled, self._recalled + count):
            if self._earlier[number % count] != shown:
                self.value = self._earlier[number % count]
                self._recalled = number + 1
                self.cursor_position = len(self.value)
                return


class FilterFacts(Widget):
    """As many words of the guide as there is room for, and at the right edge the hits."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--quiet"}

    guide: reactive[tuple[str, ...]] = reactive[tuple[str, ...]](())
    """Words about what can be typed, the most useful first."""
    hits: reactive[str] = reactive("")

    def render_line(self, y: int) -> Strip:
        base, width = self.visual_style, self.content_size.width
        hits = truncate(self.hits, width)
        taken = cell_len(hits) + _GAP if hits else 0
        words = "  ".join(_fitting_words(self.guide, width - taken))
        gap = _GAP if words and hits else 0
        room = width - cell_len(words) - cell_len(hits) - gap
        quiet = base + self.get_visual_style("line--quiet", partial=True)
        return Strip(to_segments([(" " * room + words + " " * gap, quiet), (hits, base)]), width)


class FilterBar(Widget):
    """A slash, the filter input, and the number of matches."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"filter--prompt"}

    class Changed(Message):
        """The user changed the filter."""

    def __init__(self, query: str = "") -> None:
        super().__init__()
        self._first = query
        self._guide: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        yield FilterInput(self._first)
        yield FilterFacts(id="hits")

    def render_line(self, y: int) -> Strip:
        base, width = self.visual_style, self.content_size.width
        prompt = base + self.get_visual_style("filter--prompt", partial=True)
        return Strip(to_segments([("/"[:width], prompt), (" " * (width - 1), base)]), width)

    @property
    def input(self) -> FilterInput:
        return self.query_one(FilterInput)

    def put(self, query: str) -> None:
        """Show `query` without reporting a change."""
        with self.prevent(Input.Changed):
            self.input.value = query
        self._update_guide()

    def show_hits(self, text: str) -> None:
        self.query_one(FilterFacts).hits = text

    def show_guide(self, words: tuple[str, ...]) -> None:
        """Show `words` about what can be typed, as long as one types or there is no filter."""
        self._guide = words
        self._update_guide()

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _update_guide(self) -> None:
        is_wanted = self.input.has_focus or not self.input.value
        self.query_one(FilterFacts).guide = self._guide if is_wanted else ()

    @on(Input.Changed)
    def _report_change(self, event: Input.Changed) -> None:
        event.stop()
        self._update_guide()
        self.post_message(self.Changed())


def _fitting_words(words: Sequence[str], room: int) -> Sequence[str]:
    """Return as many words as fit, then an ellipsis; nothing if only one of many would fit."""
    for count in range(len(words), min(2, len(words)) - 1, -1):
        shown = (*words[:count], "…") if count < len(words) else words
        if cell_len("  ".join(shown)) <= room:
            return shown
    return ()
