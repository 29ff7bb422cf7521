"""GET /api/devices: what one's organisation may see of devices."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from inventory.api import examples
from inventory.api.device_words import items, whole
from inventory.api.documented import READING, documented
from inventory.api.scans import NextOperation
from inventory.api.who import actor_with
from inventory.codes import read_code
from inventory.refusals import Refused
from inventory.selectors import device_seen_by, known_word, search_devices
from inventory.vocabulary import DeviceKind, Step

router = Router(tags=["Appareils"])
PAGE = 50
LONGEST_PAGE = 200


class Filters(Schema):
    """Ce qui est cherché. Vide : tout ce que votre organisation voit."""

    step: str = Field("", max_length=12, description="Étape : collected, audited, erased…")
    kind: str = Field("", max_length=20, description="Type : laptop, smartphone…")
    q: str = Field(
        "",
        max_length=80,
        description="Code, marque, modèle, n° de série ou d'inventaire, ou d'un support.",
    )
    after: str = Field("", max_length=20, description="Le `next` de la page précédente.")
    limit: int = Field(PAGE, ge=1, le=LONGEST_PAGE, description="Appareils par page.")


class DeviceItem(Schema):
    """``clear``, ``on_hold`` et ``recall`` : null pour qui ne tient ni n'a remis l'appareil."""

    code: str
    shown: str
    kind: str
    kind_label: str
    brand: str
    model: str
    step: str
    step_label: str
    cycle: int
    grade: str
    clear: bool | None
    on_hold: bool | None
    recall: bool | None


class DeviceList(Schema):
    items: list[DeviceItem]
    next: str | None


class Proof(Schema):
    id: str
    result: str
    exposure: int
    valid: bool
    withdrawn: bool
    method: str
    method_label: str
    level: str
    tool: str
    verified: bool
    ended_at: datetime
    basis: str
    evidence: str | None


class Medium(Schema):
    id: str
    code: str | None
    kind: str
    kind_label: str
    serial: str
    model: str
    size_gb: int | None
    status: str
    status_label: str
    exposure: int
    clean: bool
    failed: bool
    proofs: list[Proof]


class Named(Schema):
    id: int | str
    name: str


class Missing(Schema):
    """Ce qui manque pour que l'appareil soit sans données, et l'opération qui y pourvoit."""

    code: str
    detail: str
    operation: str


class DeviceWhole(DeviceItem):
    """Un appareil. ``inside`` faux : ce qui n'est pas pour vous est null."""

    serial: str
    asset_tag: str
    system: str
    capabilities: dict[str, Any]
    inside: bool
    collection: str | None
    custodian: Named | None
    structure: Named | None
    place: Named | None
    legal_status: str | None
    tests: dict[str, str] | None
    blocking: list[str] | None
    accessories: list[str] | None
    media: list[Medium] | None
    missing: list[Missing] | None
    next: list[NextOperation]


@router.get(
    "",
    **documented(
        "Chercher des appareils",
        "Ceux que votre organisation tient, a remis, a donnés, attend ou a reçus, par code. "
        "`next` est la valeur de `after` pour la page suivante, null à la fin.",
        answer=DeviceList,
        example=examples.DEVICES,
    ),
)
def get_devices(request: HttpRequest, asked: Query[Filters]) -> dict[str, Any]:
    actor = actor_with(request, "read_devices")
    found = search_devices(
        actor,
        q=asked.q,
        step=_known(Step, asked.step, "step"),
        kind=_known(DeviceKind, asked.kind, "kind"),
        after=_after(asked.after),
    )
    page = list(found[: asked.limit + 1])
    shown = page[: asked.limit]
    more = len(page) > asked.limit
    return {"items": items(shown, actor), "next": shown[-1].pk if more else None}


@router.get(
    "/{code}",
    **documented(
        "Voir un appareil",
        "Où il en est, ce qui lui manque, ce que vous pouvez en faire. Supports, preuves et "
        "détails : pour qui le tient, l'a remis, ou à qui il est proposé.",
        answer=DeviceWhole,
        example=examples.DEVICE,
        problems=(*READING, 404),
    ),
)
def get_device(request: HttpRequest, code: str) -> dict[str, Any]:
    actor = actor_with(request, "read_devices")
    return whole(device_seen_by(actor, read_code(code, actor)), actor)


def _known(words: type[Step] | type[DeviceKind], value: str, name: str) -> str:
    if value and not known_word(words, value):
        choices = ", ".join(member.value for member in words)
        raise Refused(
            "invalid-data", f"{name} : doit valoir {choices}.", title="Données à corriger"
        )
    return value


def _after(text: str) -> str:
    code = text.strip().upper().replace("-", "")
    if code and not (code.isascii() and code.isalnum()):
        raise Refused(
            "invalid-data",
            "after : doit être le « next » de la page précédente.",
            title="Données à corriger",
        )
    return code
