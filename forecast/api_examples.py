"""Examples of the API's page: figures of Vaucluse."""

from __future__ import annotations

from typing import Any

RUN = {
    "id": "0197a3c2-6a1e-7d35-9f10-1d2b3c4d5e6f",
    "made_at": "2026-11-21T18:30:00+01:00",
    "year": 2026,
    "draws": 1000,
    "seed": 1,
    "territory": "dep:84",
    "changed": {},
}
SOURCE = {
    "name": "put_on_market",
    "title": "Équipements mis sur le marché français, par clé UNU",
    "publisher": "Statistics Netherlands et Université des Nations unies",
    "year": "1995-2015",
    "licence": "MIT",
}
VAUCLUSE = {"id": "dep:84", "name": "Vaucluse"}
LAPTOPS = {
    "territory": "dep:84",
    "name": "Vaucluse",
    "kind": "laptop",
    "kind_label": "ordinateur portable",
    "value": 45590.2,
    "low": 34012.5,
    "high": 58930.1,
    "unit": "appareils par an",
    "status": "estimated",
}
COMMON: dict[str, Any] = {
    "run": RUN,
    "territory": VAUCLUSE,
    "interval": 0.9,
    "sources": [SOURCE],
    "note": "Les ventes après 2015 sont une hypothèse.",
}
GISEMENTS: dict[str, Any] = COMMON | {
    "level": "departement",
    "measure": "outflow",
    "holder": "all",
    "method": "gisement-2",
    "rows": [LAPTOPS],
}
NEEDS: dict[str, Any] = COMMON | {
    "level": "departement",
    "measure": "need",
    "holder": "",
    "method": "besoin-1",
    "note": "Estimation synthétique expérimentale.",
    "rows": [
        LAPTOPS
        | {
            "kind": "no_computer",
            "kind_label": "ménages sans ordinateur",
            "value": 34463.0,
            "low": 30967.3,
            "high": 37901.6,
            "unit": "ménages",
        }
    ],
}
BALANCE: dict[str, Any] = COMMON | {
    "method": "gisement-2",
    "later_share": {"laptop": 0.88},
    "national_drawers": {"balance": 52100000.0, "surveyed": 42424000.0, "gap": 9676000.0},
    "rows": [LAPTOPS | {"measure": "outflow"}],
}
FLOWS: dict[str, Any] = {
    "territory": VAUCLUSE,
    "interval": 0.9,
    "method": "flux-1",
    "sources": [{"name": "journal", "title": "Collectes enregistrées dans l'outil"}],
    "months_known": 26,
    "note": "Prévu d'après les seules collectes passées ; un nouveau don n'y est pas.",
    "rows": [
        {
            "month": "2026-12",
            "kind": "laptop",
            "kind_label": "ordinateur portable",
            "value": 31.4,
            "low": 14.0,
            "high": 55.0,
            "unit": "appareils par mois",
            "status": "estimated",
        }
    ],
}


def _valued(value: float, low: float, high: float, unit: str) -> dict[str, Any]:
    return {"value": value, "low": low, "high": high, "unit": unit, "status": "assumption"}


COVERAGE: dict[str, Any] = {
    "territory": VAUCLUSE,
    "concept": "no_computer",
    "concept_label": "ménages sans ordinateur",
    "interval": 0.9,
    "method": "couverture-1",
    "sources": ["put_on_market", "equipment"],
    "need": _valued(34463.0, 30967.3, 37901.6, "ménages"),
    "months": [
        {
            "month": 12,
            "collected": _valued(1800.0, 500.0, 4200.0, "appareils"),
            "handed": _valued(690.0, 180.0, 1700.0, "appareils"),
            "equipped": _valued(430.0, 110.0, 1100.0, "ménages"),
            "coverage": {"central": _valued(0.012, 0.008, 0.018, "part")},
        }
    ],
    "at_least": {},
    "status": "assumption",
    "note": "Les besoins se recouvrent.",
}
ECONOMICS: dict[str, Any] = {
    "territory": VAUCLUSE,
    "interval": 0.9,
    "method": "economics-1",
    "sources": ["minutes_audit", "hourly_cost"],
    "cost_per_device": _valued(92.0, 55.0, 150.0, "€ par appareil remis"),
    "income_per_device": _valued(61.0, 20.0, 120.0, "€ par appareil remis"),
    "result_year": _valued(-21000.0, -70000.0, 30000.0, "€ par an"),
    "break_even": _valued(3200.0, 700.0, 9000.0, "appareils collectés par an"),
    "moves": [{"name": "subsidy_year", "label": "Subventions", "euros": 60000.0}],
    "minutes": {"minutes_audit": 14.2},
    "note": "Une filière qui collecte tout ce qui serait donné.",
}
SCALE: dict[str, Any] = {
    "interval": 0.9,
    "sides": [
        {
            "name": "Vaucluse",
            "collected": _valued(1800.0, 500.0, 4200.0, "appareils par an"),
            "coverage": {"central": _valued(0.012, 0.008, 0.018, "part")},
            "sites": 1,
            "least_volume": 3200.0,
            "distance_km": 31.0,
            "cost_per_device": _valued(92.0, 55.0, 150.0, "€ par appareil remis"),
            "left": _valued(1350.0, 370.0, 3200.0, "appareils par an"),
            "balances": 0.31,
            "balances_alone": 0.22,
        }
    ],
    "pertinent": "",
    "conclusion": "Aucune des deux échelles ne s'équilibre avec les hypothèses centrales.",
    "turns": [],
    "note": "La part des tirages à l'équilibre mesure le doute des hypothèses.",
}
LOCAL: dict[str, Any] = {
    "territory": VAUCLUSE,
    "level": "departement",
    "interval": 0.9,
    "method": "collecte-locale-1",
    "unit": "appareils par an",
    "note": "Une demande n'est pas un besoin.",
    "rows": [
        {
            "territory": "dep:84",
            "name": "Vaucluse",
            "collected": 612.0,
            "expected": 640.5,
            "expected_low": 590.0,
            "expected_high": 693.0,
            "requested": 214.0,
        }
    ],
}
