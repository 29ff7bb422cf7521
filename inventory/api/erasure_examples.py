"""Example of what an erasure tool's file is answered."""

from __future__ import annotations

from typing import Any

from inventory.api.evidence_examples import READING
from inventory.api.examples import HASH

LOG = "[2026/11/20 09:00:00]    info: nwipe 0.42 …"
ANSWER: dict[str, Any] = {
    "status": "recorded",
    "medium": None,
    "device": {**READING["device"], "step": "erased", "step_label": "effacé"},
    "next": [{"operation": "test", "verb": "Tester"}],
    "evidence": {"sha256": HASH, "size": 5120, "reader": "nwipe"},
    "tool": "nwipe 0.42",
    "entries": [
        {
            "status": "recorded",
            "disc": {
                "index": 0,
                "device": "sda",
                "serial": "S3Z9NB0K123456",
                "model": "Samsung MZ7LN256",
                "size_bytes": 256060514304,
                "method": "overwrite_multi",
                "method_said": "Fill With Zeros",
                "verified": True,
                "result": "success",
                "word": "Erased",
            },
            "medium": "01997a10-0000-7000-8000-000000000001",
            "said": {"code": "recorded", "detail": "Preuve enregistrée.", "suggest": []},
        }
    ],
    "missing": [],
}
