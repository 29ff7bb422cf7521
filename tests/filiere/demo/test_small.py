"""A small demonstration: the same again, every row of the circuit, a journal that holds."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from inventory.circuit import CIRCUIT
from inventory.vocabulary import Step, SubjectKind
from tests.filiere.demo import facts
from tests.places import manage

pytestmark = pytest.mark.xdist_group("demo-small")

Place = Callable[..., AbstractContextManager[dict[str, str]]]


def test_every_step_is_shown(small: dict[str, str]) -> None:
    assert set(facts.ask(small, "counts")["steps"]) == {step.value for step in Step}


def test_every_row_of_the_circuit_was_taken(small: dict[str, str]) -> None:
    taken = set(facts.ask(small, "counts")["operations"])
    assert set(CIRCUIT) - taken == set()


def test_every_subject_has_its_chain(small: dict[str, str]) -> None:
    subjects = facts.ask(small, "counts")["subjects"]
    assert set(subjects) == {kind.value for kind in SubjectKind}


def test_the_journal_is_intact_and_sealed_to_its_end(small: dict[str, str]) -> None:
    told = manage(small, "verify_journal")
    assert "Journal intact" in told
    assert "0 écriture(s) pas encore scellée(s)" in told
    assert re.search(r" [1-9]\d* pièce\(s\)", told)


def test_a_visitor_can_check_a_certificate(small: dict[str, str]) -> None:
    told = facts.ask(small, "certificates")
    assert set(told) == {"device", "collection"}
    assert max(told["device"]["media"]) >= 2  # the disk that only the better reader saw
    assert len(told["collection"]["media"]) == 2
    assert [one["check"] for one in told.values()] == [[200, True]] * 2
    built_for = f"HTTP://LOCALHOST:{facts.PORT}/C/"
    assert all(one["address"].startswith(built_for) for one in told.values())


@pytest.mark.engineless
@pytest.mark.slow
def test_the_same_seed_and_date_make_the_same_demonstration(
    small: dict[str, str], place: Place
) -> None:
    with place(commands=facts.SMALL[:1]) as other:
        manage(other, *facts.SMALL[-1].split())
        assert facts.ask(other, "devices") == facts.ask(small, "devices")
        assert facts.ask(other, "operations") == facts.ask(small, "operations")
        assert facts.ask(other, "counts") == facts.ask(small, "counts")


def test_a_second_run_changes_nothing(small: dict[str, str]) -> None:
    before = facts.ask(small, "tables")
    said = manage(small, "demo", "--no-serve", "--seed", "3")
    assert "déjà là" in said
    assert facts.ask(small, "tables") == before


def test_a_site_with_somebody_in_it_is_left_alone(place: Place) -> None:
    with place(commands=facts.SMALL[:1]) as env:
        manage(env, "create_organisation", "Atelier réel", "--kind", "workshop")
        with pytest.raises(RuntimeError, match="ne s'y mêle pas"):
            manage(env, "demo", "--no-serve")


def test_a_date_to_come_is_refused(place: Place) -> None:
    with (
        place(commands=facts.SMALL[:1]) as env,
        pytest.raises(RuntimeError, match="dans le futur"),
    ):
        manage(env, "demo", "--no-serve", "--reference-date", "2099-01-01")
