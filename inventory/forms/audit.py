"""Auditer: what it is, what media it holds, what works, what accompanies it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from inventory.forms.accessories import accessories_told, add_accessories
from inventory.forms.media_rows import BLANK_ROWS, MediumRow, Rows, known_media
from inventory.forms.operation import OperationForm
from inventory.forms.tests import add_tests, blocking_told, tests_of, tests_told
from inventory.vocabulary import COMPUTERS, SLOT_LABELS, SLOTS, DeviceKind, Statement
from inventory.wording import capital

MANY_MEDIA = COMPUTERS | {DeviceKind.STORAGE_BOX}
IDENTITY = ("kind", "brand", "model", "serial", "cpu", "memory_gb", "system", "grade")


class AuditForm(OperationForm):
    """Known media come first and must be said again: none is forgotten in silence."""

    template: ClassVar[str] = "inventory/forms/audit.html"
    skipped: ClassVar[frozenset[str]] = frozenset(
        {
            "media",
            "no_storage",
            "slots",
            "absent",
            "tests",
            "blocking",
            "accessories",
            "memory_mb",
            "evidence",
        }
    )

    def build(self) -> None:
        super().build()
        device = self.world.here
        for name in ("kind", "brand", "model", "serial", "system", "grade"):
            self.fields[name].initial = getattr(device, name)
        self.fields["cpu"].initial = device.capabilities.get("cpu", "")
        memory = device.capabilities.get("memory_mb")
        self.fields["memory_gb"] = forms.IntegerField(
            label="Mémoire vive en Go",
            required=False,
            min_value=0,
            max_value=8192,
            initial=round(memory / 1024) if memory else None,
        )
        self.fields["no_storage"] = forms.BooleanField(
            label="Cet appareil ne contient aucun support de stockage",
            required=False,
            initial=device.statement == Statement.NONE,
        )
        for slot in SLOTS.get(device.kind, ()):
            self.fields[f"slot_{slot}"] = forms.ChoiceField(
                label=capital(SLOT_LABELS[slot]),
                required=False,
                initial=device.slot(slot),
                choices=[("empty", "Vide"), ("listed", "Occupé : carte déclarée ci-dessus")],
                widget=forms.RadioSelect,
            )
        add_tests(self, device.kind)
        add_accessories(self, device.accessories)
        known = known_media(self.world.fitted)
        supervisor = self.world.who.role == "supervisor"
        blank = BLANK_ROWS if device.kind in MANY_MEDIA else 1
        self.listed = Rows(
            "medium", MediumRow, self.typed, known, blank=blank, supervisor=lambda _: supervisor
        )
        self.rows = [self.listed]

    @property
    def identity(self) -> list[forms.BoundField]:
        return [self[name] for name in IDENTITY]

    @property
    def slots(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("slot_")]

    @property
    def required_tests(self) -> list[forms.BoundField]:
        return tests_of(self, required=True)

    @property
    def optional_tests(self) -> list[forms.BoundField]:
        return tests_of(self, required=False)

    def data_told(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        told = super().data_told(cleaned)
        kind = told.get("kind", self.world.here.kind)
        if told.get("kind") == self.world.here.kind:
            del told["kind"]
        media = self.listed.told()
        absent = [key for row in self.listed.forms if (key := row.absent_id())]
        if media:
            told["media"] = media
        elif absent and not cleaned.get("no_storage"):
            told["media"] = []
        if cleaned.get("no_storage"):
            told["no_storage"] = True
        if absent:
            told["absent"] = absent
        if slots := self._slots(cleaned):
            told["slots"] = slots
        if cleaned.get("memory_gb"):
            told["memory_mb"] = cleaned["memory_gb"] * 1024
        if tests := tests_told(cleaned, kind):
            told["tests"] = tests
        told["blocking"] = blocking_told(cleaned, kind)
        accessories = accessories_told(cleaned)
        if accessories is not None:
            told["accessories"] = accessories
        return told

    def _slots(self, cleaned: Mapping[str, Any]) -> dict[str, str]:
        return {
            name.removeprefix("slot_"): value
            for name, value in cleaned.items()
            if name.startswith("slot_") and value
        }
