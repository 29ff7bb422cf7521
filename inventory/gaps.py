"""What was announced, received, refused and registered of a gift, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from inventory.models import Collection, Device
from inventory.vocabulary import CollectionState, DeviceKind


@dataclass(frozen=True, slots=True)
class Gap:
    """One kind; ``missing`` is what was received and has no code yet, never negative."""

    kind: DeviceKind
    announced: int
    received: int
    refused: int
    reason: str
    registered: int

    @property
    def difference(self) -> int:
        """Received and refused, beyond what was announced."""
        return self.received + self.refused - self.announced

    @property
    def missing(self) -> int:
        return max(0, self.received - self.registered)

    @property
    def beyond(self) -> int:
        return max(0, self.registered - self.received)


def gaps_of(collection: Collection) -> list[Gap]:
    """By kind, in the order of the lines."""
    counted = Device.objects.filter(collection=collection).order_by().values_list("kind")
    registered = dict(counted.annotate(count=Count("pk")))
    found = [
        Gap(
            DeviceKind(line.kind),
            line.announced,
            line.received,
            line.refused,
            line.get_refusal_reason_display(),
            registered.pop(line.kind, 0),
        )
        for line in collection.lines.all()
    ]
    return found + [
        Gap(DeviceKind(kind), 0, 0, 0, "", count) for kind, count in sorted(registered.items())
    ]


def in_words(gaps: list[Gap], state: str) -> str:
    """The difference in one sentence; empty before the fetching."""
    if state not in (CollectionState.FETCHED, CollectionState.SORTED):
        return ""
    missing, beyond = sum(gap.missing for gap in gaps), sum(gap.beyond for gap in gaps)
    told = []
    if missing:
        told.append(f"{missing} reçu{'s' * (missing > 1)} sans code")
    if beyond:
        told.append(f"{beyond} enregistré{'s' * (beyond > 1)} de plus que reçu")
    return f"{', '.join(told)}.".capitalize() if told else "Tout ce qui est reçu est enregistré."
