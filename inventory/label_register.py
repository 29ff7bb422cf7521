"""Labels printed ahead: how many of each roll are bound, free, or thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from filiere.network.actor import Actor
from inventory.codes import read_code
from inventory.models import Code, LabelRoll
from inventory.refusals import Conflict, Missing

VOID = "void"
"""``bound_kind`` of a label that was lost or spoilt: for good, nothing will ever bear it."""
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Roll:
    """One printing ahead, and what became of its labels."""

    id: str
    medium: str
    minted_at: datetime
    printed_at: datetime | None
    printings: int
    minted: int
    bound: int
    void: int

    @property
    def free(self) -> int:
        return self.minted - self.bound - self.void


def rolls_of(actor: Actor) -> list[Roll]:
    """The last rolls of one's organisation, newest first."""
    void = Q(codes__bound_kind=VOID)
    rows = LabelRoll.objects.filter(organisation_id=actor.organisation_id).annotate(
        minted=Count("codes"),
        thrown=Count("codes", filter=void),
        taken=Count("codes", filter=~Q(codes__bound_id="") & ~void),
    )
    return [
        Roll(
            id=row.pk,
            medium=row.medium,
            minted_at=row.minted_at,
            printed_at=row.printed_at,
            printings=row.printings,
            minted=row.minted,
            bound=row.taken,
            void=row.thrown,
        )
        for row in rows[:SHOWN]
    ]


def free_codes(actor: Actor, roll_id: str) -> list[str]:
    """The codes of a roll that nothing bears yet, in the order they were minted.

    Raises
    ------
    Missing
        ``unknown-batch``.
    """
    roll = _roll(actor, roll_id)
    return list(
        roll.codes.filter(bound_id="").order_by("minted_at", "pk").values_list("pk", flat=True)
    )


def printed_now(actor: Actor, codes: list[str]) -> None:
    """Remember that the rolls of these codes went to a printer."""
    rolls = LabelRoll.objects.filter(
        organisation_id=actor.organisation_id,
        pk__in=Code.objects.filter(pk__in=codes).values("roll"),
    )
    rolls.update(printed_at=Coalesce("printed_at", timezone.now()), printings=F("printings") + 1)


def void_roll(actor: Actor, roll_id: str) -> int:
    """Throw away every label of a roll that nothing bears; how many.

    Raises
    ------
    Missing
        ``unknown-batch``.
    """
    with transaction.atomic():
        roll = _roll(actor, roll_id)
        return roll.codes.filter(bound_id="").update(bound_kind=VOID, bound_id=VOID)


def void_label(actor: Actor, typed: str) -> str:
    """Throw away one label that nothing bears: lost, torn, stuck elsewhere; its code.

    Raises
    ------
    Refused
        What reading a code refuses; Missing ``unknown-code``; Conflict ``code-taken``.
    """
    code = read_code(typed, actor)
    own = Code.objects.filter(pk=code, organisation_id=actor.organisation_id)
    if own.filter(bound_id="").update(bound_kind=VOID, bound_id=VOID):
        return code
    if own.filter(bound_kind=VOID).exists():
        return code
    if own.exists():
        raise Conflict(
            "code-taken",
            "Cette étiquette est portée : rien n'est jeté. Si elle est abîmée, réimprimez-la.",
        )
    raise Missing("unknown-code", "Ce code n'est pas l'un des vôtres.")


def _roll(actor: Actor, roll_id: str) -> LabelRoll:
    own = LabelRoll.objects.filter(organisation_id=actor.organisation_id)
    roll = own.filter(pk=roll_id).first()
    if roll is None:
        raise Missing("unknown-batch", "Ces étiquettes n'existent pas chez vous.")
    return roll
