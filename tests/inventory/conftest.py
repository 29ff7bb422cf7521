"""What tests of the circuit may ask for: people, a way to scan, devices at each step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from filiere.network.actor import Actor
from inventory.models import Device, ErasureProof, StorageMedium
from inventory.perform import Outcome, perform
from inventory.refusals import Refused
from tests.inventory import factories as make
from tests.inventory.workbench import Bench
from tests.inventory.written import written

Scan = Callable[..., Outcome]


@pytest.fixture
def cast(db: None) -> make.Cast:
    return make.cast()


@pytest.fixture
def operator(cast: make.Cast) -> Actor:
    return make.actor(cast.workshop)


@pytest.fixture
def supervisor(cast: make.Cast) -> Actor:
    return make.actor(cast.workshop, "supervisor")


@pytest.fixture
def requester(cast: make.Cast) -> Actor:
    """Who asks and hands over, at the structure."""
    return make.actor(cast.structure, "requester")


@pytest.fixture
def scan(operator: Actor) -> Scan:
    """``scan(operation, code, actor=…, **data)``: the outcome."""

    def scanned(
        operation: str,
        code: str,
        actor: Actor | None = None,
        /,
        *,
        at: datetime | None = None,
        key: str = "",
        seen_step: str | None = None,
        **data: Any,
    ) -> Outcome:
        return perform(
            operation=operation,
            code=code,
            actor=actor or operator,
            data=data,
            occurred_at=at,
            key=key,
            seen_step=seen_step,
        )

    return scanned


@pytest.fixture
def refused(scan: Scan) -> Callable[..., Refused]:
    """``refused(operation, code, actor=…, **data)``: the refusal, in French, nothing written."""

    def tried(*arguments: Any, **told: Any) -> Refused:
        before = written()
        with pytest.raises(Refused) as caught:
            scan(*arguments, **told)
        assert written() == before
        said = caught.value
        assert said.code and said.title and said.detail.rstrip().endswith((".", "?")), said.detail
        return said

    return tried


@pytest.fixture
def bench(cast: make.Cast, scan: Scan, supervisor: Actor, requester: Actor) -> Bench:
    return Bench(cast, scan, supervisor, requester)


@pytest.fixture
def collected_laptop(bench: Bench) -> str:
    return bench.registered()


@pytest.fixture
def audited_laptop(bench: Bench) -> str:
    return bench.laptop("audited")


@pytest.fixture
def erased_laptop(bench: Bench) -> str:
    return bench.laptop("erased")


@pytest.fixture
def ready_laptop(bench: Bench) -> str:
    return bench.laptop("ready")


@pytest.fixture
def reserved_laptop(bench: Bench) -> str:
    return bench.laptop("reserved")


@pytest.fixture
def delivered_laptop(bench: Bench) -> str:
    return bench.laptop("delivered")


@pytest.fixture
def distributed_laptop(bench: Bench) -> str:
    return bench.laptop("distributed")


@pytest.fixture
def laptop_in_service(bench: Bench) -> str:
    return bench.laptop("in_service")


@pytest.fixture
def the() -> Callable[[str], Device]:
    """The device of this code as the database has it now."""
    return lambda code: Device.objects.get(pk=code)


@pytest.fixture
def medium_of() -> Callable[[str], StorageMedium]:
    """The only medium in this device."""
    return lambda code: StorageMedium.objects.get(device=code)


@pytest.fixture
def proof_of() -> Callable[[str], ErasureProof]:
    """The last successful proof of the only medium in this device."""

    def found(code: str) -> ErasureProof:
        proofs = ErasureProof.objects.filter(medium__device=code, result="success")
        last = proofs.order_by("-id").first()
        assert last is not None
        return last

    return found
