"""Who may do what, beyond the operations of the circuit (whose table names its own roles).

Read a row as: « these roles, in these kinds of organisations, over that scope ». Pages, API and
the matrix test ask ``may``; nothing else decides.
"""

from dataclasses import dataclass
from enum import StrEnum

from filiere.network.actor import Actor
from filiere.network.vocabulary import OrganisationKind, Role


class Scope(StrEnum):
    """How far a right reaches."""

    OWN = "own"
    """One's own organisation, and what it holds, gave or asked."""
    NETWORK = "network"
    """Every organisation of the filière."""


@dataclass(frozen=True, slots=True)
class Right:
    """One row: a French name, roles, kinds of organisations, scope; points only when said."""

    french: str
    roles: frozenset[str]
    organisation_kinds: frozenset[str]
    scope: Scope = Scope.OWN
    points: bool = False


OPERATOR, SUPERVISOR, REQUESTER, READER, ADMINISTRATOR = (frozenset({role.value}) for role in Role)
EVERY_ROLE = frozenset(Role.values)
EVERY_KIND = frozenset(OrganisationKind.values)
STEERING = frozenset({OrganisationKind.STEERING.value})
WORKSHOPS = frozenset({OrganisationKind.COLLECTION_POINT.value, OrganisationKind.WORKSHOP.value})
STRUCTURES = frozenset(
    {OrganisationKind.SOCIAL_STRUCTURE.value, OrganisationKind.MEDIATION_PLACE.value}
)
SCANNING = (
    WORKSHOPS
    | STRUCTURES
    | {
        OrganisationKind.DISTRIBUTOR.value,
        OrganisationKind.RECYCLER.value,
    }
)

RIGHTS: dict[str, Right] = {
    # members
    "read_members": Right("Voir les membres", SUPERVISOR | ADMINISTRATOR, EVERY_KIND),
    "invite_member": Right("Inviter un membre", SUPERVISOR | ADMINISTRATOR, EVERY_KIND),
    "remove_member": Right("Retirer un membre", ADMINISTRATOR, EVERY_KIND),
    # points of scan
    "read_scan_points": Right("Voir les points de scan", SUPERVISOR | ADMINISTRATOR, SCANNING),
    "create_scan_point": Right("Créer un point de scan", SUPERVISOR | ADMINISTRATOR, SCANNING),
    "revoke_scan_point": Right("Révoquer un point de scan", SUPERVISOR | ADMINISTRATOR, SCANNING),
    # organisations
    "create_organisation": Right("Créer une organisation", ADMINISTRATOR, STEERING, Scope.NETWORK),
    "manage_organisations": Right(
        "Fermer ou rouvrir une organisation, inviter qui l'administre",
        ADMINISTRATOR,
        STEERING,
        Scope.NETWORK,
    ),
    # what the circuit holds: reading only
    "read_devices": Right("Voir les appareils", EVERY_ROLE, EVERY_KIND, points=True),
    "read_journal": Right("Voir l'historique d'un appareil", EVERY_ROLE, EVERY_KIND, points=True),
    "read_collections": Right("Voir les collectes", EVERY_ROLE, EVERY_KIND, points=True),
    "read_evidence": Right(
        "Voir les pièces justificatives", OPERATOR | SUPERVISOR, WORKSHOPS, points=True
    ),
    "issue_certificates": Right(
        "Établir un certificat d'effacement", OPERATOR | SUPERVISOR, WORKSHOPS
    ),
    "read_incidents": Right("Voir les incidents", SUPERVISOR | ADMINISTRATOR, EVERY_KIND),
    "read_all_incidents": Right(
        "Voir les incidents du réseau", SUPERVISOR | ADMINISTRATOR, STEERING, Scope.NETWORK
    ),
    "create_collection": Right(
        "Enregistrer une collecte", OPERATOR | SUPERVISOR, WORKSHOPS, points=True
    ),
    "print_labels": Right("Imprimer des étiquettes", OPERATOR | SUPERVISOR, WORKSHOPS, points=True),
    "scan": Right("Scanner", OPERATOR | SUPERVISOR | REQUESTER, SCANNING, points=True),
    # requests
    "read_requests": Right(
        "Voir les demandes", EVERY_ROLE - ADMINISTRATOR, WORKSHOPS | STRUCTURES, points=True
    ),
    "create_request": Right("Faire une demande", REQUESTER | SUPERVISOR, STRUCTURES),
    "receive_delivery": Right(
        "Confirmer une livraison", OPERATOR | SUPERVISOR | REQUESTER, STRUCTURES
    ),
    "prepare_delivery": Right("Préparer une livraison", OPERATOR | SUPERVISOR, WORKSHOPS),
    "hand_over": Right(
        "Distribuer, suivre ce qui est distribué",
        OPERATOR | SUPERVISOR | REQUESTER,
        WORKSHOPS | STRUCTURES,
    ),
    "serve_at_counter": Right(
        "Servir au comptoir sur bon d'orientation",
        OPERATOR | SUPERVISOR | REQUESTER,
        frozenset({OrganisationKind.WORKSHOP.value, OrganisationKind.MEDIATION_PLACE.value}),
    ),
    # steering
    "read_indicators": Right("Voir ses indicateurs", EVERY_ROLE, EVERY_KIND),
    "read_all_indicators": Right(
        "Voir les indicateurs du réseau", EVERY_ROLE, STEERING, Scope.NETWORK
    ),
    "declare_work": Right(
        "Déclarer les heures d'insertion",
        SUPERVISOR | ADMINISTRATOR,
        frozenset({OrganisationKind.WORKSHOP.value}),
    ),
    "read_forecast": Right(
        "Voir gisements et besoins", EVERY_ROLE, EVERY_KIND, Scope.NETWORK, True
    ),
    "read_report": Right("Lire le diagnostic en préparation", EVERY_ROLE, STEERING, Scope.NETWORK),
    "write_report": Right(
        "Écrire les textes du diagnostic", SUPERVISOR | ADMINISTRATOR, STEERING, Scope.NETWORK
    ),
    "run_surveys": Right(
        "Mener les enquêtes, importer réponses et parcs déclarés",
        SUPERVISOR | ADMINISTRATOR,
        STEERING,
        Scope.NETWORK,
    ),
    "publish_report": Right(
        "Publier le diagnostic", SUPERVISOR | ADMINISTRATOR, STEERING, Scope.NETWORK
    ),
    "seal_journal": Right("Sceller le journal", ADMINISTRATOR, STEERING, Scope.NETWORK),
    "verify_journal": Right(
        "Vérifier le journal", SUPERVISOR | ADMINISTRATOR, STEERING, Scope.NETWORK
    ),
}

#: whom each role may invite into its own organisation
INVITES: dict[str, frozenset[str]] = {
    Role.SUPERVISOR.value: OPERATOR | REQUESTER | READER,
    Role.ADMINISTRATOR.value: EVERY_ROLE,
}


def may(actor: Actor | None, right: str, organisation: int | None = None) -> bool:
    """Whether an actor has a right, over an organisation (None: their own, or no one's).

    The house itself may all. An unknown right is a KeyError: a misspelt right opens nothing.
    """
    row = RIGHTS[right]
    if actor is None:
        return False
    if actor.kind == "system":
        return True
    if actor.kind == "point" and not row.points:
        return False
    reaches = row.scope is Scope.NETWORK or organisation in {None, actor.organisation_id}
    return reaches and actor.role in row.roles and actor.organisation_kind in row.organisation_kinds


def rights_of(actor: Actor | None) -> frozenset[str]:
    """All that an actor may do at home: what pages offer."""
    return frozenset(right for right in RIGHTS if may(actor, right))


def roles_to_invite(actor: Actor | None, organisation: int) -> frozenset[str]:
    """The roles an actor may offer in an organisation; steering seats administrators anywhere."""
    if actor is None:
        return frozenset()
    if actor.kind == "system":
        return EVERY_ROLE
    roles: frozenset[str] = frozenset()
    if may(actor, "invite_member", organisation):
        roles |= INVITES.get(actor.role, frozenset())
    if may(actor, "manage_organisations", organisation):
        roles |= ADMINISTRATOR
    return roles
