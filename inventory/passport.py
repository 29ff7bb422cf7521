"""What anyone may read of a device: what it is, that it holds no data, how long it will serve.

No serial number, no person, no organisation but those of the filière.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from inventory import function_tests, methods
from inventory.certificates.standing import is_withdrawn
from inventory.guarantee import Guarantee, guarantee_of
from inventory.judged import judged
from inventory.judging.judgement import Judgement
from inventory.models import Certificate, Code, Device, ErasureProof, StorageMedium
from inventory.refusals import Missing
from inventory.selectors import PASSPORT_STEPS, chain_of
from inventory.vocabulary import DeviceKind, ErasureLevel, Grade, MediumKind, MediumStatus, Step
from inventory.wording import ACCESSORIES
from labels.symbols import address

WAY = PASSPORT_STEPS | {Step.COLLECTED, Step.AUDITED, Step.ERASED, Step.IN_REPAIR}
"""Of a device's way, what is public: neither loss, nor recycling."""


@dataclass(frozen=True, slots=True)
class ErasedMedium:
    kind: str
    kind_key: str
    size_gb: int | None
    level: str
    method: str
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Certified:
    """A signed certificate covers this erasure: its number, never its address.

    The certificate's own page names the donor and the serials.
    """

    number: str
    issued: date
    valid: bool


@dataclass(frozen=True, slots=True)
class WayStep:
    step: str
    label: str
    on: date


@dataclass(frozen=True, slots=True)
class Passport:
    """``refurbished`` is the word of décret 2022-190: every function tested, data removed.

    ``address`` is what the label's QR opens; ``on`` the day that it speaks of.
    """

    code: str
    address: str
    on: date
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
    accessory_keys: tuple[str, ...]
    media: tuple[ErasedMedium, ...]
    passed: tuple[str, ...]
    failed: tuple[str, ...]
    refurbished: bool
    recalled: bool
    way: tuple[WayStep, ...]
    told: Judgement
    guarantee: Guarantee | None
    contact: tuple[str, str]
    certificate: Certified | None

    @property
    def accessories(self) -> tuple[str, ...]:
        return tuple(ACCESSORIES.get(name, name) for name in self.accessory_keys)

    @property
    def name(self) -> str:
        """Brand and model; the kind when neither is known."""
        return " ".join(filter(None, (self.brand, self.model)))


def passport(code: str, on: date | None = None) -> Passport | None:
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
    day = on or timezone.localdate()
    return _passport(device, day) if device.step in PASSPORT_STEPS else None


def _passport(device: Device, on: date) -> Passport:
    results: dict[str, str] = device.tests
    proofs = _proofs(device)
    memory = device.capabilities.get("memory_mb")
    whole = function_tests.refurbished(device.kind, results, device.blocking)
    return Passport(
        code=device.pk,
        address=address(settings.SITE_URL, device.pk),
        on=on,
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
        cpu=str(device.capabilities.get("cpu", "")),
        accessory_keys=tuple(device.accessories or ()),
        media=tuple(map(_erased, proofs)),
        passed=_with(results, function_tests.Outcome.PASS),
        failed=_with(results, function_tests.Outcome.FAIL),
        refurbished=whole and device.recall_id is None,
        recalled=device.recall_id is not None,
        way=tuple(_way(device)),
        told=judged(device, on),
        guarantee=guarantee_of(device),
        contact=(settings.CONTACT_NAME, settings.CONTACT_PHONE.replace(" ", "\u00a0")),
        certificate=_certified(proofs),
    )


def _with(results: dict[str, str], outcome: str) -> tuple[str, ...]:
    """Keys of the tests that came out so, in the order of the table."""
    return tuple(key for key in function_tests.TESTS if results.get(key) == outcome)


def _way(device: Device) -> list[WayStep]:
    """The steps of its present cycle, with their days."""
    return [
        WayStep(entry.step_after, Step(entry.step_after).label, _day(entry.occurred_at))
        for entry in chain_of(device).filter(occurred_at__gte=device.cycle_opened_at)
        if entry.step_before != entry.step_after and entry.step_after in WAY
    ]


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _proofs(device: Device) -> list[ErasureProof]:
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
    return [one for one in proofs.order_by("medium_id") if ends[one.medium_id] == one.ended_at]


def _erased(proof: ErasureProof) -> ErasedMedium:
    method = methods.find(proof.method)
    return ErasedMedium(
        kind=MediumKind(proof.medium.kind).label,
        kind_key=proof.medium.kind,
        size_gb=proof.medium.size_gb,
        level=ErasureLevel(proof.level).label if proof.level else "",
        method=method.label if method else proof.method,
        ended_at=proof.ended_at,
    )


def _certified(proofs: list[ErasureProof]) -> Certified | None:
    """The latest certificate that rests on one of these proofs."""
    found = Certificate.objects.filter(proofs__in=proofs).order_by("-issued_at").first()
    if found is None:
        return None
    return Certified(found.number, _day(found.issued_at), not is_withdrawn(found))
