"""Effacer: one row for each medium, with only the methods that fit it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from inventory import methods
from inventory.facts import policies
from inventory.forms.choices import colleagues
from inventory.forms.fields import Choices
from inventory.forms.media_rows import RowForm, Rows
from inventory.forms.operation import OperationForm
from inventory.operations.witnesses import policy_of
from inventory.promise import clean, named
from inventory.state import MediumState
from inventory.vocabulary import SOLDERED, ErasureLevel, Step, Witness

PROOF, FAILED, DESTROYED = "proof", "failed", "destroyed"
MINUTES = "%Y-%m-%dT%H:%M:%S"
DOCUMENT = ("document", "document_serial")
SAME = ("same_method", "same_tool", "same_verified")
"""Said once for every medium that says nothing of its own."""


class OutcomeRow(RowForm):
    """What became of one medium."""

    outcome = forms.ChoiceField(label="Résultat", required=False, widget=forms.RadioSelect)
    method = forms.ChoiceField(label="Méthode", required=False)
    tool = forms.CharField(label="Outil et version", required=False, max_length=120)
    ended = forms.DateTimeField(
        label="Terminé le",
        required=False,
        input_formats=[MINUTES, "%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput({"type": "datetime-local", "step": "1"}, format=MINUTES),
    )
    verified = forms.BooleanField(label="J'ai vérifié que plus rien n'est lisible", required=False)
    second = forms.ChoiceField(
        label="Seconde personne présente",
        required=False,
        help_text="Elle le confirme de son compte : rien n'est prouvé avant.",
    )
    photo = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    photo_file = forms.FileField(
        label="Photo de la preuve",
        required=False,
        help_text="L'écran de l'outil, ou le support détruit : la collecte la demande.",
        widget=forms.FileInput({"accept": "image/*", "capture": "environment"}),
    )
    slip = forms.CharField(label="N° de bordereau, si détruit", required=False, max_length=60)
    document = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    document_file = forms.FileField(
        label="Attestation d'un tiers, si elle existe",
        required=False,
        help_text="Gardée telle quelle ; c'est vous qui dites ce qu'elle dit.",
    )
    document_serial = forms.CharField(
        label="N° de série écrit sur l'attestation", required=False, max_length=120
    )

    def __init__(
        self,
        *args: Any,
        medium: MediumState,
        policy: tuple[ErasureLevel, set[str]],
        people: Choices,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.medium = medium
        self.name = named(medium, capital=True)
        self.clean_already = clean(medium)
        level, witnesses = policy
        self.erasing, destroying = _methods(medium, level)
        self._choices("outcome", _outcomes(medium, erasable=bool(self.erasing)))
        grouped = [("Effacer", self.erasing), ("Détruire", destroying)]
        self._choices("method", [("", "—"), *(group for group in grouped if group[1])])
        self._choices("second", [("", "—"), *people])
        if Witness.SECOND not in witnesses:
            del self.fields["second"]
        if Witness.PHOTO not in witnesses:
            del self.fields["photo"], self.fields["photo_file"]
        # Rounded up: an erasure that ends within the second of its audit is not before it.
        now = timezone.localtime(timezone.now() + timedelta(seconds=1))
        self.initial.setdefault("ended", now)
        self.undone = bool(self.erasing) and not self.clean_already and not medium.failed
        self.initial.setdefault("outcome", PROOF if self.undone else "")

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def photo_kept(self) -> bool:
        """Whether its photo is here already: nobody takes it twice."""
        return "photo" in self.fields and bool(self["photo"].value())

    @property
    def details(self) -> list[forms.BoundField]:
        """All but the outcome and what is ticked last."""
        return [self[name] for name in self.fields if name not in ("outcome", "verified")]

    def told(self) -> dict[str, Any] | None:
        cleaned = self.cleaned_data
        outcome = cleaned.get("outcome")
        if not outcome:
            return None
        names: tuple[str, ...] = ("method", "tool")
        if outcome == PROOF:
            names += ("verified", "second", "photo", *DOCUMENT)
        if outcome == DESTROYED:
            names += ("slip", "second", "photo", *DOCUMENT)
        told = {name: cleaned[name] for name in names if cleaned.get(name)}
        if cleaned.get("ended") and outcome != DESTROYED:
            told["ended"] = cleaned["ended"].isoformat()
        return {"medium": self.medium.id, "outcome": outcome, **told}


def _outcomes(medium: MediumState, *, erasable: bool) -> Choices:
    found = [(PROOF, "Effacé")] if erasable and not medium.failed else []
    found += [] if medium.failed else [(FAILED, "Échec")]
    if medium.kind not in SOLDERED:
        found.append((DESTROYED, "Détruit"))
    return [*found, ("", "Rien à dire")]


def _methods(medium: MediumState, policy: str) -> tuple[Choices, Choices]:
    """Those that erase and reach the policy, then those that destroy."""
    fitting = methods.fitting(medium.kind, policy)
    erasing: Choices = []
    destroying: Choices = []
    for method in fitting:
        level = method.levels[medium.kind]
        said = (method.key, f"{method.label} ({level.label})")
        (destroying if level == ErasureLevel.DESTROY else erasing).append(said)
    return erasing, destroying


class EraseForm(OperationForm):
    """Media in the device, or the loose one."""

    template: ClassVar[str] = "inventory/forms/erase.html"
    multipart: ClassVar[bool] = True
    skipped: ClassVar[frozenset[str]] = frozenset({"outcomes", "testimony"})

    def build(self) -> None:
        super().build()
        world = self.world
        in_service = world.device is not None and world.device.step == Step.IN_SERVICE
        if not in_service:
            del self.fields["consent"]
        media = world.fitted if world.device is not None else world.media[:1]
        asking = replace(world, facts={**world.facts, **policies(world, None)})
        people = colleagues(world)
        self.outcomes = Rows(
            "outcome",
            OutcomeRow,
            self.typed,
            [{} for _ in media],
            blank=0,
            medium=lambda index: media[index],
            policy=lambda index: policy_of(asking, media[index]),
            people=lambda _: people,
        )
        self.rows = [self.outcomes]
        self._same()

    def _same(self) -> None:
        """One method for all, when several media are left and one fits them all."""
        left = [row for row in self.outcomes.forms if row.undone]
        keys = set.intersection(*(_keys(row) for row in left)) if len(left) > 1 else set()
        if not keys:
            return
        label = {key: methods.METHODS[key].label for key, _ in left[0].erasing if key in keys}
        self.fields["same_method"] = forms.ChoiceField(
            label="Méthode", required=False, choices=[("", "—"), *label.items()]
        )
        self.fields["same_tool"] = forms.CharField(
            label="Outil et version", required=False, max_length=120
        )
        self.fields["same_verified"] = forms.BooleanField(
            label="J'ai vérifié, sur chacun, que plus rien n'est lisible", required=False
        )

    @property
    def same(self) -> list[forms.BoundField]:
        return [self[name] for name in SAME if name in self.fields]

    def data_told(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        outcomes = [_completed(told, cleaned) for told in self.outcomes.told()]
        if not outcomes:
            raise forms.ValidationError("Dites ce qu'est devenu au moins un support.")
        return {**super().data_told(cleaned), "outcomes": outcomes}


def _keys(row: OutcomeRow) -> set[str]:
    return {key for key, _ in row.erasing}


def _completed(told: dict[str, Any], cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """What a medium leaves unsaid, said for all: only where it names no method of its own."""
    if told["outcome"] != PROOF or told.get("method") or not cleaned.get("same_method"):
        return told
    told = {**told, "method": cleaned["same_method"]}
    if cleaned.get("same_tool"):
        told.setdefault("tool", cleaned["same_tool"])
    if cleaned.get("same_verified"):
        told["verified"] = True
    return told
