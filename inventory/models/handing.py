"""Delivery to a structure, hand-over to who will use it, transfer between organisations."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from inventory.models.fields import id_field, known_words, organisation, word_field
from inventory.vocabulary import HandOverMode, Recipient


class Delivery(models.Model):
    """One device delivered on one slip by ``workshop``: custody went to the structure."""

    id = id_field()
    device = models.ForeignKey(
        "inventory.Device", on_delete=models.PROTECT, related_name="deliveries"
    )
    reservation_id = models.CharField(max_length=36)
    structure = organisation()
    workshop = organisation(null=True)
    slip = models.CharField(max_length=60)
    delivered_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-delivered_at"]

    def __str__(self) -> str:
        return f"{self.slip} {self.device_id}"


class HandOver(models.Model):
    """Given, sold or lent; to a person, or as the structure's own equipment.

    ``workshop`` let the device go: it handed over, or had delivered.
    """

    id = id_field()
    device = models.ForeignKey(
        "inventory.Device", on_delete=models.PROTECT, related_name="hand_overs"
    )
    cycle = models.PositiveIntegerField()
    structure = organisation()
    workshop = organisation(null=True)
    reservation_id = models.CharField(max_length=36)
    recipient = word_field(Recipient)
    mode = word_field(HandOverMode)
    price_cents = models.PositiveIntegerField(null=True)
    ticket = models.CharField(max_length=60, default="", blank=True)
    return_due = models.DateField(null=True)
    lot = models.CharField(max_length=64, default="", blank=True)
    voucher = models.CharField(max_length=60, default="", blank=True)
    handed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-handed_at"]
        indexes: ClassVar = [models.Index(fields=["lot"], name="inv_handover_lot")]
        constraints: ClassVar = [
            known_words("mode", HandOverMode, "inv_handover_mode"),
            known_words("recipient", Recipient, "inv_handover_recipient"),
            models.CheckConstraint(
                condition=~Q(mode=HandOverMode.SOLD) | (Q(price_cents__gt=0) & ~Q(ticket="")),
                name="inv_handover_sale",
            ),
            models.CheckConstraint(
                condition=~Q(mode=HandOverMode.LENT) | Q(return_due__isnull=False),
                name="inv_handover_loan",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mode} {self.device_id}"


class Transfer(models.Model):
    """An offer of custody from one organisation to another."""

    id = id_field()
    device = models.ForeignKey(
        "inventory.Device", on_delete=models.PROTECT, related_name="transfers"
    )
    giver = organisation()
    taker = organisation()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, default="", blank=True)

    class Meta:
        ordering: ClassVar = ["-opened_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["device"], condition=Q(closed_at=None), name="inv_transfer_one_open"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
