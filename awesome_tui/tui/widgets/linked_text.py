"""The base class of panes with text: a cursor moves between its links."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style

from awesome_tui.tui.detail import Target
from awesome_tui.tui.keys import digit_keys, hint, key
from awesome_tui.tui.widgets.line_view import LineView

_TARGET = "target"


class LinkedText(LineView, can_focus=True):
    """Lines with links, which are numbered from 0; a link may go over several lines."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "detail--title",
        "detail--quiet",
        "detail--link",
        "detail--note",
        "detail--strong",
        "detail--emphasis",
        "detail--code",
        "detail--strike",
        "detail--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        hint("detail.follow", "enter", "follow", "Follow"),
        key("detail.top", "g,home", "scroll_home", "Top"),
        key("detail.end", "G,end", "scroll_end", "End"),
        key("detail.half_down", "ctrl+d", "page(0.5)", "Half a page down"),
        key("detail.half_up", "ctrl+u", "page(-0.5)", "Half a page up"),
        key("detail.page_down", "pagedown,ctrl+f", "page(1)", "Page down"),
        key("detail.page_up", "pageup,ctrl+b", "page(-1)", "Page up"),
        key("detail.left", "h,left", "screen.pane('entries')", "Entries"),
        *digit_keys("entry.link", "screen.open_link", "Open the n-th link"),
    ]

    chosen: reactive[int] = reactive(0, init=False, repaint=False)
    """The link under the cursor."""

    class Followed(Message):
        """The user follows the link under the cursor."""

        def __init__(self, target: Target) -> None:
            super().__init__()
            self.target = target

    class Lost(Message):
        """The user follows a link to a place in the text that is not there."""

    @abstractmethod
    def styled_line(self, line: int) -> Content | None:
        """Return the text of a line, with links marked by `link_style`; None after the last."""

    @abstractmethod
    def lines_of(self, link: int) -> Sequence[int]:
        """Return the lines of a link; none for a number without a link."""

    @abstractmethod
    def follow(self, link: int) -> None:
        """Follow a link; do nothing for a number without a link."""

    def draw_line(self, line: int, width: int) -> Strip:
        base, text = self.visual_style, self.styled_line(line)
        if text is None:
            return Strip.blank(width, base.rich_style)
        if self.has_focus:
            style = self.get_visual_style("detail--cursor")
            for start, stop, look in text.spans:
                if link_of(look) == self.chosen:
                    text = text.stylize(style, start, stop)
        return Strip(text.truncate(width, pad=True).render_segments(base), width)

    def watch_chosen(self, old: int, new: int) -> None:
        for link in (old, new):
            for y in self.lines_of(link):
                self.refresh_line(y)
        self.show_chosen()

    def show_chosen(self) -> None:
        """Scroll the link under the cursor into view."""
        if lines := self.lines_of(self.chosen):
            region = Region(0, lines[0], 1, len(lines))
            self.scroll_to_region(region, x_axis=False)

    def action_page(self, pages: float) -> None:
        step = int(pages * max(2, self.scrollable_content_region.height - 1))
        self.scroll_relative(y=step)

    def action_follow(self) -> None:
        self.follow(self.chosen)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        line = self.styled_line(offset.y + self.scroll_offset.y) if offset else None
        link = _link_at(line, offset.x) if line and offset else None
        if link is not None:
            self.chosen = link
            self.action_follow()


def link_style(link: int) -> Style:
    """A style that marks a part of a line as a link."""
    return Style.from_meta({_TARGET: link})


def link_of(style: Style | str) -> int | None:
    """The link that a style marks; None if it marks none."""
    number = style.meta.get(_TARGET) if isinstance(style, Style) else None
    return number if isinstance(number, int) else None


def links_in(line: Content) -> Iterator[int]:
    """Yield the links of a line; one with several styles is repeated."""
    for _, _, style in line.spans:
        if (link := link_of(style)) is not None:
            yield link


def _link_at(line: Content, cell: int) -> int | None:
    for start, stop, style in line.spans:
        link = link_of(style)
        if link is not None and line[:start].cell_length <= cell < line[:stop].cell_length:
            return link
    return None
