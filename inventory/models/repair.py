"""Waiting, repairing, and the parts it takes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from inventory.models.fields import id_field, organisation, word_field
from inventory.vocabulary import Fault, HoldReason


class Hold(models.Model):
    """A device waits for somebody, since ``opened_at``."""

    id = id_field()
    device = models.ForeignKey("inventory.Device", on_delete=models.PROTECT, related_name="holds")
    reason = word_field(HoldReason)
    waiting_for = models.CharField(max_length=12)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["opened_at"]
        indexes: ClassVar = [
            models.Index(fields=["opened_at"], name="inv_hold_age", condition=Q(closed_at=None))
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["device"], condition=Q(closed_at=None), name="inv_hold_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.device_id}"


class RepairOrder(models.Model):
    """Fault, actions, minutes; ``service`` when the device is its holder's."""

    id = id_field()
    device = models.ForeignKey("inventory.Device", on_delete=models.PROTECT, related_name="repairs")
    cycle = models.PositiveIntegerField()
    fault = word_field(Fault)
    service = models.BooleanField(default=False)
    actions = models.JSONField(default=list)
    minutes = models.PositiveIntegerField(null=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["opened_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["device"], condition=Q(closed_at=None), name="inv_repair_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.fault} {self.device_id}"


class Part(models.Model):
    """A part of a workshop's stock. Nothing that stores data is a part.

    At ``low`` or under, more must be found; 0 asks for nothing.
    """

    id = id_field()
    organisation = organisation()
    name = models.CharField(max_length=80)
    quantity = models.PositiveIntegerField(default=0)
    low = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name"], name="inv_part_name")
        ]

    def __str__(self) -> str:
        return self.name


class PartMovement(models.Model):
    """Parts taken from the stock (negative) or made by dismantling (positive)."""

    id = id_field()
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="movements")
    quantity = models.IntegerField()
    device = models.ForeignKey(
        "inventory.Device", on_delete=models.PROTECT, related_name="+", null=True
    )
    moved_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["moved_at"]

    def __str__(self) -> str:
        return f"{self.quantity} {self.part_id}"


class PartArrival(models.Model):
    """Parts bought or given, as they were put on the shelf."""

    id = id_field()
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="arrivals")
    quantity = models.PositiveIntegerField()
    arrived_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-arrived_at"]

    def __str__(self) -> str:
        return f"{self.quantity} {self.part_id}"


class Reminder(models.Model):
    """The e-mail of one day to one organisation: sent once."""

    organisation = organisation()
    day = models.DateField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-day"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "day"], name="inv_reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.organisation_id}"
