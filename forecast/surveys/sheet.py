"""Answers that come as a sheet: one line an organisation, a column a question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from filiere.network.actor import Actor
from filiere.network.refusals import Refused
from filiere.network.spelling import fold
from forecast.incoming_sheets.columns import Column, choice, count, month, several, text, years
from forecast.incoming_sheets.places import Communes
from forecast.incoming_sheets.preview import Preview, Row, preview
from forecast.models import Answer, Campaign
from forecast.surveys.campaigns import allowed, send_imported
from forecast.surveys.questionnaires import BY_NAME, COUNT, MONTH, ONE, YEARS, Question
from inventory.selectors.sheets import Sheet


def columns(questionnaire: str, communes: Communes) -> tuple[Column, ...]:
    """Organisation, commune, then every question by its label or its name."""
    who = (
        Column("organisation", "Organisation", text(), ("nom", "structure"), required=True),
        Column(
            "commune",
            "Commune",
            communes.find,
            ("code commune", "code insee", "insee", "ville"),
            required=True,
        ),
    )
    asked = (Column(one.name, one.label, _reader(one)) for one in BY_NAME[questionnaire].questions)
    return (*who, *asked)


def _reader(question: Question) -> Callable[[str], Any]:
    if question.answer == COUNT:
        return count
    if question.answer == YEARS:
        return years
    if question.answer == MONTH:
        return month
    return choice(question.words) if question.answer == ONE else several(question.words)


def look(campaign: Campaign, sheet: Sheet) -> Preview:
    """What would be kept; an organisation answers once for a commune."""
    seen: dict[tuple[str, str], int] = {}

    def check(row: Row, found: Preview) -> None:
        key = fold(row.told["organisation"]), row.told["commune"]
        first = seen.setdefault(key, row.number)
        if first != row.number:
            what = f"Cette organisation est déjà à la ligne {first}."
            found.blame(row.number, "Organisation", what)
        elif len(row.told) == 2:
            found.blame(row.number, "Organisation", "Cette ligne ne répond à aucune question.")

    return preview(sheet, columns(campaign.questionnaire, Communes()), check)


@transaction.atomic
def import_answers(*, actor: Actor, campaign: Campaign, found: Preview) -> int:
    """Keep every good line: an organisation asked or known answers, another is added.

    Raises
    ------
    Forbidden
    Refused
        ``nothing-to-import``.
    """
    allowed(actor)
    if not found.rows:
        raise Refused("nothing-to-import", "Aucune ligne de ce fichier n'est bonne à importer.")
    known = {(fold(one.organisation_name), one.commune_id): one for one in campaign.answers.all()}
    now = timezone.now()
    made = []
    for row in found.rows:
        told = {
            name: one.isoformat() if isinstance(one, date) else one
            for name, one in row.told.items()
            if name not in {"organisation", "commune"}
        }
        key = fold(row.told["organisation"]), row.told["commune"]
        answer = known.get(key) or Answer(
            campaign=campaign,
            organisation_name=row.told["organisation"],
            commune_id=row.told["commune"],
            source="imported",
            created_at=now,
        )
        answer.told, answer.state, answer.sent_at = told, "sent", now
        made.append(answer)
    send_imported(campaign, made)
    return len(made)
