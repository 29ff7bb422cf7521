"""One physical thing with its own label."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from inventory.models.fields import (
    Chained,
    SerialKey,
    known_words,
    organisation,
    word_field,
)
from inventory.vocabulary import DeviceKind, Grade, LegalStatus, Statement, Step


class Device(Chained):
    """State row of a device: written by ``inventory.perform`` alone, said again by its chain.

    ``custodian`` is empty when the holder has it. ``statement`` is what was said of its media
    in the present cycle; ``unlisted_media`` how many more a tool showed.
    """

    code = models.CharField(primary_key=True, max_length=9)
    kind = word_field(DeviceKind)
    step = word_field(Step)
    cycle = models.PositiveIntegerField(default=1)
    cycle_opened_at = models.DateTimeField()
    brand = models.CharField(max_length=120, default="", blank=True)
    model = models.CharField(max_length=120, default="", blank=True)
    serial = models.CharField(max_length=120, default="", blank=True)
    asset_tag = models.CharField(max_length=120, default="", blank=True)
    collection = models.ForeignKey(
        "inventory.Collection", on_delete=models.PROTECT, related_name="devices"
    )
    donor = organisation(null=True)
    custodian = organisation(null=True)
    structure = organisation(null=True)
    holder = models.CharField(max_length=10, default="", blank=True)
    released_by = organisation(null=True)
    statement = models.CharField(max_length=10, default="", blank=True)
    slot_sim = models.CharField(max_length=10, default="", blank=True)
    slot_card = models.CharField(max_length=10, default="", blank=True)
    snapshot_media = models.BooleanField(default=False)
    unlisted_media = models.PositiveIntegerField(default=0)
    ever_listed = models.BooleanField(default=False)
    tests = models.JSONField(default=dict)
    blocking = models.JSONField(default=list)
    grade = models.CharField(max_length=1, default="", blank=True)
    system = models.CharField(max_length=120, default="", blank=True)
    accessories = models.JSONField(null=True, default=None)
    capabilities = models.JSONField(default=dict)
    place_id = models.CharField(max_length=36, null=True)
    hold_id = models.CharField(max_length=36, null=True)
    repair_id = models.CharField(max_length=36, null=True)
    service_id = models.CharField(max_length=36, null=True)
    reservation_id = models.CharField(max_length=36, null=True)
    offer_id = models.CharField(max_length=36, null=True)
    offer_to = organisation(null=True)
    recall_id = models.CharField(max_length=36, null=True)
    pallet_id = models.CharField(max_length=36, null=True)
    to_destroy = models.BooleanField(default=False)
    order_ref = models.CharField(max_length=60, default="", blank=True)
    removed = models.BooleanField(default=False)
    destruction_certificate = models.CharField(max_length=60, default="", blank=True)
    legal_status = word_field(LegalStatus, default=LegalStatus.PRODUCT)

    class Meta:
        ordering: ClassVar = ["code"]
        indexes: ClassVar = [
            models.Index(fields=["custodian", "step", "code"], name="inv_device_at_step"),
            models.Index(fields=["custodian", "code"], name="inv_device_at"),
            models.Index(fields=["step", "kind"], name="inv_device_step_kind"),
            models.Index(
                fields=["released_by", "step", "kind", "custodian"],
                name="inv_device_released",
                condition=Q(released_by__isnull=False),
            ),
            models.Index(fields=["structure", "code"], name="inv_device_structure"),
            models.Index(fields=["asset_tag"], name="inv_device_tag", condition=~Q(asset_tag="")),
            models.Index(SerialKey("serial"), name="inv_device_serial_key"),
            models.Index(SerialKey("asset_tag"), name="inv_device_tag_key"),
            models.Index(
                fields=["custodian", "step", "kind", "grade", "code"], name="inv_device_stock"
            ),
            models.Index(
                fields=["place_id", "code"],
                name="inv_device_place",
                condition=Q(place_id__isnull=False),
            ),
            models.Index(
                fields=["pallet_id", "code"],
                name="inv_device_pallet",
                condition=Q(pallet_id__isnull=False),
            ),
            models.Index(
                fields=["offer_to", "code"],
                name="inv_device_offered",
                condition=Q(offer_to__isnull=False),
            ),
        ]
        constraints: ClassVar = [
            known_words("kind", DeviceKind, "inv_device_kind"),
            known_words("step", Step, "inv_device_step"),
            known_words("statement", Statement, "inv_device_statement"),
            known_words("legal_status", LegalStatus, "inv_device_legal"),
            models.CheckConstraint(condition=Q(cycle__gte=1), name="inv_device_cycle"),
            models.CheckConstraint(
                condition=Q(grade__in=["", *[g.value for g in Grade]]), name="inv_device_grade"
            ),
            models.CheckConstraint(
                condition=Q(step=Step.RECYCLED)
                | Q(to_destroy=False, removed=False, order_ref="", destruction_certificate=""),
                name="inv_device_exception_flags",
            ),
            models.CheckConstraint(
                condition=Q(removed=True) | Q(order_ref=""), name="inv_device_order_removed"
            ),
        ]

    def __str__(self) -> str:
        return self.code
