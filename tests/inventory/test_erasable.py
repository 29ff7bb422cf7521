"""Free text lies apart and can be forgotten; the journal still stands."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from filiere.network.actor import Actor
from inventory import erasable
from inventory.circuit import ROWS
from inventory.journal import canonical
from inventory.models import Entry, ErasableText
from inventory.operations.schema import erasable_fields

SECRET = "Mme Fictive, 3 rue de l'Exemple"


@pytest.fixture
def noted(erased_laptop: str, scan: Any, supervisor: Actor) -> Entry:
    """The entry of an operation whose note must not be kept for ever."""
    scan("cede", erased_laptop, supervisor, taker=SECRET, note="Appeler avant midi.")
    return Entry.objects.filter(subject_id=erased_laptop).latest("sequence")


def test_the_journal_holds_an_id_and_a_salted_hash(noted: Entry) -> None:
    told = json.loads(noted.data)["taker"]
    row = ErasableText.objects.get(pk=told["erasable"])
    assert row.text == SECRET and told["sha256"] == erasable.salted(row.salt, SECRET)
    assert SECRET not in noted.canonical and row.salt not in noted.canonical


def test_the_same_text_twice_is_not_the_same_hash(noted: Entry) -> None:
    first = json.loads(noted.data)["note"]
    again = erasable.keep(
        text="Appeler avant midi.", kind="note", days=1, organisation_id=noted.organisation_id
    )
    assert again["sha256"] != first["sha256"]


def test_what_is_past_its_time_is_emptied_and_said_so(noted: Entry) -> None:
    told = json.loads(noted.data)["taker"]
    assert erasable.say(told) == SECRET
    ErasableText.objects.update(keep_until=timezone.now().date() - timedelta(days=1))
    assert erasable.forget_expired() == 2
    row = ErasableText.objects.get(pk=told["erasable"])
    assert (row.text, row.salt, row.erased_at is not None) == ("", "", True)
    assert erasable.say(told) == "effacé"
    assert erasable.forget_expired() == 0


def test_what_is_still_within_its_time_stays(noted: Entry) -> None:
    assert erasable.forget_expired() == 0
    assert ErasableText.objects.filter(text=SECRET).exists()


def test_forgetting_leaves_the_chain_as_it_was(noted: Entry) -> None:
    for row in ErasableText.objects.all():
        erasable.forget(row)
    noted.refresh_from_db()
    assert noted.hash == canonical.sha256(noted.canonical)


@pytest.mark.django_db
def test_a_text_that_is_gone_reads_as_forgotten() -> None:
    assert erasable.say({}) == "effacé"


@pytest.mark.django_db
def test_an_unknown_text_reads_as_forgotten() -> None:
    assert erasable.say({"erasable": "nope"}) == "effacé"


def test_the_command_says_how_many_it_forgot(
    noted: Entry, capsys: pytest.CaptureFixture[str]
) -> None:
    ErasableText.objects.update(keep_until=timezone.now().date() - timedelta(days=1))
    call_command("forget_expired")
    assert "2" in capsys.readouterr().out


def test_every_free_text_of_the_circuit_is_erasable() -> None:
    """Notes, names, references and signatures: nothing else is a sentence."""
    free = {"note", "reference", "signature", "consent", "taker"}
    for row in ROWS:
        marked = set(erasable_fields(row.data))
        assert free & set(row.data.model_fields) == marked, row.name


def test_no_erasable_text_is_longer_kept_than_five_years() -> None:
    marks = [mark for row in ROWS for mark in erasable_fields(row.data).values()]
    assert marks and all(0 < mark.days <= 1825 for mark in marks)
