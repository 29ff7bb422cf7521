"""A device audited again stays where it stands, as long as its step still holds."""

from __future__ import annotations

from typing import Any

import pytest

from inventory.models import Reservation
from tests.inventory import factories as make
from tests.inventory.workbench import Bench


def test_an_erased_laptop_stays_erased_when_its_audit_tells_nothing_new(
    erased_laptop: str, scan: Any, the: Any
) -> None:
    scan("audit", erased_laptop, grade="A", tests=make.all_pass())
    assert the(erased_laptop).step == "erased"


def test_an_erased_laptop_falls_when_a_disk_is_discovered(
    erased_laptop: str, scan: Any, the: Any, medium_of: Any
) -> None:
    known = medium_of(erased_laptop)
    listed = [{"kind": "ssd", "id": known.pk}, make.disk("hdd")]
    scan("audit", erased_laptop, media=listed)
    assert the(erased_laptop).step == "audited"


def test_a_ready_laptop_stays_ready_when_everything_still_holds(
    ready_laptop: str, scan: Any, the: Any
) -> None:
    scan("audit", ready_laptop, grade="A")
    assert the(ready_laptop).step == "ready"


@pytest.mark.parametrize(
    "news", [{"tests": {"screen": "fail"}}, {"blocking": ["firmware_password"]}]
)
def test_a_ready_laptop_falls_when_it_cannot_be_given_any_more(
    news: dict[str, Any], ready_laptop: str, scan: Any, the: Any
) -> None:
    scan("audit", ready_laptop, **news)
    assert the(ready_laptop).step == "audited"


def test_a_reserved_laptop_that_falls_frees_its_line(
    reserved_laptop: str, scan: Any, the: Any
) -> None:
    scan("audit", reserved_laptop, tests={"screen": "fail"})
    assert (the(reserved_laptop).step, the(reserved_laptop).reservation_id) == ("audited", None)
    assert Reservation.objects.get(device=reserved_laptop).state == "released"


def test_a_reserved_laptop_whose_kind_changes_frees_its_line(
    reserved_laptop: str, scan: Any, the: Any, medium_of: Any
) -> None:
    media = [{"kind": "ssd", "id": medium_of(reserved_laptop).pk}]
    scan("audit", reserved_laptop, kind="desktop", media=media)
    assert the(reserved_laptop).step == "audited"
    assert Reservation.objects.get(device=reserved_laptop).state == "released"


def test_an_audit_in_repair_stays_in_repair(bench: Bench, scan: Any, the: Any) -> None:
    code = bench.laptop("in_repair")
    scan("audit", code, tests={"screen": "fail"})
    assert the(code).step == "in_repair"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"tests": {"wings": "pass"}}, "unknown-test"),
        ({"tests": {"screen": "na"}}, "unknown-test"),
        ({"blocking": ["haunted"]}, "unknown-blocking"),
    ],
)
def test_a_test_that_this_kind_does_not_have_is_refused(
    told: dict[str, Any], code: str, audited_laptop: str, refused: Any
) -> None:
    assert refused("audit", audited_laptop, **told).code == code
