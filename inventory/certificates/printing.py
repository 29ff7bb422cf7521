"""A certificate as PDF, in the house layout, with the signed JSON inside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from inventory.certificates import signed_file
from inventory.certificates.key import signing_key
from inventory.certificates.standing import document_of, file_of, holds
from inventory.models import Certificate, Seal
from inventory.papers.paper import address_lines, local, said, some
from inventory.refusals import Refused
from labels.codes import shown
from papers import render

REASONS = {
    "no-medium": "Aucun support de stockage : rien à effacer.",
    "media-not-stated": "Supports pas encore déclarés.",
    "medium-not-proved": "Un support n'a pas encore de preuve.",
}
TITLE = "Certificat d'effacement"


def pdf(certificate: Certificate) -> bytes:
    """The PDF, signed to its last byte.

    Raises
    ------
    Refused
        The kept certificate is no longer what was signed.
    """
    if not holds(certificate):
        raise Refused(
            "certificate-altered",
            "Ce certificat n'est plus celui qui a été signé. Lancez verify_journal.",
            title="Certificat altéré",
            status=500,
        )
    told = document_of(certificate)
    attached = {signed_file.ATTACHED: file_of(certificate)}
    drawn = render.pdf("certificat", _told(certificate, told), attached=attached)
    return signed_file.sign_pdf(signing_key(), drawn)


def sentence(told: Mapping[str, Any]) -> str:
    """What the certificate certifies, in one sentence."""
    media = [medium for device in told["devices"] for medium in device["media"]]
    gone = sum(1 for one in media if one["became"] == "détruit")
    erased = len(media) - gone
    parts = [some(erased, "support de stockage", "supports de stockage")] if erased else []
    did = "a été effacé" if erased == 1 else "ont été effacés"
    text = f"{parts[0]} {did} de façon vérifiée" if parts else ""
    if gone:
        lost = f"{some(gone, 'support')} {'a été détruit' if gone == 1 else 'ont été détruits'}"
        text = f"{text}, et {lost}" if text else lost
    return (
        f"{told['issuer']['name']} certifie que {text}, dans "
        f"{some(len(told['devices']), 'appareil')} reçus de {told['donor']}."
    ).replace("1 appareil reçus", "1 appareil reçu")


def lines(told: Mapping[str, Any]) -> Iterator[list[str]]:
    """One row per medium; the device is said on its first."""
    for device in told["devices"]:
        name = " ".join(filter(None, (shown(device["code"]), device["kind"], device["name"])))
        tag = f" (inventaire {device['asset_tag']})" if device["asset_tag"] else ""
        for place, one in enumerate(device["media"]):
            size = f"{one['size_gb']} Go" if one["size_gb"] else ""
            serial = f"n° {one['serial']}" if one["serial"] else "sans numéro"
            basis = "" if one["rests_on"] == "pièce lue" else " ; déclaration"
            level = f", {one['level']}" if one["level"] else ""
            yield [
                f"{name}{tag}" if place == 0 else "",
                ", ".join(filter(None, (one["kind"], one["model"], size, serial))),
                one["became"],
                f"{one['method']}{level}{basis}",
                date_format(timezone.localtime(_at(one["ended_at"])), "d/m/Y H:i"),
            ]


def _told(certificate: Certificate, told: Mapping[str, Any]) -> dict[str, Any]:
    issued = timezone.localtime(_at(told["issued_at"]))
    return {
        "site": settings.SITE_NAME,
        "number": told["number"],
        "title": TITLE,
        "emitter": {
            "name": told["issuer"]["name"],
            "lines": address_lines(certificate.organisation),
        },
        "day": said(issued.date()),
        "sentence": sentence(told),
        "printed": date_format(timezone.localtime(), "d/m/Y à H:i"),
        "seal": _seal(told),
        "check": told["check"],
        "facts": [
            ("Donateur", told["donor"]),
            ("Collecte du", said(local(certificate.collection.created_at))),
            ("Passage", "" if told["cycle"] == 1 else f"n° {told['cycle']}"),
            ("Établi le", date_format(issued, "d/m/Y à H:i")),
        ],
        "lines": list(lines(told)),
        "others": [
            [shown(one["code"]), one["asset_tag"], REASONS.get(one["reason"], "Pas encore prouvé.")]
            for one in told["others"]
        ],
        "remarks": REMARKS,
        "key": told["key_id"],
        "fingerprint": certificate.hash,
    }


def _seal(told: Mapping[str, Any]) -> dict[str, str] | None:
    """The seal that the certificate carries: the last one when it was signed."""
    if told["seal"] is None:
        return None
    row = Seal.objects.filter(number=told["seal"]["number"]).only("sealed_at").first()
    at = date_format(timezone.localtime(row.sealed_at), "d/m/Y à H:i") if row else "–"
    return {"number": str(told["seal"]["number"]), "hash": told["seal"]["hash"], "at": at}


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


REMARKS = [
    (
        "« Effacé » : par une méthode qui convient au support, relue ou confirmée par le disque, "
        "après son arrivée. « Clear » et « Purge » sont les niveaux de NIST SP 800-88."
    ),
    (
        "« Déclaration » : aucun fichier d'outil ne le montre ; une personne de l'atelier l'a "
        "constaté et inscrit au journal, selon ce que la collecte demandait."
    ),
    (
        "Ce certificat ne vaut que pour ce passage : ce que l'appareil devient ensuite ne le "
        "change pas. Il est retiré si l'une de ses preuves l'est : la page de vérification le dit."
    ),
]
