"""Optional answers given at the hand-over, counted by broad bands.

They lie beside the journal and may be deleted: they are counted where they lie.
"""

from __future__ import annotations

from collections import Counter

from django.db.models import Count, Q

from filiere.network.actor import Actor
from filiere.network.territories import communes_of
from inventory.bands import BANDS
from inventory.indicators.chain import PARIS
from inventory.indicators.periods import add_months, midnight
from inventory.indicators.reading import Asked, is_outside
from inventory.models import HandOverBands
from inventory.selectors.let_go import let_go_by

Answers = list[tuple[str, str, list[tuple[str, int]]]]


def answers(actor: Actor, asked: Asked) -> Answers:
    """Each question with its answers in order, and how many persons gave each."""
    found = HandOverBands.objects.filter(
        hand_over__handed_at__gte=midnight(asked.period.first, PARIS),
        hand_over__handed_at__lt=midnight(add_months(asked.period.last, 1), PARIS),
    )
    if not is_outside(actor):
        found = found.filter(_of(actor.organisation_id))
    if asked.organisation:
        found = found.filter(_of(asked.organisation))
    if asked.kind:
        found = found.filter(hand_over__device__kind=asked.kind)
    if asked.territory:
        inside = communes_of(asked.territory).values("pk")
        found = found.filter(hand_over__structure__territory__in=inside)
    counts: dict[str, Counter[str]] = {key: Counter() for key in BANDS}
    for *values, n in found.order_by().values_list(*BANDS).annotate(Count("pk")):
        for key, value in zip(BANDS, values, strict=True):
            counts[key][value] += n
    return [
        (key, question, [(word.label, counts[key][word.value]) for word in words])
        for key, (question, words) in BANDS.items()
        if sum(n for value, n in counts[key].items() if value)
    ]


def _of(organisation: int) -> Q:
    return Q(hand_over__structure=organisation) | let_go_by(organisation, "hand_over__")
