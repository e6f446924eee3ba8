"""A thing that can be done with a list: its keys, and when the screen is to ask it."""

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
    """Bindings, and the `action_…` methods for them, which a screen takes for its own."""

    BINDINGS: ClassVar[list[BindingType]] = []
    on_entries: ClassVar[frozenset[str]] = frozenset()
    """The actions that are done with entries."""
    on_marked: ClassVar[frozenset[str]] = frozenset()
    """The ids of bindings that act on all marked entries, and whose hints tell how many."""

    def __init__(self, screen: BrowserScreen) -> None:
        self.screen, self.browser = screen, screen.browser
        self.say = screen.say

    def actions(self) -> Iterator[tuple[str, Callable[..., object]]]:
        """The actions by the names under which Textual looks for them on the screen."""
        names = (name for name in dir(self) if name.startswith("action_"))
        return ((name, getattr(self, name)) for name in names)

    def allows(self, action: str) -> bool | None:
        """True or False where this decides if an action can be done now, else None."""
        return None

    def describe(self, binding: Binding) -> str | None:
        """The hint for a binding, where this has another one than usual."""
        return None

    def begin(self) -> None:
        """Begin with what needs the screen, which is mounted."""

    def connect(self, connection: Connection) -> None:
        """Begin with what needs the library, which is open from now on."""

    def visit(self, page: Page) -> None:
        """Begin with what is done for each page that the user comes to see."""

    def stop(self) -> bool:
        """Stop what escape stops; return False if nothing is under way."""
        return False

    # ---- words to the user

    @contextmanager
    def complaining(self) -> Iterator[None]:
        """Tell an error of what is done within, in place of the rest of it."""
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
    """Run a method of a feature as a worker of its screen, as Textual's `work` would for a node."""

    def decorate(
        method: Callable[Concatenate[FeatureT, P], Awaitable[None]],
    ) -> Callable[Concatenate[FeatureT, P], None]:
        @wraps(method)
        def start(self: FeatureT, /, *args: P.args, **kwargs: P.kwargs) -> None:
            run = partial(method, self, *args, **kwargs)
            self.screen.run_worker(run, method.__name__, group, description, exclusive=exclusive)

        return start

    return decorate
