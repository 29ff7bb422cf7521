"""GET /api/devices/{code}/passport: public, in the steps where a label tells something."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from inventory.api import passport_examples as examples
from inventory.api.documented import PUBLIC, documented
from inventory.function_tests import TESTS
from inventory.judging import co2e
from inventory.judging.systems import Runs
from inventory.passport import ErasedMedium, Passport, passport
from inventory.passport_words import said
from inventory.passport_words.linked import linked
from inventory.passport_words.section import Said
from inventory.refusals import Missing
from labels.codes import InvalidCode, parse, shown

router = Router(tags=["Appareils"])
JSON_LD = "application/ld+json"


class Asked(Schema):
    """La langue des phrases, et la forme de la réponse."""

    langue: Literal["fr", "falc", "en"] = Field(
        "fr", description="`fr`, `falc` (facile à lire) ou `en`."
    )
    form: Literal["json", "jsonld"] = Field(
        "json",
        alias="as",
        description="`jsonld` : schema.org, et les termes du passeport européen qui existent.",
    )


class PassportStep(Schema):
    step: str
    label: str
    on: date


class ErasedMediumSaid(Schema):
    kind: str
    size_gb: int | None
    method: str
    level: str
    on: date


class CertificateSaid(Schema):
    """Le numéro seul : la page du certificat nomme le donateur et les numéros de série."""

    number: str
    issued: date
    valid: bool


class Erasure(Schema):
    statement: str
    media: list[ErasedMediumSaid]
    certificate: CertificateSaid | None


class Capability(Schema):
    key: str
    value: str


class Support(Schema):
    """``until_is`` : published, derived, last_seen, none (pas de fin annoncée), over."""

    system: str
    served: bool
    until: date | None
    until_is: str
    source: str


class BatterySaid(Schema):
    percent: int | None
    verdict: str


class GuaranteeSaid(Schema):
    """``mode`` : given, sold (24 mois de garantie légale) ou lent."""

    mode: str
    since: date
    until: date | None


class AvoidedSaid(Schema):
    """Kilogrammes de CO2e par année d'usage, et à la place de quoi."""

    low: float
    mean: float
    high: float
    basis: str
    method: str
    counterfactual: str


class Contact(Schema):
    name: str
    phone: str


class SectionSaid(Schema):
    key: str
    heading: str
    lines: list[str]
    items: list[str]


class PassportSaid(Schema):
    """``refurbished`` : reconditionné, au sens du décret 2022-190."""

    code: str
    shown: str
    address: str
    on: date
    kind: str
    kind_label: str
    brand: str
    model: str
    step: str
    step_label: str
    grade: str
    grade_label: str
    refurbished: bool
    condition: str
    recalled: bool
    capabilities: list[str]
    can: list[Capability]
    accessories: list[str]
    tests: list[str]
    steps: list[PassportStep]
    erasure: Erasure
    support: Support | None
    advised: Support | None
    batteries: list[BatterySaid]
    guarantee: GuaranteeSaid | None
    avoided_co2e: AvoidedSaid | None
    contact: Contact
    sections: list[SectionSaid]


@router.get(
    "/{code}/passport",
    auth=None,
    **documented(
        "Lire le passeport d'un appareil",
        "Public, sans compte : ce qu'est l'appareil, ce qu'il sait faire, ses tests, son parcours, "
        "l'effacement de ses supports, jusqu'à quand il est suivi et garanti, le CO2e évité et à "
        "la place de quoi. Ni numéro de série, ni personne, ni organisation. Seulement aux étapes "
        "disponible, réservé, livré, distribué, en SAV et cédé ; sinon 404. `langue` choisit la "
        "langue des phrases ; `as=jsonld` répond en JSON-LD.",
        answer=PassportSaid,
        example=examples.PASSPORT,
        problems=(404, *PUBLIC),
    ),
)
def get_passport(request: HttpRequest, code: str, asked: Query[Asked]) -> Any:
    told = _passport(code)
    if asked.form == "jsonld":
        return HttpResponse(json.dumps(linked(told), ensure_ascii=False), content_type=JSON_LD)
    return _told(told, said(told, asked.langue))


def _passport(code: str) -> Passport:
    try:
        told = passport(parse(code))
    except InvalidCode:
        told = None
    if told is None:
        raise Missing("no-passport", "Ce code n'a pas de passeport.")
    return told


SAME = (
    *("code", "address", "on", "kind", "kind_label", "brand", "model", "step", "step_label"),
    *("grade", "grade_label", "refurbished", "recalled"),
)


def _told(told: Passport, words: Said) -> dict[str, Any]:
    return {
        **{name: getattr(told, name) for name in SAME},
        "shown": shown(told.code),
        "condition": words.state,
        "capabilities": list(words.capabilities),
        "can": [{"key": one.key, "value": one.value} for one in told.told.capabilities],
        "accessories": list(told.accessories),
        "tests": [TESTS[key].label for key in told.passed],
        "steps": [{"step": one.step, "label": one.label, "on": one.on} for one in told.way],
        "erasure": {
            "statement": _statement(told),
            "media": [_medium(medium) for medium in told.media],
            "certificate": _certificate(told),
        },
        "support": _support(told.told.support, told.on),
        "advised": _support(told.told.advised, told.on),
        "batteries": [
            {"percent": one.percent, "verdict": one.verdict} for one in told.told.batteries
        ],
        "guarantee": _guarantee(told),
        "avoided_co2e": _avoided(told),
        "contact": {"name": told.contact[0], "phone": told.contact[1].replace("\u00a0", " ")},
        "sections": [
            {
                "key": one.key,
                "heading": one.heading,
                "lines": list(one.lines),
                "items": list(one.items),
            }
            for one in words.sections
        ],
    }


def _support(found: Runs | None, on: date) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "system": found.name,
        "served": found.served(on),
        "until": found.until,
        "until_is": found.until_is,
        "source": found.source,
    }


def _guarantee(told: Passport) -> dict[str, Any] | None:
    found = told.guarantee
    return {"mode": found.mode, "since": found.since, "until": found.until} if found else None


def _avoided(told: Passport) -> dict[str, Any] | None:
    found = told.told.avoided
    if found is None:
        return None
    return {
        "low": found.low,
        "mean": found.mean,
        "high": found.high,
        "basis": found.method,
        "method": co2e.METHOD,
        "counterfactual": co2e.COUNTERFACTUAL,
    }


def _certificate(told: Passport) -> dict[str, Any] | None:
    found = told.certificate
    if found is None:
        return None
    return {"number": found.number, "issued": found.issued, "valid": found.valid}


def _medium(medium: ErasedMedium) -> dict[str, Any]:
    return {
        "kind": medium.kind,
        "size_gb": medium.size_gb,
        "method": medium.method,
        "level": medium.level,
        "on": medium.ended_at.date(),
    }


def _statement(told: Passport) -> str:
    if told.recalled:
        return "Un rappel est ouvert : rapportez cet appareil à l'atelier, ses supports aussi."
    if not told.media:
        return "Aucun support de stockage n'est resté dans cet appareil."
    if len(told.media) == 1:
        return "Son support de stockage a été effacé, et l'effacement vérifié."
    return f"Ses {len(told.media)} supports de stockage ont été effacés, et l'effacement vérifié."
