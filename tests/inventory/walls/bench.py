"""Operations done for real, one after the other, as the people of a small filière would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from filiere.network.actor import Actor
from inventory import function_tests
from inventory.ids import new_id
from inventory.models import Device, Pallet, Part, Place, Request, RequestLine, StorageMedium
from inventory.perform import perform
from labels.codes import mint
from tests.inventory.walls.house import House

TALKATIVE = {"grade": "B", "accessories": [], "blocking": []}


class Bench:
    """``code`` is the device in hand; ``done`` every operation that was accepted."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.code = ""
        self.done: set[str] = set()
        workshop, now = house.orgs["workshop"], timezone.now()
        type(house.collection).objects.update(state="fetched")
        request = Request.objects.create(structure=house.orgs["social_structure"], created_at=now)
        self.line = RequestLine.objects.create(
            request=request, kind="laptop", profile="school", quantity=50
        ).pk
        self.part = Part.objects.create(organisation=workshop, name="RAM", quantity=9).pk
        self.place = Place.objects.create(organisation=workshop, name="Rayon", created_at=now).pk
        self.opens_pallet()

    @property
    def device(self) -> Device:
        return Device.objects.get(pk=self.code)

    @property
    def disk(self) -> StorageMedium:
        return self.device.media.order_by("id")[0]

    def does(self, operation: str, *, by: str = "workshop", on: str = "", **data: Any) -> str:
        """Done, or the test fails; returns the step."""
        role = "requester" if by == "social_structure" else "supervisor"
        organisation = self.house.orgs[by]
        who = Actor("user", 1, 1, None, organisation.pk, by, role, by)
        asked = on or self.code
        told = perform(operation=operation, code=asked, actor=who, data=data)
        assert told.status == "done"
        self.done.add(operation)
        found = Device.objects.filter(pk=asked).first()
        return found.step if found else ""

    def takes_in(self, kind: str = "laptop", **columns: Any) -> None:
        self.code = mint()
        self.does("register", collection=self.house.collection.pk, kind=kind, **columns)

    def audits(self, *media: Mapping[str, Any], kind: str = "laptop", **data: Any) -> str:
        tests = {test.key: "pass" for test in function_tests.required(kind)}
        return self.does("audit", media=list(media), tests=tests, **TALKATIVE, **data)

    def erases(self, *media: StorageMedium, outcome: str = "proof", **data: Any) -> str:
        told = [
            {
                "medium": medium.pk,
                "outcome": outcome,
                "method": "overwrite_multi" if outcome == "proof" else None,
                "ended": timezone.now().isoformat(),
                "verified": outcome == "proof",
                "slip": "B1" if outcome == "destroyed" else None,
            }
            for medium in media or [self.disk]
        ]
        return self.does("erase", outcomes=told, **data)

    def brings_to_ready(self) -> None:
        self.takes_in()
        self.audits({"kind": "ssd", "serial": new_id()[-12:]})
        self.erases()
        assert self.does("stock", system="Linux") == "ready"

    def brings_to_holder(self) -> None:
        self.brings_to_ready()
        self.does("reserve", line=self.line)
        assert self.does("hand_over", reference="R1") == "distributed"

    def opens_pallet(self) -> None:
        name = f"L{Pallet.objects.count()}"
        workshop, now = self.house.orgs["workshop"], timezone.now()
        self.pallet = Pallet.objects.create(organisation=workshop, name=name, opened_at=now).pk

    def removes(self, **data: Any) -> None:
        """The pallet is closed beside the circuit; the next device goes on another one."""
        Pallet.objects.filter(pk=self.pallet).update(closed_at=timezone.now(), weight_g=1000)
        operator = self.house.org("recycler")
        self.does("remove", pallet=self.pallet, operator=operator, slip="E1", **data)
        self.opens_pallet()
