"""The three panes and their arrangement, which depends on the size of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.reactive import var
from textual.widget import Widget

from awesome_tui.model.appearance import PaneSizes
from awesome_tui.tui.widgets.entry_detail import MOST_ROWS, EntryDetail
from awesome_tui.tui.widgets.entry_list import EntryList
from awesome_tui.tui.widgets.pane_room import Layout, PaneRoom
from awesome_tui.tui.widgets.section_tree import SectionTree
from awesome_tui.tui.widgets.splitter import DetailLine, Splitter

if TYPE_CHECKING:
    from awesome_tui.tui.widgets.readme_pane import ReadmePane

Pane: TypeAlias = Literal["tree", "entries", "detail"]

ORDER: tuple[Pane, ...] = ("tree", "entries", "detail")
_TITLES = {"tree": "categories", "entries": "entries", "detail": "detail"}


class Panes(Widget):
    """Arranges and resizes the panes."""

    arrangement: var[Layout] = var[Layout]("beside", init=False)
    front: var[Pane] = var[Pane]("entries", init=False)
    """The pane that is visible in the single arrangement."""
    sizes: var[PaneSizes] = var(PaneSizes(), init=False)
    """The sizes that the user chose."""
    about: var[str] = var("", init=False)
    """A remark on the entries, beside the title of their pane."""

    usual = PaneSizes()
    """The default sizes; None for those that depend on the window."""
    most: Layout = "beside"
    """The arrangement for the largest windows; smaller ones may have less."""

    def __init__(self) -> None:
        super().__init__(id="panes", classes="-below")
        self.categories, self.entries, self.detail = SectionTree(), EntryList(), EntryDetail()
        self._tree_splitter = Splitter(id="tree-splitter")
        self.detail_line = DetailLine(id="detail-splitter")
        self._reading = Widget(id="reading")
        self.readme: ReadmePane | None = None
        """None until a README is read."""
        self.is_reading = False
        """True while a README is shown in place of the detail."""
        self._size = Size(0, 0)

    def compose(self) -> ComposeResult:
        yield self.categories
        yield self._tree_splitter
        with self._reading:
            yield self.entries
            yield self.detail_line
            yield self.detail

    def pane(self, name: Pane) -> Widget:
        detail = self.readme.view if self.readme and self.is_reading else self.detail
        return {"tree": self.categories, "entries": self.entries, "detail": detail}[name]

    def name_of(self, widget: Widget) -> Pane | None:
        """Return the pane that `widget` is or belongs to, if any."""
        if self.readme is not None and widget is self.readme.search:
            return "detail"
        return next((name for name in ORDER if self.pane(name) is widget), None)

    def bring(self, name: Pane) -> None:
        self.front = name
        self.screen.set_focus(self.pane(name))

    def neighbour(self, step: int) -> Pane:
        focused = next((name for name in ORDER if self.pane(name).has_focus), None)
        if focused is None:
            return "entries"
        return ORDER[(ORDER.index(focused) + step) % len(ORDER)]

    # ---- reading

    @property
    def readme_in_front(self) -> ReadmePane | None:
        """The README, if it is shown and in front."""
        return self.readme if self.is_reading and self.front == "detail" else None

    async def add_readme(self, pane: ReadmePane) -> None:
        """Add the pane for READMEs."""
        pane.display = False
        self.readme = pane
        await self._reading.mount(pane)

    def open_readme(self) -> None:
        """Show the README in place of the detail, and focus it."""
        if self.readme is not None:
            self.readme.end_search()
            self.readme.view.to_top()
            self.is_reading = True
            self.bring("detail")
            self._arrange()

    def close_readme(self) -> None:
        """Show the detail again; the focus goes to the entries if the README had it."""
        if not self.is_reading:
            return
        had_focus = self.front == "detail"
        self.is_reading = False
        self._arrange()
        if had_focus:
            self.bring("entries")

    # ---- sizes

    def resize_front(self, step: int) -> None:
        """Widen the front pane by `step`, at the expense of its neighbour."""
        if self.arrangement == "single":
            return
        if self.front != "detail":
            wider = 2 * step if self.front == "tree" else -2 * step
            self.sizes = self.sizes._replace(tree_width=self.room.tree_width + wider)
        elif self.arrangement == "below":
            rows = self.detail.size.height + step
            self.sizes = self.sizes._replace(detail_height=self.room.rows_between(rows))
        else:
            self.sizes = self.sizes._replace(detail_width=self.room.detail_width + 2 * step)

    @on(Splitter.Dragged)
    def _follow_mouse(self, event: Splitter.Dragged) -> None:
        event.stop()
        if event.splitter is self._tree_splitter:
            self.sizes = self.sizes._replace(tree_width=event.x - self.region.x)
        elif self.arrangement == "below":
            rows = self.room.rows_between(self.region.bottom - event.y - 1)
            self.sizes = self.sizes._replace(detail_height=rows)
        else:
            self.sizes = self.sizes._replace(detail_width=self.region.right - event.x - 1)

    @on(Splitter.Reset)
    def _take_usual_size(self, event: Splitter.Reset) -> None:
        event.stop()
        if event.splitter is self._tree_splitter:
            self.sizes = self.sizes._replace(tree_width=None)
        elif self.arrangement == "below":
            self.sizes = self.sizes._replace(detail_height=None)
        else:
            self.sizes = self.sizes._replace(detail_width=None)

    # ---- arrangement

    def on_mount(self) -> None:
        self._fit(self.app.size)  # so that the first frame has the final layout
        self.watch(self.detail, "chosen", self._show_section, init=False)
        self.watch(self, "sizes", self._arrange, init=False)

    def on_resize(self, event: events.Resize) -> None:
        self._fit(event.size)

    def watch_front(self) -> None:
        self.detail_line.set_class(self.front == "detail", "-active")
        self._show_section()
        self._arrange()

    def _show_section(self) -> None:
        """Mark the section of the path that the cursor of the detail is on."""
        is_seen = self.front == "detail" and self.arrangement == "below"
        self.detail_line.chosen = self.detail.chosen if is_seen else -1

    def fit_again(self) -> None:
        """Arrange the panes anew, after `usual` or `most` has changed."""
        self._fit(self._size)

    def _fit(self, size: Size) -> None:
        self._size = size
        self.arrangement = self.room.arrangement
        self._arrange()

    @property
    def room(self) -> PaneRoom:
        return PaneRoom(*self._size, self.sizes, self.usual, self.most)

    def _arrange(self) -> None:
        single, below = self.arrangement == "single", self.arrangement == "below"
        self.set_class(below, "-below")
        room = self.room
        # Below the entries, there is too little room to read.
        alone = below and self.readme_in_front is not None
        has_tree = self.front == "tree" if single else not alone or room.has_tree_beside_readme
        has_detail = not single or self.front == "detail"
        self.categories.display = has_tree
        self.entries.display = self.front == "entries" if single else not alone
        self.detail.display = has_detail and not self.is_reading
        self._tree_splitter.display = not single and has_tree
        self.detail_line.display = not single and not alone
        self._reading.display = not single or self.front != "tree"
        self.categories.styles.width = "1fr" if single else room.tree_width
        # In cells, as the text is wrapped before the first layout.
        self.detail.styles.width = (
            room.width if single else room.beside_tree if below else room.detail_width
        )
        self.detail.styles.height = room.detail_height if below else "1fr"
        most_rows = room.rows_between(MOST_ROWS)
        self.detail.place_below_line(below, most_rows)
        if self.readme is not None:
            is_small = below and not alone
            self.readme.display = has_detail and self.is_reading
            self.readme.styles.width = room.beside_tree if is_small else room.readme_width
            self.readme.styles.height = most_rows if is_small else "1fr"
        self._show_titles()

    # ---- titles

    def _show_titles(self) -> None:
        for name in ORDER:
            about = f"  {self.about}" if name == "entries" and self.about else ""
            self.pane(name).border_title = Content(self._pane_title(name) + about)

    watch_about = _show_titles

    def _pane_title(self, name: Pane) -> str:
        """Return the title of a pane, with the way to the others if it is alone."""
        if self.arrangement != "single":
            return _TITLES[name].upper()
        at = ORDER.index(name)
        before = "".join(f"{_TITLES[other]} ‹ " for other in ORDER[:at])
        after = "".join(f" › {_TITLES[other]}" for other in ORDER[at + 1 :])
        return f"{before}{_TITLES[name].upper()}{after}"
