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
    "method": "gisement-1",
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
    "method": "gisement-1",
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
