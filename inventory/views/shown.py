"""A device's columns as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inventory import function_tests, methods
from inventory.models import Device, ErasureProof, ManifestRow, StorageMedium
from inventory.sheets.days import shown_day
from inventory.vocabulary import SLOT_LABELS, SLOTS, ErasureLevel, Grade, LegalStatus, Step
from inventory.wording import ACCESSORIES, blocking_label, capital, outcome_label, test_label

WITH_A_HOLDER = frozenset({Step.DISTRIBUTED, Step.RETURNED, Step.CEDED})
SLOT_WORDS = {"empty": "vide", "listed": "occupé"}


@dataclass(frozen=True, slots=True)
class ShownProof:
    """One proof in words; ``stands`` when it answers the medium's present exposure."""

    proof: ErasureProof
    method: str
    level: str
    stands: bool


@dataclass(frozen=True, slots=True)
class ShownMedium:
    medium: StorageMedium
    clean: bool
    theirs: bool
    proofs: tuple[ShownProof, ...]


@dataclass(frozen=True, slots=True)
class ShownTests:
    passed: int
    failed: tuple[str, ...]
    missing: tuple[str, ...]
    blocking: tuple[str, ...]
    results: tuple[tuple[str, str, str], ...]


def media_shown(
    media: Iterable[StorageMedium], proofs: Iterable[ErasureProof], device: Device | None = None
) -> list[ShownMedium]:
    by_medium: dict[str, list[ErasureProof]] = {}
    for proof in proofs:
        by_medium.setdefault(proof.medium_id, []).append(proof)
    return [
        ShownMedium(
            medium,
            medium.proof_id is not None and not medium.failed,
            _theirs(medium, device),
            tuple(_proof(medium, proof) for proof in by_medium.get(medium.pk, ())),
        )
        for medium in media
    ]


def _theirs(medium: StorageMedium, device: Device | None) -> bool:
    """Whoever has the device may have written on it: no proof is expected of that."""
    if device is None or device.recall_id or medium.proof_id:
        return False
    if device.step == Step.IN_SERVICE:
        return medium.holder_service == device.service_id
    return device.step in WITH_A_HOLDER


def _proof(medium: StorageMedium, proof: ErasureProof) -> ShownProof:
    method = methods.find(proof.method)
    level = ErasureLevel(proof.level).label if proof.level else ""
    said = method.label if method else proof.method
    return ShownProof(proof, said, level, medium.proof_id == proof.pk)


def tests_shown(device: Device) -> ShownTests:
    results: dict[str, str] = device.tests
    required = function_tests.required(device.kind)
    passed = sum(1 for test in required if results.get(test.key) in ("pass", "na"))
    return ShownTests(
        passed,
        tuple(test.label for test in function_tests.failed(device.kind, results)),
        tuple(test.label for test in function_tests.untested(device.kind, results)),
        tuple(blocking_label(key) for key in device.blocking),
        tuple((test_label(key), value, outcome_label(value)) for key, value in results.items()),
    )


def described(device: Device) -> list[tuple[str, str]]:
    """What it is, in pairs of a name and a value; what is unknown is left out."""
    seen = device.capabilities
    memory = seen.get("memory_mb")
    grams = seen.get("grams")
    told = [
        ("Marque", device.brand),
        ("Modèle", device.model),
        ("N° de série", device.serial),
        ("N° du donateur", device.asset_tag),
        ("Processeur", str(seen.get("cpu", ""))),
        ("Mémoire vive", f"{round(memory / 1024)} Go" if memory else ""),
        ("Système", device.system),
        ("Grade", f"{device.grade}, {Grade(device.grade).label}" if device.grade else ""),
        ("Accessoires", _accessories(device)),
        ("Poids", f"{grams / 1000:.2f} kg".replace(".", ",") if grams else ""),
        *(
            (capital(SLOT_LABELS[slot]), SLOT_WORDS.get(getattr(device, f"slot_{slot}"), ""))
            for slot in SLOTS.get(device.kind, ())
        ),
        ("Statut", LegalStatus(device.legal_status).label),
        ("Passage", f"{device.cycle}ᵉ" if device.cycle > 1 else ""),
    ]
    return [(name, value) for name, value in told if value]


def reformed(device: Device) -> list[tuple[str, str]]:
    """What the donor's list says of its purchase and reform, in pairs of a name and a value."""
    row = ManifestRow.objects.filter(device=device.pk).first()
    if row is None:
        return []
    told = [
        ("Achat ou mise en service", shown_day(row.bought)),
        ("Réforme", shown_day(row.reformed)),
        ("Classé ou protégé", {True: "oui", False: "non", None: ""}[row.protected]),
    ]
    return [(name, value) for name, value in told if value]


def _accessories(device: Device) -> str:
    if device.accessories is None:
        return ""
    return ", ".join(ACCESSORIES.get(name, name) for name in device.accessories) or "aucun"
