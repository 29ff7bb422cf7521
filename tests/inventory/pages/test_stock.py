"""The stock: what is there, what suits which use, what can serve a request."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from filiere.network.actor import Actor
from inventory.models import Device
from inventory.profiles import suits
from inventory.selectors.stock import Asked, sizes_of, stock
from inventory.vocabulary import Profile
from labels.codes import shown
from tests.inventory import factories as make
from tests.inventory.conftest import Scan
from tests.inventory.pages.conftest import Visitor
from tests.inventory.workbench import Bench


def laptop(bench: Bench, *, memory: int, cpu: str, size: int) -> str:
    """A laptop in stock with so much memory, this processor and a disk of this size."""
    code = bench.registered()
    told = {"memory_mb": memory * 1024, "cpu": cpu, "media": [make.disk(size_gb=size)]}
    bench.scan("audit", code, **told)
    bench.erase_all(code)
    bench.make_ready(code)
    return code


def test_a_use_shows_what_suits_it_and_why(technician: Visitor, bench: Bench) -> None:
    good = laptop(bench, memory=8, cpu="Intel Core i5-8350U", size=256)
    poor = laptop(bench, memory=4, cpu="Intel Celeron N3060", size=64)
    page = technician.get("/stock/?usage=telework")
    assert shown(good) in page
    assert shown(poor) not in page
    assert "par hypothèse" in page
    page = technician.get("/stock/?usage=administrative")
    assert shown(good) in page
    assert shown(poor) in page


def test_the_database_and_the_page_agree_on_what_suits(bench: Bench, operator: Actor) -> None:
    for memory, cpu, size in product(
        (2, 8), ("Intel Celeron N3060", "AMD Ryzen 5 3500U"), (32, 256)
    ):
        laptop(bench, memory=memory, cpu=cpu, size=size)
    bench.ready("monitor")
    bench.ready("smartphone")
    bench.ready("tablet")
    bench.ready("laptop")
    devices = list(Device.objects.filter(step="ready"))
    sizes = sizes_of(devices)
    for profile in Profile:
        found = set(stock(operator, Asked(profile=profile)).values_list("pk", flat=True))
        told = {
            one.pk
            for one in devices
            if suits(profile, one.kind, one.capabilities, one.tests, sizes.get(one.pk, []))
        }
        assert found == told, profile


def test_what_is_unknown_is_not_promised(technician: Visitor, ready_laptop: str) -> None:
    assert shown(ready_laptop) in technician.get("/stock/")
    assert shown(ready_laptop) not in technician.get("/stock/?usage=administrative")
    assert shown(ready_laptop) not in technician.get("/stock/?memoire=4")


def test_a_request_s_line_is_served_from_the_stock(
    technician: Visitor, bench: Bench, cast: make.Cast
) -> None:
    good = laptop(bench, memory=8, cpu="Intel Core i5-8350U", size=256)
    other = bench.ready("monitor")
    line = make.request_line(cast.structure)
    page = technician.get(f"/stock/?ligne={line.pk}")
    assert shown(good) in page
    assert shown(other) not in page
    reserve = f"/appareils/{good}/reserve/?line={line.pk}"
    assert reserve in page
    assert "selected" in technician.get(reserve) or "checked" in technician.get(reserve)
    technician.send(reserve)
    assert Device.objects.get(pk=good).step == "reserved"


def test_a_line_of_elsewhere_is_a_404(sign_in: Callable[..., Visitor], cast: make.Cast) -> None:
    line = make.request_line(cast.structure)
    sign_in(cast.donor, "reader").get(f"/stock/?ligne={line.pk}", 404)


@pytest.mark.parametrize(
    "query",
    [
        "type=%00",
        "grade=Z",
        "usage=rien",
        "memoire=-1",
        "page=abc",
        "lieu=%00",
        "etat=x",
        "page=-9",
    ],
)
def test_an_address_that_means_nothing_is_still_a_page(
    technician: Visitor, ready_laptop: str, query: str
) -> None:
    technician.get(f"/stock/?{query}")


def test_another_workshop_s_stock_is_not_shown(
    sign_in: Callable[..., Visitor], ready_laptop: str, cast: make.Cast
) -> None:
    assert shown(ready_laptop) not in sign_in(cast.other_workshop).get("/stock/")


def test_the_stock_asks_as_many_questions_for_many_as_for_few(
    technician: Visitor, bench: Bench, scan: Scan, cast: make.Cast
) -> None:
    place = make.place(cast.workshop)
    scan("move", bench.ready("monitor"), place=place.pk)
    few = questions(technician, "/stock/?usage=school")
    for kind in ("laptop", "laptop", "monitor", "desktop"):
        bench.ready(kind)
    scan("move", bench.ready("printer"), place=place.pk)
    laptop(bench, memory=8, cpu="Intel Core i5-8350U", size=256)
    assert questions(technician, "/stock/?usage=school") == few


def questions(visitor: Visitor, address: str) -> int:
    visitor.get(address)
    with CaptureQueriesContext(connection) as asked:
        visitor.get(address)
    told: list[Any] = asked.captured_queries
    return len(told)
