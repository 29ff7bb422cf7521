"""The verbs of a survey: open a campaign, ask, answer, send, take back, forget."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from filiere.network import rights
from filiere.network.actor import Actor
from filiere.network.models import Territory
from filiere.network.refusals import Forbidden, Refused
from filiere.network.spelling import fold
from forecast.fleets.declare import Declared, forget_answer, keep
from forecast.models import Answer, Campaign, Fleet
from forecast.vocabulary import Holder, Kind
from inventory.selectors.erasable import forget_contact, keep_contact

KEEP_DAYS = 730
"""A contact is forgotten two years after it was given, or when asked."""
MOST_ANSWERS = 20_000
"""Of one campaign: more is a machine."""


def allowed(actor: Actor) -> None:
    """Refuse whoever does not steer the diagnosis."""
    if not rights.may(actor, "run_surveys"):
        raise Forbidden("Les enquêtes se mènent par qui pilote le diagnostic.")


def open_campaign(
    *, actor: Actor, questionnaire: str, territory: Territory, title: str, closes_on: date
) -> Campaign:
    """A questionnaire put to the organisations of a territory.

    Raises
    ------
    Forbidden
    Refused
        ``already-closed``: the day is past.
    """
    allowed(actor)
    if closes_on < timezone.localdate():
        raise Refused("already-closed", "Choisissez un jour à venir pour la fin de l'enquête.")
    return Campaign.objects.create(
        questionnaire=questionnaire,
        territory=territory,
        organisation_id=actor.organisation_id,
        title=title,
        closes_on=closes_on,
        created_at=timezone.now(),
    )


def ask(
    *, actor: Actor, campaign: Campaign, name: str, commune: Territory | None, email: str = ""
) -> Answer:
    """Count one more organisation among those asked; its own address lets it answer.

    One that is there already, by name and commune, is given back.
    """
    allowed(actor)
    known = campaign.answers.filter(commune=commune)
    for one in known:
        if fold(one.organisation_name) == fold(name):
            return one
    return Answer.objects.create(
        campaign=campaign,
        organisation_name=name,
        commune=commune,
        source="invited",
        state="asked",
        contact=_kept(campaign, email) if email else "",
        created_at=timezone.now(),
    )


def begin(*, campaign: Campaign, key: str, name: str, commune: Territory, contact: str) -> Answer:
    """An organisation comes by the public link; the same form sent twice is one answer.

    Raises
    ------
    Refused
        ``survey-closed``, ``survey-full``.
    """
    check_open(campaign)
    if campaign.answers.count() >= MOST_ANSWERS:
        raise Refused("survey-full", "Cette enquête a reçu trop de réponses. Appelez-nous.")
    try:
        with transaction.atomic():
            return Answer.objects.create(
                campaign=campaign,
                organisation_name=name,
                commune=commune,
                source="link",
                state="begun",
                contact=_kept(campaign, contact) if contact else "",
                key=key,
                created_at=timezone.now(),
            )
    except IntegrityError:
        return Answer.objects.get(key=key)


def check_open(campaign: Campaign) -> None:
    """Refuse once the day is past: ``survey-closed``."""
    if campaign.closes_on < timezone.localdate():
        raise Refused(
            "survey-closed",
            f"Cette enquête est close depuis le {campaign.closes_on:%d/%m/%Y}.",
            status=410,
        )


@transaction.atomic
def save(*, answer: Answer, told: Mapping[str, Any]) -> Answer:
    """Keep what one screen says; blank answers are taken out.

    Raises
    ------
    Refused
        ``survey-closed``.
    """
    locked = Answer.objects.select_for_update().select_related("campaign").get(pk=answer.pk)
    check_open(locked.campaign)
    kept = {**locked.told, **told}
    locked.told = {name: one for name, one in kept.items() if one not in (None, "", [])}
    if locked.state == "asked":
        locked.state = "begun"
    locked.save(update_fields=["told", "state"])
    if locked.state == "sent":
        _declare(locked)
    return locked


@transaction.atomic
def send(*, answer: Answer) -> Answer:
    """Count it among the answers; its fleet feeds the gisement.

    Raises
    ------
    Refused
        ``survey-closed``; ``empty-answer``.
    """
    locked = Answer.objects.select_for_update().select_related("campaign").get(pk=answer.pk)
    check_open(locked.campaign)
    if not locked.told:
        raise Refused("empty-answer", "Répondez à une question au moins, puis envoyez.")
    if locked.state != "sent":
        locked.state, locked.sent_at = "sent", timezone.now()
        locked.save(update_fields=["state", "sent_at"])
    _declare(locked)
    return locked


@transaction.atomic
def take_back(*, answer: Answer) -> None:
    """An organisation takes its answer back: nothing of it is left, contact included."""
    forget_contact(answer.contact)
    forget_answer(answer)
    answer.delete()


def forget_whom(*, answer: Answer) -> None:
    """Forget whom to call, keep what was answered."""
    forget_contact(answer.contact)
    Answer.objects.filter(pk=answer.pk).update(contact="")


def send_imported(campaign: Campaign, answers: list[Answer]) -> None:
    """Keep answers that came as a sheet, new or known, with their fleets."""
    Answer.objects.bulk_create(
        answers,
        batch_size=500,
        update_conflicts=True,
        unique_fields=("id",),
        update_fields=("told", "state", "sent_at"),
    )
    if campaign.questionnaire == "holder":
        Fleet.objects.filter(answer__in=[one.pk for one in answers]).delete()
        keep(fleet for one in answers if (fleet := _fleet(one)))


def _declare(answer: Answer) -> None:
    """The fleet of an answer takes the place of what this organisation had declared."""
    if answer.campaign.questionnaire == "holder":
        forget_answer(answer)
        fleet = _fleet(answer)
        keep([fleet] if fleet else [])


def _fleet(answer: Answer) -> Declared | None:
    """What an answer declares; None without a count, a rhythm of renewal and a commune."""
    told = answer.told
    devices = {kind.value: told[f"fleet_{kind}"] for kind in Kind if told.get(f"fleet_{kind}")}
    if not (devices and told.get("renewal") and answer.commune_id):
        return None
    following = told.get("next_renewal")
    return Declared(
        organisation=answer.organisation_name,
        commune=answer.commune_id,
        holder=told.get("holder", Holder.COMPANIES.value),
        devices=devices,
        renewal_years=told["renewal"],
        jobs=told.get("jobs"),
        next_renewal=date.fromisoformat(following) if following else None,
        origin={"answer": answer},
    )


def _kept(campaign: Campaign, text: str) -> str:
    return keep_contact(text=text, organisation_id=campaign.organisation_id, days=KEEP_DAYS)
