"""Fiche de remise: what a person or a structure receives, and on what terms. Never a name."""

from __future__ import annotations

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from inventory import legal_caps
from inventory.models import Collection, HandOver, Reservation
from inventory.papers import signed
from inventory.papers.as_it_was import AsItWas, as_they_were, erasures
from inventory.papers.paper import Paper, emitter, euros, local, number, said, some
from inventory.refusals import Missing
from inventory.selectors import may_read_reference
from inventory.vocabulary import HandOverMode, LegalBasis, Recipient
from inventory.wording import capital
from labels.codes import shown

Lot = tuple[list[HandOver], list[AsItWas]]
GUARANTEE = (
    "Le vendeur répond des défauts de conformité qui apparaissent dans les 24 mois de la remise "
    "(code de la consommation, articles L. 217-3 et suivants). Pendant les 12 premiers mois, le "
    "défaut est présumé exister dès la remise, sauf preuve contraire (article L. 217-7). "
    "Rapportez l'appareil avec ce papier."
)


def seen(actor: Actor, key: str) -> tuple[Lot, bool]:
    """The lot that holds this hand-over, and whether one may know of the person.

    Its structure sees it, and the workshop that handed over or had delivered.

    Raises
    ------
    Missing
        No such hand-over, or not theirs.
    """
    lot = by_key(key)
    rows, devices = lot
    mine = actor.organisation_id
    let_go = {one.columns["released_by_id"] for one in devices}
    if mine not in {rows[0].structure_id, devices[0].entry.organisation_id, *let_go}:
        raise Missing("unknown-hand-over", "Cette remise n'existe pas chez vous.")
    return lot, _knows_the_person(actor, rows[0])


def by_key(key: str) -> Lot:
    """Whoever asks: the devices handed over together; the first of them names the paper."""
    row = HandOver.objects.filter(pk=key).select_related("structure__territory").first()
    if row is None:
        raise Missing("unknown-hand-over", "Cette remise n'existe pas.")
    rows = [row]
    if row.lot:
        same = HandOver.objects.filter(
            lot=row.lot, structure_id=row.structure_id, recipient=row.recipient
        )
        rows = list(same.select_related("structure__territory").order_by("handed_at", "pk"))
    keys, codes = {one.pk for one in rows}, {one.device_id for one in rows}
    return rows, as_they_were("hand_over", "hand_over", keys, codes)


def content(lot: Lot, personal: bool = False) -> Paper:
    """The paper of a lot; ``personal`` adds the reference and the signature of who received."""
    rows, devices = lot
    first = rows[0]
    giver: Organisation = devices[0].entry.organisation
    day = local(first.handed_at)
    mode = HandOverMode(first.mode)
    pictures, words = signed.kept(_told(devices, "signature")) if personal else ({}, "")
    reference = signed.said(_told(devices, "reference")) if personal else ""
    own = first.recipient == Recipient.STRUCTURE
    helped = "" if first.structure_id == giver.pk else f" par {first.structure.name}"
    receiver = first.structure.name if own else f"une personne accompagnée{helped}"
    return Paper(
        kind="remise",
        key=first.pk,
        number=number("FR", first.pk, first.handed_at),
        title="Fiche de remise",
        emitter=emitter(giver),
        day=day,
        sentence=(
            f"{giver.name} remet à {receiver}, le {said(day)}, "
            f"{some(len(devices), 'appareil')} en {mode.label}."
        ),
        body={
            "facts": _facts(first, rows, reference),
            "devices": [one.listed() for one in devices],
            "tests": _tests(devices),
            "commitments": [*_terms(rows, devices), *ALWAYS],
            "signatures": [
                signed.block(f"Pour {giver.name}", "Date et signature"),
                signed.block(
                    "Qui reçoit", words or ("" if pictures else "Date et signature"), signed.PICTURE
                ),
            ],
        },
        pictures=pictures,
    )


ALWAYS = [
    (
        "Vos données",
        (
            "Elles sont à vous : avant de rendre ou de rapporter l'appareil, gardez-en une copie. "
            "L'atelier les efface à chaque retour."
        ),
    ),
]


def _facts(first: HandOver, rows: list[HandOver], reference: str) -> list[tuple[str, str]]:
    price = sum(row.price_cents or 0 for row in rows)
    tickets = sorted({row.ticket for row in rows if row.ticket})
    own = first.recipient == Recipient.STRUCTURE
    return [
        ("Structure", first.structure.name),
        ("Pour", "équipement de la structure" if own else "une personne"),
        ("Référence du dossier", reference),
        ("Comment", capital(HandOverMode(first.mode).label)),
        ("Lot", first.lot),
        ("Bon d'orientation", first.voucher),
        ("Prix", f"{euros(price)} TTC" if first.mode == HandOverMode.SOLD else ""),
        ("Ticket de caisse", ", ".join(tickets)),
        ("À rendre le", said(first.return_due) if first.return_due else ""),
    ]


def _tests(devices: list[AsItWas]) -> list[list[str]]:
    erased = erasures(devices)
    return [[shown(one.code), one.tested(), erased[one.code]] for one in devices]


def _terms(rows: list[HandOver], devices: list[AsItWas]) -> list[tuple[str, str]]:
    mode = rows[0].mode
    if mode == HandOverMode.GIVEN:
        return [("Don", "Rien n'est à payer, ni maintenant ni plus tard.")]
    if mode == HandOverMode.LENT:
        due = rows[0].return_due or local(rows[0].handed_at)
        loan = (
            f"À rendre au plus tard le {said(due)}, avec ses accessoires. Il ne se vend, ne se "
            "donne ni ne se prête à d'autres."
        )
        return [("Prêt", loan)]
    cap = _cap(rows, devices)
    sale = f"Vente solidaire, ticket n° {rows[0].ticket}."
    terms = [("Vente", f"{sale} {cap}".strip())]
    if rows[0].recipient == Recipient.PERSON:
        terms.append(("Garantie légale de conformité", GUARANTEE))
    return terms


def _cap(rows: list[HandOver], devices: list[AsItWas]) -> str:
    public = Collection.objects.filter(
        legal_basis=LegalBasis.PUBLIC_DONATION,
        pk__in={one.columns["collection_id"] for one in devices},
    ).values_list("pk", flat=True)
    kinds = [one.columns["kind"] for one in devices if one.columns["collection_id"] in set(public)]
    cap = legal_caps.cap_cents(kinds)
    if cap is None:
        return ""
    return (
        f"Matériel issu d'un don public : prix plafonné à {euros(cap)} TTC "
        "(décret du 7 novembre 2022)."
    )


def _told(devices: list[AsItWas], name: str) -> str:
    """The id, in the erasable store, of what the first of the lot was handed over with."""
    told = next((one.data[name] for one in devices if one.data.get(name)), None)
    return str(told["erasable"]) if isinstance(told, dict) else ""


def _knows_the_person(actor: Actor, row: HandOver) -> bool:
    """The structure, and the workshop that served it as long as the device has not come back."""
    if actor.organisation_id == row.structure_id:
        return True
    held = Reservation.objects.filter(pk=row.reservation_id).select_related("line__request").first()
    return held is not None and may_read_reference(actor, held.line.request)
