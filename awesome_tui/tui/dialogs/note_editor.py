"""A dialog for the note and the tags of an entry, or the tags of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.suggester import Suggester
from textual.widgets import TextArea

from awesome_tui.text.sanitize import clean_lines
from awesome_tui.tui.dialogs.question import Form
from awesome_tui.tui.keys import hint
from awesome_tui.tui.saved_entries import Annotation
from awesome_tui.tui.widgets.text_line import TextLine

_LONGEST = 20_000
"""Characters of a note and of its tags; Textual needs seconds to wrap a pasted megabyte."""


class NoteText(TextArea):
    """The note, in as many lines as it has."""

    def __init__(self, text: str) -> None:
        super().__init__(text, id="note", tab_behavior="focus", highlight_cursor_line=False)

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        room = max(0, _LONGEST - len(self.text))
        if pasted := clean_lines(event.text)[:room]:
            self.replace(pasted, *self.selection)


class TagSuggester(Suggester):
    """Completes the last tag of a line to one that the user has given before."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        before, _, typed = value.rpartition(",")
        typed = typed.lstrip()
        given = {tag.strip() for tag in before.split(",")}
        fitting = (tag for tag in self._known if tag.startswith(typed) and tag not in given)
        found = next(fitting, None) if typed else None
        return value + found[len(typed) :] if found else None


class NoteEditor(Form[Annotation | None]):
    """A dialog that returns the edited note and tags, or None."""

    tallest = 7
    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority, as the note would insert a new line.
        hint("note.save", "enter", "save", "Save", priority=True),
        hint("note.new_line", "ctrl+j,shift+enter,alt+enter", "new_line", "New line"),
        hint("note.tags", "tab", "app.focus_next", "To the tags"),
        hint("note.cancel", "escape", "cancel", "Cancel", priority=True),
    ]

    def __init__(self, title: str, annotation: Annotation, known_tags: Sequence[str]) -> None:
        """`known_tags` are offered for completion; without a note, only tags are edited."""
        self._note = None if annotation.note is None else NoteText(annotation.note)
        self._tags = TextLine(
            annotation.tags,
            placeholder="tags, with commas between them",
            max_length=max(_LONGEST, len(annotation.tags)),
            select_on_focus=False,
            suggester=TagSuggester(known_tags),
            id="tags",
        )
        effects = {"note.save": "saves", "note.cancel": "cancels"}
        if self._note is None:
            super().__init__(title, (self._tags,), effects)
        else:
            effects |= {"note.tags": "to the tags", "note.new_line": "new line"}
            super().__init__(title, (self._note, self._tags), effects)

    def on_mount(self) -> None:
        if self._note is not None:
            self._note.move_cursor(self._note.document.end)

    def action_save(self) -> None:
        note = None if self._note is None else self._note.text
        self.dismiss(Annotation(note, self._tags.value))

    def action_new_line(self) -> None:
        if self._note is not None and self._note.has_focus:
            self._note.replace("\n", *self._note.selection)
