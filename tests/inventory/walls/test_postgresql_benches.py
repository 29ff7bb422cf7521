"""Two benches that prove at once, each in its own connection: one wins, the other is told why."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

from tests.places import manage

MOVED = "out-of-order"
"""Somebody wrote between this one's clock and its turn: look again."""
LOSES = {
    "one wipe told by two files": {"wipe-used"},
    "one line sent twice": {"entry-used", MOVED},
    "a statement confirmed twice": {"second-to-confirm", "moved-first", MOVED},
}


def test_two_benches_at_once_never_prove_twice(
    place: Callable[..., AbstractContextManager[dict[str, str]]],
) -> None:
    race = "from tests.inventory.walls.racing import race; race()"
    with place() as env:
        said = json.loads(manage(env, "shell", "-v0", "-c", race).strip().splitlines()[-1])
    for name, reasons in LOSES.items():
        (refused,) = {*said["told"][name]} - {"recorded"} or {""}
        assert (said["told"][name].count("recorded"), refused in reasons) == (1, True), said
    assert said["witnesses"] == [True]
    assert said["intact"] is True
