"""Who and what witnesses a statement: the second person, who confirms, and the photo."""

from __future__ import annotations

from typing import Any

from inventory.promise import named
from inventory.refusals import Refused
from inventory.state import MediumState, World
from inventory.vocabulary import ErasureLevel, Witness

AWAITS = "second-to-confirm"
"""Nothing else is lacking: what was said may wait for the second person."""


def confirmed_by_second(world: World, medium: MediumState, second: int | None) -> Refused | None:
    """Why two people have not said this, each from an account of their own.

    ``stated`` is who said the very same first, and waits for whoever acts now.
    """
    _, witnesses = policy_of(world, medium)
    if Witness.SECOND not in witnesses:
        return None
    if second is not None and world.facts.get("stated") == second:
        return None
    return Refused(
        AWAITS,
        "La collecte demande deux personnes, chacune de son compte : déclarez-le sur la page de "
        "l'appareil ou du support, la seconde le confirme sur son accueil.",
    )


def witness_refused(world: World, witnesses: set[str], told: Any) -> Refused | None:
    """Why the second person or the photo that the policy asks is lacking."""
    if Witness.SECOND in witnesses:
        if world.who.kind == "point" or world.who.membership_id is None:
            return Refused(
                "sign-in-first",
                "La collecte demande deux personnes. Sur un appareil partagé, un nom se choisit "
                "sans se prouver : connectez-vous à votre compte, puis nommez la seconde.",
            )
        if told.second is None:
            return _second_missing()
    if Witness.PHOTO in witnesses and not told.photo:
        return Refused("photo-missing", "La collecte demande une photo de la preuve.")
    return None


def second_refused(world: World, second: int | None) -> Refused | None:
    """Why the second person named, asked for or not, is none: it is another of the team."""
    if second is None:
        return None
    if second in world.facts.get("colleagues", ()) and second != world.who.membership_id:
        return None
    return _second_missing()


def _second_missing() -> Refused:
    return Refused(
        "second-person-missing",
        "La collecte demande deux personnes : nommez la seconde (un membre de l'équipe).",
    )


def photo_refused(world: World, medium: MediumState, told: Any) -> Refused | None:
    """Why the photo named, asked for or not, is none of this medium."""
    if told.photo is None or told.photo in world.facts.get("photos", ()):
        return None
    return Refused(
        "photo-unknown",
        f"{named(medium, capital=True)} : cette photo n'est pas connue pour lui. Reprenez-la.",
    )


def policy_of(world: World, medium: MediumState) -> tuple[ErasureLevel, set[str]]:
    """Level and witnesses asked by the medium's collection and by the device's, together."""
    policies: dict[str, dict[str, str]] = world.facts.get("policies", {})
    names = {medium.origin_collection, world.device.collection_id if world.device else ""}
    asked = [policies[name] for name in names if name in policies]
    purge = any(policy["level"] == ErasureLevel.PURGE for policy in asked)
    level = ErasureLevel.PURGE if purge else ErasureLevel.CLEAR
    return level, {policy["witness"] for policy in asked}
