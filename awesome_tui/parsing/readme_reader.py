"""The blocks of a page as one reads it, with what a list does not need: quotes, numbers, rules."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from awesome_tui.parsing.blocks import Item, Text
from awesome_tui.parsing.dom import BlockReader, Leave

_BOXES = {True: "[x]", False: "[ ]"}


@dataclass(slots=True)
class MarkedItem(Item):
    """A list item with its bullet, number or box."""

    mark: str = "•"


@dataclass(slots=True)
class Quote(Item):
    """A quote, which holds blocks as an item does."""


@dataclass(slots=True)
class Rule(Text):
    """A line between two parts of a page, without runs."""


@dataclass(slots=True)
class Place(Text):
    """The beginning of what links on the page lead to by `names`; it shows nothing."""

    names: tuple[str, ...] = ()


class ReadmeReader(BlockReader):
    """Collects the blocks of a page as one reads it."""

    def __init__(self, base: str | None) -> None:
        super().__init__(base)
        self._numbers: list[int | None] = []
        """The next number of each open list; None for bullets."""
        self._items: list[MarkedItem] = []
        """The open items."""

    def enter(self, tag: str, node: LexborNode) -> Leave:
        """Begin what `node` stands for, which may be a place that links lead to."""
        leave = self._enter(tag, node)
        attributes = node.attributes
        names = (attributes.get("id"), attributes.get("name") if tag == "a" else None)
        if any(names):
            self._blocks.append(Place([], tuple(filter(None, names))))
        return leave

    def _enter(self, tag: str, node: LexborNode) -> Leave:
        match tag:
            case "ol":
                return self._enter_list(_start(node))
            case "ul" | "menu" | "dir" | "dl":
                return self._enter_list(None)
            case "hr":
                self._end_paragraph()
                self._blocks.append(Rule([]))
            case "blockquote" if not (self._heading or self._is_summary):
                return self._enter_quote()
            case "input" if node.attributes.get("type") == "checkbox":
                self._enter_box(is_checked="checked" in node.attributes)
        return super().enter(tag, node)

    def _enter_list(self, start: int | None) -> Leave:
        self._end_paragraph()
        self._numbers.append(start)
        return self._leave_list

    def _leave_list(self) -> None:
        self._end_paragraph()
        self._numbers.pop()

    def _enter_item(self) -> Leave:
        item = MarkedItem()
        if self._numbers and (number := self._numbers[-1]) is not None:
            item.mark, self._numbers[-1] = f"{number}.", number + 1
        self._blocks.append(item)
        self._items.append(item)
        leave_blocks = self._enter_blocks(item.blocks)

        def leave() -> None:
            leave_blocks()
            self._items.pop()

        return leave

    def _enter_quote(self) -> Leave:
        self._end_paragraph()
        quote = Quote()
        self._blocks.append(quote)
        return self._enter_blocks(quote.blocks)

    def _enter_box(self, *, is_checked: bool) -> None:
        if self._items and not self._items[-1].blocks and not self._runs:
            self._items[-1].mark = _BOXES[is_checked]
        else:
            self._add(f"{_BOXES[is_checked]} ")


def _start(node: LexborNode) -> int:
    """The first number of a list."""
    start = (node.attributes.get("start") or "1").strip()
    return int(start) if start.isdecimal() and len(start) < 10 else 1
