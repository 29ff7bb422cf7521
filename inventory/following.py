"""How far a request has come: five dots, the same on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from inventory.lines import TAKEN
from inventory.models import Request, Reservation
from inventory.vocabulary import ReservationState


@dataclass(frozen=True, slots=True)
class Dot:
    """One turn. ``state``: done, part or todo; ``how`` says how many of how many."""

    label: str
    icon: str
    state: str
    how: str

    @property
    def said(self) -> str:
        return {"done": "fait", "part": "en partie", "todo": "à venir"}[self.state]


@dataclass(frozen=True, slots=True)
class Progress:
    """Devices of one request: asked, and how many have come so far at least."""

    wanted: int
    reserved: int
    delivered: int
    handed: int

    @property
    def dots(self) -> tuple[Dot, ...]:
        return (
            Dot("demandé", "clipboard-check", "done", str(self.wanted)),
            self._dot("réservé", "bookmark-check", self.reserved),
            self._dot("prêt à livrer", "box-seam", self.reserved if self._whole else 0),
            self._dot("livré", "truck", self.delivered),
            self._dot("distribué", "person-check", self.handed),
        )

    @property
    def _whole(self) -> bool:
        return self.reserved >= self.wanted

    def _dot(self, label: str, icon: str, count: int) -> Dot:
        state = "done" if count >= self.wanted else "part" if count else "todo"
        return Dot(label, icon, state, f"{count} sur {self.wanted}")

    @property
    def left(self) -> int:
        """Devices that nobody has reserved yet."""
        return max(self.wanted - self.reserved, 0)


def progress_of(requests: Sequence[Request]) -> dict[str, Progress]:
    """By request, in two questions whatever their number; lines are read if not yet."""
    keys = [request.pk for request in requests]
    rows = Reservation.objects.filter(line__request__in=keys, state__in=TAKEN)
    counted: dict[str, dict[str, int]] = {key: {} for key in keys}
    told = rows.order_by().values_list("line__request_id", "state").annotate(n=Count("pk"))
    for key, state, count in told:
        counted[key][state] = count
    return {request.pk: _progress(request, counted[request.pk]) for request in requests}


def _progress(request: Request, counted: dict[str, int]) -> Progress:
    handed = counted.get(ReservationState.FULFILLED, 0)
    delivered = handed + counted.get(ReservationState.DELIVERED, 0)
    reserved = delivered + counted.get(ReservationState.ACTIVE, 0)
    wanted = sum(line.quantity for line in request.lines.all())
    return Progress(wanted, reserved, delivered, handed)
