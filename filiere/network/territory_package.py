"""Reading ``@etalab/decoupage-administratif``: files in, areas out, no database.

Two paths are drawn over the same communes (see ``models.territory``). The population of every
area above the commune is the sum of its communes', so that parents are sums on both paths.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filiere.network.refusals import Refused
from filiere.network.spelling import fold
from filiere.network.vocabulary import FormerKind, Level

FORMER_KINDS = {
    "commune-deleguee": FormerKind.DELEGATED,
    "commune-associee": FormerKind.ASSOCIATED,
    "arrondissement-municipal": FormerKind.DISTRICT,
}
CURRENT = "commune-actuelle"
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Area:
    """The columns of a Territory."""

    id: str
    level: str
    code: str
    name: str
    search_name: str
    zone: str = ""
    population: int | None = None
    siren: str = ""
    department_id: str | None = None
    region_id: str | None = None
    epci_id: str | None = None
    part_id: str | None = None


@dataclass(frozen=True, slots=True)
class Former:
    """The columns of a FormerCommune."""

    old_code: str
    commune_id: str
    kind: str
    name: str = ""
    search_name: str = ""
    population: int | None = None


@dataclass(slots=True)
class Package:
    """All that the files say, parents before children."""

    version: str
    areas: dict[str, Area] = field(default_factory=dict)
    former: dict[str, Former] = field(default_factory=dict)
    postal_codes: set[tuple[str, str]] = field(default_factory=set)


def broken(what: str) -> Refused:
    return Refused(
        "territory-package",
        f"Le découpage administratif ne peut pas être lu : {what}. Rien n'a été changé. "
        "Réinstallez le paquet (npm ci), puis recommencez.",
        title="Découpage illisible",
    )


def read_entries(directory: Path, name: str) -> list[Entry]:
    """The list of one file, or a French refusal naming what is wrong with it."""
    try:
        entries = json.loads((directory / name).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise broken(f"le fichier {name} manque") from error
    except (OSError, UnicodeDecodeError) as error:
        raise broken(f"le fichier {name} n'est pas lisible") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise broken(f"le fichier {name} est tronqué ou abîmé") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise broken(f"le fichier {name} n'est pas une liste")
    if not entries:
        raise broken(f"le fichier {name} est vide")
    return entries


def read_package(directory: Path) -> Package:
    """Read the unpacked npm package.

    Raises
    ------
    Refused
        ``territory-package``: a file is missing, cut, or refers to what is not there.
    """
    data = directory / "data"
    if not data.is_dir():
        raise broken("le paquet n'est pas installé ou le dossier indiqué n'est pas le bon")
    regions = read_entries(data, "regions.json")
    departments = read_entries(data, "departements.json")
    epcis = read_entries(data, "epci.json")
    communes = read_entries(data, "communes.json")
    package = Package(version=read_version(directory))
    try:
        draw(package, regions, departments, epcis, communes)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise broken(f"une entrée n'a pas la forme attendue ({error})") from error
    return package


def read_version(directory: Path) -> str:
    try:
        return str(json.loads((directory / "package.json").read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return "inconnue"


def draw(
    package: Package,
    regions: list[Entry],
    departments: list[Entry],
    epcis: list[Entry],
    communes: list[Entry],
) -> None:
    """Fill the package from the four lists."""
    current = {entry["code"]: entry for entry in communes if entry["type"] == CURRENT}
    if not current:
        raise broken("le fichier communes.json n'a aucune commune actuelle")
    department_of = {entry["code"]: entry for entry in departments}
    epci_of = {member["code"]: entry["code"] for entry in epcis for member in entry["membres"]}
    for orphan in epci_of.keys() - current.keys():
        raise broken(f"un EPCI cite la commune {orphan}, absente de communes.json")

    everybody = population(current.values())
    add(package, Area("fr", Level.FRANCE, "fr", "France", "france", population=everybody))
    by_region = grouped(current.values(), lambda entry: entry["region"])
    by_department = grouped(current.values(), lambda entry: entry["departement"])
    by_epci = grouped(current.values(), lambda entry: epci_of.get(entry["code"]))
    for entry in regions:
        members = by_region.get(entry["code"], [])
        add(package, area(Level.REGION, "reg", entry, population=population(members)))
    for entry in departments:
        parents = {"region_id": known(package, f"reg:{entry['region']}")}
        members = by_department.get(entry["code"], [])
        add(package, area(Level.DEPARTEMENT, "dep", entry, population(members), **parents))
    for entry in epcis:
        draw_epci(package, entry, by_epci.get(entry["code"], []), department_of)
    for entry in current.values():
        draw_commune(package, entry, epci_of.get(entry["code"]))
    for entry in communes:
        draw_former(package, entry)


def draw_epci(
    package: Package, entry: Entry, members: list[Entry], departments: dict[str, Entry]
) -> None:
    """An EPCI, and one part of it per département."""
    by_department = grouped(members, lambda member: member["departement"])
    regions = {member["region"] for member in members}
    epci = area(
        Level.EPCI,
        "epci",
        entry,
        population(members),
        siren=entry["code"],
        zone=members[0]["zone"] if members else "",
        department_id=f"dep:{only(by_department)}" if len(by_department) == 1 else None,
        region_id=f"reg:{only(regions)}" if len(regions) == 1 else None,
    )
    add(package, epci)
    for code, inside in sorted(by_department.items()):
        department = departments[code]
        name = f"{epci.name} ({department['nom']})"
        add(
            package,
            Area(
                id=f"{epci.id}/dep:{code}",
                level=Level.PART,
                code=epci.code,
                name=name,
                search_name=fold(name),
                zone=epci.zone,
                population=population(inside),
                siren=epci.code,
                department_id=known(package, f"dep:{code}"),
                region_id=known(package, f"reg:{department['region']}"),
                epci_id=epci.id,
            ),
        )


def draw_commune(package: Package, entry: Entry, epci: str | None) -> None:
    department = known(package, f"dep:{entry['departement']}")
    commune = area(
        Level.COMMUNE,
        "com",
        entry,
        entry.get("population"),
        siren=entry.get("siren", ""),
        department_id=department,
        region_id=known(package, f"reg:{entry['region']}"),
        epci_id=known(package, f"epci:{epci}") if epci else None,
        part_id=known(package, f"epci:{epci}/{department}") if epci else None,
    )
    add(package, commune)
    package.postal_codes.update((code, commune.id) for code in entry.get("codesPostaux", []))


def draw_former(package: Package, entry: Entry) -> None:
    """Old codes of a commune; a commune that still has a part of its own name wins over them."""
    if entry["type"] == CURRENT:
        for code in entry.get("anciensCodes", []):
            package.former.setdefault(
                code, Former(code, known(package, f"com:{entry['code']}"), FormerKind.MERGED)
            )
        return
    target = entry.get("chefLieu") or entry["commune"]
    package.former[entry["code"]] = Former(
        old_code=entry["code"],
        commune_id=known(package, f"com:{target}"),
        kind=FORMER_KINDS[entry["type"]],
        name=entry["nom"],
        search_name=fold(entry["nom"]),
        population=entry.get("population"),
    )


def area(
    level: Level, prefix: str, entry: Entry, population: int | None = None, **columns: Any
) -> Area:
    columns.setdefault("zone", entry.get("zone", ""))
    return Area(
        id=f"{prefix}:{entry['code']}",
        level=level,
        code=entry["code"],
        name=entry["nom"],
        search_name=fold(entry["nom"]),
        population=population,
        **columns,
    )


def add(package: Package, made: Area) -> None:
    if made.id in package.areas:
        raise broken(f"{made.id} y figure deux fois")
    package.areas[made.id] = made


def known(package: Package, wanted: str) -> str:
    if wanted not in package.areas:
        raise broken(f"une entrée renvoie à {wanted}, qui n'y est pas")
    return wanted


def population(communes: Iterable[Entry]) -> int | None:
    """The sum of what is published; None when nothing is."""
    published = [entry["population"] for entry in communes if entry.get("population") is not None]
    return sum(published) if published else None


def grouped(entries: Iterable[Entry], key: Callable[[Entry], Any]) -> dict[Any, list[Entry]]:
    groups: dict[Any, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    return groups


def only(values: Iterable[str]) -> str:
    (value,) = values
    return value
