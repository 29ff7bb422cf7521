"""What became of a public donor's devices, year by year (décret 2023-266), scoped to who asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Min, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from filiere.network.vocabulary import LegalStatus
from inventory.models import Collection, Device, Entry, HandOver
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

    ``routes`` of those reused in the year, whenever they were received.
    """

    scope: Scope
    outcomes: dict[str, Counter[str]]
    routes: Counter[str]
    gifts: tuple[Gift, ...]

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
    """Counted in six queries, whatever the number of devices."""
    given = Collection.objects.filter(donor=scope.donor, state__in=FETCHED)
    if scope.workshop is not None:
        given = given.filter(custodian=scope.workshop)
    devices = Device.objects.filter(collection__in=given.values("pk")).exclude(step=Step.VOID)
    year = given.annotate(year=ExtractYear("fetched_at")).filter(year=scope.year)
    received = devices.filter(collection__in=year.values("pk"))
    return Report(scope, _outcomes(received), _routes(devices, scope.year), _gifts(year))


def _outcomes(received: QuerySet[Device]) -> dict[str, Counter[str]]:
    handed = HandOver.objects.filter(device__in=received.values("pk"))
    reused = set(handed.order_by().values_list("device_id", flat=True))
    found: dict[str, Counter[str]] = {kind.value: Counter() for kind in DeviceKind}
    for code, kind, step in received.order_by().values_list("pk", "kind", "step"):
        if code in reused or step == Step.CEDED:
            outcome = Outcome.REUSED
        else:
            outcome = ENDS.get(Step(step), Outcome.UNDER_WAY)
        found[kind][outcome] += 1
    return {kind: counts for kind, counts in found.items() if counts}


def _routes(devices: QuerySet[Device], year: int) -> Counter[str]:
    found: Counter[str] = Counter()
    first = (
        HandOver.objects.filter(device__in=devices.values("pk"))
        .annotate(began=Min("device__hand_overs__handed_at"), year=ExtractYear("handed_at"))
        .filter(handed_at=F("began"), year=year)
    )
    for mode, recipient in first.order_by().values_list("mode", "recipient"):
        found[_route(mode, recipient)] += 1
    ceded = Entry.objects.filter(
        subject_kind=SubjectKind.DEVICE,
        subject_id__in=devices.values("pk"),
        operation="cede",
    ).annotate(year=ExtractYear("occurred_at"))
    codes = set(ceded.filter(year=year).order_by().values_list("subject_id", flat=True))
    reused = set(
        HandOver.objects.filter(device__in=codes).order_by().values_list("device_id", flat=True)
    )
    found[Route.CEDED] += len(codes - reused)
    return +found


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
    header = ["Donateur", "Année", "Atelier", "Tableau", "Type", "Catégorie", "Mesure", "Appareils"]
    return header, rows


def _in_order(counts: Counter[str]) -> Iterable[tuple[Outcome, int]]:
    return ((outcome, counts[outcome]) for outcome in Outcome)
