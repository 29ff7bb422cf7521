"""A laptop that was registered as a monitor: its label says that it can hold nothing."""

from __future__ import annotations

from collections.abc import Iterator

from tests.inventory.circuit.model.moves import Try
from tests.inventory.circuit.model.offers import Bounds, tries
from tests.inventory.circuit.model.offers_media import honest_list
from tests.inventory.circuit.model.situation import WORKSHOP, Situation

LABEL, REALLY = "monitor", "laptop"


def mislabelled_tries(situation: Situation, bounds: Bounds) -> Iterator[Try]:
    """Believing the label one says *aucun support*; whoever opens it says what it really is.

    It goes to nobody under a label that anybody can see to be wrong.
    """
    if situation.device.kind == REALLY:
        yield from tries(situation, bounds)
        return
    yield Try("audit", WORKSHOP, {"no_storage": True}, honest=False)
    yield Try("audit", WORKSHOP, {"kind": REALLY})
    yield Try("audit", WORKSHOP, honest_list(situation) | {"kind": REALLY})
