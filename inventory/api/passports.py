"""GET /api/devices/{code}/passport: public, in the steps where a label tells something."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from inventory import function_tests
from inventory.api import examples
from inventory.api.documented import PUBLIC, documented
from inventory.models import Device
from inventory.passport import ErasedMedium, Passport, passport
from inventory.refusals import Missing
from inventory.selectors import PASSPORT_STEPS, chain_of
from inventory.vocabulary import Step
from labels.codes import InvalidCode, parse, shown

router = Router(tags=["Appareils"])
WAY = PASSPORT_STEPS | {Step.COLLECTED, Step.AUDITED, Step.ERASED, Step.IN_REPAIR}
"""Of a device's way, what is public: neither loss, nor recycling."""


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


class Erasure(Schema):
    statement: str
    media: list[ErasedMediumSaid]


class PassportSaid(Schema):
    """``refurbished`` : reconditionné, au sens du décret 2022-190."""

    code: str
    shown: str
    kind: str
    kind_label: str
    brand: str
    model: str
    step: str
    step_label: str
    grade: str
    grade_label: str
    refurbished: bool
    capabilities: list[str]
    accessories: list[str]
    tests: list[str]
    steps: list[PassportStep]
    erasure: Erasure


@router.get(
    "/{code}/passport",
    auth=None,
    **documented(
        "Lire le passeport d'un appareil",
        "Public, sans compte : ce qu'est l'appareil, ses tests réussis, son parcours, l'effacement "
        "de ses supports. Ni numéro de série, ni personne, ni organisation. Seulement aux étapes "
        "disponible, réservé, livré, distribué, en SAV et cédé ; sinon 404.",
        answer=PassportSaid,
        example=examples.PASSPORT,
        problems=(404, *PUBLIC),
    ),
)
def get_passport(request: HttpRequest, code: str) -> dict[str, Any]:
    told = _passport(code)
    device = Device.objects.get(pk=told.code)
    media = [_medium(medium) for medium in told.media]
    return {
        "code": told.code,
        "shown": shown(told.code),
        "kind": told.kind,
        "kind_label": told.kind_label,
        "brand": told.brand,
        "model": told.model,
        "step": told.step,
        "step_label": told.step_label,
        "grade": told.grade,
        "grade_label": told.grade_label,
        "refurbished": told.refurbished,
        "capabilities": _capabilities(told),
        "accessories": list(told.accessories),
        "tests": _tests_passed(device),
        "steps": _way(device),
        "erasure": {"statement": _statement(told), "media": media},
    }


def _passport(code: str) -> Passport:
    try:
        told = passport(parse(code))
    except InvalidCode:
        told = None
    if told is None:
        raise Missing("no-passport", "Ce code n'a pas de passeport.")
    return told


def _capabilities(told: Passport) -> list[str]:
    """What it can do, in words."""
    words = (
        told.memory_gb and f"Mémoire : {told.memory_gb} Go",
        told.cpu and f"Processeur : {told.cpu}",
        told.system and f"Système : {told.system}",
    )
    return [word for word in words if word]


def _tests_passed(device: Device) -> list[str]:
    passed = {key for key, value in device.tests.items() if value == "pass"}
    return [test.label for key, test in function_tests.TESTS.items() if key in passed]


def _way(device: Device) -> list[dict[str, str]]:
    """The steps of its present cycle, with their days."""
    chain = chain_of(device).filter(occurred_at__gte=device.cycle_opened_at)
    return [
        {
            "step": entry.step_after,
            "label": Step(entry.step_after).label,
            "on": entry.occurred_at.date().isoformat(),
        }
        for entry in chain
        if entry.step_before != entry.step_after and entry.step_after in WAY
    ]


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
