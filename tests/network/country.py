"""A corner of France in the form of the npm package: true codes, few of them."""

import json
from pathlib import Path
from typing import Any

GRAND_AVIGNON = "248400251"
SORGUES = "248400319"
DISTRICT = "arrondissement-municipal"


def commune(
    code: str, name: str, department: str, region: str, postal: str = "", **more: Any
) -> dict[str, Any]:
    return {
        "code": code,
        "nom": name,
        "type": "commune-actuelle",
        "zone": "metro",
        "departement": department,
        "region": region,
        **({"codesPostaux": postal.split()} if postal else {}),
        **more,
    }


def former(code: str, name: str, kind: str, **target: str) -> dict[str, Any]:
    return {"code": code, "nom": name, "type": kind, "zone": "metro", **target}


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
            commune("84007", "Avignon", "84", "93", population=92188, postal="84000 84140"),
            commune(
                "30351",
                "Villeneuve-lès-Avignon",
                "30",
                "76",
                population=12048,
                postal="30400",
            ),
            commune(
                "84054",
                "L'Isle-sur-la-Sorgue",
                "84",
                "93",
                population=20332,
                postal="84800",
            ),
            commune("84132", "Le Thor", "84", "93", population=9212, postal="84250"),
            commune("84106", "Sainte-Cécile-les-Vignes", "84", "93", postal="84290"),
            commune(
                "84118",
                "Saint-Saturnin-lès-Apt",
                "84",
                "93",
                population=2884,
                postal="84490",
            ),
            commune("84140", "Vaugines", "84", "93", population=563, postal="84160"),
            commune("13055", "Marseille", "13", "93", population=886040, postal="13001 13003"),
            commune("01015", "Arboys en Bugey", "01", "84", population=646, anciensCodes=["01340"]),
            former("01015", "Arbignieu", "commune-deleguee", chefLieu="01015"),
            former("13203", "Marseille 3e Arrondissement", DISTRICT, commune="13055"),
        ],
    }


def write_package(folder: Path, country: dict[str, list[dict[str, Any]]]) -> Path:
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text('{"version": "6.0.0"}', encoding="utf-8")
    for name, entries in country.items():
        (folder / "data" / name).write_text(json.dumps(entries), encoding="utf-8")
    return folder
