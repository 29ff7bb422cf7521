"""Auditer: what it is, what media it holds, what works, what accompanies it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from pydantic import ValidationError

from inventory.forms.accessories import accessories_told, add_accessories
from inventory.forms.media_rows import BLANK_ROWS, MediumRow, Rows, known_media
from inventory.forms.operation import OperationForm
from inventory.forms.tests import add_tests, blocking_told, tests_of, tests_told
from inventory.function_tests import untested
from inventory.promise import named
from inventory.vocabulary import (
    COMPUTERS,
    SLOT_LABELS,
    SLOTS,
    SYSTEM_KINDS,
    DeviceKind,
    Statement,
)
from inventory.wording import capital

MANY_MEDIA = frozenset({DeviceKind.DESKTOP, DeviceKind.STORAGE_BOX})
"""Kinds that often hold several media: more blank rows at once."""
SELDOM = frozenset({DeviceKind.MONITOR, DeviceKind.PRINTER})
"""Kinds that seldom hold any: « aucun support » comes first."""
IDENTITY = ("brand", "model", "serial", "cpu", "memory_gb", "system", "kind")
WITH_A_SCREEN = frozenset(
    {
        *(DeviceKind.LAPTOP, DeviceKind.ALL_IN_ONE, DeviceKind.TABLET, DeviceKind.MONITOR),
        *(DeviceKind.SMARTPHONE, DeviceKind.FEATURE_PHONE),
    }
)
"""Kinds graded by their screen first; the others by their case."""
SHA256 = re.compile(r"[0-9a-f]{64}")
UNCHANGED = "unchanged"


class AuditForm(OperationForm):
    """Known media come first and must be said again: none is forgotten in silence.

    Only what matters for the kind is asked; what is known already is folded, to be corrected.
    ``said`` are the doubts of a tool's reading, ``seen`` how many media it showed.
    """

    template: ClassVar[str] = "inventory/forms/audit.html"
    multipart: ClassVar[bool] = True
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
            "pieces",
        }
    )
    said: list[str]
    seen: int

    def build(self) -> None:
        super().build()
        self.said, self.seen = [], 0
        device = self.world.here
        for name in ("kind", "brand", "model", "serial", "system", "grade"):
            self.fields[name].initial = getattr(device, name)
        self._computer()
        if device.kind not in SYSTEM_KINDS:
            del self.fields["system"]
        self.fields["evidence"] = forms.CharField(
            required=False, max_length=64, widget=forms.HiddenInput
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
        blank = BLANK_ROWS if device.kind in MANY_MEDIA and not known else 1
        self.listed = Rows(
            "medium",
            MediumRow,
            self.typed,
            known,
            blank=blank,
            supervisor=lambda _: supervisor,
            of=lambda _: device.kind,
        )
        self.rows = [self.listed]

    def _computer(self) -> None:
        """Processor and memory are asked of computers alone."""
        if self.world.here.kind not in COMPUTERS:
            del self.fields["cpu"]
            return
        seen = self.world.here.capabilities
        self.fields["cpu"].initial = seen.get("cpu", "")
        memory = seen.get("memory_mb")
        self.fields["memory_gb"] = forms.IntegerField(
            label="Mémoire vive en Go",
            required=False,
            min_value=0,
            max_value=8192,
            initial=round(memory / 1024) if memory else None,
        )

    @property
    def computer(self) -> bool:
        """Whether a tool's reading can be had of it."""
        return self.world.here.kind in COMPUTERS

    @property
    def seldom(self) -> bool:
        """Whether « aucun support » is asked first, and media only on demand."""
        return self.world.here.kind in SELDOM and not self.world.fitted and not self.is_bound

    @property
    def family(self) -> str:
        """Which drawings show the grades."""
        return "screen" if self.world.here.kind in WITH_A_SCREEN else "case"

    @property
    def known(self) -> list[str]:
        """What was said in this cycle, in words; nothing before the first audit."""
        device = self.world.here
        if device.statement == Statement.NEVER:
            return []
        media = [named(medium, capital=True) for medium in self.world.fitted]
        left = len(untested(device.kind, device.tests))
        return [
            " ".join(filter(None, (device.brand, device.model))) or "Marque et modèle inconnus",
            ", ".join(media) or "Aucun support",
            f"Tests : il en reste {left}" if left else "Tous les tests obligatoires sont faits",
            f"Grade {device.grade}" if device.grade else "Sans grade",
        ]

    @property
    def unknown_identity(self) -> list[forms.BoundField]:
        return [self[name] for name in self._identity() if not self._is_known(name)]

    @property
    def known_identity(self) -> list[forms.BoundField]:
        return [self[name] for name in self._identity() if self._is_known(name)]

    def _identity(self) -> list[str]:
        return [name for name in IDENTITY if name in self.fields]

    def _is_known(self, name: str) -> bool:
        """Known to the filière: not what is being typed, nor what was refused."""
        if self.is_bound and name in self.errors:
            return False
        device = self.world.here
        seen = {"cpu": "cpu", "memory_gb": "memory_mb"}
        if name in seen:
            return bool(device.capabilities.get(seen[name]))
        return bool(getattr(device, name))

    @property
    def tests_known(self) -> bool:
        """Whether every required test is answered, so that they may be folded."""
        device = self.world.here
        return device.statement != Statement.NEVER and not untested(device.kind, device.tests)

    @property
    def slots(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("slot_")]

    @property
    def required_tests(self) -> list[forms.BoundField]:
        return tests_of(self, required=True)

    @property
    def optional_tests(self) -> list[forms.BoundField]:
        return tests_of(self, required=False)

    def clean(self) -> dict[str, Any]:
        """« Inchangé » says again what is known, whatever else is on the page."""
        if self.typed is None or UNCHANGED not in self.typed or not self.known:
            return super().clean()
        self._errors = forms.utils.ErrorDict()
        self.told = self._unchanged()
        try:
            self.row.data.model_validate(self.told)
        except ValidationError as error:
            self._say(error)
        return self.cleaned_data

    def _unchanged(self) -> dict[str, Any]:
        device = self.world.here
        told: dict[str, Any] = {}
        if self.world.fitted:
            told["media"] = [{"id": one.id, "kind": one.kind} for one in self.world.fitted]
        elif device.statement == Statement.NONE:
            told["no_storage"] = True
        slots = {slot: device.slot(slot) for slot in SLOTS.get(device.kind, ())}
        if any(slots.values()):
            told["slots"] = {slot: value for slot, value in slots.items() if value}
        return told

    def data_told(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        told = super().data_told(cleaned)
        kind = told.get("kind", self.world.here.kind)
        if told.get("kind") == self.world.here.kind:
            del told["kind"]
        told.pop("evidence", None)
        told |= self._media_told(cleaned)
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

    def _media_told(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The media as seen, those said absent, and the reading that showed them."""
        told: dict[str, Any] = {}
        media = self.listed.told()
        absent = [key for row in self.listed.forms if (key := row.absent_id())]
        if media:
            told["media"] = media
            if SHA256.fullmatch(cleaned.get("evidence") or ""):
                told["evidence"] = cleaned["evidence"]
        elif absent and not cleaned.get("no_storage"):
            told["media"] = []
        if cleaned.get("no_storage"):
            told["no_storage"] = True
        if absent:
            told["absent"] = absent
        return told

    def _slots(self, cleaned: Mapping[str, Any]) -> dict[str, str]:
        return {
            name.removeprefix("slot_"): value
            for name, value in cleaned.items()
            if name.startswith("slot_") and value
        }
