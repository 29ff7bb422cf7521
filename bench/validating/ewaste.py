"""What goes out of use in 2014, against the tonnes that the authors of the method published."""

from __future__ import annotations

from bench.validating.table import Check
from forecast.lifetimes import discarded_in_france
from forecast.reference.tables import load

MOST = 0.08


def checks() -> list[Check]:
    told = []
    for row in load("ewaste_published_2014").itertuples():
        ours = discarded_in_france(str(row.unu_key), 2014) / 1000
        gap = ours / row.tonnes - 1
        told.append(
            Check(
                f"Déchets 2014, clé UNU {row.unu_key}",
                f"{ours:.0f} t ({gap:+.1%})",
                f"{row.tonnes:.0f} t publiées, à 8 % près",
                "France, ventes connues",
                abs(gap) < MOST,
            )
        )
    return told
