"""Who gives, and from where: an organisation, or a household known by its commune only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from filiere.network.refusals import Refused as NetworkRefused
from filiere.network.territories import resolve
from inventory import erasable
from inventory.refusals import Missing, Refused
from inventory.vocabulary import LegalBasis

CONTACT_DAYS = 365


@dataclass(frozen=True, slots=True)
class Donor:
    """``contact`` is what the journal holds of whom to call, empty when there is nobody."""

    donor_id: int | None
    contact: Mapping[str, str]
    basis: LegalBasis


def commune_named(text: str) -> str:
    """The id of a commune, by its INSEE code or name."""
    try:
        place = resolve(text)
    except NetworkRefused as error:
        raise Refused.told_by(error) from error
    if not place.pk.startswith("com:"):
        raise Refused("not-a-commune", "Indiquez une commune (code INSEE), pas un territoire.")
    return place.pk


def giver_of(
    actor: Actor,
    donor: int | str | None,
    contact: Mapping[str, str] | None,
    basis: LegalBasis | None,
) -> Donor:
    """The organisation of this id or exact name; any other text is a household's contact.

    Raises
    ------
    Missing
        ``unknown-donor``: nobody of the network has this name, and only a household gives so.
    """
    known = _organisation(donor) if donor is not None else None
    kept = dict(contact or {})
    if known is None and not kept:
        kept = _contact(donor or "", actor)
    basis = basis or (LegalBasis.COMPANY if known else LegalBasis.HOUSEHOLD)
    if known is None and basis != LegalBasis.HOUSEHOLD:
        raise Missing(
            "unknown-donor",
            "Aucune organisation active ne porte ce nom : seul un particulier donne sans être "
            "dans la filière.",
        )
    return Donor(known.pk if known else None, kept, basis)


def _organisation(donor: int | str) -> Organisation | None:
    known = Organisation.objects.filter(active=True)
    if isinstance(donor, int) or (donor.isascii() and donor.isdigit() and len(donor) < 19):
        found = known.filter(pk=int(donor)).first()
        if found is None:
            raise Missing("unknown-donor", "Cette organisation n'existe pas, ou n'est plus active.")
        return found
    text = donor.strip()
    if not text or "\x00" in text or len(text) > 200:
        raise Refused("invalid-data", "Indiquez le donateur, en 200 caractères au plus.")
    return known.filter(name__iexact=text).order_by("id").first()


def _contact(donor: int | str, actor: Actor) -> dict[str, str]:
    return erasable.keep(
        text=str(donor).strip(),
        kind="contact",
        days=CONTACT_DAYS,
        organisation_id=actor.organisation_id,
    )
