"""Failed authentications, counted by address; good ones are never slowed.

Each process counts its own, in memory: what is guarded is a token of 256 bits, and the limit
is there to make a loop that fails stop asking.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

from filiere.network.refusals import Refused

MOST_ADDRESSES = 10_000


class TooManyAttempts(Refused):
    """``wait`` seconds before the next attempt is looked at as one."""

    def __init__(self, wait: int) -> None:
        super().__init__(
            "too-many-attempts",
            f"Trop d'échecs d'authentification depuis cette adresse. Attendez {wait} s et "
            "vérifiez le jeton.",
            title="Trop d'essais",
            status=429,
        )
        self.wait = wait


class Attempts:
    """At most ``limit`` failures in a window of ``seconds``, for each address."""

    def __init__(
        self, *, limit: int, seconds: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.limit = limit
        self.seconds = seconds
        self._clock = clock
        self._lock = Lock()
        self._windows: dict[str, tuple[float, int]] = {}

    def failed(self, address: str) -> None:
        """Count one failure.

        Raises
        ------
        TooManyAttempts
            There were too many in the present window.
        """
        now = self._clock()
        with self._lock:
            since, count = self._windows.get(address, (now, 0))
            if now - since >= self.seconds:
                since, count = now, 0
            if len(self._windows) >= MOST_ADDRESSES:
                self._forget(now)
            self._windows[address] = (since, count + 1)
        if count >= self.limit:
            raise TooManyAttempts(max(1, int(since + self.seconds - now)))

    def clear(self) -> None:
        with self._lock:
            self._windows.clear()

    def _forget(self, now: float) -> None:
        kept = {a: w for a, w in self._windows.items() if now - w[0] < self.seconds}
        self._windows = {} if len(kept) >= MOST_ADDRESSES else kept
