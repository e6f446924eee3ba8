"""The pane with a README: its text, and the line in which one types to search it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Input

from awesome_tui.model.entries import Link
from awesome_tui.model.readme import Readme
from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.keys import hint, key
from awesome_tui.tui.readme_lines import wrap_readme
from awesome_tui.tui.rendering.emoji_width import steady_width
from awesome_tui.tui.widgets.filter_bar import MAX_LENGTH
from awesome_tui.tui.widgets.readme_view import ReadmeView
from awesome_tui.tui.widgets.text_line import TextLine


class ReadmeSearch(TextLine):
    """The line in which one types to search."""

    BINDINGS: ClassVar[list[BindingType]] = [
        hint("readme.give_up", "escape", "give_up", "Clear"),
        hint("readme.next_hit", "down,ctrl+n", "leap(1)", "Next hit"),
        key("readme.previous_hit", "up,ctrl+p", "leap(-1)", "Previous hit"),
    ]

    class GivenUp(Message):
        """The search is given up."""

    class Leapt(Message):
        """Another hit is wanted."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self) -> None:
        super().__init__(
            compact=True,
            max_length=MAX_LENGTH,
            select_on_focus=False,
            placeholder="find in the README",
        )

    def action_give_up(self) -> None:
        self.post_message(self.GivenUp())

    def action_leap(self, step: int) -> None:
        self.post_message(self.Leapt(step))


class ReadmePane(Widget):
    """A README under its title, with a line to search it while one does."""

    DEFAULT_CSS = "ReadmePane { layout: vertical; } ReadmeView { width: 1fr; height: 1fr; }"

    title: var[tuple[str, str]] = var(("", ""), init=False)
    """The name of the text, and how old it is."""

    def __init__(self) -> None:
        super().__init__(id="readme")
        self.view = ReadmeView()
        self.search = ReadmeSearch()
        self._from = 0
        """The line at the top when the search began."""

    def compose(self) -> ComposeResult:
        yield self.view
        yield self.search

    async def fill(self, name: str, age: str, readme: Readme, width: int) -> None:
        """Show a README called `name`, in a pane of this `width`."""
        wrapped = await run_in_thread(wrap_readme, readme, self.view.text_width(width))
        self.title = name, age
        self.view.show(wrapped)

    @property
    def links(self) -> Sequence[Link]:
        """The links off the page, which are numbered from 1."""
        return self.view.wrapped.readme.links if self.view.wrapped else ()

    def begin_search(self) -> None:
        """Let the user type words to find, with the old ones selected."""
        self._from = self.view.scroll_offset.y
        self.search.display = True
        self.search.select_all()
        self.screen.set_focus(self.search)

    def end_search(self) -> bool:
        """Forget the words that are searched for; return False if there are none."""
        was_searching = bool(self.view.words) or self.search.display
        self.search.display = False
        self.search.value = ""
        self.view.find("")
        return was_searching

    @on(Input.Changed)
    def _find(self, event: Input.Changed) -> None:
        event.stop()
        if self.search.display:
            self.view.find(event.value)
            self.view.go_to_hit_from(self._from)

    @on(Input.Submitted)
    def _leave_search(self, event: Input.Submitted) -> None:
        event.stop()
        self.search.display = False
        self.screen.set_focus(self.view)

    @on(ReadmeSearch.GivenUp)
    def _give_up(self) -> None:
        self.end_search()
        self.view.scroll_to(y=self._from)
        self.screen.set_focus(self.view)

    @on(ReadmeSearch.Leapt)
    def _leap(self, event: ReadmeSearch.Leapt) -> None:
        self.view.action_leap(event.step)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        if event.widget is self.search:
            self.search.display = False

    @on(ReadmeView.Searched)
    def show_title(self) -> None:
        name, age = self.title
        facts = " · ".join(filter(None, (name, self.view.hits_fact, age)))
        self.border_title = Content(steady_width(facts))

    def watch_title(self) -> None:
        self.show_title()
