"""The user's own commands, run on entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.binding import Binding

from awesome_tui.system.desktop import Outcome
from awesome_tui.text.inline_markdown import plain
from awesome_tui.text.measures import counted
from awesome_tui.text.sanitize import clean
from awesome_tui.text.urls import safe_url
from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.features.feature import work
from awesome_tui.tui.features.page_feature import PageFeature
from awesome_tui.tui.keymap import no_key, own_id
from awesome_tui.tui.link_actions import MANY
from awesome_tui.tui.rendering.bindings import bind
from awesome_tui.tui.rendering.terminal_access import terminal_lender

if TYPE_CHECKING:
    from awesome_tui.config.own_commands import OwnCommand


class RunningCommands(PageFeature):
    """Runs the user's own commands on marked entries, or the one under the cursor."""

    on_entries = frozenset(("run_own",))

    _own: Sequence[OwnCommand] = ()

    def use(self, commands: Sequence[OwnCommand]) -> None:
        """Offer `commands`; the keymap has the keys of those that are not in the palette alone.

        Bound here, a key that the keymap takes from another command would be lost with that.
        """
        self._own = commands
        for at, command in enumerate(commands):
            name, identity = command.name, own_id(command.number)
            none = no_key(identity)
            bind(self.screen, Binding(none, f"run_own({at})", name, show=False, id=identity))

    def allows(self, action: str) -> bool | None:
        """Keep users in a browser from running programs on this machine."""
        return False if action == "run_own" and self.screen.app.is_web else None

    @work(group="question", description="command")
    async def action_run_own(self, at: int) -> None:
        command, values = self._own[at], self._chosen_values()
        if command.needs_url:
            values = [each for each in values if each["url"]]
        if not values:
            self.say(f"This entry has no link for {command.name}.", error=True)
        elif len(values) <= MANY or await self.confirmed(
            f"Run {command.name} on {len(values)} entries?"
        ):
            self.run_own(command, values)

    @work(group="desktop", description="the command")
    async def run_own(self, command: OwnCommand, values: Sequence[Mapping[str, str]]) -> None:
        """Run `command` once for each entry until it fails, and show the outcome."""
        lend = None if command.detached else terminal_lender(self.screen.app)
        for number, each in enumerate(values):
            words = command.fill(each, self.screen.desktop.environ)
            problem = await run_in_thread(
                self.screen.desktop.run, words, lend, detached=command.detached
            )
            if problem is not None:
                done = f", after {number} of {len(values)}" if number else ""
                self.report(Outcome(f"{command.name}: {problem}{done}.", done=False))
                return
        what = (
            clean(values[0]["name"])
            if len(values) == 1
            else counted(len(values), "entry", "entries")
        )
        self.report(Outcome(f"{command.name}: {'started' if command.detached else 'done'}, {what}"))

    def _chosen_values(self) -> list[dict[str, str]]:
        """Return the values of each chosen entry, by their placeholders in command lines."""
        outline = self.browser.outline
        if outline is None:
            return []
        return [self._values(number) for number in self.browser.chosen.numbers()]

    def _values(self, number: int) -> dict[str, str]:
        outline = self.browser.outline
        assert outline is not None
        item = outline.items[number]
        around = self.session.lists.around_entry(outline, number)
        texts = {
            "url": safe_url(item.entry.url or "") or "",
            "name": item.entry.name,
            "description": plain(item.entry.description),
            "section": " > ".join(outline.titles(item.place)),
            "list": around.title if around else outline.document.title,
        }
        return {name: clean(text) for name, text in texts.items()}
