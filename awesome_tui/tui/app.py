"""The application: its terminal, the keys that work everywhere, and its end."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Sequence
from string import ascii_lowercase
from typing import TYPE_CHECKING, ClassVar

from rich.console import RenderableType
from textual import events, work
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.theme import Theme

from awesome_tui.errors import AwesomeError
from awesome_tui.model.appearance import Appearance, ThemeChoice
from awesome_tui.model.entries import Entry
from awesome_tui.tui.commands import active_commands, all_commands
from awesome_tui.tui.dialogs import ask
from awesome_tui.tui.end_signals import EndSignals
from awesome_tui.tui.key_rules import KeyRules
from awesome_tui.tui.keymap import Keymap, is_no_key
from awesome_tui.tui.keys import hint, key
from awesome_tui.tui.leaving import Leaving, complain_of, unfinished
from awesome_tui.tui.rendering.drawable import Drawable
from awesome_tui.tui.rendering.terminal_access import abandon_terminal, can_suspend, set_clipboard
from awesome_tui.tui.rendering.type_ahead import Input, KeyQueue
from awesome_tui.tui.screens.browser import BrowserScreen
from awesome_tui.tui.themed_app import ThemedApp

if sys.platform != "win32":  # which lacks what they need
    from awesome_tui.tui.rendering.driver import TakeoverDriver, TerminalDriver

if TYPE_CHECKING:
    from awesome_tui.tui.screens.picker import PickScreen

_KEY_NAMES = {
    "enter": "enter",
    "space": "space",
    "escape": "esc",
    "backspace": "backspace",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "f1": "F1",
    **{f"ctrl+{letter}": f"ctrl+{letter}" for letter in ascii_lowercase},
}
_LAST_KEYS = "the last keys"


class AwesomeApp(ThemedApp[tuple[Entry, ...]]):
    """Shows a list, and where there is a library, all others; its result is what was picked."""

    CSS_PATH = "app.tcss"
    TITLE = "awesome-tui"
    ENABLE_COMMAND_PALETTE = False  # there is one of ours
    ALLOW_SELECT = False  # no pane shows text as it is, and Textual forgets to ask who is gone
    BINDINGS: ClassVar[list[BindingType]] = [
        key("app.theme", "t", "choose_theme", "Theme"),
        hint("app.help", "question_mark,f1", "help", "Help"),
        key("app.palette", "colon,ctrl+p", "find_command", "Palette"),
        key("app.quit", "q", "quit", "Quit"),
        key("app.suspend", "ctrl+z", "suspend_process", "Suspend"),
    ]

    failure = ""
    """The reason, where the program ended without being asked to."""

    def __init__(
        self,
        first: BrowserScreen,
        theme: ThemeChoice | None = None,
        themes: Sequence[Theme] = (),
        *,
        previewed: bool = False,
        encoding: str | None = None,
        keymap: Keymap | None = None,
        problem: str = "",
    ) -> None:
        """`encoding` is that of the terminal, if not UTF-8; a `problem` is told at once."""
        self._is_previewed = previewed  # decides on the driver, which Textual makes at once
        super().__init__(first, theme, themes)
        self._problem = problem
        self.animation_level = "none"  # each step of a scroll would be sent over the line
        self._filters.append(Drawable(encoding))
        keymap = keymap or Keymap()
        self.set_keymap(keymap.for_textual())
        rules = KeyRules(self, first, keymap)
        self._keys = KeyQueue(self, self._deliver, rules.can_have, rules.is_leaving)
        self._leaving = Leaving(self._unfinished, first.say)

    @property
    def appearance(self) -> Appearance:
        return self._first.appearance

    def get_default_screen(self) -> BrowserScreen:
        return self._first

    def get_driver_class(self) -> type[Driver]:
        chosen = super().get_driver_class()
        if sys.platform != "win32" and chosen.__name__ == "LinuxDriver":  # no page in a browser
            return TakeoverDriver if self._is_previewed else TerminalDriver
        return chosen

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "suspend_process":
            return can_suspend(self)
        return super().check_action(action, parameters)

    def get_key_display(self, binding: Binding) -> str:
        """Keys spelled as people type them: `ctrl+d`, not `^d`; words, where fonts lack a sign."""
        if is_no_key(binding.key):
            return ""
        return (
            binding.key_display or _KEY_NAMES.get(binding.key) or super().get_key_display(binding)
        )

    def _is_for_nobody(self, event: events.Event) -> bool:
        """True for input of one who has quit, and for the mouse where there is no screen."""
        if self.return_code is not None:  # there may be no screen any more to take it
            return isinstance(event, events.InputEvent | events.Paste)
        if not isinstance(event, events.MouseEvent) or event.is_forwarded:
            return False
        # A window that has just become smaller; Textual would take the focus away for it.
        return not self.size.region.contains(int(event.x), int(event.y))

    def on_load(self) -> None:
        # From before the first moment that the terminal is not as it was.
        EndSignals(self._end, lambda: abandon_terminal(self)).watch(asyncio.get_running_loop())

    def on_mount(self) -> None:
        self.watch_tasks()
        # After ctrl+z, Textual clears the terminal, and then draws only what changes.
        self.app_resume_signal.subscribe(self, lambda _: self.refresh())
        self.call_after_refresh(_resume_garbage_collection)
        if self._problem:
            self.call_after_refresh(self._first.say, self._problem, error=True)

    def _end(self, code: int) -> None:
        self.exit(return_code=code)

    def tell(self, error: AwesomeError) -> None:
        self._first.say(str(error), error=True)

    # ---- keys, one after another

    async def on_event(self, event: events.Event) -> None:
        if self._is_for_nobody(event):
            return
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._keys.put(event)
            return
        if isinstance(event, events.MouseDown):
            self._first.browser.hints.clear()
        await super().on_event(event)

    async def _deliver(self, event: Input) -> None:
        """Hand out a key, with which the message of the one before goes."""
        self._first.browser.hints.clear()
        await super().on_event(event)

    # ---- leaving

    async def action_quit(self) -> None:
        self.leave()

    def on_pick_screen_picked(self, event: PickScreen.Picked) -> None:
        self.leave(event.entries)

    def leave(self, result: tuple[Entry, ...] | None = None) -> None:
        """Quit, as a key asks for it: what was typed behind that is for nobody."""
        self._keys.end()
        self.exit(result)

    def exit(
        self,
        result: tuple[Entry, ...] | None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """End as soon as what keys have begun is done, or a second has gone."""

        def end(complaint: str) -> None:
            self._end_now(result, return_code, str(message or complaint))

        self._leaving.end_with(end)

    def _unfinished(self) -> tuple[str, ...]:
        """Names for the work that keys have begun and that is not done yet."""
        typed = (_LAST_KEYS,) if self._keys.is_busy else ()
        return (*typed, *unfinished(self.workers))

    def _end_now(self, result: tuple[Entry, ...] | None, return_code: int, complaint: str) -> None:
        self._keys.end()
        if self._keys.has_dropped:
            complaint = complaint or complain_of((_LAST_KEYS,))
        # Later, there is nothing left to draw.
        self._first.remember_frame()
        # Textual would break it into lines, and print whatever is in it.
        self.failure = complaint
        super().exit(result, return_code)

    def copy_to_clipboard(self, text: str) -> None:
        set_clipboard(self, text, self._first.desktop.clipboard_sequence(text))

    def action_help_quit(self) -> None:
        """Tell how to quit: ctrl+c does this where no text is selected."""
        self._first.say("Press q to quit, or ctrl+q from anywhere.")

    @work(group="question")
    async def action_help(self) -> None:
        command = await ask(self).help(active_commands(self.screen))
        if command is not None:
            await command.run()

    @work(group="question")
    async def action_find_command(self) -> None:
        panes = self._first.browser.panes
        everywhere = (panes.entries, panes.categories, panes.detail)
        command = await ask(self).command(all_commands(self.screen, everywhere))
        if command is not None:
            await command.run()


def _resume_garbage_collection() -> None:
    """The start runs without it; what has been made by now stays for good."""
    gc.freeze()
    gc.enable()
