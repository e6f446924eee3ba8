"""The three panes and their arrangement, which depends on the size of the window."""

from __future__ import annotations

from typing import Literal, TypeAlias

from textual import events, on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.reactive import var
from textual.widget import Widget

from awesome_tui.tui.widgets.entry_detail import EntryDetail
from awesome_tui.tui.widgets.entry_list import EntryList
from awesome_tui.tui.widgets.section_tree import SectionTree
from awesome_tui.tui.widgets.splitter import Splitter

Pane: TypeAlias = Literal["tree", "entries", "detail"]
Layout: TypeAlias = Literal["beside", "below", "single"]

ORDER: tuple[Pane, ...] = ("tree", "entries", "detail")
_BESIDE_FROM = 100
_BELOW_FROM = 60
_BELOW_FROM_HEIGHT = 14
_SMALLEST = 10


class Panes(Widget):
    """The container that arranges and resizes the panes; Textual knows which one has the focus."""

    arrangement: var[Layout] = var[Layout]("beside", init=False)
    """The current arrangement of the panes."""
    front: var[Pane] = var[Pane]("entries", init=False)
    """The pane that is visible in the single arrangement."""

    def __init__(self) -> None:
        super().__init__(id="panes")
        self.categories, self.entries, self.detail = SectionTree(), EntryList(), EntryDetail()
        self._tree_splitter = Splitter(id="tree-splitter")
        self._detail_splitter = Splitter(id="detail-splitter")
        self._room = Size(0, 0)
        self._tree_width: int | None = None
        self._detail_width: int | None = None
        self._detail_height: int | None = None

    def compose(self) -> ComposeResult:
        with Widget(id="browse"):
            yield self.categories
            yield self._tree_splitter
            yield self.entries
        yield self._detail_splitter
        yield self.detail

    def pane(self, name: Pane) -> Widget:
        """The widget of a pane."""
        return {"tree": self.categories, "entries": self.entries, "detail": self.detail}[name]

    def bring(self, name: Pane) -> None:
        """Show pane `name` and focus it."""
        self.front = name
        self.screen.set_focus(self.pane(name))

    def neighbour(self, step: int) -> Pane:
        """The pane `step` positions after the focused one, cyclically."""
        focused = next((name for name in ORDER if self.pane(name).has_focus), None)
        if focused is None:
            return "entries"
        return ORDER[(ORDER.index(focused) + step) % len(ORDER)]

    def resize_front(self, step: int) -> None:
        """Widen the front pane by `step`, at the expense of its neighbour."""
        if self.front == "detail":
            self._resize_detail(step)
        else:
            wider = step if self.front == "tree" else -step
            self._tree_width = (self._tree_width or self._tree_share()) + 2 * wider
        self._arrange()

    def _resize_detail(self, step: int) -> None:
        if self.arrangement == "below":
            self._detail_height = (self._detail_height or self._detail_rows()) + step
        else:
            self._detail_width = (self._detail_width or self._detail_share()) + 2 * step

    @on(Splitter.Dragged)
    def _follow_mouse(self, event: Splitter.Dragged) -> None:
        event.stop()
        if event.splitter is self._tree_splitter:
            self._tree_width = event.x - self.region.x
        elif self.arrangement == "below":
            self._detail_height = self.region.bottom - event.y - 1
        else:
            self._detail_width = self.region.right - event.x - 1
        self._arrange()

    def on_mount(self) -> None:
        self._fit(self.app.size)  # so that the first frame has the final layout

    def on_resize(self, event: events.Resize) -> None:
        self._fit(event.size)

    def watch_front(self) -> None:
        self._arrange()

    def _fit(self, room: Size) -> None:
        self._room = room
        self.arrangement = _arrangement(room.width, room.height)
        self._arrange()

    def _arrange(self) -> None:
        single, below = self.arrangement == "single", self.arrangement == "below"
        self.set_class(below, "-below")
        for name in ORDER:
            self.pane(name).display = not single or name == self.front
        self._tree_splitter.display = self._detail_splitter.display = not single
        self.query_one("#browse").display = not single or self.front != "detail"
        self.categories.styles.width = (
            "1fr"
            if single
            else self._between(self._tree_width or self._tree_share(), self._room.width // 2)
        )
        self.detail.styles.width = (
            "1fr"
            if single or below
            else self._between(self._detail_width or self._detail_share(), self._room.width // 2)
        )
        self.detail.styles.height = (
            self._between(self._detail_height or self._detail_rows(), self._room.height - 6, 3)
            if below
            else "1fr"
        )

    def _between(self, wanted: int, largest: int, smallest: int = _SMALLEST) -> int:
        return max(smallest, min(wanted, largest))

    def _tree_share(self) -> int:
        return max(20, min(34, self._room.width * 27 // 100))

    def _detail_share(self) -> int:
        return max(30, self._room.width * 33 // 100)

    def _detail_rows(self) -> int:
        return max(6, min(10, self._room.height * 2 // 5))


def _arrangement(width: int, height: int) -> Layout:
    if width < _BELOW_FROM or (width < _BESIDE_FROM and height < _BELOW_FROM_HEIGHT):
        return "single"
    return "beside" if width >= _BESIDE_FROM else "below"
