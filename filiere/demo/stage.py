"""What happens when: lives that wait their turn, played in the order of time."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Generator
from datetime import datetime
from itertools import count

Life = Generator[datetime, datetime, datetime]
"""Yields when it wants to go on, is sent that moment back, returns when it ended.

What stands between two ``yield`` happens at one moment: at most one operation on one device.
"""


class Stage:
    """Every life of the demonstration; what would come after the horizon never happens."""

    def __init__(self, horizon: datetime) -> None:
        self.horizon = horizon
        self._waiting: list[tuple[datetime, int, Life, bool]] = []
        self._order = count()

    def enter(self, at: datetime, life: Life) -> None:
        """Begin a life at that moment."""
        self._wait(at, life, started=False)

    def once(self, at: datetime, act: Callable[[], object]) -> None:
        """Do one thing at that moment."""

        def moment() -> Life:
            act()
            yield from ()
            return at

        self.enter(at, moment())

    def _wait(self, at: datetime, life: Life, *, started: bool) -> None:
        if at < self.horizon:
            heapq.heappush(self._waiting, (at, next(self._order), life, started))

    def play(self, each_moment: Callable[[datetime], None]) -> None:
        """Until the horizon; ``each_moment`` is told the time before each step."""
        while self._waiting:
            at, _, life, started = heapq.heappop(self._waiting)
            each_moment(at)
            try:
                then = life.send(at) if started else next(life)
            except StopIteration:
                continue
            if then < at:
                raise ValueError(f"{life} goes back in time, from {at} to {then}")
            self._wait(then, life, started=True)
