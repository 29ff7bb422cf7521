"""POST /api/devices/{code}/erasures: the file of an erasure tool, each disc told apart."""

from __future__ import annotations

from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from inventory.api import erasure_examples as examples
from inventory.api.answering import answered_once
from inventory.api.bodies import raw_body
from inventory.api.documented import IDEMPOTENCY, WRITING, documented
from inventory.api.evidence import EvidenceKept, SaidOf, kept_words, said_words
from inventory.api.scans import NextOperation
from inventory.api.who import actor_of
from inventory.codes import read_code
from inventory.erasing import LogTaken, take_log
from inventory.reading_words import plain
from inventory.refusals import Refused
from inventory.wipe_matches import Told, Words

router = Router(tags=["Pièces justificatives"])
RAW = {
    "text/plain": "Journal de nwipe ou de ShredOS, transcription de hdparm ou de nvme.",
    "application/pdf": "PDF de nwipe ou de ShredOS.",
    "application/json": "Sortie d'usody sanitize, relevé eReuse, rapport JSON de nwipe.",
    "application/octet-stream": "Fichier brut, ou archive de plusieurs, reconnu à son contenu.",
}


class Sayings(Schema):
    """Ce que le fichier ne peut pas dire."""

    clock: Literal["", "utc"] = Field(
        "", description="`utc` : l'horloge de la machine était en temps universel."
    )
    failures: Literal["", "record"] = Field(
        "", description="`record` : enregistrer aussi les échecs, qui condamnent le support."
    )
    disc: list[str] = Field(
        [],
        description="`INDEX:SUPPORT`, autant de fois qu'il faut : quel support est ce disque, "
        "quand le fichier n'en donne pas le numéro de série.",
    )


class WipedDiscSeen(Schema):
    index: int
    device: str
    serial: str
    model: str
    size_bytes: int | None
    method: str
    method_said: str
    verified: bool
    result: str
    word: str


class EntryAnswer(Schema):
    """``status`` : recorded, ready, asks (dites quel disque), failed, refused, unmatched."""

    status: str
    disc: WipedDiscSeen
    medium: str
    said: SaidOf


class ErasuresAnswer(Schema):
    """``status`` : recorded (au moins une preuve) ou kept (gardé ; chaque entrée dit pourquoi)."""

    status: Literal["recorded", "kept"]
    device: dict[str, Any] | None
    medium: dict[str, Any] | None
    next: list[NextOperation]
    evidence: EvidenceKept
    tool: str
    entries: list[EntryAnswer]
    missing: list[SaidOf]


@router.post(
    "/{code}/erasures",
    **documented(
        "Envoyer le fichier d'un outil d'effacement",
        "Journal ou PDF de nwipe (ShredOS), usody sanitize, eReuse, transcription de hdparm ou de "
        "nvme, 20 Mo au plus, reconnu à son contenu. Chaque disque du fichier est rapproché d'un "
        "support de cet appareil par son numéro de série ; sans numéro, dites lequel avec `disc`. "
        "Une preuve est enregistrée quand tout y est ; sinon le fichier est gardé et chaque entrée "
        "dit pourquoi. Le code peut être celui d'un support hors appareil : `medium` répond alors "
        "au lieu de `device`.",
        answer=ErasuresAnswer,
        example=examples.ANSWER,
        raw=RAW,
        sent_example=examples.LOG,
        problems=(*WRITING, 404),
        parameters=(IDEMPOTENCY,),
    ),
)
def post_erasures(request: HttpRequest, code: str, told: Query[Sayings]) -> HttpResponse:
    actor = actor_of(request)
    raw = raw_body(request, limit=settings.EVIDENCE_MAX_BYTES)
    words = Words(_discs(told.disc), clock=told.clock, failures=told.failures == "record")

    def act() -> dict[str, Any]:
        taken = take_log(actor=actor, code=read_code(code, actor), raw=raw, words=words)
        return _words(taken)

    return answered_once(request, actor, act)


def _discs(told: list[str]) -> dict[int, str]:
    """``["0:ID"]`` as a mapping.

    Raises
    ------
    Refused
        ``invalid-disc``.
    """
    found: dict[int, str] = {}
    for one in told[:200]:
        index, between, medium = one.partition(":")
        if not (between and medium and index.isascii() and index.isdigit() and len(index) < 4):
            raise Refused(
                "invalid-disc",
                "« disc » s'écrit INDEX:SUPPORT, par exemple 0:0199….",
                title="Données à corriger",
            )
        found[int(index)] = medium[:36]
    return found


def _words(taken: LogTaken) -> dict[str, Any]:
    return {
        "status": "recorded" if taken.recorded else "kept",
        "device": taken.answer.get("device"),
        "medium": taken.answer.get("medium"),
        "next": taken.answer.get("next", []),
        "evidence": kept_words(taken.evidence),
        "tool": plain(taken.report.tool) if taken.report else "",
        "entries": [_entry(one) for one in taken.entries],
        "missing": [said_words(one) for one in taken.missing],
    }


def _entry(told: Told) -> dict[str, Any]:
    disc = told.entry
    texts = ("device", "serial", "model", "method", "method_said", "word")
    seen: dict[str, Any] = {name: plain(getattr(disc, name)) for name in texts}
    seen |= {"index": disc.index, "size_bytes": disc.size_bytes}
    seen |= {"verified": disc.verified, "result": disc.result.value}
    medium = told.medium.id if told.medium else ""
    return {"status": told.status, "disc": seen, "medium": medium, "said": said_words(told.said)}
