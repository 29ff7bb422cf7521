"""Who sends too many is counted by all the processes of the server together."""

from __future__ import annotations

import os

import pytest

from filiere.network import gate
from tests.places import manage


@pytest.mark.engineless
def test_another_process_goes_on_with_the_same_count() -> None:
    count = "from filiere.network.gate import count; count('192.0.2.77', 'essai')"
    for _ in range(gate.MOST_AN_HOUR - 1):
        gate.count("192.0.2.77", "essai")
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    manage(environment, "shell", "-v0", "-c", count)
    with pytest.raises(gate.Refused) as refused:
        gate.count("192.0.2.77", "essai")
    assert refused.value.status == 429
    with pytest.raises(RuntimeError, match="Beaucoup d'envois"):
        manage(environment, "shell", "-v0", "-c", count)
    gate.count("192.0.2.78", "essai")
