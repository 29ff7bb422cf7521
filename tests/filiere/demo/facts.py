"""What a built demonstration holds, told as JSON by `manage.py shell` in its own place."""

import hashlib
import json
import sys
from collections import Counter
from typing import Any

from tests.places import manage

REFERENCE = "2026-06-30"
PORT = 8123
SMALL = (
    "load_territories",
    f"demo --no-serve --devices 70 --reference-date {REFERENCE} --port {PORT}",
)
FULL = ("load_territories", f"demo --no-serve --reference-date {REFERENCE}")
MAY_CHANGE = {"network.ScanPoint"}
"""The one table in which a second run may write."""


def ask(env: dict[str, str], question: str) -> Any:
    """The answer of one of the functions below, asked in that place."""
    code = f"from tests.filiere.demo import facts; facts.say(facts.{question}())"
    return json.loads(manage(env, "shell", "-v0", "--no-imports", "-c", code))


def say(answer: Any) -> None:
    sys.stdout.write(json.dumps(answer))


def devices() -> dict[str, list[Any]]:
    from inventory.models import Device

    rows = Device.objects.order_by("pk").values_list(
        "pk", "step", "kind", "cycle", "brand", "model", "serial", "grade", "legal_status"
    )
    return {row[0]: list(row[1:]) for row in rows}


def operations() -> list[list[str]]:
    """Each entry in the order of time: what, on which device, when."""
    from inventory.models import Entry

    rows = Entry.objects.values_list(
        "subject_kind", "subject_id", "operation", "step_after", "occurred_at", "sequence"
    )
    told = [
        [kind, key if kind == "device" else "", operation, step, at.isoformat(), str(number)]
        for kind, key, operation, step, at, number in rows
    ]
    return sorted(told, key=lambda row: (row[4], row))


def counts() -> dict[str, dict[str, int]]:
    """How many of each word, table by table."""
    from inventory import models

    asked = {
        "steps": (models.Device, "step"),
        "kinds": (models.Device, "kind"),
        "cycles": (models.Device, "cycle"),
        "operations": (models.Entry, "operation"),
        "subjects": (models.Entry, "subject_kind"),
        "media": (models.StorageMedium, "status"),
        "levels": (models.ErasureProof, "level"),
        "results": (models.ErasureProof, "result"),
        "collections": (models.Collection, "state"),
        "bases": (models.Collection, "legal_basis"),
        "witnesses": (models.Collection, "witness"),
        "requests": (models.Request, "state"),
        "modes": (models.HandOver, "mode"),
        "recipients": (models.HandOver, "recipient"),
        "transfers": (models.Transfer, "outcome"),
        "incidents": (models.Incident, "kind"),
        "recalls": (models.Recall, "how"),
        "legal": (models.Device, "legal_status"),
        "organisations": (models.Device._meta.get_field("donor").related_model, "kind"),
    }
    return {
        name: {
            str(key): value
            for key, value in Counter(model.objects.values_list(word, flat=True)).items()
        }
        for name, (model, word) in asked.items()
    }


def rest() -> dict[str, int]:
    """Numbers that one word does not tell."""
    from django.db.models import F

    from inventory.models import (
        CollectionLine,
        Device,
        Entry,
        Evidence,
        HandOver,
        Hold,
        Incident,
        Pallet,
        PartMovement,
        Request,
        StorageMedium,
    )

    sold_public = HandOver.objects.filter(
        mode="sold", device__collection__legal_basis="public_donation"
    )
    return {
        "holds_open": Hold.objects.filter(closed_at=None).count(),
        "holds_closed": Hold.objects.exclude(closed_at=None).count(),
        "gaps": CollectionLine.objects.exclude(announced=F("received") + F("refused")).count(),
        "refused_at_the_door": CollectionLine.objects.filter(refused__gt=0).count(),
        "households": Device.objects.filter(donor=None).count(),
        "moved_media": StorageMedium.objects.exclude(origin_code="")
        .exclude(device=None)
        .exclude(origin_code=F("device_id"))
        .count(),
        "loose_coded": StorageMedium.objects.filter(status="loose").count(),
        "parts_used": PartMovement.objects.filter(quantity__lt=0).count(),
        "parts_made": PartMovement.objects.filter(quantity__gt=0).count(),
        "pallets_closed": Pallet.objects.exclude(closed_at=None).count(),
        "removed": Device.objects.filter(removed=True).count(),
        "certified": Device.objects.exclude(destruction_certificate="").count(),
        "to_destroy_kept": Device.objects.filter(to_destroy=True, removed=False).count(),
        "no_media": Device.objects.filter(statement="none").count(),
        "evidence": Evidence.objects.count(),
        "lots": HandOver.objects.exclude(lot="").values("lot").distinct().count(),
        "sold_public": sold_public.count(),
        "offers_open": Device.objects.exclude(offer_to=None).count(),
        "recalls_open": Device.objects.exclude(recall_id=None).count(),
        "waiting_requests": Request.objects.filter(state="open", lines__reservations=None).count(),
        "thefts_with_data": Incident.objects.filter(kind="theft", personal_data=True).count(),
        "by_point": Entry.objects.exclude(scan_point_id=None).count(),
        "entries": Entry.objects.count(),
    }


def months() -> dict[str, int]:
    """Devices registered, month by month."""
    from inventory.models import Entry

    moments = Entry.objects.filter(operation="register").values_list("occurred_at", flat=True)
    return dict(Counter(f"{at:%Y-%m}" for at in moments))


def certificates() -> dict[str, Any]:
    """Each certificate: how many devices and media it names, and what it is worth today."""
    from django.test import Client

    from inventory.certificates.standing import document_of
    from inventory.models import Certificate

    anybody = Client(SERVER_NAME="localhost")
    return {
        "device" if row.device_id else "collection": {
            "media": [len(one["media"]) for one in document_of(row)["devices"]],
            "address": document_of(row)["check"],
            "check": _read(anybody.get("/C/" + row.pk.replace("-", "").upper())),
        }
        for row in Certificate.objects.all()
    }


def _read(answer: Any) -> list[Any]:
    return [answer.status_code, "Valide</span>" in answer.content.decode()]


def tables() -> dict[str, str]:
    """A sum of every table, so that two moments can be compared."""
    from django.apps import apps

    found = {}
    for model in apps.get_models():
        if model._meta.label in MAY_CHANGE:
            continue
        rows = model._default_manager.order_by("pk").values_list()
        found[model._meta.label] = hashlib.sha256("\n".join(map(str, rows)).encode()).hexdigest()
    return found
