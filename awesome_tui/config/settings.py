"""All settings: name, type, default and help of each in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

from awesome_tui.config.setting_kinds import (
    AGE,
    COMMAND_LINE,
    NAME,
    SWITCH,
    ValueKind,
    cells,
    one_of,
    parse_age,
    some_of,
)
from awesome_tui.model.appearance import PaneSizes
from awesome_tui.model.repositories import FactSources
from awesome_tui.model.statuses import MARKS

if TYPE_CHECKING:
    from awesome_tui.config.own_commands import OwnCommand

Value: TypeAlias = str | int | bool | tuple[str, ...]
"""A value of the flat table."""


class Setting(NamedTuple):
    """A setting, for the file, its documentation and the settings dialog."""

    name: str
    default: Value
    kind: ValueKind
    help: str
    """Sentences for the documented file; the first one also stands on the screen."""
    variables: Sequence[str] = ()
    """Environment variables that override the file; the first one has precedence."""


def _setting(default: Any, kind: ValueKind, text: str, *variables: str) -> Any:
    return field(default=default, metadata={"about": (kind, text, variables)})


@dataclass(frozen=True, slots=True)
class Config:
    """The settings in force."""

    theme: str = _setting(
        "",
        NAME,
        "Colour theme; empty: that chosen with t, or one like the terminal.",
        "AWESOME_TUI_THEME",
    )
    opener: str = _setting(
        "",
        COMMAND_LINE,
        "Command that opens links; empty: the system's. {url} stands for the link, which else"
        " comes last. Several are tried in turn, with colons (on Windows semicolons) between.",
        "AWESOME_TUI_OPENER",
        "BROWSER",
    )
    clipboard: str = _setting(
        "auto",
        one_of("auto", "system", "terminal"),
        "Clipboard to copy to. auto: the system's, over SSH and where there is none the"
        " terminal's.",
        "AWESOME_TUI_CLIPBOARD",
    )
    refresh: str = _setting(
        "1m",
        AGE,
        "Age from which a stored list is refreshed when it is opened, or never.",
        "AWESOME_TUI_REFRESH",
    )
    facts: str = _setting(
        FactSources.TOKEN.value,
        one_of(*FactSources),
        "Whom to ask about the repositories that lists lead to. token: the forges that there is a"
        " token for; forge: all, without a token GitHub only for the entry under the cursor; all:"
        " also ecosyste.ms, which so learns what is read; off: nobody.",
        "AWESOME_TUI_FACTS",
    )
    mouse: bool = _setting(True, SWITCH, "Use the mouse; false leaves it to the terminal.")
    arrangement: str = _setting(
        "auto",
        one_of("auto", "beside", "below", "single"),
        "Arrangement of the panes. auto: as the window allows; below: the detail never stands"
        " beside the entries; single: one pane at a time.",
    )
    tree_width: int = _setting(
        0, cells(10, 200), "Usual width of the categories, until it is changed; 0: by the window."
    )
    detail_width: int = _setting(
        0, cells(10, 200), "Usual width of the detail beside the entries; 0: by the window."
    )
    detail_height: int = _setting(
        0, cells(3, 100), "Usual height of the detail below the entries; 0: by its text."
    )
    descriptions: bool = _setting(
        True, SWITCH, "Show descriptions beside the names; false leaves them to the detail."
    )
    marks: tuple[str, ...] = _setting(
        MARKS, some_of(*MARKS), "Marks that are shown at the right of the rows."
    )
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The keys of commands by their ids; an empty tuple unbinds a command."""
    commands: tuple[OwnCommand, ...] = ()

    @property
    def refresh_seconds(self) -> float:
        """The age from which a stored list is refreshed; infinite for never."""
        return parse_age(self.refresh)

    @property
    def fact_sources(self) -> FactSources:
        """The services that may be asked about repositories."""
        return FactSources(self.facts)

    @property
    def pane_sizes(self) -> PaneSizes:
        """The default sizes of the panes; None for those that depend on the window."""
        return PaneSizes(
            self.tree_width or None, self.detail_width or None, self.detail_height or None
        )


@cache
def all_settings() -> tuple[Setting, ...]:
    """The settings of the flat table, in the order of the documented file."""
    return tuple(
        Setting(each.name, cast("Value", each.default), *each.metadata["about"])
        for each in fields(Config)
        if "about" in each.metadata
    )


def find_problem(setting: Setting, value: object) -> str:
    """Say what is wrong with a value from TOML, lists being tuples; empty if it is valid."""
    is_typed = type(value) is type(setting.default) and (
        not isinstance(value, tuple) or all(isinstance(part, str) for part in value)
    )
    if is_typed and setting.kind.is_right(value):
        return ""
    return f"must be {setting.kind.wanted}"
