"""Détruire: the witnesses that the collection asks, and none that it does not."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from django import forms

from inventory.facts import policies
from inventory.forms.operation import OperationForm
from inventory.operations.witnesses import policy_of
from inventory.vocabulary import Witness


class DestroyForm(OperationForm):
    """One loose medium; its photo comes with the page, and is kept before anything is said."""

    multipart: ClassVar[bool] = True
    skipped: ClassVar[frozenset[str]] = frozenset({"photo", "testimony"})

    def build(self) -> None:
        super().build()
        if not self.world.media:
            return
        asking = replace(self.world, facts={**self.world.facts, **policies(self.world, None)})
        _, witnesses = policy_of(asking, self.world.media[0])
        if Witness.SECOND in witnesses:
            self.fields["second"].help_text = "Elle le confirme de son compte."
            self.fields["second"].expected = True  # type: ignore[attr-defined]
        else:
            del self.fields["second"]
        if Witness.PHOTO in witnesses:
            kept = self.typed is not None and self.typed.get("photo")
            self.fields["photo"] = forms.CharField(
                required=False, max_length=64, widget=forms.HiddenInput
            )
            self.fields["photo_file"] = forms.FileField(
                label="Photo du support détruit",
                required=False,
                help_text="Photo gardée." if kept else "La collecte la demande.",
                widget=forms.FileInput({"accept": "image/*", "capture": "environment"}),
            )
            self.fields["photo_file"].expected = True  # type: ignore[attr-defined]
