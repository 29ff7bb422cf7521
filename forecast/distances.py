"""How far the communes of a territory lie from the nearest workshop."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from forecast.reference.tables import load

EARTH_KM = 6371.0


def distance_to_workshops(
    communes: pd.DataFrame, workshops: Sequence[str], *, detour: float = 1.0
) -> float | None:
    r"""Mean kilometres, one way, from a territory's communes to the nearest workshop.

    .. math:: \bar d = \kappa\,\frac{\sum_c w_c \min_a d(c, a)}{\sum_c w_c}

    Great-circle distances between the places of table ``commune_places_2018``, times κ, the
    detour of roads. Communes without a place are left out; None when no workshop has one.

    Examples
    --------
    >>> towns = pd.DataFrame({"code": ["84007", "84031"], "weight": [90_000, 30_000]})
    >>> bool(4 < distance_to_workshops(towns, ["84007"]) < 8)
    True
    >>> distance_to_workshops(towns, []) is None
    True
    """
    places = load("commune_places_2018").drop_duplicates("code").set_index("code")
    ours = [code for code in workshops if code in places.index]
    kept = communes[communes["code"].isin(places.index) & (communes["weight"] > 0)]
    if not ours or kept.empty:
        return None
    here = np.radians(places.loc[kept["code"], ["longitude", "latitude"]].to_numpy(float))
    there = np.radians(places.loc[ours, ["longitude", "latitude"]].to_numpy(float))
    gap = here[:, None] - there[None]
    across = np.cos(here[:, None, 1]) * np.cos(there[None, :, 1])
    chord = np.sin(gap[..., 1] / 2) ** 2 + across * np.sin(gap[..., 0] / 2) ** 2
    nearest = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1))).min(axis=1)
    return float(detour * np.average(nearest, weights=kept["weight"].to_numpy(float)))
