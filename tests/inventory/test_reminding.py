"""Reminders: one letter a day, to who leads, about what has waited too long."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from inventory.models import Reminder
from inventory.reminding import remind_all
from labels.codes import shown
from tests.inventory import factories as make
from tests.inventory.workbench import Bench
from tests.network import factories

LATER = timedelta(days=8)


@pytest.fixture
def chief_of(cast: make.Cast) -> str:
    return str(factories.member("supervisor", cast.workshop).user.email)


def test_who_leads_is_written_to_once_a_day(
    bench: Bench, scan: Any, cast: make.Cast, chief_of: str
) -> None:
    factories.member("operator", cast.workshop)
    factories.member("supervisor", cast.other_workshop)
    code = bench.registered()
    scan("hold", code, reason="unlock", waiting_for="donor", note="Appeler Mme Untel.")
    assert remind_all() == 0
    now = timezone.now() + LATER
    assert remind_all(now=now) == 1
    assert remind_all(now=now) == 0
    assert [letter.to for letter in mail.outbox] == [[chief_of]]
    assert shown(code) in mail.outbox[0].body
    assert "Le donateur doit agir" in mail.outbox[0].body
    assert "Untel" not in mail.outbox[0].body
    assert remind_all(now=now + timedelta(days=1)) == 1


def test_an_incident_is_told_at_once(bench: Bench, chief_of: str, capsys: Any) -> None:
    bench.laptop("lost")
    call_command("remind")
    assert "1 organisation(s)" in capsys.readouterr().out
    assert "À évaluer, 72 heures au plus" in mail.outbox[0].body


def test_nothing_is_kept_of_a_letter_that_did_not_leave(
    bench: Bench, chief_of: str, settings: Any
) -> None:
    bench.laptop("lost")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    with pytest.raises(ConnectionRefusedError):
        remind_all()
    assert not Reminder.objects.exists()
