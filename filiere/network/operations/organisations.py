"""Open, close and reopen an organisation."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet

from filiere.network.actor import Actor
from filiere.network.models import Organisation, Territory
from filiere.network.operations.guards import active_organisation, one_line, require
from filiere.network.refusals import Missing, Refused
from filiere.network.rights import may
from filiere.network.signals import organisation_closing
from filiere.network.territories import present
from filiere.network.vocabulary import LegalStatus, Level, OrganisationKind

HOUSEHOLD_NAME = "Particulier"


@transaction.atomic
def create_organisation(
    *,
    actor: Actor,
    name: str,
    kind: str,
    legal_status: str = LegalStatus.OTHER,
    territory: str | None = None,
    serves: str | None = None,
    email: str = "",
    phone: str = "",
    address: str = "",
) -> Organisation:
    """Add an organisation; ``territory`` is the id of its commune, ``serves`` of any area.

    A donor may be added by whoever records collections. A household keeps neither name nor
    contact here.

    Raises
    ------
    Refused
        ``forbidden``, ``unknown-kind``, ``unknown-territory``, ``bad-name``, ``bad-email``,
        ``household-contact``, ``organisation-exists``.
    """
    if not (kind == OrganisationKind.DONOR and may(actor, "create_collection")):
        require(actor, "create_organisation")
    if kind not in OrganisationKind.values or legal_status not in LegalStatus.values:
        raise Refused("unknown-kind", "Ce type d'organisation ou ce statut n'existe pas.")
    household = legal_status == LegalStatus.HOUSEHOLD
    if household and (email or phone or address or kind != OrganisationKind.DONOR):
        raise Refused(
            "household-contact",
            "Un particulier est un donateur, et ses coordonnées ne se gardent pas ici mais avec "
            "sa collecte, d'où elles peuvent être effacées.",
        )
    organisation = Organisation(
        name=HOUSEHOLD_NAME if household else one_line(name, what="le nom", longest=160),
        kind=kind,
        legal_status=legal_status,
        territory_id=commune(territory),
        serves_id=area(serves),
        email=email_or_refuse(email),
        phone=one_line(phone, what="le téléphone", longest=30) if phone else "",
        address=one_line(address, what="l'adresse", longest=500) if address else "",
    )
    twin = Organisation.objects.filter(name__iexact=organisation.name, kind=kind, active=True)
    if not household and twin.exists():
        raise Refused(
            "organisation-exists",
            f"Une organisation « {organisation.name} » existe déjà avec ce rôle. "
            "Servez-vous d'elle, ou donnez un autre nom.",
            status=409,
        )
    organisation.save()
    return organisation


@transaction.atomic
def deactivate_organisation(*, actor: Actor, organisation: int) -> Organisation:
    """Close: its members and points of scan can no longer act; nothing is deleted."""
    require(actor, "manage_organisations", organisation)
    found = active_organisation(organisation)
    if found.pk == actor.organisation_id:
        raise Refused(
            "own-organisation",
            "Vous ne pouvez pas fermer l'organisation pour laquelle vous agissez.",
        )
    organisation_closing.send(sender=Organisation, organisation=found)
    found.active = False
    found.save(update_fields=["active"])
    return found


@transaction.atomic
def reactivate_organisation(*, actor: Actor, organisation: int) -> Organisation:
    """Open again, with the members and points it had."""
    require(actor, "manage_organisations", organisation)
    found = Organisation.objects.select_for_update().filter(pk=organisation).first()
    if found is None:
        raise Missing("unknown-organisation", f"Aucune organisation n'a le numéro {organisation}.")
    found.active = True
    found.save(update_fields=["active"])
    return found


def commune(wanted: str | None) -> str | None:
    """The id of a commune of today."""
    return known(wanted, present().filter(level=Level.COMMUNE), "Aucune commune")


def area(wanted: str | None) -> str | None:
    """The id of an area of today, of any level."""
    return known(wanted, present(), "Aucun territoire")


def known(wanted: str | None, among: QuerySet[Territory], none: str) -> str | None:
    if wanted is None:
        return None
    # PostgreSQL refuses NUL in a question, too
    if not wanted.isprintable() or not among.filter(pk=wanted).exists():
        raise Missing("unknown-territory", f"{none} n'a cet identifiant : {wanted!a:.40}.")
    return wanted


def email_or_refuse(email: str) -> str:
    """An e-mail address in lower case, or nothing."""
    kept = email.strip().lower()
    if kept:
        try:
            validate_email(kept)
        except ValidationError as error:
            raise Refused(
                "bad-email", "Cette adresse électronique n'a pas la forme nom@domaine.fr."
            ) from error
    return kept
