"""Recent answers are kept, as many as there is room for."""

from __future__ import annotations

from awesome_tui.search.recent import Recent, Room


class Oracle:
    """Answers in capitals, and knows what it was asked."""

    def __init__(self, room: Room) -> None:
        self.recent: Recent[str] = Recent(room)
        self.asked: list[str] = []

    def ask(self, question: str) -> str:
        def find() -> str:
            self.asked.append(question)
            return question.upper()

        return self.recent.answer(question, find)


def test_what_was_asked_is_known() -> None:
    oracle = Oracle(Room())
    assert [oracle.ask("tea"), oracle.ask("tea")] == ["TEA", "TEA"]
    assert oracle.asked == ["tea"]
    oracle.recent.forget()
    oracle.ask("tea")
    assert oracle.asked == ["tea", "tea"]


def test_what_was_asked_long_ago_is_forgotten() -> None:
    oracle, numbers = Oracle(Room()), [str(number) for number in range(63)]
    for question in ("tea", "milk", *numbers, "tea", "tea", "milk"):
        oracle.ask(question)
    assert oracle.asked == ["tea", "milk", *numbers, "tea", "milk"]


def test_a_query_of_many_terms_finds_room_for_their_answers() -> None:
    room = Room()
    oracle, numbers = Oracle(room), [str(number) for number in range(100)]
    room.fit(10, rows=1_000)
    for question in (*numbers, *numbers):
        oracle.ask(question)
    assert oracle.asked == numbers
    room.fit(1, rows=1_000)
    for question in ("tea", "99", "1"):
        oracle.ask(question)
    assert oracle.asked == [*numbers, "tea", "1"]


def test_there_is_less_room_for_answers_about_many_rows() -> None:
    room = Room()
    room.fit(500, rows=10_000)
    assert room.answers == 6_000
    room.fit(500, rows=1_000_000)
    assert room.answers == 268
    room.fit(500, rows=100_000_000)
    assert room.answers == 64
