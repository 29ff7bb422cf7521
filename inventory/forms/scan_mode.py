"""What a session of scans asks once: the data of an operation that holds for every device."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from django import forms
from django.db.models import Count, F, Q
from django.http import QueryDict
from django.utils import timezone

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from inventory.forms.accessories import NONE, accessories_told, add_accessories
from inventory.forms.choices import MOST, open_pallets, places, recyclers, suggested
from inventory.forms.fields import Choices, page_field
from inventory.forms.operation import OperationForm
from inventory.guards import TARGET_KINDS
from inventory.lines import TAKEN
from inventory.models import Collection, Pallet, RequestLine
from inventory.row import Row
from inventory.selectors import requests_seen_by
from inventory.state import World
from inventory.vocabulary import DeviceKind, Profile, RequestState

KEPT = "celui de l'audit"


class ModeForm(OperationForm):
    """Asks only ``asked``; « grade » left blank keeps what the audit said."""

    def __init__(
        self, row: Row, asked: tuple[str, ...], who: Actor, data: QueryDict | None = None
    ) -> None:
        self.asked = asked
        now = timezone.now()
        super().__init__(row, World(who, now, now), data)

    def build(self) -> None:
        for name in self.asked:
            if name == "accessories":
                add_accessories(self, None)
                continue
            ask = QUESTIONS.get((self.row.name, name)) or QUESTIONS.get(("", name))
            choices = ask(self.world) if ask else None
            info = self.row.data.model_fields[name]
            field = page_field(self.row.name, name, info, choices)
            if field is None:
                raise LookupError(f"{self.row.name}.{name} is not asked once")
            if isinstance(field, forms.ChoiceField) and not field.required:
                field.choices = [
                    (key, said if key else "sans réponse") for key, said in _plain(field)
                ]
            if usual := suggested(self.row.name, name, self.world):
                field.initial = usual
            self.fields[name] = field
        if "grade" in self.fields:
            grade = self.fields["grade"]
            assert isinstance(grade, forms.ChoiceField)
            grade.choices = [(key, said if key else KEPT) for key, said in _plain(grade)]

    def data_told(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        told = super().data_told(cleaned)
        if "accessories" not in self.asked:
            return told
        told.pop("accessories", None)
        accessories = accessories_told(cleaned)
        return told if accessories is None else {**told, "accessories": accessories}

    def said(self, data: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Each answer by its label, in words."""
        found = []
        for name, field in self.fields.items():
            value = data.get(name)
            if name == NONE or value is None:
                continue
            words = dict(_plain(field)) if isinstance(field, forms.ChoiceField) else {}
            values = value if isinstance(value, list) else [value]
            told = ", ".join(words.get(str(one), str(one)) for one in values) or "aucun"
            found.append((str(field.label), told))
        return found


def _plain(field: forms.ChoiceField) -> list[tuple[str, str]]:
    return [(str(key), str(said)) for key, said in cast(Any, field.choices)]


def _collections(world: World) -> Choices:
    mine = Collection.objects.filter(custodian_id=world.who.organisation_id)
    rows = mine.exclude(state="sorted").select_related("donor").order_by("-created_at")
    return [(row.pk, f"{row.donor or 'Un particulier'}, {_day(row)}") for row in rows[:MOST]]


def _day(row: Collection) -> str:
    return f"{row.get_state_display()}, annoncée le {timezone.localtime(row.created_at):%d/%m/%Y}"


def _closed_pallets(world: World) -> Choices:
    mine = Pallet.objects.filter(organisation_id=world.who.organisation_id)
    return list(mine.exclude(closed_at=None).values_list("pk", "name")[:MOST])


def _receivers(world: World) -> Choices:
    others = Organisation.objects.filter(kind__in=TARGET_KINDS, active=True).exclude(
        pk=world.who.organisation_id
    )
    return [(str(one.pk), f"{one.name} ({one.get_kind_display()})") for one in others[:MOST]]


def _lines(world: World) -> Choices:
    """Lines of open requests, of any kind, that are not served yet."""
    seen = requests_seen_by(world.who).filter(state=RequestState.OPEN)
    rows = (
        RequestLine.objects.filter(request__in=seen.values("pk"))
        .annotate(taken=Count("reservations", filter=Q(reservations__state__in=TAKEN)))
        .filter(quantity__gt=F("taken"))
        .select_related("request__structure")
        .order_by("request__created_at")
    )
    found = []
    for row in rows[:MOST]:
        left = row.quantity - row.taken
        told = f"{row.request.structure} : {left} × {DeviceKind(row.kind).label}"
        found.append((row.pk, f"{told}, {Profile(row.profile).label}"))
    return found


QUESTIONS: dict[tuple[str, str], Callable[[World], Choices]] = {
    ("register", "collection"): _collections,
    ("recycle", "pallet"): open_pallets,
    ("remove", "pallet"): _closed_pallets,
    ("remove", "operator"): recyclers,
    ("transfer", "to"): _receivers,
    ("", "place"): places,
    ("", "line"): _lines,
}
