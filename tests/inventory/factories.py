"""The smallest things of the circuit that are true."""

from __future__ import annotations

import io
import itertools
import zlib
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from PIL import Image

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from inventory import function_tests
from inventory.models import (
    Collection,
    Device,
    Pallet,
    Part,
    Place,
    Request,
    RequestLine,
    StorageMedium,
)
from inventory.photographing import keep_photo
from tests.inventory.telling import change_told, told_of
from tests.network.factories import organisation

NUMBERS = itertools.count(1)
PEOPLE = itertools.count(1000)


@dataclass(frozen=True)
class Cast:
    """One organisation of each kind, two of those that hand to one another."""

    workshop: Organisation
    other_workshop: Organisation
    point: Organisation
    structure: Organisation
    other_structure: Organisation
    mediation: Organisation
    distributor: Organisation
    recycler: Organisation
    donor: Organisation
    steering: Organisation


def cast() -> Cast:
    return Cast(
        workshop=organisation("workshop"),
        other_workshop=organisation("workshop"),
        point=organisation("collection_point"),
        structure=organisation("social_structure"),
        other_structure=organisation("social_structure"),
        mediation=organisation("mediation_place"),
        distributor=organisation("distributor"),
        recycler=organisation("recycler"),
        donor=organisation("donor"),
        steering=organisation("steering"),
    )


def actor(of: Organisation, role: str = "operator") -> Actor:
    """Somebody of this organisation; another person at each call."""
    number = next(PEOPLE)
    return Actor("user", number, number, None, of.pk, of.kind, role, f"Personne fictive {number}")


def collection(custodian: Organisation, donor: Organisation | None, **columns: Any) -> Collection:
    columns.setdefault("state", "fetched")
    columns.setdefault("legal_basis", "company" if donor else "household")
    row = Collection.objects.create(
        donor=donor, custodian=custodian, created_at=timezone.now(), **columns
    )
    told_of(row)
    return row


def request_line(structure: Organisation, kind: str = "laptop", quantity: int = 1) -> RequestLine:
    request = Request.objects.create(structure=structure, created_at=timezone.now())
    line = RequestLine.objects.create(
        request=request, kind=kind, profile="school", quantity=quantity
    )
    told_of(request, line)
    return line


def place(of: Organisation) -> Place:
    name = f"Étagère {next(NUMBERS)}"
    row = Place.objects.create(organisation=of, name=name, created_at=timezone.now())
    told_of(row)
    return row


def pallet(of: Organisation) -> Pallet:
    name = f"Palette {next(NUMBERS)}"
    row = Pallet.objects.create(organisation=of, name=name, opened_at=timezone.now())
    told_of(row)
    return row


def closed(lot: Pallet) -> Pallet:
    change_told(lot, closed_at=timezone.now(), weight_g=120_000)
    return lot


def part(of: Organisation, quantity: int = 5) -> Part:
    name = f"Clavier {next(NUMBERS)}"
    return Part.objects.create(organisation=of, name=name, quantity=quantity)


def disk(kind: str = "ssd", **told: Any) -> dict[str, Any]:
    """A disk as an audit lists it, with a serial number of its own."""
    return {"kind": kind, "serial": f"S3Z9NB{next(NUMBERS):05d}K", "size_gb": 256} | told


def proof(medium: StorageMedium | str, **told: Any) -> dict[str, Any]:
    """A successful, verified erasure that ended now."""
    key = medium if isinstance(medium, str) else medium.pk
    return {
        "medium": key,
        "outcome": "proof",
        "method": "overwrite",
        "tool": "nwipe",
        "ended": timezone.now().isoformat(),
        "verified": True,
    } | told


def all_pass(kind: str = "laptop") -> dict[str, str]:
    return {test.key: "pass" for test in function_tests.required(kind)}


def photo(code: str) -> str:
    """A photo of this device, kept as the page keeps it; its name."""
    holder = Device.objects.get(pk=code).custodian
    assert holder is not None
    return keep_photo(actor=actor(holder), code=code, raw=picture(code))


def picture(seed: str = "") -> bytes:
    """A small PNG, another one for each seed."""
    number = zlib.crc32(seed.encode())
    image = Image.new("RGB", (24, 16), (number % 256, number // 256 % 256, number // 65536 % 256))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
