"""The rules of keys typed ahead, without a screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic
from typing import Any, cast

import pytest
from textual import events
from textual.app import App

from awesome_tui.tui.key_rules import KeyRules
from awesome_tui.tui.rendering.type_ahead import PATIENCE, Typed
from awesome_tui.tui.screens.browser import BrowserScreen


@dataclass
class Work:
    group: str
    is_finished: bool = False


@dataclass
class First:
    """As much of the first screen as the rules ask about."""

    takes_keys: bool = True
    is_filtering: bool = False
    hits: bool = True
    focused: object = None
    filter_row_keys: frozenset[str] = frozenset({"down"})

    def has_hits(self, patient: bool) -> bool:
        return self.hits


@dataclass
class Program:
    first: First = field(default_factory=First)
    workers: list[Work] = field(default_factory=list)
    question: First | None = None

    @property
    def screen(self) -> First:
        return self.question or self.first

    @property
    def rules(self) -> KeyRules:
        return KeyRules(cast("App[Any]", self), cast(BrowserScreen, self.first))


def typed(key: str, age: float = 0) -> Typed:
    return Typed(events.Key(key, None), monotonic() - age)


def test_no_key_is_handed_out_before_the_screen_is_there() -> None:
    assert not Program(First(takes_keys=False)).rules.can_have(typed("j"))


@pytest.mark.parametrize(("key", "waits"), [("j", True), ("q", False), ("slash", False)])
def test_keys_that_act_on_rows_wait_for_the_rows(key: str, waits: bool) -> None:
    assert Program(First(hits=False)).rules.can_have(typed(key)) is not waits
    assert Program().rules.can_have(typed(key))


@pytest.mark.parametrize(("key", "waits"), [("j", False), ("down", True)])
def test_in_the_filter_letters_wait_for_nothing(key: str, waits: bool) -> None:
    first = First(hits=False, is_filtering=True)
    assert Program(first).rules.can_have(typed(key)) is not waits


def test_home_waits_for_rows_but_not_for_the_first_list() -> None:
    without_rows = First(hits=False)
    assert not Program(without_rows).rules.can_have(typed("H"))
    assert Program(without_rows, [Work("reading")]).rules.can_have(typed("H"))
    assert not Program(without_rows, [Work("reading")]).rules.can_have(typed("j"))


def test_keys_wait_for_a_question_and_a_while_for_another_list() -> None:
    asking = Program(workers=[Work("question")]).rules
    assert not asking.can_have(typed("j"))
    assert not asking.can_have(typed("j", 2 * PATIENCE))
    turning = Program(workers=[Work("turn")]).rules
    assert not turning.can_have(typed("j"))
    assert turning.can_have(typed("j", 2 * PATIENCE))
    assert turning.can_have(typed("escape")), "which stops it"
    assert Program(workers=[Work("turn", is_finished=True)]).rules.can_have(typed("j"))


def test_an_undo_waits_for_what_is_to_be_undone_unless_it_is_a_letter() -> None:
    keeping = [Work("keep")]
    assert not Program(workers=keeping).rules.can_have(typed("u"))
    assert Program(workers=keeping).rules.can_have(typed("j"))
    assert Program(workers=keeping).rules.can_have(typed("u", 2 * PATIENCE))
    assert Program(First(is_filtering=True), workers=keeping).rules.can_have(typed("u"))


def test_a_question_takes_keys_once_it_has_the_focus() -> None:
    assert not Program(question=First()).rules.can_have(typed("j"))
    assert Program(question=First(focused="line")).rules.can_have(typed("j"))


def test_q_leaves_unless_it_may_be_a_letter() -> None:
    q = typed("q")
    assert Program().rules.is_leaving(q, [typed("j")])
    assert not Program().rules.is_leaving(q, [typed("slash"), typed("j")])
    assert not Program(First(is_filtering=True)).rules.is_leaving(q, [])
    assert not Program(question=First()).rules.is_leaving(q, [])
    assert not Program(workers=[Work("question")]).rules.is_leaving(q, [])
    assert not Program().rules.is_leaving(typed("j"), [])
    assert Program(question=First()).rules.is_leaving(typed("ctrl+q"), [typed("slash")])
