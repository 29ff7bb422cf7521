"""The file of a run's figures: written once, read by its SHA-256."""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache
from pathlib import Path

import numpy as np

from forecast.added import Level, Needs
from forecast.compute import Estimate
from forecast.gisement import Bands


class LostRun(Exception):
    """The file of a run is missing, or is not the one that was written."""

    detail = "Les chiffres de cette estimation ont été perdus ou changés : refaites-la."


def write(folder: Path, run_id: str, estimate: Estimate) -> str:
    """Write the figures of every level, whole or not at all, and return their SHA-256."""
    told: dict[str, np.ndarray] = {}
    for name, level in estimate.levels.items():
        told[f"{name}/ids"] = np.array(level.ids)
        for measure, bands in level.gisement.items():
            for part in ("mean", "low", "high"):
                told[f"{name}/gisement/{measure}/{part}"] = getattr(bands, part)
        for part in ("mean", "low", "high"):
            told[f"{name}/need/{part}"] = getattr(level.need, part)
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **told)
    content = buffer.getvalue()
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f"{run_id}.part"
    half.write_bytes(content)
    half.replace(folder / f"{run_id}.npz")
    return hashlib.sha256(content).hexdigest()


@lru_cache(maxsize=4)
def read(path: Path, sha256: str) -> dict[str, Level]:
    """The levels of a run.

    Raises
    ------
    LostRun
        The file is missing, or is not the one that was written.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise LostRun from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise LostRun
    with np.load(io.BytesIO(content), allow_pickle=False) as told:
        names = {key.split("/")[0] for key in told}
        return {
            name: _level(name, {key: told[key] for key in told if key.startswith(f"{name}/")})
            for name in names
        }


def _level(name: str, told: dict[str, np.ndarray]) -> Level:
    measures = {key.split("/")[2] for key in told if "/gisement/" in key}

    def three(prefix: str) -> list[np.ndarray]:
        return [told[f"{name}/{prefix}/{part}"] for part in ("mean", "low", "high")]

    return Level(
        ids=tuple(told[f"{name}/ids"].tolist()),
        gisement={measure: Bands(*three(f"gisement/{measure}")) for measure in measures},
        need=Needs(*three("need")),
    )
