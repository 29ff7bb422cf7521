"""Whom to call about a gift, as one erasable text of a few lines that a person can read."""

from __future__ import annotations

from dataclasses import dataclass, fields

from inventory import erasable
from inventory.models import Collection, ErasableText

LABELS = {
    "organisation": "Organisation",
    "person": "Nom",
    "phone": "Téléphone",
    "email": "Courriel",
    "address": "Adresse",
    "remarks": "Remarques",
}


@dataclass(frozen=True, slots=True)
class Contact:
    """Each on one line; a text written otherwise is a name alone."""

    organisation: str = ""
    person: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    remarks: str = ""

    def written(self) -> str:
        told = {name: " ".join(getattr(self, name).split()) for name in LABELS}
        return "\n".join(f"{LABELS[name]} : {text}" for name, text in told.items() if text)

    @property
    def name(self) -> str:
        return self.organisation or self.person

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))


def read_contact(text: str) -> Contact:
    """What ``written`` wrote; any other text is a name."""
    names = {label: name for name, label in LABELS.items()}
    told: dict[str, str] = {}
    for line in text.splitlines():
        label, colon, rest = line.partition(" : ")
        if not colon or label not in names or names[label] in told:
            return Contact(person=" ".join(text.split()))
        told[names[label]] = rest
    return Contact(**told)


def contact_of(kept: str) -> Contact:
    """The contact behind an id of the erasable store; blank when there is none, or forgotten."""
    row = ErasableText.objects.filter(pk=kept, erased_at=None).first() if kept else None
    return read_contact(row.text) if row else Contact()


def contacts_of(collections: list[Collection]) -> dict[str, Contact]:
    """By collection, in one query."""
    kept = {one.contact: one.pk for one in collections if one.contact}
    rows = ErasableText.objects.filter(pk__in=kept, erased_at=None).values_list("pk", "text")
    return {kept[pk]: read_contact(text) for pk, text in rows}


def as_the_journal_holds(kept: str) -> dict[str, str]:
    """The id and salted hash of a text that is kept already."""
    row = ErasableText.objects.get(pk=kept)
    return {"erasable": row.pk, "sha256": erasable.salted(row.salt, row.text)}
