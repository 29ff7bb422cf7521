"""What a social structure asks for, and what is held for it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from inventory.models.fields import Chained, id_field, known_words, organisation, word_field
from inventory.vocabulary import DeviceKind, Profile, RequestState, ReservationState


class Request(Chained):
    """``reference`` names the structure's own reference of the person, in the erasable store.

    ``own_use``: asked as the structure's own equipment.
    """

    id = id_field()
    structure = organisation()
    state = word_field(RequestState, default=RequestState.OPEN)
    reference = models.CharField(max_length=36, default="", blank=True)
    own_use = models.BooleanField(default=False)
    wanted_by = models.DateField(null=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [models.Index(fields=["structure", "state"], name="inv_request_of")]
        constraints: ClassVar = [known_words("state", RequestState, "inv_request_state")]

    def __str__(self) -> str:
        return str(self.id)


class RequestLine(models.Model):
    id = id_field()
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="lines")
    kind = word_field(DeviceKind)
    profile = word_field(Profile)
    quantity = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            known_words("kind", DeviceKind, "inv_request_line_kind"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=50), name="inv_request_line_quantity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.kind}"


class Reservation(models.Model):
    """One device held for one line; one active reservation for a device."""

    id = id_field()
    device = models.ForeignKey(
        "inventory.Device", on_delete=models.PROTECT, related_name="reservations"
    )
    line = models.ForeignKey(RequestLine, on_delete=models.PROTECT, related_name="reservations")
    state = word_field(ReservationState, default=ReservationState.ACTIVE)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["opened_at"]
        indexes: ClassVar = [models.Index(fields=["line", "state"], name="inv_reservation_line")]
        constraints: ClassVar = [
            known_words("state", ReservationState, "inv_reservation_state"),
            models.UniqueConstraint(
                fields=["device"],
                condition=Q(state=ReservationState.ACTIVE),
                name="inv_reservation_one_active",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.device_id} {self.state}"
