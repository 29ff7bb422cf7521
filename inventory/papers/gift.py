"""What the two papers of a gift share: which collection, whose, on what basis."""

from __future__ import annotations

from collections.abc import Mapping

from filiere.network.actor import Actor
from filiere.network.vocabulary import OrganisationKind
from inventory.models import Collection
from inventory.papers.paper import Pairs, local, said, some
from inventory.refusals import Missing
from inventory.selectors import collections_seen_by
from inventory.vocabulary import CollectionState, DeviceKind, LegalBasis
from inventory.wording import capital

FETCHED = (CollectionState.FETCHED, CollectionState.SORTED)
BASES: Mapping[str, str] = {
    LegalBasis.HOUSEHOLD: "Don d'un particulier.",
    LegalBasis.COMPANY: "Don d'une entreprise ou d'un organisme.",
    LegalBasis.PUBLIC_DONATION: (
        "Don public : code général de la propriété des personnes publiques, articles L. 3212-2 "
        "et L. 3212-3, pour des appareils d'une valeur unitaire de 300 € au plus (décret 2022-791)."
        " La revente est interdite, sauf par une association reconnue d'utilité publique ou "
        "d'intérêt général, à des personnes en situation de précarité ou à des associations qui "
        "les aident, au plus aux prix fixés par le décret du 7 novembre 2022."
    ),
    LegalBasis.WASTE_STREAM: (
        "Flux de déchets : ces appareils sont des déchets jusqu'à leur préparation en vue de la "
        "réutilisation, et sont inscrits au registre chronologique de qui les prend en charge."
    ),
}


def taken(collection: Collection | None) -> Collection:
    """The collection, once it was fetched.

    Raises
    ------
    Missing
        There is none, or nothing was fetched yet.
    """
    if collection is None:
        raise Missing("unknown-collection", "Cette collecte n'existe pas chez vous.")
    if collection.state not in FETCHED:
        raise Missing(
            "not-fetched",
            "Rien n'est encore enlevé pour cette collecte. Ce papier s'imprime dès l'enlèvement.",
        )
    return collection


def seen(actor: Actor, key: str) -> Collection | None:
    return every(collections_seen_by(actor).filter(pk=key).values_list("pk", flat=True).first())


def every(key: str | None) -> Collection | None:
    """Whoever asks: for the check of a paper whose mark is ours."""
    found = Collection.objects.select_related("donor", "commune", "custodian__territory")
    return found.filter(pk=key or "").first()


def donor_name(collection: Collection) -> str:
    return collection.donor.name if collection.donor else "un particulier"


def who_and_where(collection: Collection) -> Pairs:
    place = collection.commune.name if collection.commune else ""
    blank = "" if collection.donor else "………………………………………… (à remplir par le donateur)"
    return [
        ("Donateur", capital(donor_name(collection))),
        ("Nom", blank),
        ("Commune", place),
        ("Annoncé le", said(local(collection.created_at))),
        ("Enlevé le", said(local(collection.fetched_at or collection.created_at))),
    ]


def taker(collection: Collection) -> str:
    """Who took the gift, as its paper goes on calling it."""
    point = collection.custodian.kind == OrganisationKind.COLLECTION_POINT
    return "le point de collecte" if point else "l'atelier"


def line_kind(kind: str) -> str:
    return capital(DeviceKind(kind).label)


def received(collection: Collection) -> int:
    return sum(line.received for line in collection.lines.all())


def reuse_commitment(collection: Collection) -> tuple[str, str]:
    """Réemployer first; décret 2023-266 asks it of whoever takes from a public body."""
    text = (
        f"{capital(taker(collection))} s'engage à réemployer ces appareils chaque fois que leur "
        "état le permet ; à défaut, à en tirer des pièces ; à défaut encore, à les remettre à un "
        "recycleur contre bordereau. Il dit au donateur, sur demande, ce que chaque appareil est "
        "devenu."
    )
    if collection.is_public_donation:
        text += (
            " Cet engagement préalable et cette justification sont ceux que demande le décret "
            "2023-266."
        )
    return "Engagement de réemploi", text


def counted(collection: Collection) -> str:
    return some(received(collection), "appareil")
