"""GET /api/circuit: the table itself, public: what may follow what, who may do it, with what."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from ninja import Router, Schema
from ninja.decorators import decorate_view

from inventory.api import examples
from inventory.api.documented import PUBLIC, documented
from inventory.circuit import ROWS
from inventory.guards import Guard
from inventory.row import Row
from inventory.selectors import PASSPORT_STEPS
from inventory.vocabulary import IN_HOUSE, OUT, STANDING, Step

router = Router(tags=["Circuit"])


class StepOf(Schema):
    step: str
    label: str


class OneStep(StepOf):
    """Une étape.

    ``in_house`` : dans la maison ; ``standing`` : sans données à tout moment ; ``out`` : sorti ;
    ``passport`` : le passeport est public.
    """

    in_house: bool
    standing: bool
    out: bool
    passport: bool


class Leads(Schema):
    """Où mène l'opération : en mots, et les étapes possibles."""

    to: str
    may: list[StepOf]


class GuardSaid(Schema):
    """Ce qui doit être vrai avant. ``promise`` : garde la promesse d'effacement."""

    name: str
    says: str
    promise: bool


class LooseOperation(Schema):
    guards: list[GuardSaid]


class Operation(Schema):
    """Une opération.

    ``custody`` : holder, qui tient l'appareil ; workshop, tout atelier ; anyone, les gardes
    décident. ``held`` : permise en attente ; ``offered`` : pendant une proposition de transfert ;
    ``elsewhere`` : chez une structure, un lieu de médiation ou un donateur ; ``loose`` : sur un
    support hors appareil, avec ses gardes. ``data`` : JSON Schema.
    """

    operation: str
    verb: str
    done: str
    creates: bool
    stepless: bool
    steps: list[StepOf]
    leads: Leads
    guards: list[GuardSaid]
    roles: list[str]
    custody: str
    held: bool
    offered: bool
    elsewhere: bool
    loose: LooseOperation | None
    data: dict[str, Any]


class Circuit(Schema):
    steps: list[OneStep]
    operations: list[Operation]


@router.get(
    "",
    auth=None,
    **documented(
        "Lire le circuit",
        "La table entière : étapes, opérations, gardes, rôles, et le schéma JSON des données de "
        "chaque opération. Publique ; elle ne change qu'avec le logiciel.",
        answer=Circuit,
        example=examples.CIRCUIT,
        problems=PUBLIC,
    ),
)
@decorate_view(cache_control(public=True, max_age=300))
def get_circuit(request: HttpRequest) -> HttpResponse:
    return HttpResponse(written(), content_type="application/json")


@cache
def written() -> bytes:
    return json.dumps(table(), ensure_ascii=False).encode()


def table() -> dict[str, Any]:
    return {
        "steps": [
            {
                **_step(step),
                "in_house": step in IN_HOUSE,
                "standing": step in STANDING,
                "out": step in OUT,
                "passport": step in PASSPORT_STEPS,
            }
            for step in Step
        ],
        "operations": [_operation(row) for row in ROWS],
    }


def _operation(row: Row) -> dict[str, Any]:
    return {
        "operation": row.name,
        "verb": row.verb,
        "done": row.done,
        "creates": row.creates,
        "stepless": row.stepless,
        "steps": [_step(step) for step in Step if step in row.steps],
        "leads": {
            "to": row.leads.to,
            "may": [_step(step) for step in Step if step in row.leads.may],
        },
        "guards": [_guard(guard) for guard in row.guards],
        "roles": sorted(row.roles),
        "custody": row.custody,
        "held": row.held,
        "offered": row.offered,
        "elsewhere": row.elsewhere,
        "loose": {"guards": [_guard(guard) for guard in row.loose.guards]} if row.loose else None,
        "data": row.data.model_json_schema(),
    }


def _step(step: Step) -> dict[str, str]:
    return {"step": step.value, "label": step.label}


def _guard(guard: Guard) -> dict[str, Any]:
    return {"name": guard.name, "says": guard.says, "promise": guard.promise}
