"""What a code names, for whoever scans it: a device, a loose medium, or why neither."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from filiere.network.actor import Actor
from inventory.appearance import KIND_ICONS, MEDIUM_ICONS
from inventory.bearers import Bearer
from inventory.codes import unknown_code
from inventory.decide import not_in_custody
from inventory.loose import loose_media_seen_by
from inventory.models import Code, Device
from inventory.refusals import Refused
from inventory.selectors import devices_seen_by
from inventory.wording import capital


class Scanned(Bearer):
    """The device or the loose medium of this code, that whoever scans may see."""

    __slots__ = ()

    @property
    def address(self) -> str:
        """Its page at the scanner."""
        return reverse(
            "inventory:scan_device" if self.device else "inventory:scan_medium", args=[self.code]
        )

    def form_address(self, operation: str) -> str:
        return f"{self.address}{operation}/"

    @property
    def title(self) -> str:
        """« Dell Latitude 5490 », else its kind."""
        found: Any = self.device or self.medium
        named = " ".join(word for word in (getattr(found, "brand", ""), found.model) if word)
        return named or capital(found.get_kind_display())

    @property
    def icon(self) -> str:
        if self.device is not None:
            return KIND_ICONS.get(self.device.kind, "question-circle")
        return MEDIUM_ICONS.get(self.medium.kind, "device-hdd") if self.medium else ""


def scanned(code: str, actor: Actor) -> Scanned | None:
    """What this code names, if whoever scans may see it."""
    device = devices_seen_by(actor).filter(pk=code).first()
    if device is not None:
        return Scanned(code, device=device)
    medium = loose_media_seen_by(actor).filter(code=code).first()
    return Scanned(code, medium=medium) if medium is not None else None


def unseen(code: str, actor: Actor) -> Refused:
    """Why a good code shows nothing: free, another organisation's, or nobody's."""
    label = Code.objects.filter(pk=code).first()
    if label is not None and not label.bound_id:
        return free_label()
    if label is not None or Device.objects.filter(pk=code).exists():
        return not_in_custody()
    return unknown_code(code, actor)


def free_label() -> Refused:
    return Refused(
        "free-label",
        "Cette étiquette est libre : aucun appareil ne la porte encore.",
        title="Étiquette libre",
        status=404,
        suggest=("register",),
    )
