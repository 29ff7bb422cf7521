"""Devices as they were when something was done to them: a paper printed late says the same."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from inventory import function_tests
from inventory.history import device_columns
from inventory.models import Entry, ErasureProof, StorageMedium
from inventory.papers.paper import local as day_of
from inventory.papers.paper import said
from inventory.vocabulary import DeviceKind, ErasureLevel, MediumKind, MediumStatus, SubjectKind
from inventory.wording import ACCESSORIES, capital
from labels.codes import shown


@dataclass(frozen=True, slots=True)
class AsItWas:
    """One device just before ``entry``; ``media`` are those in it, each with its proof's id."""

    code: str
    columns: dict[str, Any]
    entry: Entry
    data: dict[str, Any]
    media: tuple[tuple[str, str | None], ...]

    @property
    def kind(self) -> str:
        return DeviceKind(self.columns["kind"]).label

    @property
    def name(self) -> str:
        return f"{self.columns['brand']} {self.columns['model']}".strip()

    @property
    def accessories(self) -> str:
        named = self.columns["accessories"]
        return ", ".join(ACCESSORIES.get(one, one) for one in named or ()) or "aucun"

    @property
    def mention(self) -> str:
        """*Reconditionné* as décret 2022-190 has it, else *d'occasion, testé*: computed."""
        kind, tests = self.columns["kind"], self.columns["tests"]
        lacking = [
            *function_tests.untested(kind, tests),
            *function_tests.failed(kind, tests),
            *function_tests.blocked(kind, self.columns["blocking"]),
        ]
        return "d'occasion, testé" if lacking or self.columns["recall_id"] else "reconditionné"

    def listed(self) -> list[str]:
        """One row of the list of a delivery or a hand-over."""
        grade = self.columns["grade"] or "–"
        return [
            shown(self.code),
            capital(self.kind),
            self.name,
            grade,
            self.accessories,
            self.mention,
        ]

    def tested(self) -> str:
        kind, results = self.columns["kind"], self.columns["tests"]
        passed = sum(1 for one in results.values() if one == function_tests.Outcome.PASS)
        bad = [test.label.lower() for test in function_tests.failed(kind, results)]
        told = f"{passed} en état de marche" if passed else "aucune"
        return f"{told} ; en panne : {', '.join(bad)}" if bad else told


def as_they_were(
    operation: str, row: str, ids: Collection[str], codes: Iterable[str]
) -> list[AsItWas]:
    """Each device at the entry of ``operation`` that wrote one of the rows ``ids``, by code."""
    chains: dict[str, list[Entry]] = {}
    entries = Entry.objects.filter(subject_kind=SubjectKind.DEVICE, subject_id__in=list(codes))
    for entry in entries.select_related("organisation__territory").order_by("sequence"):
        chains.setdefault(entry.subject_id, []).append(entry)
    found = []
    for code, chain in sorted(chains.items()):
        for place, entry in enumerate(chain):
            if entry.operation == operation and _writes(entry, row, ids):
                found.append(_before(code, chain[:place], entry))
    return found


def _writes(entry: Entry, row: str, ids: Collection[str]) -> bool:
    return any(one["t"] == row and one["id"] in ids for one in json.loads(entry.effects))


def _before(code: str, chain: Sequence[Entry], entry: Entry) -> AsItWas:
    columns = device_columns(chain, code)
    return AsItWas(code, columns, entry, json.loads(entry.data), tuple(_media(chain, code)))


def _media(chain: Sequence[Entry], code: str) -> Iterable[tuple[str, str | None]]:
    media: dict[str, dict[str, Any]] = {}
    for entry in chain:
        for effect in json.loads(entry.effects):
            if effect["t"] == "medium":
                media.setdefault(effect["id"], {}).update(effect["set"])
    for key, told in media.items():
        if told.get("device_id") == code and told.get("status", "fitted") == MediumStatus.FITTED:
            yield key, told.get("proof_id")


def erasures(devices: Sequence[AsItWas]) -> dict[str, str]:
    """By code, how the data of its media were erased, in words."""
    keys = [key for device in devices for key, _ in device.media]
    proofs = [proof for device in devices for _, proof in device.media if proof]
    media = {one.pk: one for one in StorageMedium.objects.filter(pk__in=keys)}
    told = {one.pk: one for one in ErasureProof.objects.filter(pk__in=proofs)}
    return {
        device.code: " ; ".join(
            _erased(media[key], told.get(proof or "")) for key, proof in device.media
        )
        or "aucun support de stockage"
        for device in devices
    }


def _erased(medium: StorageMedium, proof: ErasureProof | None) -> str:
    size = f" {medium.size_gb} Go" if medium.size_gb else ""
    named = f"{MediumKind(medium.kind).label}{size}"
    if proof is None:
        return f"{named} : preuve à demander à l'atelier"
    level = f" ({ErasureLevel(proof.level).label})" if proof.level else ""
    return f"{named} : le {said(day_of(proof.ended_at))}{level}"
