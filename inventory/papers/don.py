"""Attestation de don: who gave what, to whom, on what basis. No tax receipt."""

from __future__ import annotations

from inventory.models import Collection
from inventory.papers import gift, signed
from inventory.papers.paper import Paper, emitter, local, number, said
from inventory.refusals import Missing
from inventory.vocabulary import LegalBasis


def content(collection: Collection) -> Paper:
    """The paper of a fetched gift.

    Raises
    ------
    Missing
        It was no gift, or nothing was received.
    """
    if collection.legal_basis == LegalBasis.WASTE_STREAM:
        raise Missing(
            "not-a-gift",
            "Cette collecte vient d'un flux de déchets : ce n'est pas un don. "
            "Imprimez son bon d'enlèvement.",
        )
    if not gift.received(collection):
        raise Missing("nothing-received", "Rien n'a été reçu : il n'y a pas de don à attester.")
    moment = collection.fetched_at or collection.created_at
    name = collection.custodian.name
    lines = [line for line in collection.lines.all() if line.received]
    return Paper(
        kind="don",
        key=collection.pk,
        number=number("AD", collection.pk, moment),
        title="Attestation de don",
        emitter=emitter(collection.custodian),
        day=local(moment),
        sentence=(
            f"{name} atteste avoir reçu en don, le {said(local(moment))}, "
            f"{gift.counted(collection)} de la part de {gift.donor_name(collection)}, pour le "
            "réemploi."
        ),
        body={
            "facts": [
                *gift.who_and_where(collection),
                ("Bon d'enlèvement", number("BE", collection.pk, moment)),
            ],
            "lines": [
                *[[gift.line_kind(line.kind), str(line.received)] for line in lines],
                ["Total", str(gift.received(collection))],
            ],
            "commitments": [
                ("Base légale", gift.BASES[collection.legal_basis]),
                gift.reuse_commitment(collection),
            ],
            "remarks": [
                (
                    "Cette attestation n'est pas un reçu fiscal. Si l'atelier est habilité à en "
                    "délivrer, le reçu est un autre document, établi à part."
                ),
                "Aucune valeur n'est donnée ici : l'estimer revient au donateur.",
            ],
            "signatures": [signed.block(f"Pour {name}", "Nom, qualité, date et signature")],
        },
    )
