"""POST /api/collections: a gift brought to the door, and the codes of its devices."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from inventory.api import examples
from inventory.api.answering import answered_once
from inventory.api.bodies import read_body
from inventory.api.documented import IDEMPOTENCY, WRITING, documented
from inventory.api.who import actor_of
from inventory.operations.schema import Data, Moment, Printable
from inventory.perform import accepted_moment
from inventory.subjects.collections import register_collection
from inventory.vocabulary import DeviceKind, LegalBasis, Witness

router = Router(tags=["Collectes"])
Text = Annotated[str, Field(min_length=1, max_length=200), Printable]


class Brought(Data):
    """Combien d'appareils de ce type."""

    kind: DeviceKind
    count: Annotated[int, Field(ge=1, le=1000, strict=True)]


class Gift(Data):
    """Un don reçu : qui, d'où, quoi. ``level`` et ``witness`` sont la politique d'effacement."""

    donor: Annotated[
        Annotated[int, Field(gt=0, lt=2**31)] | Text,
        Field(
            description="Organisation (numéro ou nom exact). Tout autre texte est le contact d'un "
            "particulier : gardé à part, effaçable."
        ),
    ]
    commune: Annotated[Text, Field(description="Code INSEE ou nom exact de la commune.")]
    devices: Annotated[list[Brought], Field(min_length=1, max_length=100)]
    legal_basis: LegalBasis | None = None
    level: Literal["clear", "purge"] = "clear"
    witness: Witness = Witness.NONE
    occurred_at: Moment | None = None


class Registered(Schema):
    id: str
    codes: list[str]


@router.post(
    "",
    **documented(
        "Enregistrer une collecte",
        "Enregistre un don et chacun de ses appareils (1 000 au plus), et rend leurs codes, dans "
        "l'ordre des lignes : il reste à imprimer et coller les étiquettes.",
        answer=Registered,
        example=examples.REGISTERED,
        status=201,
        sent=Gift,
        sent_example=examples.GIFT,
        problems=(*WRITING, 404),
        parameters=(IDEMPOTENCY,),
    ),
)
def post_collections(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    gift = read_body(request, Gift)

    def act() -> dict[str, Any]:
        when = accepted_moment(gift.occurred_at, timezone.now())
        collection, codes = register_collection(
            actor=actor,
            donor=gift.donor,
            commune=gift.commune,
            lines=[line.model_dump() for line in gift.devices],
            occurred_at=when,
            legal_basis=gift.legal_basis,
            level=gift.level,
            witness=gift.witness,
        )
        return {"id": collection.pk, "codes": codes}

    return answered_once(request, actor, act, status=201)
