"""What every operation of the network checks first."""

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from filiere.network.refusals import Forbidden, Missing, Refused
from filiere.network.rights import RIGHTS, may


def require(actor: Actor | None, right: str, organisation: int | None = None) -> None:
    """Refuse who has not the right.

    Raises
    ------
    Forbidden
        ``forbidden``.
    """
    if not may(actor, right, organisation):
        raise Forbidden(
            f"« {RIGHTS[right].french} » n'est pas dans vos droits ici. "
            "Demandez à l'administrateur·rice de votre organisation."
        )


def active_organisation(organisation: int) -> Organisation:
    """The organisation, its row locked, refused when unknown or closed."""
    found = Organisation.objects.select_for_update().filter(pk=organisation).first()
    if found is None:
        raise Missing("unknown-organisation", f"Aucune organisation n'a le numéro {organisation}.")
    if not found.active:
        raise Refused(
            "inactive-organisation",
            f"L'organisation « {found.name} » est fermée. Rouvrez-la d'abord.",
        )
    return found


def one_line(text: str, *, what: str, longest: int) -> str:
    """A short text as it will be kept: one line, trimmed, not empty, printable.

    Raises
    ------
    Refused
        ``bad-name``.
    """
    kept = " ".join(text.split())
    if not kept:
        raise Refused("bad-name", f"Indiquez {what}.")
    if len(kept) > longest:
        raise Refused("bad-name", f"{what.capitalize()} : {longest} caractères au plus.")
    if not kept.isprintable():
        raise Refused("bad-name", f"{what.capitalize()} contient un caractère illisible.")
    return kept
