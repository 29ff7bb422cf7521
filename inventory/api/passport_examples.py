"""What the documentation shows of a passport."""

from __future__ import annotations

from typing import Any

from inventory.api import examples

LINUX: dict[str, Any] = {
    "system": "Linux Mint 22",
    "served": True,
    "until": "2029-04-30",
    "until_is": "published",
    "source": "https://linuxmint.com/download_all.php",
}
PASSPORT: dict[str, Any] = {
    **{name: examples.DEVICE_SAID[name] for name in ("code", "shown", "kind", "kind_label")},
    "address": "https://filiere.example/D/7KQ2MDX44",
    "on": "2026-03-12",
    "brand": "Dell",
    "model": "Latitude 5490",
    "step": "ready",
    "step_label": "disponible",
    "grade": "B",
    "grade_label": "traces légères",
    "refurbished": True,
    "condition": "Reconditionné : toutes les fonctions testées, données retirées",
    "recalled": False,
    "capabilities": ["Démarches et bureautique", "Appels vidéo", "Mémoire : 8 Go"],
    "can": [
        {"key": "office", "value": ""},
        {"key": "video_call", "value": ""},
        {"key": "memory", "value": "8"},
    ],
    "accessories": ["chargeur"],
    "tests": ["Démarre et s'arrête", "Wi-Fi"],
    "steps": [
        {"step": "collected", "label": "collecté", "on": "2026-03-02"},
        {"step": "ready", "label": "disponible", "on": "2026-03-09"},
    ],
    "erasure": {
        "statement": "Son support de stockage a été effacé, et l'effacement vérifié.",
        "media": [
            {
                "kind": "disque SSD",
                "size_gb": 256,
                "method": "Commande Sanitize, effacement par blocs",
                "level": "Purge",
                "on": "2026-03-05",
            }
        ],
        "certificate": {"number": "CE-20260306-1F2E3D4C", "issued": "2026-03-06", "valid": True},
    },
    "support": LINUX,
    "advised": LINUX,
    "batteries": [{"percent": 86, "verdict": "good"}],
    "guarantee": None,
    "avoided_co2e": {
        "low": 27,
        "mean": 27,
        "high": 27,
        "basis": "published",
        "method": "ADEME 2022 (produits reconditionnés) et Impact CO2 2026",
        "counterfactual": "un appareil neuf de même type, acheté à la place",
    },
    "contact": {"name": "la coordination de la filière", "phone": "04 65 71 00 00"},
    "sections": [
        {
            "key": "battery",
            "heading": "Batterie",
            "lines": ["86 % de sa capacité d'origine, mesurée à l'atelier."],
            "items": [],
        }
    ],
}
