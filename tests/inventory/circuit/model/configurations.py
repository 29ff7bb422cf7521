"""The model's small worlds: which device, which disks around, what is tried.

Each is run to its fixpoint; together they try every row that can move a device, a disk or data.
Rows without step change nothing that the promise looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from inventory.circuit import CIRCUIT
from inventory.row import Row
from inventory.vocabulary import Step
from tests.inventory.circuit.model.explore import Explored, Lives, explore
from tests.inventory.circuit.model.lives import holder_changes_disks, people_write
from tests.inventory.circuit.model.mislabelled import mislabelled_tries
from tests.inventory.circuit.model.moves import Try, attempt
from tests.inventory.circuit.model.offers import Bounds, tries
from tests.inventory.circuit.model.offers_media import honest_list
from tests.inventory.circuit.model.situation import (
    DONOR,
    NOW,
    OPEN,
    POINT,
    RECYCLER,
    SHOP,
    STRUCTURE,
    WORKSHOP,
    Situation,
)
from tests.inventory.circuit.model.starts import start

STEPLESS = frozenset(row.name for row in CIRCUIT.values() if row.stepless)
EVERY = frozenset(CIRCUIT) - STEPLESS - {"register", "undo", "hold", "resume", "destroy"}
FITTING = frozenset({"audit", "erase", "take_out", "fit"})
TO_SOMEBODY = frozenset({"stock", "reserve", "hand_over", "take_back"})
LOOSE = frozenset({"erase", "destroy", "withdraw_proof"})
OFFERS = frozenset({"transfer", "accept_transfer", "cancel_transfer"})


def no_one(situation: Situation) -> bool:
    return False


def waits_for_a_return(situation: Situation) -> bool:
    """In service under a recall: a return ends it, whatever became of its disks."""
    return situation.device.step == Step.IN_SERVICE and bool(situation.device.recall_id)


def waits_for_a_transfer(situation: Situation) -> bool:
    """Taken back by a structure, which can only send it to a workshop."""
    device = situation.device
    return device.step == Step.COLLECTED and device.custodian_id == STRUCTURE


@dataclass(frozen=True, slots=True)
class Configuration:
    """``begins`` makes the first situation; ``lives`` what people do between two scans."""

    begins: Callable[[], Situation]
    rows: frozenset[str]
    loose: frozenset[str] = frozenset()
    targets: tuple[int, ...] = ()
    hands: bool = False
    failures: bool = True
    lives: Lives = people_write
    tries: Callable[[Situation, Bounds], Iterable[Try]] = tries
    left_out: Callable[[Situation], bool] = no_one
    """Situations whose only way forward is a row that is not tried here, but elsewhere."""

    def run(self, circuit: Mapping[str, Row] = CIRCUIT) -> Explored:
        bounds = Bounds(self.rows, self.loose, self.targets, self.hands, self.failures)
        seen_as = as_it_is if "withdraw_proof" in self.rows else without_erased_data
        tried = partial(self.tries, bounds=bounds)
        return explore(self.begins(), circuit, tried, self.lives, seen_as=seen_as)


def as_it_is(situation: Situation) -> Situation:
    return situation


def without_erased_data(situation: Situation) -> Situation:
    """Where no proof is ever withdrawn, what was erased does not come back."""
    things = tuple(replace(thing, hidden=frozenset(), proof="") for thing in situation.things)
    return replace(situation, things=things)


def distributed_with_a_foreign_disk_around() -> Situation:
    """A laptop whose disk was erased, with its holder; the foreign disk lies in the workshop."""
    situation = start("laptop", inside=("m",), around=("foreign",))
    proof = {"outcome": "proof", "method": "overwrite", "ended": NOW, "verified": True}
    for tried in (
        Try("audit", WORKSHOP, honest_list(situation)),
        Try("erase", WORKSHOP, {"outcomes": [proof | {"medium": "m"}]}),
        Try("stock", WORKSHOP),
        Try("reserve", WORKSHOP, {"line": OPEN}),
        Try("hand_over", WORKSHOP, {"reference": "D-1"}),
    ):
        reached = attempt(situation, CIRCUIT[tried.operation], tried)
        if reached is None:
            raise LookupError(f"refused: {tried}")
        situation = reached
    return situation


CONFIGURATIONS: dict[str, Configuration] = {
    "a laptop and its disk": Configuration(
        partial(start, "laptop", inside=("m",)), EVERY, LOOSE, (WORKSHOP, POINT, STRUCTURE)
    ),
    "offered to everybody": Configuration(
        partial(start, "laptop", inside=("m",)),
        FITTING
        | OFFERS
        | {"stock", "reserve", "deliver", "hand_over", "withdraw_proof", "take_back"},
        LOOSE,
        (WORKSHOP, STRUCTURE, SHOP, DONOR, RECYCLER),
    ),
    "a foreign disk on the bench": Configuration(
        partial(start, "laptop", inside=("m",), around=("foreign",)),
        FITTING
        | {"snapshot", "stock", "reserve", "hand_over", "return_to_donor", "dismantle"}
        | {"recycle", "remove"},
        frozenset({"erase"}),
        hands=True,
    ),
    "a foreign disk at the service": Configuration(
        distributed_with_a_foreign_disk_around,
        frozenset({"open_service", "close_service", "erase", "take_out", "fit"})
        | {"withdraw_proof", "close_recall"},
        frozenset({"destroy", "withdraw_proof"}),
        failures=False,
        left_out=waits_for_a_return,
    ),
    "a smartphone": Configuration(
        partial(start, "smartphone", inside=("emmc", "sim")), EVERY, LOOSE, (STRUCTURE,)
    ),
    "a monitor and a loose disk": Configuration(
        partial(start, "monitor", around=("foreign",)),
        FITTING | OFFERS | {"snapshot", "stock", "recycle", "remove", "open_repair"},
        LOOSE | OFFERS | {"declare_lost", "find"},
        (WORKSHOP, STRUCTURE, SHOP),
        failures=False,
    ),
    "a disk nobody recorded": Configuration(
        partial(start, "laptop", around=("new",)),
        FITTING | TO_SOMEBODY | OFFERS | {"snapshot", "dismantle", "return_to_donor"},
        LOOSE,
        (WORKSHOP, STRUCTURE),
        hands=True,
    ),
    "a holder who changes disks": Configuration(
        partial(start, "laptop", inside=("m",), around=("own",)),
        FITTING | TO_SOMEBODY | {"open_service", "close_service"},
        frozenset({"erase"}),
        failures=False,
        lives=holder_changes_disks,
        left_out=waits_for_a_transfer,
    ),
    "a disk at the distributor's": Configuration(
        partial(start, "laptop", inside=("m",), around=("shops",)),
        FITTING | OFFERS | {"stock", "cede"},
        targets=(WORKSHOP, SHOP),
    ),
    "a laptop labelled monitor": Configuration(
        partial(start, "monitor", inside=("m",)),
        frozenset({"audit", "erase", "stock", "reserve", "hand_over"}),
        tries=mislabelled_tries,
    ),
}
