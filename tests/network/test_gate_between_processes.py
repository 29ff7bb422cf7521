"""Who sends too many is counted by all the processes of the server together."""

from __future__ import annotations

import os

import pytest

from filiere import attempts
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


@pytest.mark.engineless
def test_failed_tokens_are_counted_with_those_of_another_process() -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    fail = "from filiere.attempts import MOST, failed; [failed('192.0.2.79') for _ in range(MOST)]"
    manage(environment, "shell", "-v0", "-c", fail)
    with pytest.raises(attempts.TooManyAttempts):
        attempts.failed("192.0.2.79")
