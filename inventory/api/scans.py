"""POST /api/scans: what was scanned, one by one, each in its own transaction."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from filiere.network.actor import Actor
from filiere.network.identity import with_operator
from filiere.network.problem import problem, problem_of, said
from filiere.network.refusals import Refused as NetworkRefused
from inventory.api import examples
from inventory.api.bodies import json_body
from inventory.api.documented import WRITING, Problem, documented
from inventory.api.who import actor_of
from inventory.codes import read_code
from inventory.operations.schema import Data, Moment
from inventory.parsing import parse_data
from inventory.perform import perform
from inventory.refusals import Refused
from inventory.standing import standing
from inventory.vocabulary import Step

logger = logging.getLogger("filiere.api")
router = Router(tags=["Scans"])
CONFLICT = 409


class Scan(Data):
    """Un scan : une opération sur un code."""

    key: Annotated[UUID, Field(description="Clé du scan, tirée par qui scanne.")]
    code: Annotated[
        str, Field(max_length=300, description="Le code, ou l'adresse lue sur l'étiquette.")
    ]
    operation: Annotated[str, Field(max_length=40, description="Voir GET /api/circuit.")]
    occurred_at: Annotated[
        Moment | None,
        Field(description="Quand c'est arrivé, avec le fuseau. Maintenant si absent."),
    ] = None
    seen_step: Annotated[
        Step | None, Field(description="L'étape affichée à qui scanne ; une autre : conflit.")
    ] = None
    operator: Annotated[
        int | None,
        Field(gt=0, lt=2**31, description="Sur un point partagé : numéro de membre de qui scanne."),
    ] = None
    data: Annotated[
        dict[str, Any], Field(description="Données de l'opération : schéma dans GET /api/circuit.")
    ] = {}


class Batch(Data):
    """Un envoi de scans, dans l'ordre où ils ont été faits."""

    batch: Annotated[UUID | None, Field(description="Identifie l'envoi dans le journal.")] = None
    scans: Annotated[list[Scan], Field(max_length=1000)]


class Envelope(Data):
    """The same, its scans not yet looked at: one that is wrong does not sink the others."""

    batch: UUID | None = None
    scans: list[Any]


class NextOperation(Schema):
    """Ce qui peut suivre : le nom pour l'API, le verbe pour qui lit."""

    operation: str
    verb: str


class ScanResult(Schema):
    """``device`` et ``next`` ne sont donnés que de ce que tient l'organisation qui scanne."""

    key: str | None
    status: str
    device: dict[str, Any] | None
    medium: dict[str, Any] | None
    next: list[NextOperation]
    problem: Problem | None


class ScanResults(Schema):
    results: list[ScanResult]


@router.post(
    "",
    **documented(
        "Enregistrer des scans",
        "De 1 à 1 000 scans, chacun pour lui-même : un scan refusé n'empêche pas les autres. "
        "`done` : fait. `replayed` : déjà fait avec cette clé, voici la première réponse. "
        "`conflict` : quelqu'un est passé avant, ou la clé a servi à autre chose. `refused` : "
        "rien n'a été écrit, `problem` dit pourquoi et que faire ; le même scan peut être "
        "renvoyé. `next` : ce que vous pouvez faire ensuite, dans l'ordre du circuit. "
        "Les clés valent pour toute l'organisation. Plus de 5 min dans le futur ou de 30 jours "
        "dans le passé : refusé.",
        answer=ScanResults,
        example=examples.SCAN_RESULTS,
        sent=Batch,
        sent_example=examples.SCANS,
        problems=WRITING,
        parameters=(examples.OPERATOR,),
    ),
)
def post_scans(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    envelope = _envelope(json_body(request))
    batch = str(envelope.batch) if envelope.batch else ""
    hands: dict[int, Actor] = {}
    results = [_answered(sent, actor, batch, hands) for sent in envelope.scans]
    return HttpResponse(json.dumps({"results": results}), content_type="application/json")


def _envelope(told: Any) -> Envelope:
    if isinstance(told, dict) and isinstance(scans := told.get("scans"), list):
        if len(scans) > settings.SCANS_PER_BATCH:
            raise Refused(
                "too-many-scans",
                f"Un envoi compte au plus {settings.SCANS_PER_BATCH} scans, et celui-ci "
                f"{len(scans)}. Rien n'a été enregistré : découpez-le.",
                title="Envoi trop lourd",
                status=413,
            )
        if not scans:
            raise Refused("no-scan", "Cet envoi ne contient aucun scan.")
    return parse_data(Envelope, told)


def _answered(sent: Any, actor: Actor, batch: str, hands: dict[int, Actor]) -> dict[str, Any]:
    """One scan's result: whatever it holds, it is an answer."""
    try:
        scan = parse_data(Scan, sent)
    except Refused as refused:
        return _refused(_key(sent), refused)
    key = str(scan.key)
    try:
        hand = _hand(scan, actor, hands)
        code = read_code(scan.code, hand)
    except NetworkRefused as refused:
        return _refused(key, refused)
    try:
        outcome = perform(
            operation=scan.operation,
            code=code,
            actor=hand,
            data=scan.data,
            occurred_at=scan.occurred_at,
            key=key,
            seen_step=scan.seen_step,
            batch=batch,
        )
    except Refused as refused:
        return _refused(key, refused, standing(code, hand))
    except Exception:
        logger.exception("scan %s", scan.operation)
        return _result(key, "refused", {}, SORRY)
    return _result(key, outcome.status, outcome.answer, None)


def _hand(scan: Scan, actor: Actor, hands: dict[int, Actor]) -> Actor:
    """Who holds the shared point for this scan."""
    if scan.operator is None:
        return actor
    if scan.operator not in hands:
        hands[scan.operator] = with_operator(actor, scan.operator)
    return hands[scan.operator]


def _refused(
    key: str | None,
    refused: NetworkRefused,
    known: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    status = "conflict" if refused.status == CONFLICT else "refused"
    return _result(key, status, known or {}, problem_of(refused))


def _result(
    key: str | None, status: str, told: Mapping[str, Any], wrong: Mapping[str, Any] | None
) -> dict[str, Any]:
    return {
        "key": key,
        "status": status,
        "device": told.get("device"),
        "medium": told.get("medium"),
        "next": told.get("next", []),
        "problem": wrong,
    }


def _key(sent: Any) -> str | None:
    """The key as it was sent, so that the sender finds its scan again."""
    key = sent.get("key") if isinstance(sent, dict) else None
    return said(key[:64]) if isinstance(key, str) else None


SORRY = problem(
    "server-error",
    "Erreur de notre part",
    "Une erreur s'est produite : ce scan n'a pas été enregistré. Renvoyez-le dans un instant.",
    500,
)
