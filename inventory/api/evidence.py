"""POST /api/devices/{code}/snapshots: the raw output of a tool."""

from __future__ import annotations

from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from inventory.api import evidence_examples as examples
from inventory.api.answering import answered_once
from inventory.api.bodies import raw_body
from inventory.api.documented import IDEMPOTENCY, WRITING, documented
from inventory.api.scans import NextOperation
from inventory.api.who import actor_of
from inventory.auditing import Reading, take_reading
from inventory.codes import read_code
from inventory.evidence.description import Description, MediumSeen
from inventory.models import Evidence
from inventory.reading_words import Said, plain

router = Router(tags=["Pièces justificatives"])
MEDIA_TYPES = {
    "application/json": "Sortie d'un outil en JSON : `lshw -json`, `smartctl -j`, `lsblk -J`…",
    "application/octet-stream": "Sortie brute d'un outil, reconnue à son contenu.",
}
Slot = Literal["", "empty", "listed"]


class Answers(Schema):
    """Ce que le fichier ne peut pas dire."""

    sim: Slot = Field("", description="Logement SIM : `empty` s'il est vide.")
    card: Slot = Field("", description="Logement de carte mémoire : `empty` s'il est vide.")
    removable: Literal["", "ours"] = Field(
        "", description="`ours` : les clés et cartes branchées sont à qui a fait le relevé."
    )


class SaidOf(Schema):
    code: str
    detail: str
    suggest: list[str]


class EvidenceKept(Schema):
    sha256: str
    size: int
    reader: str


class SeenMedium(Schema):
    """``kind_from`` : bus, rotation, model (d'après le nom) ou assumed (à confirmer)."""

    kind: str
    kind_from: str
    serial: str
    model: str
    size_gb: int | None
    removable: bool
    live: bool


class Seen(Schema):
    kind_hint: str
    brand: str
    model: str
    serial: str
    cpu: str
    memory_mb: int | None
    media: list[SeenMedium]


class ReadingAnswer(Schema):
    """``status`` : audited (audité) ou kept (gardé ; ``missing`` dit ce qui manque)."""

    status: Literal["audited", "kept"]
    device: dict[str, Any] | None
    next: list[NextOperation]
    evidence: EvidenceKept
    seen: Seen | None
    missing: list[SaidOf]
    notes: list[SaidOf]


@router.post(
    "/{code}/snapshots",
    **documented(
        "Envoyer le relevé matériel d'un appareil",
        "La sortie brute d'un outil, 20 Mo au plus, reconnue à son contenu : sortie "
        "d'un outil, archive, ou terminal copié (docs/releves.md). "
        "L'appareil est audité si le relevé suffit : aucun support caché, ni clé branchée dont on "
        "ne sait à qui elle est. Sinon le fichier est gardé et `missing` dit ce qui manque. Un "
        "support amovible n'est jamais déclaré sans vous.",
        answer=ReadingAnswer,
        example=examples.READING,
        raw=MEDIA_TYPES,
        sent_example=examples.LSHW,
        problems=(*WRITING, 404),
        parameters=(IDEMPOTENCY,),
    ),
)
def post_snapshots(request: HttpRequest, code: str, told: Query[Answers]) -> HttpResponse:
    actor = actor_of(request)
    raw = raw_body(request, limit=settings.EVIDENCE_MAX_BYTES)
    slots = {name: value for name, value in (("sim", told.sim), ("card", told.card)) if value}

    def act() -> dict[str, Any]:
        reading = take_reading(
            actor=actor,
            code=read_code(code, actor),
            raw=raw,
            slots=slots,
            removable_ours=told.removable == "ours",
        )
        return _words(reading)

    return answered_once(request, actor, act)


def _words(reading: Reading) -> dict[str, Any]:
    return {
        "status": "audited" if reading.audited else "kept",
        "device": reading.answer.get("device"),
        "next": reading.answer.get("next", []),
        "evidence": kept_words(reading.evidence),
        "seen": _seen(reading.description) if reading.description else None,
        "missing": [said_words(one) for one in reading.missing],
        "notes": [said_words(one) for one in reading.notes],
    }


def kept_words(evidence: Evidence) -> dict[str, Any]:
    """What ``EvidenceKept`` says of a file."""
    return {"sha256": evidence.sha256, "size": evidence.size, "reader": evidence.reader}


def said_words(one: Said) -> dict[str, Any]:
    """What ``SaidOf`` says."""
    return {"code": one.code, "detail": one.detail, "suggest": list(one.suggest)}


def _seen(description: Description) -> dict[str, Any]:
    told: dict[str, Any] = {
        name: plain(getattr(description, name))
        for name in ("kind_hint", "brand", "model", "serial", "cpu")
    }
    media = [_medium(medium) for medium in description.media]
    return told | {"memory_mb": description.memory_mb, "media": media}


def _medium(medium: MediumSeen) -> dict[str, Any]:
    return {
        "kind": medium.kind,
        "kind_from": medium.kind_from,
        "serial": plain(medium.serial),
        "model": plain(medium.model),
        "size_gb": medium.size_gb,
        "removable": medium.removable,
        "live": medium.live,
    }
