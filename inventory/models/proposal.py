"""A gift that somebody proposes on the public page, and the list that came with a gift."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from inventory.models.collection import Collection
from inventory.models.device import Device
from inventory.models.fields import id_field, known_words, organisation, word_field
from inventory.vocabulary import DeclineReason, DeviceKind, Giver, ProposalState, Slot


class Proposal(models.Model):
    """Beside the circuit: it becomes a collection when a workshop accepts it.

    ``key`` is the form's, so that a form sent twice is one proposal. ``contact`` is the id of an
    erasable text: names, address, phone and remarks lie there only.
    """

    id = id_field()
    key = models.CharField(max_length=36, unique=True)
    giver = word_field(Giver)
    commune = models.ForeignKey("network.Territory", on_delete=models.PROTECT, related_name="+")
    workshop = organisation("proposals")
    lines = models.JSONField()
    earliest = models.DateField(null=True)
    slot = word_field(Slot, default=Slot.DAY)
    contact = models.CharField(max_length=36)
    state = word_field(ProposalState, default=ProposalState.RECEIVED)
    decline_reason = word_field(DeclineReason, default="", blank=True)
    collection = models.OneToOneField(
        Collection, on_delete=models.PROTECT, related_name="proposal", null=True
    )
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        indexes: ClassVar = [models.Index(fields=["workshop", "state"], name="inv_proposal_at")]
        constraints: ClassVar = [
            known_words("giver", Giver, "inv_proposal_giver"),
            known_words("state", ProposalState, "inv_proposal_state"),
            models.CheckConstraint(
                condition=(
                    models.Q(state=ProposalState.ACCEPTED, collection__isnull=False)
                    | models.Q(
                        models.Q(collection__isnull=True), ~models.Q(state=ProposalState.ACCEPTED)
                    )
                ),
                name="inv_proposal_accepted",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class ManifestRow(models.Model):
    """One device as the donor's list tells it, and the device it turned out to be.

    ``bought`` (or put to use) and ``reformed`` are « 2015-03-12 », « 2015-03 » or « 2015 », as
    precise as the list; ``protected`` is None when the list does not say.
    """

    id = models.BigAutoField(primary_key=True)
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="manifest")
    number = models.PositiveIntegerField()
    kind = word_field(DeviceKind)
    brand = models.CharField(max_length=120, default="", blank=True)
    model = models.CharField(max_length=120, default="", blank=True)
    serial = models.CharField(max_length=120, default="", blank=True)
    asset_tag = models.CharField(max_length=120, default="", blank=True)
    bought = models.CharField(max_length=10, null=True, blank=True)
    reformed = models.CharField(max_length=10, null=True, blank=True)
    protected = models.BooleanField(null=True)
    device = models.OneToOneField(
        Device, on_delete=models.PROTECT, related_name="manifest_row", null=True
    )

    class Meta:
        ordering: ClassVar = ["collection", "number"]
        constraints: ClassVar = [
            known_words("kind", DeviceKind, "inv_manifest_kind"),
            models.UniqueConstraint(fields=["collection", "number"], name="inv_manifest_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} : {self.brand} {self.model}"


class ManifestDraft(models.Model):
    """A donor's list as it was read, until it is imported or left; one for each collection.

    ``content`` is compressed JSON: a list of 100,000 lines is read from its file only once.
    """

    collection = models.OneToOneField(
        Collection, on_delete=models.CASCADE, primary_key=True, related_name="manifest_draft"
    )
    name = models.CharField(max_length=160)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    created_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.name
