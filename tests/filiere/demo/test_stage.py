"""Lives take their turns in the order of time."""

from datetime import datetime, timedelta

import pytest

from filiere.demo.calendar import PARIS
from filiere.demo.stage import Life, Stage

START = datetime(2026, 1, 5, 9, tzinfo=PARIS)


def ticking(told: list[str], name: str, at: datetime, minutes: int) -> Life:
    for number in range(3):
        told.append(f"{name}{number}")
        at = yield at + timedelta(minutes=minutes)
    return at


def test_steps_of_several_lives_interleave_by_time() -> None:
    told: list[str] = []
    stage = Stage(START + timedelta(days=1))
    stage.enter(START, ticking(told, "a", START, 10))
    stage.enter(START, ticking(told, "b", START, 4))
    stage.play(lambda at: None)
    assert told == ["a0", "b0", "b1", "b2", "a1", "a2"]


def test_nothing_happens_after_the_horizon() -> None:
    told: list[str] = []
    stage = Stage(START + timedelta(minutes=15))
    stage.enter(START, ticking(told, "a", START, 10))
    stage.once(START + timedelta(minutes=15), lambda: told.append("too late"))
    stage.play(lambda at: None)
    assert told == ["a0", "a1"]


def test_a_life_that_goes_back_in_time_is_a_mistake() -> None:
    stage = Stage(START + timedelta(days=1))
    stage.enter(START, ticking([], "a", START, -1))
    with pytest.raises(ValueError, match="back in time"):
        stage.play(lambda at: None)
