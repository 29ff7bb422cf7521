"""What selectors tell an operation before it is decided: one small question each."""

from inventory.facts import counting, erasing, leaving, media, record, serving
from inventory.facts.asking import FACTS, medium_states, states
from inventory.facts.erasing import CERTIFICATE, policies

__all__ = [
    "CERTIFICATE",
    "FACTS",
    "counting",
    "erasing",
    "leaving",
    "media",
    "medium_states",
    "policies",
    "record",
    "serving",
    "states",
]
