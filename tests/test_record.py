"""Records: values that compare, hash and print as frozen dataclasses do."""

from dataclasses import field, replace

import pytest

from awesome_tui.record import record


@record
class Point:
    x: int
    y: int = 0
    label: str = field(default="", repr=False)


@record
class Size:
    x: int
    y: int = 0
    label: str = ""


@record
class Nothing:
    pass


@record
class Alone:
    value: list[int]


@record(eq=False)
class Place:
    x: int


def test_equal_values_are_equal() -> None:
    assert Point(1) == Point(1, 0) != Point(1, 2)
    assert Nothing() == Nothing()
    assert Alone([1]) == Alone([1]) != Alone([2])


@pytest.mark.parametrize("other", [Size(1, 2), (1, 2, "")])
def test_no_two_kinds_are_equal(other: object) -> None:
    assert Point(1, 2) != other


def test_equal_values_are_one_in_a_set() -> None:
    assert {Point(1), Point(1), Point(2), Nothing(), Nothing()} == {Point(2), Nothing(), Point(1)}
    with pytest.raises(TypeError, match="unhashable"):
        hash(Alone([1]))


def test_each_is_itself_where_values_do_not_count() -> None:
    place = Place(1)
    assert place == place != Place(1)  # noqa: PLR0124
    assert len({place, place, Place(1)}) == 2


def test_what_is_not_for_eyes_is_not_printed() -> None:
    assert repr(Point(1, label="secret")) == "Point(x=1, y=0)"
    assert repr(Place(1)) == "Place(x=1)"


def test_a_copy_has_the_other_values() -> None:
    assert replace(Point(1, 2), x=3) == Point(3, 2)


def test_patterns_take_it_apart() -> None:
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)
        case _:
            pytest.fail("no match")


def test_there_is_no_room_for_other_fields() -> None:
    with pytest.raises(AttributeError):
        object.__setattr__(Point(1), "z", 3)
