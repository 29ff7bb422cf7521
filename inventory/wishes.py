"""The pictures of uses that a structure chooses from, and the kinds proposed for them.

What each use asks of a device is in ``inventory.profiles``; here only what is shown first, and
which use decides when one device serves several.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inventory.profiles import need_of
from inventory.vocabulary import DeviceKind, Profile


@dataclass(frozen=True, slots=True)
class Wish:
    """One picture: its icon, a title, what a person would do with it."""

    profile: Profile
    icon: str
    title: str
    example: str


WISHES: tuple[Wish, ...] = (
    Wish(Profile.ADMINISTRATIVE, "file-earmark-text", "Faire ses démarches",
         "CAF, impôts, rendez-vous, courriers"),
    Wish(Profile.SCHOOL, "backpack", "Aller à l'école", "devoirs, ENT, exposés, vidéos"),
    Wish(Profile.JOB_SEARCH, "briefcase", "Chercher un emploi", "CV, annonces, être rappelé·e"),
    Wish(Profile.TRAINING, "mortarboard", "Se former", "cours à distance, bureautique"),
    Wish(Profile.TELEWORK, "camera-video", "Travailler à distance",
         "visioconférence, plusieurs logiciels"),
    Wish(Profile.CALLING, "telephone", "Téléphoner, garder le lien", "appels, messages, famille"),
)  # fmt: skip
DEMANDING = (
    Profile.CALLING,
    Profile.ADMINISTRATIVE,
    Profile.JOB_SEARCH,
    Profile.SCHOOL,
    Profile.TRAINING,
    Profile.TELEWORK,
)
"""From what asks least to what asks most: a device for several uses is asked for the last."""
PROPOSED = (
    DeviceKind.LAPTOP,
    DeviceKind.DESKTOP,
    DeviceKind.ALL_IN_ONE,
    DeviceKind.TABLET,
    DeviceKind.SMARTPHONE,
    DeviceKind.FEATURE_PHONE,
)
FIRST = {Profile.CALLING: DeviceKind.SMARTPHONE}
BESIDE = (DeviceKind.MONITOR, DeviceKind.PRINTER)
"""What may go with it, for no use of its own."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One device for these uses: the most demanding decides, ``kinds`` the usual first."""

    profile: Profile
    serves: tuple[Profile, ...]
    kinds: tuple[DeviceKind, ...]


def known(words: Iterable[str]) -> list[Profile]:
    """The uses among these words, in the order of the pictures."""
    asked = set(words)
    return [wish.profile for wish in WISHES if wish.profile.value in asked]


def proposals(uses: Iterable[Profile]) -> list[Proposal]:
    """As few devices as the uses allow: one when one kind suits them all."""
    left = sorted(uses, key=DEMANDING.index, reverse=True)
    found = []
    while left:
        together = [use for use in left if _kinds([left[0], use])]
        while not _kinds(together):
            together.pop()
        found.append(Proposal(together[0], tuple(together), _kinds(together)))
        left = [use for use in left if use not in together]
    return found


def _kinds(uses: list[Profile]) -> tuple[DeviceKind, ...]:
    suit = [kind for kind in PROPOSED if all(need_of(use, kind) is not None for use in uses)]
    first = FIRST.get(uses[0])
    return tuple(sorted(suit, key=lambda kind: kind != first)) if first in suit else tuple(suit)
