"""One example for each operation of the API: read by people, checked by tests."""

from __future__ import annotations

from typing import Any

from filiere.network.problem import problem
from inventory.api.documented import header

CODE = "7KQ2MDX44"
KEY = "0197a3c2-6a1e-7d35-9f10-1d2b3c4d5e6f"
OTHER = "0197a3c2-7b2f-7c11-8a20-2e3c4d5e6f70"
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
AT = "2026-03-02T09:41:00Z"

OPERATOR = header(
    "X-Operator",
    "Sur un point de scan partagé : numéro de membre de qui tient le lecteur, porté au journal.",
    "12",
)

SCANS: dict[str, Any] = {
    "batch": OTHER,
    "scans": [
        {
            "key": KEY,
            "code": "7KQ-2MD-X44",
            "operation": "audit",
            "occurred_at": AT,
            "seen_step": "collected",
            "data": {
                "media": [{"kind": "ssd", "serial": "S3Z9NB0K123456", "size_gb": 256}],
                "grade": "B",
            },
        },
        {"key": OTHER, "code": "3HF-9TT-0BM", "operation": "stock", "data": {}},
    ],
}

MEDIUM: dict[str, Any] = {
    "id": KEY,
    "code": None,
    "kind": "ssd",
    "kind_label": "disque SSD",
    "serial": "S3Z9NB0K123456",
    "model": "Samsung MZ7LN256",
    "size_gb": 256,
    "status": "fitted",
    "status_label": "monté",
    "exposure": 1,
    "clean": False,
    "failed": False,
}
DEVICE_SAID: dict[str, Any] = {
    "code": CODE,
    "shown": "7KQ-2MD-X44",
    "kind": "laptop",
    "kind_label": "ordinateur portable",
    "brand": "Dell",
    "model": "Latitude 5490",
    "step": "audited",
    "step_label": "audité",
    "cycle": 1,
    "grade": "B",
    "on_hold": False,
    "recall": False,
    "clear": False,
}
NEXT = [
    {"operation": "erase", "verb": "Effacer"},
    {"operation": "take_out", "verb": "Retirer un support"},
]
NOT_YET = problem(
    "not-clear",
    "Pas encore",
    "Le disque SSD de 256 Go (n° S3Z9) n'a pas de preuve d'effacement. "
    "Effacez ce support ou retirez-le.",
    422,
    suggest=("erase", "take_out"),
)
SCAN_RESULTS: dict[str, Any] = {
    "results": [
        {
            "key": KEY,
            "status": "done",
            "device": {**DEVICE_SAID, "media": [MEDIUM]},
            "medium": None,
            "next": NEXT,
            "problem": None,
        },
        {
            "key": OTHER,
            "status": "refused",
            "device": None,
            "medium": None,
            "next": [],
            "problem": NOT_YET,
        },
    ]
}

GIFT: dict[str, Any] = {
    "donor": "Mairie fictive des Ocres",
    "commune": "84007",
    "devices": [{"kind": "laptop", "count": 2}, {"kind": "monitor", "count": 1}],
}
REGISTERED: dict[str, Any] = {"id": KEY, "codes": [CODE, "3HF9TT0BM", "000000000"]}

DEVICES: dict[str, Any] = {"items": [DEVICE_SAID], "next": CODE}
PROOF: dict[str, Any] = {
    "id": OTHER,
    "result": "success",
    "exposure": 1,
    "valid": True,
    "withdrawn": False,
    "method": "sanitize_block_erase",
    "method_label": "Commande Sanitize, effacement par blocs",
    "level": "Purge",
    "tool": "nwipe 0.37",
    "verified": True,
    "ended_at": AT,
    "basis": "statement",
    "evidence": None,
}
DEVICE: dict[str, Any] = {
    **DEVICE_SAID,
    "step": "erased",
    "step_label": "effacé",
    "clear": True,
    "serial": "5CG8123XYZ",
    "asset_tag": "INV-0042",
    "system": "",
    "capabilities": {"memory_mb": 8192, "cpu": "Intel Core i5-8350U"},
    "inside": True,
    "collection": KEY,
    "custodian": {"id": 3, "name": "Atelier fictif du Rhône"},
    "structure": None,
    "place": {"id": OTHER, "name": "Étagère B2"},
    "legal_status": "produit",
    "tests": {"power_on": "pass", "webcam": "na"},
    "blocking": [],
    "accessories": ["charger"],
    "media": [{**MEDIUM, "clean": True, "proofs": [PROOF]}],
    "missing": [],
    "next": [{"operation": "stock", "verb": "Mettre à disposition"}],
}
JOURNAL: dict[str, Any] = {
    "items": [
        {
            "id": KEY,
            "sequence": 1,
            "operation": "register",
            "done": "Enregistré",
            "step_before": "",
            "step_after": "collected",
            "step_after_label": "collecté",
            "data": {"collection": OTHER, "kind": "laptop"},
            "who": {
                "kind": "point",
                "name": "Samia Fictive (poste de tri)",
                "organisation": 3,
                "organisation_name": "Atelier fictif du Rhône",
            },
            "occurred_at": AT,
            "recorded_at": AT,
            "batch": "",
            "previous_hash": "",
            "hash": HASH,
        }
    ],
    "next": None,
}
ASKED: dict[str, Any] = {
    "lines": [{"kind": "laptop", "profile": "job_search", "quantity": 4}],
    "reference": "dossier 2026-118",
    "wanted_by": "2026-04-15",
}
REQUEST: dict[str, Any] = {
    "id": KEY,
    "structure": {"id": 7, "name": "CCAS fictif de Vaugines"},
    "state": "open",
    "state_label": "ouverte",
    "lines": [
        {
            "id": OTHER,
            "kind": "laptop",
            "profile": "job_search",
            "quantity": 4,
            "reserved": 1,
            "delivered": 0,
            "fulfilled": 0,
        }
    ],
    "reference": "dossier 2026-118",
    "wanted_by": "2026-04-15",
    "created_at": AT,
    "closed_at": None,
}
REQUESTS: dict[str, Any] = {"items": [REQUEST], "next": None}
REQUEST_CLOSED: dict[str, Any] = {
    **REQUEST,
    "state": "cancelled",
    "state_label": "annulée",
    "closed_at": AT,
}

CIRCUIT: dict[str, Any] = {
    "steps": [
        {
            "step": "ready",
            "label": "disponible",
            "in_house": True,
            "standing": True,
            "out": False,
            "passport": True,
        }
    ],
    "operations": [
        {
            "operation": "resume",
            "verb": "Reprendre",
            "done": "Repris",
            "creates": False,
            "stepless": False,
            "steps": [{"step": "audited", "label": "audité"}],
            "leads": {"to": "inchangée", "may": [{"step": "audited", "label": "audité"}]},
            "guards": [{"name": "is_held", "says": "en attente", "promise": False}],
            "roles": ["operator", "supervisor"],
            "custody": "holder",
            "held": True,
            "offered": False,
            "elsewhere": False,
            "loose": None,
            "data": {"title": "NoData", "type": "object", "properties": {}},
        }
    ],
}
