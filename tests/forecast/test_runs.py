"""A run is kept with what it was made of; a lost file is said, never guessed."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from filiere.network.refusals import Refused
from filiere.network.territories import resolve
from forecast.figures_file import LostRun
from forecast.models import Run
from forecast.reference.card import cards
from forecast.runs import levels_of, make_run, run_for


def test_a_run_is_kept_with_data_and_parameters(run: Run) -> None:
    assert run.sources.keys() == cards().keys()
    assert run.draws == 200 and run.seed == 1 and run.methods["gisement"]
    assert run_for("com:84007") == run
    assert levels_of(run)["departement"].ids


def test_the_same_seed_and_data_give_the_same_run(run: Run) -> None:
    again = make_run(territory=resolve("fr"), draws=200)
    ours, theirs = levels_of(run)["departement"], levels_of(again)["departement"]
    assert np.allclose(ours.need.mean, theirs.need.mean, rtol=1e-5, equal_nan=True)
    assert run_for("fr") == again


def test_a_run_of_one_department_answers_for_it_alone(corner: None) -> None:
    one = make_run(territory=resolve("84"), draws=100)
    assert run_for("com:84007") == one
    with pytest.raises(Refused, match="Aucune estimation"):
        run_for("dep:30")


def test_a_lost_or_changed_file_is_said(run: Run) -> None:
    path = Path(settings.FORECAST_DIR) / f"{run.pk}.npz"
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(LostRun):
        levels_of(run)
    path.unlink()
    with pytest.raises(LostRun):
        levels_of(run)


def test_the_command_says_intervals_and_what_is_assumed(corner: None) -> None:
    out = StringIO()
    call_command("estimate", territory="84", draws=100, stdout=out, stderr=StringIO())
    told = out.getvalue()
    assert "Vaucluse" in told and "ordinateur portable : de " in told and "supposée" in told


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"territory": "nulle part"}, "n'existe pas"),
        ({"territory": "84", "draws": 0}, "tirages ne sont pas possibles"),
        ({"territory": "84", "draws": 10**9}, "tirages ne sont pas possibles"),
        ({"territory": "84", "year": 1990}, "ne peut pas être estimée"),
        ({"territory": "84", "set": ["x=1,2,3"]}, "n'existe pas"),
        ({"territory": "84", "set": ["public_share=a"]}, "ne se lit pas"),
    ],
)
def test_bad_input_is_refused_in_french_and_nothing_is_kept(
    corner: None, options: dict[str, object], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("estimate", stdout=StringIO(), stderr=StringIO(), **options)
    assert not Run.objects.exists()
