"""What the pilots write in the volets: read, written as new versions, signed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

import uuid_utils
from django.db import IntegrityError, transaction
from django.utils import timezone

from filiere.network import rights
from filiere.network.actor import Actor
from filiere.network.models import Territory
from filiere.network.refusals import Forbidden, Refused
from filiere.network.vocabulary import Role
from forecast.models import TextState, VoletText
from forecast.report.content import Action, PilotText

MOST_LETTERS = 12_000
MOST_ACTIONS = 40


def written(territory_id: str) -> dict[int, VoletText]:
    """The last version of each volet's text, by number of volet."""
    found: dict[int, VoletText] = {}
    rows = VoletText.objects.filter(territory=territory_id).select_related("organisation")
    for one in rows.order_by("version"):
        found[one.volet] = one
    return found


def versions(territory_id: str, volet: int) -> list[VoletText]:
    """Every version of one volet, the newest first."""
    rows = VoletText.objects.filter(territory=territory_id, volet=volet)
    return list(rows.select_related("organisation").order_by("-version"))


def told(one: VoletText) -> PilotText:
    role = dict(Role.choices).get(one.role, one.role)
    return PilotText(
        state=one.state,
        state_label=TextState(one.state).label,
        version=one.version,
        analysis=one.analysis,
        recommendations=one.recommendations,
        actions=tuple(Action(**action) for action in one.actions),
        signed_by=f"{one.organisation.name} ({role})",
        signed_on=one.written_at,
        sha256=one.sha256,
    )


def write_text(
    *,
    actor: Actor,
    territory: Territory,
    volet: int,
    after: int,
    state: str,
    analysis: str,
    recommendations: str,
    actions: Sequence[Action],
) -> VoletText:
    """Sign a new version of a volet's text, which follows version ``after`` (0: the first).

    The same text sent twice is one version.

    Raises
    ------
    Forbidden
        Only who leads a steering organisation writes.
    Refused
        ``text-overtaken``: somebody wrote in between; ``text-empty``; ``text-too-long``.
    """
    if not rights.may(actor, "write_report"):
        raise Forbidden("Seuls les pilotes écrivent dans le diagnostic.")
    plan = [_plain(one) for one in actions]
    sha256 = digest(state, analysis, recommendations, plan)
    _check(analysis, recommendations, plan)
    last = VoletText.objects.filter(territory=territory, volet=volet).order_by("version").last()
    if last is not None and last.version != after:
        return _sent_again(last, after, sha256)
    try:
        with transaction.atomic():
            return VoletText.objects.create(
                id=str(uuid_utils.uuid7()),
                territory=territory,
                volet=volet,
                version=after + 1 if last else 1,
                state=state,
                analysis=analysis,
                recommendations=recommendations,
                actions=plan,
                written_at=timezone.now(),
                organisation_id=actor.organisation_id,
                membership_id=actor.membership_id,
                role=actor.role,
                sha256=sha256,
            )
    except IntegrityError as error:
        raise Refused(
            "text-overtaken",
            "Une autre version vient d'être signée. Relisez-la, puis enregistrez la vôtre.",
            status=409,
        ) from error


def _sent_again(last: VoletText, after: int, sha256: str) -> VoletText:
    """The version that this very text made, if nobody wrote another."""
    if last.version == after + 1 and last.sha256 == sha256:
        return last
    raise Refused(
        "text-overtaken",
        f"{last.organisation.name} a signé la version {last.version} pendant que vous "
        "écriviez. Relisez-la plus bas, puis enregistrez la vôtre.",
        title="Un autre texte est passé avant",
        status=409,
    )


def digest(
    state: str, analysis: str, recommendations: str, actions: Sequence[dict[str, str]]
) -> str:
    """SHA-256 of a text as it is signed."""
    whole = [state, analysis, recommendations, list(actions)]
    content = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def _plain(one: Action) -> dict[str, str]:
    return {
        "what": one.what,
        "who": one.who,
        "when": one.when,
        "cost": one.cost,
        "funding": one.funding,
    }


def _check(analysis: str, recommendations: str, plan: Sequence[dict[str, str]]) -> None:
    if not (analysis.strip() or recommendations.strip() or plan):
        raise Refused("text-empty", "Écrivez au moins l'analyse, une préconisation ou une action.")
    longest = max(map(len, (analysis, recommendations, *(v for one in plan for v in one.values()))))
    if longest > MOST_LETTERS or len(plan) > MOST_ACTIONS:
        raise Refused(
            "text-too-long",
            f"Un texte tient en {MOST_LETTERS} caractères, un plan en {MOST_ACTIONS} actions.",
        )
