"""The media one may print on: those of the filière, and those one's organisation has measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from filiere.network.actor import Actor
from inventory.models import LabelMedium
from inventory.refusals import Conflict, Missing, Refused
from labels.layout import DoesNotFit, plan
from labels.sheets import SHEETS, ImpossibleSheet, Sheet

MEASURES = ("page_width", "page_height", "columns", "rows", "width", "height", "left", "top")
PITCHES = ("pitch_x", "pitch_y")
MOST = 50
"""Media that one organisation may keep."""


def media_of(actor: Actor) -> dict[str, Sheet]:
    """Every medium one may choose, one's own first."""
    own = LabelMedium.objects.filter(organisation_id=actor.organisation_id, closed_at=None)
    return {row.pk: _sheet(row) for row in own} | SHEETS


def medium_of(actor: Actor, key: str) -> Sheet:
    """The medium of this reference.

    Raises
    ------
    Missing
        ``unknown-medium``: another one would be printed on the wrong sheet.
    """
    if key in SHEETS:
        return SHEETS[key]
    own = LabelMedium.objects.filter(organisation_id=actor.organisation_id, closed_at=None)
    row = own.filter(pk=key[:36]).first()
    if row is None:
        raise Missing("unknown-medium", "Ce support d'étiquettes n'est pas connu.")
    return _sheet(row)


def measured(name: str, told: Mapping[str, Any], key: str = "") -> Sheet:
    """The medium that these measures make, all in millimetres, checked before anything is kept.

    Raises
    ------
    Refused
        ``impossible-medium``: the measures are those of no sheet; ``label-too-small``: not even
        a code would be read on it.
    """
    try:
        sheet = Sheet(key=key, maker="", title=name, **told)
        plan(sheet)
    except ImpossibleSheet as error:
        raise Refused("impossible-medium", str(error), title="Données à corriger") from error
    except DoesNotFit as error:
        raise Refused("label-too-small", str(error), title="Données à corriger") from error
    return sheet


def keep_medium(actor: Actor, name: str, told: Mapping[str, Any]) -> str:
    """Keep a medium measured by hand; returns its reference.

    Raises
    ------
    Refused
        What ``measured`` refuses; Conflict ``name-taken``, ``too-many-media``.
    """
    measured(name, told)
    own = LabelMedium.objects.filter(organisation_id=actor.organisation_id, closed_at=None)
    if own.count() >= MOST:
        raise Conflict("too-many-media", f"{MOST} supports au plus : retirez-en un d'abord.")
    try:
        with transaction.atomic():
            row = LabelMedium.objects.create(
                organisation_id=actor.organisation_id, name=name, **told
            )
    except IntegrityError as error:
        raise Conflict("name-taken", "Un de vos supports porte déjà ce nom.") from error
    return str(row.pk)


def retire_medium(actor: Actor, key: str) -> None:
    """Stop offering a medium of one's own; raises Missing ``unknown-medium``."""
    own = LabelMedium.objects.filter(organisation_id=actor.organisation_id, closed_at=None)
    if not own.filter(pk=key[:36]).update(closed_at=timezone.now()):
        raise Missing("unknown-medium", "Ce support d'étiquettes n'est pas connu.")


def _sheet(row: LabelMedium) -> Sheet:
    told = {name: getattr(row, name) for name in (*MEASURES, *PITCHES, "dpi")}
    return Sheet(key=row.pk, maker="", title=row.name, **told)
