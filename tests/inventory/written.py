"""What the database holds: a refusal leaves all of it as it was."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.forms.models import model_to_dict

from inventory.models import Device, StorageMedium


def written() -> dict[str, Any]:
    """How many rows each table of the circuit has, and every device and medium as it is."""
    counts: dict[str, Any] = {
        model._meta.label: model._default_manager.count()
        for model in apps.get_app_config("inventory").get_models()
    }
    counts["devices"] = [_row(device) for device in Device.objects.order_by("pk")]
    counts["media"] = [_row(medium) for medium in StorageMedium.objects.order_by("pk")]
    return counts


def _row(row: Device | StorageMedium) -> dict[str, Any]:
    return model_to_dict(row) | {"head": row.head_hash}
