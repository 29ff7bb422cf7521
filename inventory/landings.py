"""Where operations lead: a fixed step, the same one, or one that what is known decides."""

from __future__ import annotations

from inventory import guards
from inventory.promise import is_clear
from inventory.row import Landing
from inventory.state import World
from inventory.vocabulary import STANDING, Step

EVERY = frozenset(Step)
HOLDER_KINDS = guards.HOLDER_KINDS


def step(target: Step) -> Landing:
    return Landing(target.label, lambda before, after: target, frozenset({target}))


def _same(before: World, after: World) -> str:
    return before.here.step


def _stands(before: World, after: World) -> str:
    """The same step, unless what is known now breaks it."""
    if before.here.step in STANDING and not is_clear(after):
        return Step.AUDITED
    return before.here.step


def _audited(before: World, after: World) -> str:
    if before.here.step == Step.COLLECTED:
        return Step.AUDITED
    if before.here.step in (Step.READY, Step.RESERVED):
        usable = (guards.clear, guards.tested, guards.nothing_blocking, guards.graded)
        same_kind = before.here.kind == after.here.kind
        if not same_kind or any(guard(after, None) for guard in usable):
            return Step.AUDITED
    return _stands(before, after)


def _stays_in_hands(before: World) -> bool:
    return before.here.step in (Step.IN_REPAIR, Step.IN_SERVICE)


def _erased_when_clear(before: World, after: World) -> str:
    if _stays_in_hands(before):
        return before.here.step
    return Step.ERASED if is_clear(after) else Step.AUDITED


def _after_repair(before: World, after: World) -> str:
    """A device without any medium has nothing erased: it stands audited."""
    return Step.ERASED if after.fitted and is_clear(after) else Step.AUDITED


def _from_holder(before: World, after: World) -> str:
    if before.facts.get("custodian_kind") in HOLDER_KINDS:
        return Step.COLLECTED
    return before.here.step


def _where_it_was(before: World, after: World) -> str:
    earlier: str = before.facts["last"]["step_before"]
    if earlier in STANDING and not is_clear(after):
        return Step.AUDITED
    return earlier


SAME = Landing("inchangée", _same, EVERY)
FALLS_IF_NOT_CLEAR = Landing(
    "inchangée, ou audité si l'appareil n'est plus sans données", _stands, EVERY
)
AUDITED_OR_STAYS = Landing(
    "audité ; inchangée si elle tient encore",
    _audited,
    frozenset({Step.AUDITED, Step.ERASED, Step.IN_REPAIR, Step.READY, Step.RESERVED}),
)
ERASED_WHEN_CLEAR = Landing(
    "effacé quand l'appareil est sans données, sinon audité ; en réparation et en SAV : inchangée",
    _erased_when_clear,
    frozenset({Step.AUDITED, Step.ERASED, Step.IN_REPAIR, Step.IN_SERVICE}),
)
ERASED_IF_CLEAR = ERASED_WHEN_CLEAR
AFTER_REPAIR = Landing(
    "effacé s'il a des supports et qu'ils le sont tous, sinon audité",
    _after_repair,
    frozenset({Step.ERASED, Step.AUDITED}),
)
COLLECTED_FROM_HOLDER = Landing(
    "inchangée ; collecté s'il vient d'une structure", _from_holder, EVERY
)
WHERE_IT_WAS = Landing("l'étape d'avant", _where_it_was, EVERY)
