"""What anyone may read of a device: what it is, that it holds no data, what was tested.

No serial number, no person, no organisation but those of the filière.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from inventory import function_tests, methods
from inventory.models import Code, Device, ErasureProof, StorageMedium
from inventory.refusals import Missing
from inventory.selectors import PASSPORT_STEPS
from inventory.vocabulary import DeviceKind, ErasureLevel, Grade, MediumKind, MediumStatus, Step
from inventory.wording import ACCESSORIES


@dataclass(frozen=True, slots=True)
class ErasedMedium:
    kind: str
    size_gb: int | None
    level: str
    method: str
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Passport:
    """``refurbished`` is the word of décret 2022-190: every function tested, data removed."""

    code: str
    kind: str
    kind_label: str
    brand: str
    model: str
    step: str
    step_label: str
    grade: str
    grade_label: str
    system: str
    memory_gb: int | None
    cpu: str
    accessories: tuple[str, ...]
    media: tuple[ErasedMedium, ...]
    tested: int
    failed: tuple[str, ...]
    refurbished: bool
    recalled: bool


def passport(code: str) -> Passport | None:
    """The passport of a code; None when its label only says that it belongs to the filière.

    Raises
    ------
    Missing
        Nobody ever minted this code.
    """
    device = Device.objects.filter(pk=code).first()
    if device is None:
        known = Code.objects.filter(pk=code).exists()
        if known or StorageMedium.objects.filter(code=code).exists():
            return None
        raise Missing("unknown-code", "Ce code n'existe pas.")
    return _passport(device) if device.step in PASSPORT_STEPS else None


def _passport(device: Device) -> Passport:
    seen: dict[str, Any] = device.capabilities
    results: dict[str, str] = device.tests
    bad = function_tests.failed(device.kind, results)
    whole = function_tests.refurbished(device.kind, results, device.blocking)
    memory = seen.get("memory_mb")
    return Passport(
        code=device.pk,
        kind=device.kind,
        kind_label=DeviceKind(device.kind).label,
        brand=device.brand,
        model=device.model,
        step=device.step,
        step_label=Step(device.step).label,
        grade=device.grade,
        grade_label=Grade(device.grade).label if device.grade else "",
        system=device.system,
        memory_gb=round(memory / 1024) if memory else None,
        cpu=str(seen.get("cpu", "")),
        accessories=tuple(ACCESSORIES.get(name, name) for name in device.accessories or ()),
        media=tuple(_media(device)),
        tested=sum(1 for value in results.values() if value != function_tests.Outcome.NA),
        failed=tuple(test.label for test in bad),
        refurbished=whole and device.recall_id is None,
        recalled=device.recall_id is not None,
    )


def _media(device: Device) -> list[ErasedMedium]:
    """The last success for each medium that is in the device.

    Once the device has left, its holder writes on it: the proof of the exposure before stands
    for what was done here.
    """
    media = StorageMedium.objects.filter(device=device, status=MediumStatus.FITTED)
    latest = media.annotate(last=Max("proofs__ended_at")).values_list("pk", "last")
    ends = {pk: last for pk, last in latest if last}
    proofs = ErasureProof.objects.filter(
        medium__in=ends, result="success", withdrawn=False
    ).select_related("medium")
    found = []
    for proof in proofs.order_by("medium_id"):
        if ends[proof.medium_id] != proof.ended_at:
            continue
        method = methods.find(proof.method)
        found.append(
            ErasedMedium(
                kind=MediumKind(proof.medium.kind).label,
                size_gb=proof.medium.size_gb,
                level=ErasureLevel(proof.level).label if proof.level else "",
                method=method.label if method else proof.method,
                ended_at=proof.ended_at,
            )
        )
    return found
