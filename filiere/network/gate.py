"""Robots at a public page, told apart without any third party.

A page gives a signed pass with its time: who answers without one, or in less than three
seconds, or fills the field that nobody sees, is a robot. A pass serves once: its key is that of
what is sent. Whoever sends too many from one address is told so. Each page has a door of its own:
a pass of one opens no other.
"""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer

from filiere.network import tally
from filiere.network.refusals import Refused

QUICKEST = 3
"""Seconds that a person takes at least to say who gives what."""
LONGEST = 24 * 3600
MOST_AN_HOUR = 12
AN_HOUR = 3600
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TRAP = "reponse"
"""The field that nobody sees."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Who comes with a form: ``key`` of its pass, and what was made of it."""

    key: str
    robot: bool = False
    late: bool = False


def new_pass(at: float | None = None, door: str = "donner") -> str:
    """A pass, signed with the time (now, or the one given)."""
    return _signer(door).sign(f"{uuid.uuid4()}.{int(at if at is not None else time.time())}")


def enter(typed: Mapping[str, str], door: str = "donner") -> Entry:
    """Judge who sent a form."""
    try:
        key, _, at = _signer(door).unsign(typed.get("pass", "")).partition(".")
    except BadSignature:
        return Entry("", robot=True)
    age = time.time() - int(at)
    if not KEY.fullmatch(key) or age < QUICKEST or typed.get(TRAP):
        return Entry("", robot=True)
    return Entry(key, late=age > LONGEST)


def count(address: str, door: str = "donner") -> None:
    """Count one more from this address in an hour.

    Raises
    ------
    Refused
        ``too-many``.
    """
    so_far, _ = tally.one_more(door, address, seconds=AN_HOUR)
    if so_far >= MOST_AN_HOUR:
        raise Refused(
            "too-many",
            "Beaucoup d'envois viennent d'arriver de votre adresse. "
            "Réessayez dans une heure, ou appelez-nous.",
            status=429,
        )


def _signer(door: str) -> Signer:
    return Signer(salt=f"filiere.{door}")
