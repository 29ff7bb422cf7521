"""The smallest things of the network that are true."""

import itertools
import json
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress

from filiere.network.actor import SYSTEM, Actor
from filiere.network.identity import actor_of_membership
from filiere.network.models import Membership, Organisation, User
from filiere.network.operations.organisations import create_organisation
from filiere.network.operations.scan_points import NewScanPoint, create_scan_point
from filiere.network.vocabulary import OrganisationKind, Role

NUMBERS = itertools.count(1)
PASSWORD = "une phrase assez longue"


def organisation(kind: str = OrganisationKind.WORKSHOP, **fields: Any) -> Organisation:
    fields.setdefault("name", f"Atelier fictif {next(NUMBERS)}")
    return create_organisation(actor=SYSTEM, kind=kind, **fields)


def user(email: str = "", name: str = "Samia Fictive") -> User:
    address = email or f"personne{next(NUMBERS)}@exemple.fr"
    made = User.objects.create_user(address, PASSWORD, name=name)
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def member(
    role: str = Role.OPERATOR,
    of: Organisation | None = None,
    who: User | None = None,
    kind: str = OrganisationKind.WORKSHOP,
) -> Membership:
    return Membership.objects.create(
        user=who or user(), organisation=of or organisation(kind), role=role
    )


def actor(
    role: str = Role.OPERATOR,
    of: Organisation | None = None,
    kind: str = OrganisationKind.WORKSHOP,
) -> Actor:
    return actor_of_membership(member(role, of, kind=kind))


def point(of: Organisation | None = None, name: str = "poste de tri") -> NewScanPoint:
    return create_scan_point(actor=SYSTEM, organisation=(of or organisation()).pk, name=name)


def commune(code: str, name: str, department: str, region: str, **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "nom": name,
        "type": "commune-actuelle",
        "zone": "metro",
        "departement": department,
        "region": region,
        **more,
    }


def former(code: str, name: str, kind: str, **target: str) -> dict[str, Any]:
    return {"code": code, "nom": name, "type": kind, "zone": "metro", **target}


GRAND_AVIGNON = "248400251"
SORGUES = "248400319"


def small_country() -> dict[str, list[dict[str, Any]]]:
    """A corner of France in the form of the package: true codes, few of them."""
    return {
        "regions.json": [
            {"code": "76", "nom": "Occitanie", "zone": "metro"},
            {"code": "84", "nom": "Auvergne-Rhône-Alpes", "zone": "metro"},
            {"code": "93", "nom": "Provence-Alpes-Côte d'Azur", "zone": "metro"},
        ],
        "departements.json": [
            {"code": "01", "nom": "Ain", "region": "84", "zone": "metro"},
            {"code": "13", "nom": "Bouches-du-Rhône", "region": "93", "zone": "metro"},
            {"code": "30", "nom": "Gard", "region": "76", "zone": "metro"},
            {"code": "84", "nom": "Vaucluse", "region": "93", "zone": "metro"},
        ],
        "epci.json": [
            {
                "code": GRAND_AVIGNON,
                "nom": "CA du Grand Avignon",
                "membres": [{"code": "84007"}, {"code": "30351"}],
            },
            {
                "code": SORGUES,
                "nom": "CC du Pays des Sorgues",
                "membres": [{"code": "84054"}, {"code": "84132"}],
            },
        ],
        "communes.json": [
            commune("84007", "Avignon", "84", "93", population=92188, codesPostaux=["84000", "84140"]),
            commune("30351", "Villeneuve-lès-Avignon", "30", "76", population=12048, codesPostaux=["30400"]),
            commune("84054", "L'Isle-sur-la-Sorgue", "84", "93", population=20332, codesPostaux=["84800"]),
            commune("84132", "Le Thor", "84", "93", population=9212, codesPostaux=["84250"]),
            commune("84106", "Sainte-Cécile-les-Vignes", "84", "93", codesPostaux=["84290"]),
            commune("84118", "Saint-Saturnin-lès-Apt", "84", "93", population=2884, codesPostaux=["84490"]),
            commune("84140", "Vaugines", "84", "93", population=563, codesPostaux=["84160"]),
            commune("13055", "Marseille", "13", "93", population=886040, codesPostaux=["13001", "13003"]),
            commune("01015", "Arboys en Bugey", "01", "84", population=646, anciensCodes=["01340"]),
            former("01015", "Arbignieu", "commune-deleguee", chefLieu="01015"),
            former("13203", "Marseille 3e Arrondissement", "arrondissement-municipal", commune="13055"),
        ],
    }  # fmt: skip


def write_package(folder: Path, country: dict[str, list[dict[str, Any]]]) -> Path:
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text('{"version": "6.0.0"}', encoding="utf-8")
    for name, entries in country.items():
        (folder / "data" / name).write_text(json.dumps(entries), encoding="utf-8")
    return folder
