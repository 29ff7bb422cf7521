"""A questionnaire sent to one kind of respondent, and what each organisation answered."""

from __future__ import annotations

from typing import ClassVar

import uuid_utils
from django.db import models

QUESTIONNAIRES = (
    ("structure", "structure sociale"),
    ("holder", "organisme public ou entreprise"),
)
STATES = (("asked", "demandé"), ("begun", "commencé"), ("sent", "répondu"))
SOURCES = (("invited", "invitée"), ("link", "par le lien public"), ("imported", "importée"))


def new_id() -> str:
    return str(uuid_utils.uuid7())


class Campaign(models.Model):
    """One questionnaire put to the organisations of one territory, until a day."""

    id = models.CharField(primary_key=True, max_length=36, default=new_id, editable=False)
    questionnaire = models.CharField(max_length=12, choices=QUESTIONNAIRES)
    territory = models.ForeignKey("network.Territory", on_delete=models.PROTECT)
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT)
    title = models.CharField(max_length=120)
    closes_on = models.DateField()
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "campagne d'enquête"
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(questionnaire__in=[one for one, _ in QUESTIONNAIRES]),
                name="forecast_campaign_known",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Answer(models.Model):
    """One organisation asked, or that came by itself; ``told`` holds numbers and chosen words.

    Whom to call is the id of an erasable text. ``key`` is the public form's, so that a form sent
    twice is one answer.
    """

    id = models.CharField(primary_key=True, max_length=36, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="answers")
    organisation_name = models.CharField(max_length=120)
    commune = models.ForeignKey(
        "network.Territory", null=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(max_length=10, choices=SOURCES)
    state = models.CharField(max_length=6, choices=STATES)
    told = models.JSONField(default=dict)
    contact = models.CharField(max_length=36, default="", blank=True)
    key = models.CharField(max_length=36, null=True, unique=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "réponse"
        ordering: ClassVar = ["campaign", "organisation_name", "id"]
        indexes: ClassVar = [models.Index(fields=["campaign", "state"], name="forecast_answer_at")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | models.Q(~models.Q(state="sent"), sent_at__isnull=True),
                name="forecast_answer_sent",
            )
        ]

    def __str__(self) -> str:
        return self.organisation_name
