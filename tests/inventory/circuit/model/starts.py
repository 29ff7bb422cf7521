"""Where the model begins: one device just registered, and the disks around it."""

from __future__ import annotations

from inventory.evidence.serials import clean_serial
from inventory.state import DeviceState, MediumState
from tests.inventory.circuit.model.moves import serial
from tests.inventory.circuit.model.situation import (
    AWAY,
    CODE,
    DONOR,
    INSIDE,
    NOTHING,
    NOW,
    SHOP,
    TESTED,
    WORKSHOP,
    Situation,
    Thing,
    at,
)


def start(kind: str, *, inside: tuple[str, ...] = (), around: tuple[str, ...] = ()) -> Situation:
    """``inside`` came with the device from its donor. Around: ``foreign`` is loose, recorded,
    of another gift; ``new`` lies on the bench unrecorded, ``shops`` at the distributor's;
    ``own`` is at the holder's.
    """
    device = DeviceState(
        code=CODE,
        kind=kind,
        cycle_opened_at=NOW,
        collection_id="gift",
        donor_id=DONOR,
        custodian_id=WORKSHOP,
        released_by_id=WORKSHOP,
        tests=TESTED[kind],
        grade="B",
        system="Debian",
        accessories=(),
        capabilities=NOTHING,
    )
    things = [Thing(name, INSIDE, frozenset({"donor"})) for name in inside]
    media = []
    for name in around:
        place = {"own": AWAY, "shops": at(SHOP)}.get(name, at(WORKSHOP))
        data = frozenset() if name == "own" else frozenset({name})
        things.append(Thing(name, place, data, record=name if name == "foreign" else ""))
        if name == "foreign":
            media.append(_foreign())
    return Situation(device, tuple(media), tuple(things))


def _foreign() -> MediumState:
    return MediumState(
        id="foreign",
        kind="ssd",
        status="loose",
        serial=serial("foreign"),
        serial_key=clean_serial(serial("foreign")),
        size_gb=256,
        exposure=2,
        exposed_at=NOW,
        origin_code="3HF9TT0BM",
        origin_collection="another gift",
        code="code-foreign",
        custodian_id=WORKSHOP,
    )
