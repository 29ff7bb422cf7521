"""The draws of a run over one territory, made once and kept beside the run."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from django.conf import settings as django_settings

from forecast.areas import country
from forecast.compute import draws_of
from forecast.fleets.outflow import declared
from forecast.models import Run
from forecast.uncertainty import Floats


def drawn(run: Run, territory_id: str) -> tuple[Floats, Floats]:
    """The very draws of a run, added up over a territory; read again from their file.

    Outflow (8, 3, n) and need (4, n). Made the first time they are asked for: with the fleets
    declared then, as the run was with those of its day, and the collections that the run kept.
    """
    name = f"{run.pk}-{territory_id.replace(':', '-').replace('/', '-')}.npz"
    file = Path(django_settings.FORECAST_DIR) / "areas" / name
    try:
        with np.load(file, allow_pickle=False) as told:
            return told["outflow"], told["need"]
    except (OSError, ValueError, KeyError):
        pass
    changed = {one: tuple(ends) for one, ends in run.changed.items()}
    outflow, need = draws_of(
        country(territory_id),
        seed=run.seed,
        draws=run.draws,
        year=run.year,
        changed=changed,
        fleets=declared,
        collected=run.told.get("collected", {}),
    )
    buffer = io.BytesIO()
    np.savez(buffer, outflow=outflow, need=need)
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(".part")
    half.write_bytes(buffer.getvalue())
    half.replace(file)
    return outflow, need
