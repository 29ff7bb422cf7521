"""Codes in use: minted ahead, bound once, and the nearest one when a character slipped."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from filiere.network.actor import Actor
from inventory.models import Code, Device, StorageMedium
from inventory.refusals import Conflict, Missing, Refused
from labels.codes import InvalidCode, mint, neighbours, parse, shown, site_of

BATCH = 500
"""Codes minted by one statement."""


def mint_codes(*, count: int, organisation_id: int, roll_id: str | None = None) -> list[str]:
    """Mint codes ahead, to print labels that are bound at intake."""
    made: list[str] = []
    with transaction.atomic():
        while len(made) < count:
            drawn = list(dict.fromkeys(mint() for _ in range(min(count - len(made), BATCH))))
            taken = set(Code.objects.filter(pk__in=drawn).values_list("pk", flat=True))
            fresh = [code for code in drawn if code not in taken]
            rows = [
                Code(code=code, organisation_id=organisation_id, roll_id=roll_id) for code in fresh
            ]
            made += [row.pk for row in Code.objects.bulk_create(rows)]
    return made


def bind(code: str, *, kind: str, bound_id: str, organisation_id: int) -> None:
    """Give a code to what carries its label, for life.

    Raises
    ------
    Conflict
        The code is already something else's.
    """
    free = Code.objects.filter(pk=code, bound_id="")
    if free.update(bound_kind=kind, bound_id=bound_id):
        return
    _, fresh = Code.objects.get_or_create(
        pk=code,
        defaults={"organisation_id": organisation_id, "bound_kind": kind, "bound_id": bound_id},
    )
    if not fresh:
        raise Conflict(
            "code-taken", "Ce code est déjà celui d'un autre appareil. Prenez une autre étiquette."
        )


def read_code(text: str, actor: Actor) -> str:
    """The 9 characters of what was typed or scanned: a code, or a label's whole address.

    Raises
    ------
    Refused
        ``foreign-code`` or ``invalid-code``; the nearest code of one's own when one
        character is off.
    """
    if (host := site_of(text)) and host != site_of(settings.SITE_URL):
        raise Refused(
            "foreign-code",
            f"Cette étiquette est d'un autre site ({host[:80]}) : son code n'est pas connu ici.",
            title="D'un autre site",
        )
    try:
        return parse(text)
    except InvalidCode as error:
        near = nearest(text, actor)
        detail = f"{error} Vouliez-vous {' ou '.join(map(shown, near))} ?" if near else str(error)
        raise Missing("invalid-code", detail, suggest=tuple(near)) from error


def nearest(text: str, actor: Actor) -> list[str]:
    """Codes one character off that whoever asks may see."""
    candidates = list(neighbours(text))[:900]
    if not candidates:
        return []
    mine = actor.organisation_id
    devices = Device.objects.filter(
        Q(custodian_id=mine) | Q(structure_id=mine), pk__in=candidates
    ).values_list("pk", flat=True)
    media = StorageMedium.objects.filter(custodian_id=mine, code__in=candidates)
    found = [*devices, *media.values_list("code", flat=True)]
    return sorted(code for code in found if code)[:3]


def unknown_code(code: str, actor: Actor) -> Refused:
    near = nearest(code, actor)
    detail = "Ce code n'existe pas."
    if near:
        detail += f" Vouliez-vous {' ou '.join(map(shown, near))} ?"
    return Missing("unknown-code", detail, suggest=tuple(near))
