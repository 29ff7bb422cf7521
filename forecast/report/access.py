"""Which content a reader is given: the edition published, or the pilots' working draft."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uuid_utils
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, Max
from django.utils import timezone

from filiere.network import rights
from filiere.network.actor import Actor
from filiere.network.models import Organisation, Territory
from filiere.network.refusals import Forbidden, Missing, Refused
from forecast.models import Answer, ListedActor, Publication, Run, VoletText
from forecast.report.build import diagnostic
from forecast.report.content import Diagnostic, from_json, to_json
from forecast.report.ground import check_level
from inventory.selectors.diagnosis import state_of_journal

WORKING = "travail"
"""How an address asks for the working draft."""


@dataclass(frozen=True, slots=True)
class Given:
    """One content and where it comes from: ``edition`` None is the working draft."""

    content: Diagnostic
    territory: Territory
    edition: Publication | None

    @property
    def emitter(self) -> str:
        """Who puts its name at the top of the paper."""
        if self.edition is not None and self.edition.organisation is not None:
            return str(self.edition.organisation.name)
        return ""

    @property
    def query(self) -> str:
        """What an address adds to read this very content again."""
        return f"edition={self.edition.number}" if self.edition else f"edition={WORKING}"


def drawn(told: Given, name: str, draw: Callable[[], bytes]) -> bytes:
    """What was drawn of an edition, drawn once: it never changes. A draft is drawn each time."""
    if told.edition is None:
        return draw()
    file = Path(settings.FORECAST_DIR) / "editions" / told.edition.pk / name
    try:
        return file.read_bytes()
    except OSError:
        pass
    content = draw()
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(f".{uuid_utils.uuid7()}")
    half.write_bytes(content)
    half.replace(file)
    return content


def editions(territory_id: str) -> list[Publication]:
    """Editions that stand, the newest first, without their content."""
    found = Publication.objects.filter(territory=territory_id, withdrawn_at__isnull=True)
    return list(found.defer("content").order_by("-number"))


def given(actor: Actor | None, territory: Territory, edition: str = "") -> Given:
    """What an actor, or anybody, reads: the newest edition, the one named, or the draft.

    Raises
    ------
    Missing
        ``no-edition``: nothing is published, or not this one.
    Refused
        ``no-diagnostic``: no diagnostic is made at this level.
    """
    check_level(territory)
    works = rights.may(actor, "read_report")
    if edition == WORKING and works:
        return Given(draft(territory), territory, None)
    found = Publication.objects.filter(territory=territory, withdrawn_at__isnull=True)
    if edition:
        known = edition.isascii() and edition.isdigit() and len(edition) < 6
        found = found.filter(number=int(edition)) if known else found.none()
    one = found.select_related("organisation").order_by("-number").first()
    if one is not None:
        return Given(from_json(one.content), territory, one)
    if works and not edition:
        return Given(draft(territory), territory, None)
    raise Missing(
        "no-edition",
        f"Le diagnostic de {territory.name} n'est pas publié. Les pilotes de la filière le "
        "publient quand il est prêt.",
    )


def first_shown(actor: Actor | None) -> tuple[str, str] | None:
    """Name and id of the territory whose diagnostic a home page leads to: the last published.

    Whoever may read working drafts is led to the list (an empty id) when nothing is published.
    """
    found = Publication.objects.filter(withdrawn_at__isnull=True).order_by("-published_at")
    named = found.values_list("territory__name", "territory_id").first()
    if named is not None:
        return named
    return ("", "") if rights.may(actor, "read_report") else None


def draft(territory: Territory) -> Diagnostic:
    """The working draft, made again only when something it rests on has changed."""
    name = territory.pk.replace(":", "-")
    folder = Path(settings.FORECAST_DIR) / "drafts"
    file = folder / f"{name}-{_state(territory)}.json"
    try:
        return from_json(file.read_bytes())
    except (OSError, ValueError):
        pass
    told = diagnostic(territory)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{name}-*"):
        old.unlink(missing_ok=True)
    half = file.with_suffix(f".{uuid_utils.uuid7()}")
    half.write_bytes(to_json(told))
    half.replace(file)
    return told


def _state(territory: Territory) -> str:
    """What a draft rests on, in a few letters: runs, texts, lists, the journal, the day."""
    rests_on = (
        Run.objects.aggregate(last=Max("id"))["last"],
        VoletText.objects.filter(territory=territory).aggregate(last=Max("id"))["last"],
        ListedActor.objects.aggregate(last=Max("imported_at"))["last"],
        Answer.objects.aggregate(count=Count("pk"), last=Max("sent_at")),
        Organisation.objects.count(),
        state_of_journal(),
        timezone.localdate(),
    )
    return hashlib.sha256(repr(rests_on).encode()).hexdigest()[:20]


def publish(*, actor: Actor, territory: Territory, after: int) -> Publication:
    """Make an edition of the working draft, public from now on; it follows edition ``after``.

    Asked twice it is made once.

    Raises
    ------
    Forbidden
        Only who leads a steering organisation publishes.
    """
    if not rights.may(actor, "publish_report"):
        raise Forbidden("Seuls les pilotes publient le diagnostic.")
    check_level(territory)
    last = Publication.objects.filter(territory=territory).order_by("-number").first()
    number = (last.number if last else 0) + 1
    if last is not None and number != after + 1:
        return last
    told = diagnostic(territory, edition=number)
    content = to_json(told)
    try:
        with transaction.atomic():
            return Publication.objects.create(
                id=str(uuid_utils.uuid7()),
                territory=territory,
                number=number,
                published_at=timezone.now(),
                organisation_id=actor.organisation_id or None,
                run_id=told.estimation.id if told.estimation else None,
                content=content.decode(),
                sha256=hashlib.sha256(content).hexdigest(),
            )
    except IntegrityError:
        return Publication.objects.get(territory=territory, number=number)


def withdraw(*, actor: Actor, territory: Territory, number: int) -> Publication:
    """Take an edition back: nobody reads it any more.

    Raises
    ------
    Forbidden, Refused
        ``no-edition``: there is no such edition, or it was withdrawn.
    """
    if not rights.may(actor, "publish_report"):
        raise Forbidden("Seuls les pilotes retirent une édition.")
    one = Publication.objects.filter(
        territory=territory, number=number, withdrawn_at__isnull=True
    ).first()
    if one is None:
        raise Refused("no-edition", f"L'édition {number} n'est pas publiée.")
    one.withdrawn_at = timezone.now()
    one.save(update_fields=["withdrawn_at"])
    return one
