"""Imports run downwards only."""

from pathlib import Path

import pytest

from tests.build.floors import allowed, wrong_arrows


def test_no_import_runs_upwards() -> None:
    assert wrong_arrows() == []


@pytest.mark.parametrize(
    ("own", "module"),
    [
        ("labels", "filiere.network.models"),
        ("labels", "inventory.models"),
        ("filiere.network", "labels.codes"),
        ("filiere.network", "filiere.settings"),
        ("inventory", "forecast.flows"),
        ("inventory", "filiere.urls"),
        ("forecast", "inventory.models.Device"),
        ("forecast", "inventory.selectors_of_mine"),
    ],
)
def test_what_a_part_must_not_know(own: str, module: str) -> None:
    assert not allowed(own, module)


@pytest.mark.parametrize(
    ("own", "module"),
    [
        ("inventory", "filiere.network.models"),
        ("inventory", "labels.codes"),
        ("forecast", "inventory.selectors"),
        ("forecast", "inventory.selectors.devices_by_step"),
        ("filiere", "forecast.report"),
        ("labels", "django.http"),
    ],
)
def test_what_a_part_may_know(own: str, module: str) -> None:
    assert allowed(own, module)


def test_an_arrow_upwards_is_found_whatever_its_shape(tmp_path: Path) -> None:
    app = tmp_path / "inventory"
    app.mkdir()
    app.joinpath("late.py").write_text("def f():\n    import forecast.flows\n")
    app.joinpath("named.py").write_text("KEY = 'forecast.Campaign'\n")
    app.joinpath("plain.py").write_text("from filiere import urls\nfrom labels import codes\n")
    assert wrong_arrows(tmp_path) == [
        "inventory/late.py:2: inventory ne doit pas connaître forecast.flows",
        "inventory/named.py:1: inventory ne doit pas connaître forecast.models",
        "inventory/plain.py:1: inventory ne doit pas connaître filiere.urls",
    ]
