"""A run is kept with what it was made of; a lost file is said, never guessed."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from filiere.network.refusals import Refused
from filiere.network.territories import resolve
from forecast.comparing import compare_runs
from forecast.figures_file import LostRun
from forecast.models import Run
from forecast.reference.card import cards
from forecast.runs import levels_of, make_run, run_for
from tests.build.tree import ROOT
from tests.inventory.api.house import Caller
from tests.network import factories


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
    out = StringIO()
    call_command(
        "estimate", territory="com:84140", draws=100, coverage=True, stdout=out, stderr=StringIO()
    )
    assert out.getvalue().count("non diffusable") == 8, "a small commune's need is nowhere told"


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


@pytest.fixture
def reader(corner: None) -> Caller:
    return Caller(who=factories.member("reader", factories.organisation()))


def test_two_runs_alike_say_that_nothing_moved(run: Run) -> None:
    told = compare_runs(run, make_run(territory=resolve("fr"), draws=200))
    assert not (told.method or told.data or told.parameters or told.shifts)
    assert told.same > 10 and told.moved == 0


def test_two_runs_say_what_was_set_and_what_moved_most(run: Run) -> None:
    more = {"households_share_laptop": (0.9, 0.92, 0.94), "lifetime_factor": (0.5, 0.5, 0.5)}
    other = make_run(territory=resolve("84"), draws=200, changed=more, year=2027)
    told = compare_runs(run, other)
    names = {one.what for one in told.parameters}
    assert {"Année", "Territoire", "Part des ménages, ordinateur portable"} <= names
    assert {one.territory for one in told.shifts} == {"Vaucluse", "CC du Pays des Sorgues"}
    changes = [abs(one.share) for one in told.shifts]
    assert changes == sorted(changes, reverse=True) and told.moved >= len(told.shifts)


def test_the_pages_list_and_compare(reader: Caller, run: Run) -> None:
    other = make_run(territory=resolve("84"), draws=200, seed=2)
    page = reader.client.get("/diagnostic/estimations/").content.decode()
    assert run.pk in page and other.pk in page
    address = "/diagnostic/estimations/comparer/"
    told = reader.client.get(f"{address}?run={other.pk}&run={run.pk}").content.decode()
    assert "Graine" in told and "ont bougé" in told
    assert reader.client.get(f"{address}?run={run.pk}").status_code == 422
    assert reader.client.get(f"{address}?run={run.pk}&run=inconnue").status_code == 404


def test_the_page_of_validation_shows_every_check(client: Client, db: None) -> None:
    page = client.get("/validation/").content.decode()
    written = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    rows = [line for line in written.splitlines() if line.startswith("| ")]
    assert page.count("<tr") >= len(rows) > 10
    assert "Pauvreté des communes" in page and "|" not in page.split("<main")[1].split("</main")[0]
