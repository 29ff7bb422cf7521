"""What people send: data of each operation, plausible or careless.

A careless person is mistaken or in a hurry, in ways that what is already recorded can refute.
A first list that leaves a disk out on purpose is beyond any record, and not here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from inventory import function_tests
from inventory.models import ErasureProof
from inventory.state import DeviceState, MediumState
from inventory.vocabulary import SYSTEM_KINDS
from tests.inventory.circuit.record import Record
from tests.inventory.circuit.scene import Scene
from tests.inventory.circuit.truth import Truth

Data = dict[str, Any]


@dataclass(slots=True)
class Hand:
    """Who writes the data of one scan, and all they can look at."""

    random: Random
    scene: Scene
    truth: Truth
    record: Record
    clock: datetime
    who: int
    code: str

    @property
    def device(self) -> DeviceState:
        return self.record.devices[self.code]

    @property
    def fitted(self) -> list[MediumState]:
        return self.record.fitted(self.code)

    @property
    def medium(self) -> MediumState:
        """The loose medium that is scanned."""
        return next(m for m in self.record.media.values() if m.code == self.code)

    def often(self, share: float) -> bool:
        return self.random.random() < share


Made = Callable[[Hand], Data | None]
PLAUSIBLE: dict[str, Made] = {}
CARELESS: dict[str, Made] = {}


def plausible(made: Made) -> Made:
    PLAUSIBLE[made.__name__.rstrip("_")] = made
    return made


def careless(made: Made) -> Made:
    CARELESS[made.__name__.removeprefix("careless_")] = made
    return made


def passing(kind: str) -> dict[str, str]:
    return {test.key: "pass" for test in function_tests.required(kind)}


@plausible
def test(hand: Hand) -> Data | None:
    return {"tests": passing(hand.device.kind), "blocking": []}


@careless
def careless_test(hand: Hand) -> Data | None:
    if hand.often(0.4):
        return {"tests": {"gift_wrap": "pass"}}
    one = hand.random.choice(function_tests.required(hand.device.kind))
    return {"tests": {one.key: "fail"}, "blocking": ["unsafe_charger"]}


@plausible
def stock(hand: Hand) -> Data | None:
    told: Data = {"grade": hand.random.choice("ABC"), "accessories": ["charger"]}
    if hand.device.kind in SYSTEM_KINDS:
        told["system"] = "Debian 12"
    return told


@careless
def careless_stock(hand: Hand) -> Data | None:
    return {"grade": "A"} if hand.often(0.5) else {}


@plausible
def open_repair(hand: Hand) -> Data | None:
    return {"fault": hand.random.choice(("screen", "battery", "storage"))}


@plausible
def close_repair(hand: Hand) -> Data | None:
    told: Data = {"actions": ["replaced"], "minutes": hand.random.randrange(90)}
    part = hand.scene.parts.get(hand.who)
    if part and hand.often(0.5):
        told["parts"] = [{"part": part, "quantity": 1}]
    return told


@careless
def careless_close_repair(hand: Hand) -> Data | None:
    part = hand.scene.parts.get(hand.who, "x")
    return {"actions": ["replaced"], "minutes": 5, "parts": [{"part": part, "quantity": 900}]}


@plausible
def hold(hand: Hand) -> Data | None:
    return {"reason": "part", "waiting_for": "supplier", "note": "Une dalle commandée 📦"}


@plausible
def reserve(hand: Hand) -> Data | None:
    lines = hand.scene.lines.get(hand.device.kind)
    return {"line": hand.random.choice(lines)} if lines else None


@careless
def careless_reserve(hand: Hand) -> Data | None:
    other = hand.random.choice(sorted(hand.scene.lines))
    return {"line": hand.random.choice(hand.scene.lines[other])}


@plausible
def deliver(hand: Hand) -> Data | None:
    return {"slip": "BL-12"}


@plausible
def hand_over(hand: Hand) -> Data | None:
    told: Data = {"reference": "D-12"}
    if hand.often(0.2):
        told = {"to": "structure"}
    if hand.often(0.15):
        told |= {"mode": "lent", "return_due": (hand.clock + timedelta(90)).date()}
    elif hand.often(0.15):
        told |= {"mode": "sold", "price_cents": 20_00, "ticket": "T-1"}
    written = {f"org:{hand.device.custodian_id}"}
    used = any(written & disk.data for disk in hand.truth.inside(hand.code))
    if hand.device.step == "delivered" and (not used or told.get("to")):
        told["unused"] = True
    return told


@careless
def careless_hand_over(hand: Hand) -> Data | None:
    return {"reference": "D-13", "mode": hand.random.choice(("sold", "lent", "given"))}


@plausible
def open_service(hand: Hand) -> Data | None:
    return {"fault": "keyboard"}


@plausible
def cede(hand: Hand) -> Data | None:
    return {"taker": "Recyclerie de Forcalquier"}


@plausible
def return_to_donor(hand: Hand) -> Data | None:
    return {"signature": "iVBORw0KGgo="}


@plausible
def declare_lost(hand: Hand) -> Data | None:
    return {"kind": hand.random.choice(("loss", "theft"))}


@plausible
def withdraw_proof(hand: Hand) -> Data | None:
    if hand.code in hand.record.devices:
        media = [m.id for m in hand.record.media.values() if _here_or_from_here(hand, m)]
    else:
        media = [hand.medium.id]
    proofs = ErasureProof.objects.filter(medium_id__in=media, withdrawn=False).order_by("id")
    keys = list(proofs.values_list("pk", flat=True))
    return {"proof": hand.random.choice(keys)} if keys else None


def _here_or_from_here(hand: Hand, medium: MediumState) -> bool:
    return hand.code in (medium.device_id, medium.last_code)


@careless
def careless_withdraw_proof(hand: Hand) -> Data | None:
    return {"proof": "0190a0a0-0000-7000-8000-000000000000"}


@plausible
def transfer(hand: Hand) -> Data | None:
    names = ("workshop", "workshop_2", "point", "structure", "structure_2", "distributor")
    others = [hand.scene.id(name) for name in names if hand.scene.id(name) != hand.who]
    return {"to": hand.random.choice(others)}


@careless
def careless_transfer(hand: Hand) -> Data | None:
    names = ("donor", "recycler", "structure", "distributor")
    return {"to": hand.scene.id(hand.random.choice(names))}


@plausible
def void(hand: Hand) -> Data | None:
    return {"reason": "duplicate"}


@plausible
def close_recall(hand: Hand) -> Data | None:
    return {"reason": "unreachable"}


@plausible
def move(hand: Hand) -> Data | None:
    place = hand.scene.places.get(hand.who)
    return {"place": place} if place else None


@plausible
def weigh(hand: Hand) -> Data | None:
    return {"grams": hand.random.randrange(100, 9000)}


@plausible
def photograph(hand: Hand) -> Data | None:
    return {"photo": f"photo-{hand.random.randrange(10**6)}"}


for _name in ("release", "close_service", "take_back", "reinstate", "find", "accept_transfer"):
    PLAUSIBLE[_name] = lambda hand: {}
for _name in ("cancel_transfer", "resume", "count", "reprint", "undo"):
    PLAUSIBLE[_name] = lambda hand: {}
