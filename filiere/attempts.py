"""Failed authentications of the API, counted by address; good ones are never slowed.

What is guarded is a token of 256 bits: the limit is there to make a loop that fails stop asking.
"""

from __future__ import annotations

from filiere.network import tally
from filiere.network.refusals import Refused

MOST = 30
SECONDS = 60


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


def failed(address: str, *, now: float | None = None) -> None:
    """Count one failure from this address.

    Raises
    ------
    TooManyAttempts
        There were ``MOST`` in the present window already.
    """
    so_far, left = tally.one_more("jeton", address, seconds=SECONDS, now=now)
    if so_far >= MOST:
        raise TooManyAttempts(left)
