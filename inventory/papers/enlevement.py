"""Bon d'enlèvement: what was taken from a donor, and what the workshop owes for it."""

from __future__ import annotations

from inventory.models import Collection, Device
from inventory.papers import gift, signed
from inventory.papers.paper import Paper, emitter, kilograms, local, number, said
from inventory.vocabulary import DeviceKind, ErasureLevel, LegalBasis, RefusalReason, Step
from inventory.wording import capital
from labels.codes import shown


def content(collection: Collection) -> Paper:
    """The paper of a fetched collection."""
    moment = collection.fetched_at or collection.created_at
    pictures, words = signed.kept(collection.signature)
    return Paper(
        kind="enlevement",
        key=collection.pk,
        number=number("BE", collection.pk, moment),
        title="Bon d'enlèvement",
        emitter=emitter(collection.custodian),
        day=local(moment),
        sentence=(
            f"{collection.custodian.name} certifie avoir pris en charge, le "
            f"{said(local(moment))}, {gift.counted(collection)} "
            f"remis par {gift.donor_name(collection)}."
        ),
        body={
            "facts": [
                *gift.who_and_where(collection),
                ("Poids", kilograms(collection.weight_g) if collection.weight_g else ""),
                ("Base légale", gift.BASES[collection.legal_basis]),
            ],
            "lines": _lines(collection),
            "remarks": _remarks(collection),
            "commitments": [_ownership(collection), _mandate(collection), _reuse(collection)],
            "signatures": [
                signed.block("Le donateur", _how(collection, words), signed.PICTURE),
                signed.block(f"Pour {collection.custodian.name}", "Nom, date et signature"),
            ],
            "devices": _devices(collection),
        },
        pictures=pictures,
    )


def _how(collection: Collection, words: str) -> str:
    name = signed.said(collection.signatory)
    if collection.signed == "signed":
        return " ".join(filter(None, [f"Signé par {name}." if name else "Signé.", words]))
    if collection.signed:
        return "N'a pas signé lors de l'enlèvement."
    return "Nom, qualité, date et signature"


def _lines(collection: Collection) -> list[list[str]]:
    lines = list(collection.lines.all())
    rows = [
        [
            gift.line_kind(line.kind),
            str(line.announced),
            str(line.received),
            str(line.refused),
            RefusalReason(line.refusal_reason).label if line.refused else "",
        ]
        for line in lines
    ]
    sums = [sum(getattr(line, name) for line in lines) for name in COUNTS]
    return [*rows, ["Total", *map(str, sums), ""]]


COUNTS = ("announced", "received", "refused")


def _remarks(collection: Collection) -> list[str]:
    lines = collection.lines.all()
    gap = sum(line.announced - line.received - line.refused for line in lines)
    if gap > 0:
        return [f"Écart avec l'annonce : {gap} de moins, ni reçu ni refusé à l'enlèvement."]
    if gap < 0:
        return [f"Écart avec l'annonce : {-gap} de plus."]
    return []


def _ownership(collection: Collection) -> tuple[str, str]:
    if collection.legal_basis == LegalBasis.WASTE_STREAM:
        return "Remise", "Les appareils sont remis comme déchets ; l'atelier en devient détenteur."
    if not collection.owner_not_lessee:
        said_so = (
            "Le donateur n'a pas déclaré être propriétaire de ces appareils : la propriété n'est "
            "pas transférée tant qu'il ne l'a pas établie."
        )
    else:
        said_so = (
            "Le donateur déclare être propriétaire de ces appareils, et non locataire, et en "
            f"transfère la propriété à {collection.custodian.name} à la date de ce bon."
        )
    return "Propriété", said_so


def _mandate(collection: Collection) -> tuple[str, str]:
    level = ErasureLevel(collection.level).label
    who = gift.taker(collection)
    if collection.legal_basis == LegalBasis.HOUSEHOLD:
        opening = (
            f"Le donateur charge {who} d'effacer les données restées sur ces appareils. Jusque-là, "
            f"{who} se tient aux règles d'un sous-traitant (RGPD, article 28) : "
        )
    else:
        opening = (
            f"Le donateur, responsable des données restées sur ces appareils, charge {who} de les "
            f"effacer. Jusque-là, {who} agit en sous-traitant (RGPD, article 28) : "
        )
    rules = (
        "sur cette seule instruction, sans lire ni copier ces données, par des personnes tenues à "
        "la confidentialité, sous bonne garde, sans autre sous-traitant que ceux que le donateur "
        f"accepte. Chaque support est effacé au niveau {level} au moins (NIST SP 800-88) ou "
        f"détruit, avec une preuve que le donateur peut demander. {capital(who)} avertit le "
        "donateur sans attendre d'une perte ou d'un vol."
    )
    return "Mandat d'effacer", opening + rules


def _reuse(collection: Collection) -> tuple[str, str]:
    return gift.reuse_commitment(collection)


def _devices(collection: Collection) -> list[list[str]]:
    devices = Device.objects.filter(collection=collection).exclude(step=Step.VOID)
    return [
        [
            shown(one.pk),
            capital(DeviceKind(one.kind).label),
            f"{one.brand} {one.model}".strip(),
            one.serial,
            one.asset_tag,
        ]
        for one in devices.order_by("pk")
    ]
