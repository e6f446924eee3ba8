"""A screen with a list: its sections, its entries, the detail of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from awesome_tui.model.appearance import Appearance
from awesome_tui.system.desktop import Desktop
from awesome_tui.tui.features.copying import Copying
from awesome_tui.tui.features.feature import Feature
from awesome_tui.tui.features.links import Links
from awesome_tui.tui.features.moving import Moving
from awesome_tui.tui.features.whole_list import WholeList
from awesome_tui.tui.keys import hint, key
from awesome_tui.tui.link_actions import LinkActions
from awesome_tui.tui.rendering.quick_screen import QuickScreen
from awesome_tui.tui.widgets.entry_detail import EntryDetail
from awesome_tui.tui.widgets.entry_list import EntryList
from awesome_tui.tui.widgets.filter_bar import MOVES
from awesome_tui.tui.widgets.list_browser import ListBrowser
from awesome_tui.tui.widgets.text_line import TextLine

_ON_SECTIONS = frozenset(("open", "copy", "copy_as"))
"""The actions on entries that also work on sections."""


class BrowserScreen(QuickScreen):
    """Shows a list, with the features of any list; a subclass decides which list."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        # What moves the focus has priority: it takes effect before the next key is delivered, so
        # that keys typed fast reach the pane that they are meant for.
        hint("list.filter", "slash", "filter", "Filter", key_display="/", priority=True),
        key("pane.next", "tab", "next_pane(1)", "Next pane", priority=True),
        key("pane.previous", "shift+tab", "next_pane(-1)", "Previous pane", priority=True),
        hint("entry.enter", "enter", "enter", "Open", "Open the list or the link"),
        hint(
            "page.inside",
            "right",
            "go_inside",
            "Inside",
            "Open the list, or go to the detail",
            priority=True,
        ),
        key("entry.open", "o", "open", "Open", "Open in the browser"),
        hint("entry.copy", "y", "copy", "Copy", "Copy the URL"),
        key("entry.copy_as", "Y", "copy_as", "Copy as …", "Copy as Markdown, HTML, JSON, …"),
        hint("entry.links", "f", "choose_link", "Links", "Choose among its links"),
        key(
            "entry.mark_all",
            "asterisk",
            "mark_all",
            "Mark all",
            "Mark all that is shown, or unmark it",
            key_display="*",
        ),
        key("list.undo", "u", "undo", "Undo", "Undo a bookmark, note, tag or unmarking"),
        hint("list.sort", "s", "sort", "Sort", "Sort by name or another column"),
        key("list.next_section", "n", "section(1)", "Next section"),
        key("list.previous_section", "N", "section(-1)", "Previous section"),
        key("list.random", "R", "random", "A random entry"),
        key("pane.larger", "greater_than_sign", "resize(1)", "Larger pane"),
        key("pane.smaller", "less_than_sign", "resize(-1)", "Smaller pane"),
        key("list.back_out", "escape", "back_out", "Back", "Close, clear the filter, or unmark"),
    ]
    on_entries: ClassVar[frozenset[str]] = frozenset({"enter", "open", "copy", "copy_as"})
    """The actions that need an entry."""
    on_marked: ClassVar[frozenset[str]] = frozenset({"entry.open", "entry.copy"})
    """The ids of bindings that act on all marked entries; their hints show the number."""
    hint_order: ClassVar[tuple[str, ...]] = (
        *("follow", "enter", "choose", "toggle_fold", "pick", "go_inside", "open", "copy"),
        *("mark", "bookmark", "choose_link", "readme", "filter", "sort"),
        *("news", "go_home", "choose_theme"),
        *("screen.leave_filter", "mark_row(1)", "screen.back_out", "recall"),
    )
    """The actions whose hints come first."""
    filter_row_keys: ClassVar[frozenset[str]] = MOVES | {"ctrl+w"}
    """The keys that wait for rows while the filter has the focus."""
    links: Links
    """Opens what is chosen; set by subclasses."""

    def __init__(
        self, desktop: Desktop, browser: ListBrowser, appearance: Appearance | None = None
    ) -> None:
        """`appearance` is that of the last run."""
        super().__init__()
        self.browser = browser
        self._appearance = appearance or Appearance()
        browser.panes.sizes = self._appearance.sizes
        self.use_desktop(desktop)
        self.whole_list, self.moving = WholeList(self), Moving(self)
        self.features: tuple[Feature, ...] = ()
        self._describing: Sequence[Feature] = ()
        self._allowing: Sequence[Feature] = ()
        self.offer(self.moving, Copying(self), self.whole_list)

    def offer(self, *features: Feature) -> None:
        """Adopt the actions of `features`, except those that the screen has itself.

        Features that are offered later are asked first.
        """
        every = self.features = (*features, *self.features)
        # Most have no say, and each cursor key would ask them about some seventy bindings.
        self._describing = [each for each in every if type(each).describe is not Feature.describe]
        self._allowing = [each for each in every if type(each).allows is not Feature.allows]
        for feature in features:
            for name, action in feature.actions():
                if not hasattr(type(self), name):
                    setattr(self, name, action)

    def on_mount(self) -> None:
        for feature in self.features:
            feature.begin()

    def compose(self) -> ComposeResult:
        self.browser.hints.describe, self.browser.hints.order = self.describe, self.hint_order
        yield self.browser

    def use_desktop(self, desktop: Desktop) -> None:
        self.desktop = desktop
        # A function, as there is no app yet.
        self.link_actions = LinkActions(desktop, lambda text: self.app.copy_to_clipboard(text))  # noqa: PLW0108

    @property
    def list_source(self) -> str:
        """The file or source of the list, to find its web address; may be empty."""
        return self.browser.outline.document.source if self.browser.outline else ""

    def say(self, text: str, *, error: bool = False) -> None:
        """Show `text` in the last line for a moment."""
        self.browser.hints.say(text, error=error)

    # ---- the look

    @property
    def appearance(self) -> Appearance:
        return self._appearance._replace(sizes=self.browser.panes.sizes)

    def keep_theme(self, theme: str) -> None:
        self._appearance = self._appearance._replace(theme=theme)

    def keep_background(self, is_light: bool) -> None:
        self._appearance = self._appearance._replace(is_light=is_light)

    def remember_frame(self) -> None:
        """Store the frame for the next start, if the screen has a library."""

    # ---- the answers that keys and leaving wait for

    @property
    def takes_keys(self) -> bool:
        """True once keys can be delivered."""
        return self.is_mounted

    @property
    def is_filtering(self) -> bool:
        """True while letters go into the filter, or into another line to search."""
        # Keys may come before the filter exists.
        return isinstance(self.focused, TextLine)

    def has_hits(self, patient: bool) -> bool:
        """True if the rows match the filter; if `patient`, only if they are complete."""
        browser, search = self.browser, self.browser.search
        if search is None or search.is_learning:
            return False
        return search.has_answered(browser.filter_text, browser.order)

    # ---- the hints

    def describe(self, binding: Binding) -> str:
        """Return the hint for a binding; empty to show none."""
        hints = (feature.describe(binding) for feature in self._describing)
        if (hint := next((hint for hint in hints if hint is not None), None)) is not None:
            return hint
        if binding.action == "go_inside":
            is_there = self.browser.panes.front == "detail" or not self.browser.chosen.has_entry
            return "" if is_there else "detail"
        if binding.action == "choose" and self.browser.is_only_text:
            return "read"
        text, marked = binding.description.lower(), len(self.browser.marks)
        if marked and binding.id in self.on_marked:
            return f"{text} {marked:,}"
        return text if binding.show else ""

    # ---- what panes report

    @on(EntryList.Chosen)
    def _enter_chosen(self) -> None:
        self.action_enter()

    @on(EntryDetail.Followed)
    def _follow(self, event: EntryDetail.Followed) -> None:
        self.links.follow(event.target)

    @on(ListBrowser.Unmarked)
    def _remember_marks(self, event: ListBrowser.Unmarked) -> None:
        self.whole_list.remember_marks(event)

    # ---- moving

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable actions that lack an entry, and the slash where letters are text."""
        answers = (feature.allows(action) for feature in self._allowing)
        if (answer := next((each for each in answers if each is not None), None)) is not None:
            return answer
        if action == "filter":
            return not isinstance(self.focused, TextLine)
        if action == "go_inside":
            return self.browser.panes.front != "tree" and not self.is_filtering
        if action in _ON_SECTIONS and self.browser.chosen.section is not None:
            return True
        return action not in self.on_entries or self.browser.chosen.has_entry

    def action_enter(self) -> None:
        self.links.enter()

    def action_filter(self) -> None:
        """Begin a new filter: the old text is selected, so that typing replaces it."""
        self.browser.filter.input.select_all()
        self.set_focus(self.browser.filter.input)

    def action_leave_filter(self) -> None:
        """Go from the filter to the list, where the cursor stays on its entry."""
        self.browser.cursor.is_picked = True
        self.browser.panes.bring("entries")

    def action_go_inside(self) -> None:
        self.browser.panes.bring("detail")

    def action_back_out(self) -> None:
        """Take away what is on top: a fetch, the pane over the list, the filter, the marks."""
        browser, panes = self.browser, self.browser.panes
        if any(feature.stop() for feature in self.features):
            return
        if panes.arrangement == "single" and panes.front != "entries":
            panes.bring("entries")
        elif browser.filter.input.has_focus or browser.filter_text:
            browser.filter.input.remember()
            browser.end_filtering()
            panes.bring("entries")
        else:
            browser.unmark(browser.marks)
