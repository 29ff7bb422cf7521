"""What a social structure asks for."""

from __future__ import annotations

from typing import Any

import pytest

from filiere.network.actor import Actor
from inventory.models import Entry, ErasableText, Request
from inventory.refusals import Refused
from inventory.subjects.requests import close_request, create_request
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench
from tests.inventory.written import written

LINE = {"kind": "laptop", "profile": "school", "quantity": 2}


def refused(call: Any, **told: Any) -> Refused:
    before = written()
    with pytest.raises(Refused) as caught:
        call(**told)
    assert written() == before
    assert caught.value.detail.rstrip().endswith((".", "?"))
    return caught.value


def test_a_request_keeps_the_beneficiary_s_reference_apart(cast: Cast, requester: Actor) -> None:
    asked = {"lines": [LINE], "reference": "Dossier 2026-18", "wanted_by": "2026-12-24"}
    request = create_request(actor=requester, asked=asked)
    assert (request.structure_id, request.state) == (cast.structure.pk, "open")
    assert ErasableText.objects.get(pk=request.reference).text == "Dossier 2026-18"
    assert "Dossier" not in Entry.objects.get(subject_id=request.pk).canonical
    assert list(request.lines.values_list("kind", "quantity")) == [("laptop", 2)]


def test_a_request_needs_no_reference(requester: Actor) -> None:
    assert create_request(actor=requester, asked={"lines": [LINE]}).reference == ""


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"lines": []},
        {"lines": [LINE] * 21},
        {"lines": [{**LINE, "quantity": 0}]},
        {"lines": [{**LINE, "quantity": 51}]},
        {"lines": [{**LINE, "quantity": 10**9}]},
        {"lines": [{**LINE, "kind": "fridge"}]},
        {"lines": [{**LINE, "profile": "gaming"}]},
        {"lines": [LINE], "reference": "x" * 81},
        {"lines": [LINE], "reference": "D-1\x00"},
        {"lines": [LINE], "wanted_by": "bientôt"},
        {"lines": [LINE], "name": "Samia"},
        {"lines": "laptop"},
    ],
)
def test_a_request_that_cannot_be_is_refused(asked: dict[str, Any], requester: Actor) -> None:
    assert refused(create_request, actor=requester, asked=asked).code == "invalid-data"


@pytest.mark.parametrize("who", ["workshop", "donor", "recycler"])
def test_only_a_structure_asks(who: str, cast: Cast) -> None:
    stranger = make.actor(getattr(cast, who), "requester")
    assert refused(create_request, actor=stranger, asked={"lines": [LINE]}).code == "role"


@pytest.mark.parametrize(("cancel", "state"), [(False, "closed"), (True, "cancelled")])
def test_a_request_is_closed_or_cancelled_once(cancel: bool, state: str, requester: Actor) -> None:
    request = create_request(actor=requester, asked={"lines": [LINE]})
    told = {"actor": requester, "request_id": request.pk}
    close_request(**told, cancel=cancel)
    request.refresh_from_db()
    assert (request.state, request.closed_at is not None) == (state, True)
    assert refused(close_request, **told).code == "wrong-state"


def test_a_request_with_a_reserved_device_waits_for_its_release(
    bench: Bench, scan: Any, requester: Actor
) -> None:
    code = bench.laptop("reserved")
    request = Request.objects.get(lines__reservations__device=code)
    said = refused(close_request, actor=requester, request_id=request.pk)
    assert (said.code, said.status) == ("still-reserved", 409)
    scan("release", code)
    close_request(actor=requester, request_id=request.pk)


def test_a_request_whose_device_is_delivered_may_be_closed(
    bench: Bench, scan: Any, the: Any, requester: Actor
) -> None:
    code = bench.laptop("delivered")
    request = Request.objects.get(lines__reservations__device=code)
    close_request(actor=requester, request_id=request.pk)
    scan("hand_over", code, requester, reference="D-1", unused=True)
    assert the(code).step == "distributed"


def test_another_structure_s_request_is_unknown(cast: Cast, requester: Actor) -> None:
    theirs = make.request_line(cast.other_structure).request
    said = refused(close_request, actor=requester, request_id=theirs.pk)
    assert (said.code, said.status) == ("unknown-request", 404)
