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
from inventory.operations.erase import policy_of
from inventory.promise import clean, named
from inventory.state import MediumState
from inventory.vocabulary import SOLDERED, ErasureLevel, Step, Witness

PROOF, FAILED, DESTROYED = "proof", "failed", "destroyed"
MINUTES = "%Y-%m-%dT%H:%M:%S"


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
    second = forms.ChoiceField(label="Seconde personne présente", required=False)
    photo = forms.CharField(label="Référence de la photo", required=False, max_length=64)
    slip = forms.CharField(label="N° de bordereau, si détruit", required=False, max_length=60)

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
        erasing, destroying = _methods(medium, level)
        self._choices("outcome", _outcomes(medium, erasable=bool(erasing)))
        grouped = [("Effacer", erasing), ("Détruire", destroying)]
        self._choices("method", [("", "—"), *(group for group in grouped if group[1])])
        self._choices("second", [("", "—"), *people])
        if Witness.SECOND not in witnesses:
            del self.fields["second"]
        if Witness.PHOTO not in witnesses:
            del self.fields["photo"]
        # Rounded up: an erasure that ends within the second of its audit is not before it.
        now = timezone.localtime(timezone.now() + timedelta(seconds=1))
        self.initial.setdefault("ended", now)
        undone = erasing and not self.clean_already and not medium.failed
        self.initial.setdefault("outcome", PROOF if undone else "")

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def told(self) -> dict[str, Any] | None:
        cleaned = self.cleaned_data
        outcome = cleaned.get("outcome")
        if not outcome:
            return None
        names: tuple[str, ...] = ("method", "tool")
        if outcome == PROOF:
            names += ("verified", "second", "photo")
        if outcome == DESTROYED:
            names += ("slip", "second")
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
    skipped: ClassVar[frozenset[str]] = frozenset({"outcomes"})

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

    def data_told(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        outcomes = self.outcomes.told()
        if not outcomes:
            raise forms.ValidationError("Dites ce qu'est devenu au moins un support.")
        return {**super().data_told(cleaned), "outcomes": outcomes}
