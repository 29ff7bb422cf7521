"""The ground of the bench of pages: organisations, requests, then devices by the thousand.

Called in a place by ``tests.load.ground.ask``: `begin`, then `grow` as often as wished and
`settle`.
"""

from __future__ import annotations

import itertools
import random
import statistics
import time
import uuid
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from filiere.network.actor import Actor
from filiere.network.models import Membership, Organisation, Territory
from inventory.indicators.counting import LATE, bring_up_to_date, differences, recount
from inventory.models import Collection, Device, Entry, Request, RequestLine
from inventory.perform import Outcome, perform
from inventory.subjects.collections import register_collection
from inventory.subjects.house import open_pallet
from inventory.subjects.requests import create_request
from tests.inventory import factories as make
from tests.inventory.workbench import Bench
from tests.network import factories

WORKSHOPS, STRUCTURES, DONORS = 3, 30, 60
SHARES = {
    "collected": 6,
    "audited": 8,
    "erased": 5,
    "ready": 14,
    "reserved": 4,
    "delivered": 4,
    "distributed": 44,
    "recycled": 15,
}
"""Percents of devices by where they stand."""
KINDS = ("laptop", "desktop", "smartphone", "monitor")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def begin() -> bool:
    """Organisations of Vaucluse and whoever signs in."""
    communes = list(Territory.objects.filter(pk__startswith="com:84").order_by("pk"))
    place = itertools.cycle(communes)
    for kind, count in (
        ("workshop", WORKSHOPS),
        ("social_structure", STRUCTURES),
        ("donor", DONORS),
        ("recycler", 1),
        ("steering", 1),
    ):
        for number in range(count):
            area = None if kind in ("recycler", "steering") else next(place).pk
            made = factories.organisation(kind, name=f"{kind} {number}", territory=area)
            if number == 0:
                role = "requester" if kind == "social_structure" else "supervisor"
                member = factories.member(role, made, factories.user(f"{kind}@exemple.fr"))
                if kind == "steering":
                    _second_factor(member)
    return True


def _second_factor(member: Membership) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(member.user, generate_totp_secret())


def grow(devices: int, requests: int) -> int:
    """So many more devices and requests; how many devices there are."""
    structures = list(Organisation.objects.filter(kind="social_structure").order_by("pk"))
    asked = {"lines": [{"kind": k, "profile": "school", "quantity": 20} for k in KINDS]}
    with transaction.atomic():
        for number in range(requests):
            of = structures[number % len(structures)]
            create_request(actor=make.actor(of, "requester"), asked=asked)
        connection.run_on_commit.clear()  # nobody reads these letters
    for workshop in Organisation.objects.filter(kind="workshop").order_by("pk"):
        _grow(workshop, devices // WORKSHOPS)
    return Device.objects.count()


def settle() -> dict[str, int]:
    """Once grown: the engine knows its tables again, the indicators count what is there.

    They read again whatever is younger than a minute: here that would be everything.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    recount()
    time.sleep(LATE.total_seconds() + 1)
    bring_up_to_date()
    return {
        "devices": Device.objects.count(),
        "requests": Request.objects.count(),
        "entries": Entry.objects.count(),
    }


def _grow(workshop: Organisation, count: int) -> None:
    from bench.paging.fill import Life, multiply

    donors = list(Organisation.objects.filter(kind="donor").order_by("pk"))
    hands = make.actor(workshop, "supervisor")
    with transaction.atomic():
        gifts = [_gift(hands, donor) for donor in donors]
        lives = _lives(workshop, donors[0])
        connection.run_on_commit.clear()
    weights = dict(zip(KINDS, (45, 20, 20, 15), strict=True))
    chance = random.Random(workshop.pk)
    for (step, kind), code in lives.items():
        line = RequestLine.objects.filter(kind=kind).values_list("pk", flat=True)
        lines = chance.sample(list(line), min(400, len(line)))
        multiply(Life.of(code), count * SHARES[step] * weights[kind] // 10_000, lines, gifts)


def _gift(hands: Actor, donor: Organisation) -> tuple[str, int]:
    commune = str(donor.territory_id).removeprefix("com:")
    lines = [{"kind": "laptop", "count": 1}]
    made, _ = register_collection(actor=hands, donor=donor.pk, commune=commune, lines=lines)
    return made.pk, donor.pk


def _lives(workshop: Organisation, donor: Organisation) -> dict[tuple[str, str], str]:
    """One device of each kind at each step, brought there by the operations."""
    people = make.actor(workshop, "supervisor")
    structure = Organisation.objects.filter(kind="social_structure").order_by("?")[0]
    agent = make.actor(structure, "requester")

    def scan(operation: str, code: str, actor: Actor | None = None, **data: Any) -> Outcome:
        return perform(operation=operation, code=code, actor=actor or people, data=data)

    cast = make.Cast(**dict.fromkeys(make.Cast.__dataclass_fields__, workshop) | {
        "structure": structure, "donor": donor})  # fmt: skip
    bench = Bench(cast, scan, people, agent)
    gift = Collection.objects.filter(custodian=workshop, donor=donor).latest("created_at")
    return {(step, kind): _life(bench, step, kind, gift) for step in SHARES for kind in KINDS}


def _life(bench: Bench, step: str, kind: str, gift: Collection) -> str:
    code = bench.registered(kind, gift)
    if step == "collected":
        return code
    _audit(bench, step, code, kind)
    if step == "recycled":
        lot = open_pallet(actor=bench.supervisor, name=f"Palette {uuid.uuid4().hex[:8]}")
        bench.scan("recycle", code, reason="broken", pallet=lot.pk)
    if step in ("audited", "erased", "recycled"):
        return code
    bench.make_ready(code, kind)
    if step == "ready":
        return code
    asked = {"lines": [{"kind": kind, "profile": "school", "quantity": 1}]}
    line = create_request(actor=bench.requester, asked=asked).lines.get()
    bench.scan("reserve", code, line=line.pk)
    if step in ("delivered", "distributed"):
        bench.scan("deliver", code, slip="BL-1")
    if step == "distributed":
        bench.scan("hand_over", code, bench.requester, reference="D-12", unused=True)
    return code


def _audit(bench: Bench, step: str, code: str, kind: str) -> None:
    """Audited, and erased when the life goes further."""
    if kind == "monitor":
        bench.scan("audit", code, no_storage=True)
        return
    phone = kind == "smartphone"
    serial = f"B{uuid.uuid4().hex[:15]}".upper()
    disk = {"kind": "ufs" if phone else "ssd", "serial": serial, "size_gb": 256}
    slots = {"slots": {"sim": "empty", "card": "empty"}} if phone else {}
    bench.scan("audit", code, media=[disk], brand="Dell", model="Latitude 5490", **slots)
    if step != "audited":
        bench.erase_all(code, **({"method": "factory_reset"} if phone else {}))


def visitors() -> dict[str, str]:
    """A signed-in session for each, and a device that the workshop holds."""
    found = {}
    for kind in ("workshop", "social_structure", "steering"):
        client = Client(headers={"host": "localhost"})
        client.force_login(Membership.objects.get(user__email=f"{kind}@exemple.fr").user, BACKEND)
        found[kind] = client.cookies["sessionid"].value
    workshop = Organisation.objects.get(name="workshop 0")
    found["code"] = Device.objects.filter(custodian=workshop, step="ready")[0].pk
    return found


def queries(pages: list[tuple[str, str]]) -> list[int]:
    """How many queries each page takes, asked twice: the second time is counted."""
    counts = []
    for kind, path in pages:
        client = Client(headers={"host": "localhost"})
        member = Membership.objects.get(user__email=f"{kind}@exemple.fr")
        client.force_login(member.user, BACKEND)
        for _ in range(2):
            with CaptureQueriesContext(connection) as caught:
                status = client.get(path).status_code
        if status != 200:
            raise RuntimeError(f"{path}: {status}")
        counts.append(len(caught))
    return counts


def costs(pages: list[tuple[str, str]]) -> list[float]:
    """Processor milliseconds of each page in one process, database of the process included.

    The median of nine: what the page costs when others share the machine.
    """
    found = []
    for kind, path in pages:
        client = Client(headers={"host": "localhost"})
        client.force_login(Membership.objects.get(user__email=f"{kind}@exemple.fr").user, BACKEND)
        spent = []
        for _ in range(10):
            began = time.process_time()
            client.get(path)
            spent.append(time.process_time() - began)
        found.append(statistics.median(spent[1:]) * 1000)
    return found


def check() -> list[str]:
    """Whether the counts of indicators say what the grown journal says."""
    return differences()[:5]
