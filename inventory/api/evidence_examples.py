"""Examples of what tools send and of what they are answered."""

from __future__ import annotations

from typing import Any

from inventory.api.examples import DEVICE_SAID, HASH

LSHW = '{"id": "poste", "class": "system", "product": "Latitude 5490", "children": []}'
READING: dict[str, Any] = {
    "status": "kept",
    "device": {**DEVICE_SAID, "step": "collected", "step_label": "collecté", "media": []},
    "next": [{"operation": "audit", "verb": "Auditer"}],
    "evidence": {"sha256": HASH, "size": 48213, "reader": "lshw"},
    "seen": {
        "kind_hint": "laptop",
        "brand": "Dell Inc.",
        "model": "Latitude 5490",
        "serial": "5CG8123XYZ",
        "cpu": "Intel(R) Core(TM) i5-8350U",
        "memory_mb": 8192,
        "media": [
            {
                "kind": "ssd",
                "kind_from": "model",
                "serial": "S3Z9NB0K123456",
                "model": "Samsung MZ7LN256",
                "size_gb": 256,
                "removable": False,
                "live": False,
            }
        ],
    },
    "missing": [
        {
            "code": "not-root",
            "detail": "Relevé fait sans droits d'administrateur : relancez avec « sudo ».",
            "suggest": ["audit"],
        }
    ],
    "notes": [],
}
