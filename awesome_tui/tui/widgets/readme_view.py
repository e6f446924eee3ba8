"""The text of a README, with its links and the hits of a search."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.content import Content, Span
from textual.message import Message
from textual.style import Style

from awesome_tui.model.entries import Link
from awesome_tui.text.measures import counted
from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.keys import hint, key
from awesome_tui.tui.readme_lines import Hit, WrappedReadme, wrap_readme
from awesome_tui.tui.widgets.linked_text import LinkedText, link_style

_MARGINS = 2
"""The cells at both sides of the text."""


class ReadmeView(LinkedText):
    """Scrolls a README; the link under the cursor is one of those in sight."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"detail--image", "detail--match"}
    BINDINGS: ClassVar[list[BindingType]] = [
        key("readme.down", "j,down", "move(1)", "Down"),
        key("readme.up", "k,up", "move(-1)", "Up"),
        key("readme.next_link", "J", "choose(1)", "Next link"),
        key("readme.previous_link", "K", "choose(-1)", "Previous link"),
        key("readme.next", "n", "leap(1)", "Next hit or heading"),
        key("readme.previous", "N", "leap(-1)", "Previous hit or heading"),
        hint("readme.copy", "y", "screen.copy_link", "Copy", "Copy the link"),
        hint(
            "readme.open", "o", "screen.open_project", "Project", "Open the project in the browser"
        ),
    ]

    class Searched(Message):
        """The hits of the search are others now, or the one that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.wrapped: WrappedReadme | None = None
        """The README in lines of the width of the pane."""
        self._styles: dict[str, Style] = {}
        """The styles by the names that lines have for them."""
        self.words = ""
        """The words that are searched for."""
        self._hits: Sequence[Hit] = ()
        self._hits_of: Mapping[int, Sequence[Hit]] = {}
        """The hits by their lines."""
        self._hit = -1
        """The hit that was gone to last; -1 for none."""
        self._landed = -1
        """The heading that was gone to last."""

    def show(self, wrapped: WrappedReadme) -> None:
        """Show another README, or a newer version at the same position."""
        self.wrapped = wrapped
        self.set_line_count(len(wrapped.lines))
        hit = self._hit
        self.find(self.words)
        self._hit = hit if hit < len(self._hits) else -1
        self.chosen = -1
        self._choose_in_sight()
        self.refresh()

    def to_top(self) -> None:
        """Go to the top, and forget the search."""
        self.words, self._hit, self._landed = "", -1, -1
        self.scroll_to(y=0)
        self._choose_in_sight()

    # ---- drawing

    def styled_line(self, line: int) -> Content | None:
        if self.wrapped is None or line >= len(self.wrapped.lines):
            return None
        text, parts = self.wrapped.lines[line]
        spans = [Span(start, stop, self._style(look, link)) for start, stop, look, link in parts]
        for hit in self._hits_of.get(line, ()):
            is_current = self._hit >= 0 and self._hits[self._hit] is hit
            look = "detail--cursor" if is_current else "detail--match"
            spans.append(
                Span(hit.start, hit.stop, self.get_visual_style(look, partial=not is_current))
            )
        return Content(text, spans).pad_left(1)

    def _style(self, look: str, link: int) -> Style:
        if look not in self._styles:
            looks = (self.look(f"detail--{name}") for name in look.split())
            self._styles[look] = sum(looks, Style.null())
        return self._styles[look] + link_style(link) if link >= 0 else self._styles[look]

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()

    def lines_of(self, link: int) -> Sequence[int]:
        wrapped = self.wrapped
        return wrapped.lines_of[link] if wrapped and 0 <= link < len(wrapped.lines_of) else ()

    # ---- wrapping

    def on_resize(self) -> None:
        # Textual also calls that of the base class.
        width = max(1, self.scrollable_content_region.width - _MARGINS)
        if self.wrapped is not None and self.wrapped.width != width:
            self._wrap_anew(self.wrapped, width)

    def height_changed(self) -> None:
        self._choose_in_sight()

    def text_width(self, width: int) -> int:
        """The cells of a line where the pane has `width`."""
        return max(1, width - self.styles.scrollbar_size_vertical - _MARGINS)

    @work(exclusive=True, group="wrap", description="wrap")
    async def _wrap_anew(self, before: WrappedReadme, width: int) -> None:
        """Wrap to another width, with the same block at the top."""
        wrapped = await run_in_thread(wrap_readme, before.readme, width)
        if self.wrapped is before:
            block = before.block_at(self.scroll_offset.y)
            self.show(wrapped)
            self.scroll_to(y=wrapped.first_lines[block] if block else 0)

    # ---- moving

    def action_move(self, step: int) -> None:
        self.scroll_relative(y=step)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._choose_in_sight(is_last=new_value < old_value)

    def _choose_in_sight(self, *, is_last: bool = False) -> None:
        """Keep the cursor on a visible link, or else move it to the first or last of these."""
        top, bottom = self._sight()
        if any(top <= line < bottom for line in self.lines_of(self.chosen)):
            return
        lines = self.wrapped.lines[top:bottom] if self.wrapped else ()
        links = [span.link for line in lines for span in line.spans if span.link >= 0]
        self.chosen = -1 if not links else links[-1] if is_last else links[0]

    def _sight(self) -> tuple[int, int]:
        top = self.scroll_offset.y
        return top, top + self.scrollable_content_region.height

    def action_choose(self, step: int) -> None:
        """Go to the next link, from what is in sight on."""
        if self.wrapped is None:
            return
        lines_of = self.wrapped.lines_of
        links = [link for link, lines in enumerate(lines_of) if lines]
        if self.chosen >= 0:
            at = bisect_left(links, self.chosen) + step
        else:
            after = bisect_left([lines_of[link][0] for link in links], self._sight()[0])
            at = after if step > 0 else after - 1
        if 0 <= at < len(links):
            self.chosen = links[at]

    def action_leap(self, step: int) -> None:
        """Go to the next hit of the search; without a search, to the next heading."""
        if self._hits:
            self._go_to_hit((self._hit + step) % len(self._hits))
        elif self.wrapped is not None and not self.words:
            self._go_to_heading(self.wrapped.headings, step)

    def _go_to_heading(self, headings: Sequence[int], step: int) -> None:
        top, bottom = self._sight()
        here = self._landed if top <= self._landed < bottom else top if step < 0 else top - 1
        at = bisect_right(headings, here) if step > 0 else bisect_left(headings, here) - 1
        if 0 <= at < len(headings):
            self._landed = headings[at]
            self.scroll_to(y=self._landed)

    # ---- following

    def target(self) -> Link | None:
        """The target of the link under the cursor; None for none or one on the page."""
        target = self._target_of(self.chosen)
        return None if target is None or target.url.startswith("#") else target

    def _target_of(self, link: int) -> Link | None:
        wrapped = self.wrapped
        if wrapped is None or not 0 <= link < len(wrapped.targets):
            return None
        return wrapped.readme.targets[wrapped.targets[link]]

    def follow(self, link: int) -> None:
        target = self._target_of(link)
        if target is None or self.wrapped is None:
            return
        if not target.url.startswith("#"):
            self.post_message(self.Followed(target))
        elif target.url == "#":
            self.post_message(self.Lost())
        else:
            self._landed = self.wrapped.first_lines[int(target.url[1:])]
            self.scroll_to(y=self._landed)

    # ---- searching

    def find(self, words: str) -> None:
        self.words, self._hit = words, -1
        self._hits = self.wrapped.find(words) if self.wrapped else ()
        hits_of: defaultdict[int, list[Hit]] = defaultdict(list)
        for hit in self._hits:
            hits_of[hit.line].append(hit)
        self._hits_of = hits_of
        self.refresh()
        self.post_message(self.Searched())

    def go_to_hit_from(self, line: int) -> None:
        """Go to the first hit from `line` on, or else to the first of all."""
        if self._hits:
            at = bisect_left([hit.line for hit in self._hits], line)
            self._go_to_hit(at % len(self._hits))

    def _go_to_hit(self, number: int) -> None:
        self._hit = number
        top, bottom = self._sight()
        line = self._hits[number].line
        if not top <= line < bottom:
            self.scroll_to(y=max(0, line - (bottom - top) // 3))
        self.refresh()
        self.post_message(self.Searched())

    @property
    def hits_fact(self) -> str:
        """The number of the hit that is shown and of all; empty without a search."""
        if not self.words.strip():
            return ""
        if self._hit < 0:
            return counted(len(self._hits), "hit")
        return f"{self._hit + 1:,} of {len(self._hits):,}"
