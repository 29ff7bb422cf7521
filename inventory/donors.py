"""What became of a public donor's devices, year by year (décret 2023-266), scoped to who asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from filiere.network.vocabulary import LegalStatus
from inventory.donor_rate import Fate, Tally, tallies
from inventory.models import Collection, Device, Entry, HandOver
from inventory.reform import Reform, Standing
from inventory.selectors import collections_seen_by
from inventory.vocabulary import (
    CollectionState,
    DeviceKind,
    HandOverMode,
    LegalBasis,
    Recipient,
    Step,
    SubjectKind,
    Word,
    category,
)

PUBLIC = (LegalStatus.PUBLIC_BODY, LegalStatus.CCAS)
FETCHED = (CollectionState.FETCHED, CollectionState.SORTED)


class Outcome(Word):
    """What a device received in the year has become, now."""

    REUSED = "reused", "Réemployés"
    PARTS = "parts", "Pièces"
    RECYCLED = "recycled", "Recyclés"
    GIVEN_BACK = "given_back", "Restitués"
    LOST = "lost", "Perdus"
    UNDER_WAY = "under_way", "En cours"


class Route(Word):
    """How a device was reused, the first time."""

    GIVEN = "given", "Don à une personne"
    SOLD = "sold", "Vente solidaire à une personne"
    LENT = "lent", "Prêt"
    STRUCTURE = "structure", "Équipement d'une structure sociale"
    CEDED = "ceded", "Cession à un autre réemployeur"


ENDS = {
    Step.DISMANTLED: Outcome.PARTS,
    Step.RECYCLED: Outcome.RECYCLED,
    Step.RETURNED: Outcome.GIVEN_BACK,
    Step.LOST: Outcome.LOST,
}


REFORM = tuple(f"manifest_row__{name}" for name in ("bought", "reformed", "protected"))


RATE = "taux, par la filière seule"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose devices, in which year, through which workshop (None: all of them)."""

    donor: Organisation
    year: int
    workshop: Organisation | None


@dataclass(frozen=True, slots=True)
class Gift:
    """One collection of the year: how many were received, and registered since."""

    collection: Collection
    received: int
    registered: int


@dataclass(frozen=True, slots=True)
class Report:
    """``outcomes``, by kind, of the devices received in the year.

    ``routes`` of those reused in the year, whenever they were received. ``tallies``, by category
    (0 for all), are the terms of the rate.
    """

    scope: Scope
    outcomes: dict[str, Counter[str]]
    routes: Counter[str]
    gifts: tuple[Gift, ...]
    tallies: dict[int, Tally]

    def of_category(self, number: int) -> Counter[str]:
        total: Counter[str] = Counter()
        for kind, counts in self.outcomes.items():
            if category(kind) == number:
                total.update(counts)
        return total

    @property
    def total(self) -> Counter[str]:
        return sum(self.outcomes.values(), Counter())

    @property
    def unregistered(self) -> int:
        return sum(max(one.received - one.registered, 0) for one in self.gifts)


def public_gifts(actor: Actor) -> QuerySet[Collection]:
    """Fetched collections of public donors that one's organisation runs or gave."""
    public = Q(legal_basis=LegalBasis.PUBLIC_DONATION) | Q(donor__legal_status__in=PUBLIC)
    return collections_seen_by(actor).filter(
        public, donor__isnull=False, state__in=FETCHED, fetched_at__isnull=False
    )


def donors_seen_by(actor: Actor) -> list[tuple[Organisation, list[int]]]:
    """Public donors, by name, each with its years from its first gift on, the latest first."""
    rows = public_gifts(actor).order_by().values("donor").annotate(first=Min("fetched_at"))
    since = {row["donor"]: timezone.localtime(row["first"]).year for row in rows}
    now = timezone.localdate().year
    donors = Organisation.objects.filter(pk__in=since).order_by("name", "pk")
    return [(one, list(range(now, since[one.pk] - 1, -1))) for one in donors]


def scope_seen_by(actor: Actor, donor: int, year: int) -> Scope | None:
    """The donor sees all that it gave; a workshop what it fetched itself."""
    known = {one.pk: (one, years) for one, years in donors_seen_by(actor)}
    if donor not in known or year not in known[donor][1]:
        return None
    given = public_gifts(actor).filter(donor=donor).order_by().values("custodian")
    workshops = Organisation.objects.filter(pk__in=given).select_related("territory")[:2]
    return Scope(known[donor][0], year, workshops[0] if len(workshops) == 1 else None)


def report(scope: Scope) -> Report:
    """Counted in seven queries, whatever the number of devices."""
    given = Collection.objects.filter(donor=scope.donor, state__in=FETCHED)
    if scope.workshop is not None:
        given = given.filter(custodian=scope.workshop)
    devices = Device.objects.filter(collection__in=given.values("pk")).exclude(step=Step.VOID)
    year = given.annotate(year=ExtractYear("fetched_at")).filter(year=scope.year)
    received = _received(devices.filter(collection__in=year.values("pk")))
    reused = _reused(devices, scope.year)
    routes = Counter(one.end for one in reused)
    found = tallies(received, reused, scope.year)
    return Report(scope, _outcomes(received), routes, _gifts(year), found)


def _received(received: QuerySet[Device]) -> list[Fate]:
    handed = HandOver.objects.filter(device__in=received.values("pk"))
    reused = set(handed.order_by().values_list("device_id", flat=True))
    found = []
    for code, step, *rest in received.order_by().values_list("pk", "step", "kind", *REFORM):
        if code in reused or step == Step.CEDED:
            outcome = Outcome.REUSED
        else:
            outcome = ENDS.get(Step(step), Outcome.UNDER_WAY)
        found.append(_fate(outcome, *rest))
    return found


def _outcomes(received: list[Fate]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {kind.value: Counter() for kind in DeviceKind}
    for one in received:
        found[one.kind][one.end] += 1
    return {kind: counts for kind, counts in found.items() if counts}


def _reused(devices: QuerySet[Device], year: int) -> list[Fate]:
    first = (
        HandOver.objects.filter(device__in=devices.values("pk"))
        .annotate(began=Min("device__hand_overs__handed_at"), year=ExtractYear("handed_at"))
        .filter(handed_at=F("began"), year=year)
    )
    told = ("mode", "recipient", "device__kind", *(f"device__{name}" for name in REFORM))
    found = [
        _fate(_route(mode, recipient), *rest)
        for mode, recipient, *rest in first.order_by().values_list(*told)
    ]
    ceded = Entry.objects.filter(
        subject_kind=SubjectKind.DEVICE,
        subject_id__in=devices.values("pk"),
        operation="cede",
    ).annotate(year=ExtractYear("occurred_at"))
    codes = set(ceded.filter(year=year).order_by().values_list("subject_id", flat=True))
    reused = set(
        HandOver.objects.filter(device__in=codes).order_by().values_list("device_id", flat=True)
    )
    alone = devices.filter(pk__in=codes - reused).order_by()
    return found + [_fate(Route.CEDED, *rest) for rest in alone.values_list("kind", *REFORM)]


def _fate(end: str, kind: str, *reform: Any) -> Fate:
    return Fate(kind, Reform(*reform), end)


def _route(mode: str, recipient: str) -> Route:
    if recipient == Recipient.STRUCTURE:
        return Route.STRUCTURE
    by_mode = {HandOverMode.SOLD: Route.SOLD, HandOverMode.LENT: Route.LENT}
    return by_mode.get(HandOverMode(mode), Route.GIVEN)


def _gifts(year: QuerySet[Collection]) -> tuple[Gift, ...]:
    rows = year.select_related("custodian").prefetch_related("lines").order_by("fetched_at", "pk")
    made = Count("devices", filter=~Q(devices__step=Step.VOID))
    return tuple(
        Gift(one, sum(line.received for line in one.lines.all()), one.registered)
        for one in rows.annotate(registered=made)
    )


def as_table(told: Report) -> tuple[list[str], list[list[str | int]]]:
    """One figure a row, for a spreadsheet: header, rows."""
    through = told.scope.workshop.name if told.scope.workshop else "tous les ateliers"
    start: list[str | int] = [told.scope.donor.name, told.scope.year, through]
    rows = [
        [*start, "reçus dans l'année", DeviceKind(kind).label, category(kind), outcome.label, n]
        for kind, counts in told.outcomes.items()
        for outcome, n in _in_order(counts)
    ]
    rows += [
        [*start, "réemployés dans l'année", "", "", route.label, told.routes[route]]
        for route in Route
    ]
    rows += [[*start, *term] for term in _terms(told)]
    header = ["Donateur", "Année", "Atelier", "Tableau", "Type", "Catégorie", "Mesure", "Appareils"]
    return header, rows


def _terms(told: Report) -> Iterable[list[str | int]]:
    for number, tally in told.tallies.items():
        place: list[str | int] = ["", number or "toutes"]
        for standing in Standing:
            yield ["assiette du taux", *place, standing.label, tally.standings[standing]]
        for outcome, count in _in_order(tally.outcomes):
            yield ["à compter, reçus dans l'année", *place, outcome.label, count]
        yield [RATE, *place, "A : réemployés dans l'année", tally.reused]
        yield [RATE, *place, "B : réformés et détenus au 1er janvier", tally.held]
        yield [RATE, *place, "A / B × 100, en %", per_cent(tally.rate)]


def per_cent(rate: float | None) -> str:
    """« 66,7 »; nothing where there is nothing to divide by."""
    return "" if rate is None else f"{rate:.1f}".replace(".", ",")


def _in_order(counts: Counter[str]) -> Iterable[tuple[Outcome, int]]:
    return ((outcome, counts[outcome]) for outcome in Outcome)
