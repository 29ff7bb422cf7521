"""The file of an erasure tool: sent, then each entry confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings

from inventory.promise import named
from inventory.state import MediumState
from inventory.wipe_matches import Told, Words


class WipeFile(forms.Form):
    file = forms.FileField(
        label="Fichier de l'outil d'effacement",
        help_text="Journal ou PDF de nwipe (ShredOS), usody sanitize, eReuse, transcription de "
        "hdparm ou de nvme.",
        error_messages={"required": "Choisissez d'abord un fichier."},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.EVIDENCE_MAX_BYTES:
            raise forms.ValidationError("Ce fichier est trop grand : 20 Mo au plus.")
        return file


class Confirmation(forms.Form):
    """One question per entry that needs a word."""

    def __init__(self, data: Any, entries: Sequence[Told], media: Sequence[MediumState]) -> None:
        super().__init__(data)
        self.entries = entries
        choices = [("", "—"), *((one.id, named(one, capital=True)) for one in media)]
        for one in entries:
            index = one.entry.index
            if one.status == "asks" or f"disc-{index}" in (data or {}):
                self.fields[f"disc-{index}"] = forms.ChoiceField(
                    label="C'est quel support ?", choices=choices, required=False
                )
            if one.status in ("ready", "failed", "asks"):
                self.fields[f"keep-{index}"] = forms.BooleanField(
                    label="Enregistrer l'échec" if one.status == "failed" else "Enregistrer",
                    required=False,
                    initial=one.status == "ready",
                )

    @property
    def rows(self) -> list[tuple[Told, forms.BoundField | None, forms.BoundField | None]]:
        """Each entry, which disk it is, whether to record it."""
        return [
            (one, self._field(f"disc-{one.entry.index}"), self._field(f"keep-{one.entry.index}"))
            for one in self.entries
        ]

    def _field(self, name: str) -> forms.BoundField | None:
        return self[name] if name in self.fields else None

    def words(self, clock: str) -> Words:
        """What was answered, the machine's clock being this one."""
        told = self.cleaned_data
        discs = {
            one.entry.index: told[f"disc-{one.entry.index}"]
            for one in self.entries
            if told.get(f"disc-{one.entry.index}")
        }
        only = frozenset(
            one.entry.index
            for one in self.entries
            if told.get(f"keep-{one.entry.index}") or one.entry.index in discs
        )
        return Words(discs, clock=clock, failures=True, only=only)
