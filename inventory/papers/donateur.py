"""Annual report to a public donor: what décret 2023-266 asks it to count, as far as we know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from inventory import donors
from inventory.donor_rate import Tally
from inventory.donors import Outcome, Report, Route, Scope
from inventory.papers import signed
from inventory.papers.palette import CATEGORIES
from inventory.papers.paper import Paper, emitter, local, number, said, some, the_house
from inventory.reform import Standing
from inventory.refusals import Missing
from inventory.vocabulary import DeviceKind, Word
from inventory.wording import capital

KEY = re.compile(r"([0-9]{1,9})-([0-9]{4})(?:-([0-9]{1,9}))?")
SHARES = {2023: 25, 2024: 35}
FROM_2025 = 50
"""Per cent of what is reformed and held on 1 January (décret 2023-266)."""


def seen(actor: Actor, key: str) -> Scope:
    """The report named « donor-year », as far as this organisation may see it.

    Raises
    ------
    Missing
        No public gift between them, or not in that year.
    """
    found = KEY.fullmatch(key)
    scope = donors.scope_seen_by(actor, int(found[1]), int(found[2])) if found else None
    if scope is None:
        raise Missing("unknown-report", "Aucun don public de ce donateur chez vous cette année-là.")
    return scope


def by_key(key: str) -> Scope:
    """Whoever asks: for the check of a paper whose mark is ours."""
    found = KEY.fullmatch(key)
    if found is None or found[3] is None:
        raise Missing("unknown-report", "Ce rapport n'existe pas.")
    known = Organisation.objects.select_related("territory").in_bulk([int(found[1]), int(found[3])])
    donor = known.get(int(found[1]))
    if donor is None:
        raise Missing("unknown-report", "Ce rapport n'existe pas.")
    return Scope(donor, int(found[2]), known.get(int(found[3])))


def content(scope: Scope) -> Paper:
    told = donors.report(scope)
    through = scope.workshop.pk if scope.workshop else 0
    today = timezone.localdate()
    return Paper(
        kind="donateur",
        key=f"{scope.donor.pk}-{scope.year}-{through}",
        number=f"RD-{scope.year}-{scope.donor.pk}-{through}",
        title=f"Rapport annuel {scope.year}",
        emitter=emitter(scope.workshop) if scope.workshop else the_house(),
        day=min(today, date(scope.year, 12, 31)) if scope.year < today.year else today,
        sentence=_sentence(told),
        body={
            "facts": _facts(told, today),
            "routes": [
                *[[route.label, str(told.routes[route])] for route in Route if told.routes[route]],
                ["Réemployés en tout", str(told.routes.total())],
            ],
            "outcomes": ["Reçus", *[one.label for one in Outcome]],
            "kinds": [
                *[[capital(DeviceKind(kind).label), *_row(n)] for kind, n in told.outcomes.items()],
                ["Total", *_row(told.total)],
            ],
            "categories": [
                [name, *_row(told.of_category(number_))] for number_, name in CATEGORIES.items()
            ],
            "standings": ["Reçus", *[one.label for one in Standing]],
            "basis": _each(told, lambda tally: _of(tally.standings, Standing)),
            "counted": _each(told, lambda tally: _of(tally.outcomes, Outcome)),
            "rates": _each(told, _rate),
            "remarks": _remarks(told),
            "collections": [
                [
                    number("BE", one.collection.pk, _fetched(one)),
                    said(local(_fetched(one))),
                    one.collection.custodian.name,
                    str(one.received),
                ]
                for one in told.gifts
            ],
            "signatures": [
                signed.block(
                    f"Pour {scope.workshop.name if scope.workshop else settings.SITE_NAME}",
                    "Nom, date et signature",
                )
            ],
        },
    )


def _sentence(told: Report) -> str:
    scope = told.scope
    through = f" par {scope.workshop.name}" if scope.workshop else " par la filière"
    reused = told.routes.total()
    return (
        f"En {scope.year}, {some(told.total.total(), 'appareil')} de {scope.donor.name} "
        f"{'ont été reçus' if told.total.total() > 1 else 'a été reçu'}{through}, et "
        f"{some(reused, 'appareil')} {'ont été réemployés' if reused > 1 else 'a été réemployé'}, "
        "reçus cette année ou avant."
    )


def _fetched(one: donors.Gift) -> datetime:
    return one.collection.fetched_at or one.collection.created_at


def _facts(told: Report, today: date) -> list[tuple[str, str]]:
    scope = told.scope
    return [
        ("Donateur", scope.donor.name),
        ("Année", str(scope.year)),
        ("Atelier", scope.workshop.name if scope.workshop else "tous ceux qui ont enlevé vos dons"),
        ("État connu le", said(today)),
    ]


def _row(counts: Counter[str]) -> list[str]:
    return _of(counts, Outcome)


def _of(counts: Counter[str], words: type[Word]) -> list[str]:
    return [str(counts.total()), *[str(counts[one]) for one in words]]


def _each(told: Report, cells: Callable[[Tally], list[str]]) -> list[list[str]]:
    names = {**CATEGORIES, 0: "Total"}
    return [[names[number_], *cells(tally)] for number_, tally in told.tallies.items()]


def _rate(tally: Tally) -> list[str]:
    rate = donors.per_cent(tally.rate)
    return [str(tally.reused), str(tally.held), f"{rate} %" if rate else "—"]


def _remarks(told: Report) -> list[str]:
    year = told.scope.year
    share = SHARES.get(year, FROM_2025 if year >= 2025 else 0)
    goal = f" ; l'objectif {year} est de {share} %" if share else ""
    tally = told.tallies[0]
    remarks = [
        (
            "Taux = A / B × 100. A : appareils à compter, réemployés dans l'année. B : appareils à "
            "compter, réformés et en votre possession au 1er janvier, reçus par la filière dans "
            f"l'année{goal} (décret 2023-266, article 3). A compte aussi ceux reçus une année "
            "d'avant ou réformés après le 1er janvier, qui ne sont pas dans B : le taux peut "
            "passer 100 %."
        ),
        (
            "La filière ne connaît que les appareils qui lui sont venus. Ceux que vous gardez, "
            "vendez, cédez ou confiez à d'autres manquent ici : pour votre taux, "
            "ajoutez-les à B, et à A ceux dont le réemploi est prouvé."
        ),
        (
            "Écartés : plus de dix ans à la date de leur réforme, comptés depuis l'achat ou la "
            "mise en service ; classés ou spécialement protégés. Dates et protection sont celles "
            "de votre liste. Sans date suffisante (date absente, ou année seule qui laisse un "
            "doute) : dans aucun terme du taux."
        ),
        (
            "« Réemployés » : distribués au moins une fois, ou cédés à un autre réemployeur. Un "
            "appareil rendu puis redistribué compte une fois. Les pièces, le recyclage et "
            "l'attente à l'atelier n'en sont pas."
        ),
    ]
    if missing := tally.standings[Standing.UNDATED]:
        remarks.append(
            f"{some(missing, 'appareil')} sans date suffisante : envoyez à l'atelier, avec la "
            "liste de chaque don, la date d'achat ou de mise en service et la date de réforme."
        )
    if tally.unsaid:
        remarks.append(
            f"Pour {some(tally.unsaid, 'appareil')} à compter, votre liste ne dit rien d'une "
            "protection : ils comptent, comme non classés."
        )
    if told.unregistered:
        remarks.append(
            f"{some(told.unregistered, 'appareil')} reçus ne sont pas encore enregistrés un à un : "
            "ils ne sont dans aucun de ces nombres."
        )
    return remarks
