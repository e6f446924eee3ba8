"""The base class of features, and what a screen asks them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from typing import TYPE_CHECKING, ClassVar, Concatenate, ParamSpec, TypeVar

from textual.binding import Binding, BindingType

from awesome_tui.errors import AwesomeError
from awesome_tui.tui.dialogs import ask

if TYPE_CHECKING:
    from awesome_tui.system.desktop import Outcome
    from awesome_tui.tui.pages import Page
    from awesome_tui.tui.screens.browser import BrowserScreen
    from awesome_tui.tui.session import Connection


class Feature:
    """Bindings and their `action_…` methods, which a screen adopts as its own."""

    BINDINGS: ClassVar[list[BindingType]] = []
    on_entries: ClassVar[frozenset[str]] = frozenset()
    """The actions that are done with entries."""
    on_marked: ClassVar[frozenset[str]] = frozenset()
    """The ids of bindings that act on all marked entries, and whose hints tell how many."""

    def __init__(self, screen: BrowserScreen) -> None:
        self.screen, self.browser = screen, screen.browser
        self.say = screen.say

    def actions(self) -> Iterator[tuple[str, Callable[..., object]]]:
        """Return the action methods by the names that Textual looks up on the screen."""
        names = (name for name in dir(self) if name.startswith("action_"))
        return ((name, getattr(self, name)) for name in names)

    def allows(self, action: str) -> bool | None:
        """Say if an action can be done now; None if that is not for this feature to say."""
        return None

    def describe(self, binding: Binding) -> str | None:
        """Return the hint for a binding; None for the usual one."""
        return None

    def begin(self) -> None:
        """Called once the screen is mounted."""

    def connect(self, connection: Connection) -> None:
        """Called once the library is open."""

    def visit(self, page: Page) -> None:
        """Called for each page that is shown."""

    def stop(self) -> bool:
        """Stop what the escape key stops; return False if nothing is under way."""
        return False

    # ---- words to the user

    @contextmanager
    def complaining(self) -> Iterator[None]:
        """Show an error that is raised within, instead of raising it."""
        try:
            yield
        except AwesomeError as error:
            self.say(str(error), error=True)

    def report(self, outcome: Outcome) -> None:
        self.say(outcome.message, error=not outcome.done)

    async def confirmed(self, question: str) -> bool:
        choices = [("1", "No"), ("2", "Yes")]
        return await ask(self.screen.app).choice(question, choices) == 1


FeatureT = TypeVar("FeatureT", bound=Feature)
P = ParamSpec("P")


def work(
    *, group: str, description: str = "", exclusive: bool = False
) -> Callable[
    [Callable[Concatenate[FeatureT, P], Awaitable[None]]], Callable[Concatenate[FeatureT, P], None]
]:
    """Run a method of a feature as a worker of its screen, like Textual's `work`."""

    def decorate(
        method: Callable[Concatenate[FeatureT, P], Awaitable[None]],
    ) -> Callable[Concatenate[FeatureT, P], None]:
        @wraps(method)
        def start(self: FeatureT, /, *args: P.args, **kwargs: P.kwargs) -> None:
            run = partial(method, self, *args, **kwargs)
            self.screen.run_worker(run, method.__name__, group, description, exclusive=exclusive)

        return start

    return decorate
