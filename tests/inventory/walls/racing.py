"""Two benches prove at once: ``manage.py shell -c`` calls ``race``, which prints what was said.

Each pair waits at one barrier, then both confirm; rows tell who won.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Barrier, Thread
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from filiere.network.actor import Actor
from filiere.network.identity import actor_of_membership
from inventory.bearers import Bearer
from inventory.erasing import confirm, keep_log
from inventory.forms.keys import new_key
from inventory.journal.verify import verify
from inventory.models import Device, ErasureProof, Evidence, StorageMedium, Testimony
from inventory.perform import Outcome, perform
from inventory.reading import world_of_device
from inventory.refusals import Refused
from inventory.subjects.testifying import confirm as confirm_said
from inventory.subjects.testifying import state
from inventory.wipe_matches import Words
from tests.inventory import factories as make
from tests.inventory.evidence.wiping import recordings as rec
from tests.inventory.workbench import Bench
from tests.network.factories import member

DISK = {"kind": "hdd", "size_gb": 500, "model": "ST500LM021-1KJ152"}


def race() -> None:
    with transaction.atomic():
        told = _staged()
    said = {name: sorted(_at_once(*acts)) for name, acts in told.items()}
    witnesses = ErasureProof.objects.filter(medium__kind="ufs").values_list("second_id", flat=True)
    first = Testimony.objects.get().by_id
    print(  # noqa: T201
        json.dumps(
            {
                "told": said,
                "witnesses": [one == first for one in witnesses],
                "intact": verify().intact,
            }
        )
    )


def _staged() -> dict[str, list[Callable[[], str]]]:
    """What is done at once, each in a thread of its own."""
    cast = make.cast()
    operator, supervisor = make.actor(cast.workshop), make.actor(cast.workshop, "supervisor")

    def scan(operation: str, code: str, who: Actor | None = None, **data: Any) -> Outcome:
        return perform(operation=operation, code=code, actor=who or operator, data=data)

    bench = Bench(cast, scan, supervisor, make.actor(cast.structure, "requester"))
    one, two, three = (bench.audited({**DISK, "serial": f"ZFARACE{n}"}) for n in range(3))
    end = timezone.localtime().replace(tzinfo=None, microsecond=0) + timedelta(minutes=1)
    begin, later = end - timedelta(minutes=9), end + timedelta(minutes=3, seconds=30)
    nameless = rec.Disc(serial="")
    files = {
        one: rec.log(nameless, begin=begin, end=end).encode(),
        two: rec.pdf(nameless, begin=begin, end=end),
        three: rec.log(rec.Disc(serial="ZFARACE2"), begin=begin, end=later).encode(),
    }
    kept = {code: keep_log(actor=operator, code=code, raw=raw)[1].pk for code, raw in files.items()}
    gift = make.collection(cast.workshop, cast.donor, witness="second")
    phone = bench.registered("smartphone", gift)
    scan("audit", phone, media=[make.disk("ufs")], slots={"sim": "empty", "card": "empty"})
    memory = StorageMedium.objects.get(device=phone)
    first, colleague = (actor_of_membership(member(of=cast.workshop)) for _ in range(2))
    proof = make.proof(memory, second=colleague.membership_id)
    said = state(
        actor=first,
        world=world_of_device(Device.objects.get(pk=phone), first),
        operation="erase",
        data={"outcomes": [proof]},
        key=new_key(),
    )
    return {
        "one wipe told by two files": [
            partial(_confirmed, operator, code, kept[code], named=True) for code in (one, two)
        ],
        "one line sent twice": [partial(_confirmed, operator, three, kept[three])] * 2,
        "a statement confirmed twice": [partial(_seconded, colleague, said)] * 2,
    }


def _confirmed(who: Actor, code: str, sha: str, *, named: bool = False) -> str:
    bearer = Bearer(code, device=Device.objects.get(pk=code))
    medium = StorageMedium.objects.get(device=code)
    words = Words({0: medium.pk} if named else {})
    evidence = Evidence.objects.get(pk=sha)
    taken = confirm(actor=who, bearer=bearer, evidence=evidence, words=words)
    (entry,) = taken.entries
    return "recorded" if taken.recorded else (taken.missing or (entry.said,))[-1].code


def _seconded(colleague: Actor, said: Testimony) -> str:
    return "recorded" if confirm_said(actor=colleague, testimony=said, key=new_key()) else ""


def _at_once(*acts: Callable[[], str]) -> list[str]:
    said: list[str] = []
    barrier = Barrier(len(acts))

    def run(act: Callable[[], str]) -> None:
        connection.ensure_connection()
        barrier.wait()
        try:
            said.append(act())
        except Refused as refused:
            said.append(refused.code)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return said
