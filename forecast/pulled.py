"""What is given, commune by commune, pulled towards what was really collected there.

Our collections say where people give, not how much the country lets go: within a département they
move the communes where we collected against one another, and leave its total, and every other
commune, where they were. A commune where we never came has said nothing; it is not a zero.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from forecast.areas import Country
from forecast.assumptions import Settings
from forecast.deducing import Cell, Key, Relation
from forecast.secrecy import hidden, rules
from forecast.uncertainty import Draws, Floats, stream
from forecast.vocabulary import Holder, Measure
from inventory.selectors.places import Came, collected_everywhere

METHOD = "gisement-tire-1"
SOURCE = "journal"
NOTE = (
    "Ce qui serait donné est tiré, commune par commune, vers ce qu'on y a vraiment collecté ; le "
    "total du département est gardé."
)
GIVEN = (Measure.WILLING, Measure.REUSABLE)
"""Measures that are pulled: what goes out of use, given or not, is not."""
MOST_COMMUNES = 1_500
"""Beyond, what is given is told from the EPCI up: a run of France stays as quick."""
LEAST_COMPARED = 2
Collected = Mapping[str, int]


def collected(country: Country) -> dict[str, int]:
    """Devices collected in twelve months, by commune: only those that may be told.

    Three donors or more, none over 85 %, and not to be found from the totals around them: a
    figure pulled by one donor would tell what that donor gave.
    """
    came = collected_everywhere()
    rows = country.communes[country.communes["id"].isin(list(came))]
    cells: dict[Key, Cell] = {one: _cell([came[one]]) for one in rows["id"]}
    relations = []
    for column, below in (("part", "id"), ("department", "part")):
        for area, inside in rows.groupby(column):
            key, prefix = f"{column} {area}", "" if below == "id" else f"{below} "
            cells[key] = _cell([came[one] for one in inside["id"]])
            parts = tuple(f"{prefix}{one}" for one in inside[below].unique())
            relations.append(Relation(key, parts))
    kept = hidden(cells, relations, rules()["collections"])
    return {one: came[one].devices for one in rows["id"] if one not in kept}


def _cell(came: list[Came]) -> Cell:
    return Cell(
        float(sum(one.devices for one in came)),
        sum(one.donors for one in came),
        float(max(one.biggest for one in came)),
    )


def believed(shares: Floats, outflow: Floats, settings: Settings) -> Floats:
    """Devices a year that the assumptions alone would collect in each commune.

    Parameters
    ----------
    shares : ndarray of shape (communes, 3 holders)
    outflow : ndarray of shape (8 kinds, 3 holders), of France
    """
    taken = [settings.central(f"willing_{h}") * settings.central(f"collect_{h}") for h in Holder]
    return np.asarray(shares @ (outflow.sum(axis=0) * np.array(taken)), float)


def pull(
    ids: list[str],
    shares: Floats,
    exposure: Floats,
    told: Collected,
    department: str,
    *,
    seed: int,
    draws: int,
) -> Draws | None:
    r"""What multiplies what each commune of a département gives, of shape (communes, 3, draws).

    .. math:: p_{ch} = r_c \frac{\sum_{c \in D} w_{ch}}{\sum_{c \in D} w_{ch} r_c}

    with r the own rates of :class:`forecast.pulling.PooledRates`, D the communes where we
    collected and w their part of the département: 1 elsewhere, and the sum over D kept draw by
    draw, as expected before local differences. None when fewer than two communes can be compared.

    Examples
    --------
    >>> shares = np.full((3, 3), 0.1)
    >>> told = pull(["a", "b", "c"], shares, np.full(3, 50.0), {"a": 90, "b": 10}, "d", seed=1,
    ...             draws=200)
    >>> means = [round(float(one), 1) for one in told.mean(axis=(1, 2))]
    >>> means, bool(np.allclose(told[:2].sum(axis=0), 2))
    ([1.8, 0.2, 1.0], True)
    """
    from forecast.pulling import PooledRates

    places = [row for row, one in enumerate(ids) if told.get(one) and exposure[row] > 0]
    if len(places) < LEAST_COMPARED:
        return None
    counts = np.array([told[ids[row]] for row in places], float)
    expected = exposure[places][:, None]
    state = int(stream(seed, "collected", department).integers(2**31))
    model = PooledRates(1.0, random_state=state).fit(expected, counts)
    rates = model.sample(expected, counts, draws)[:, None]
    weight = shares[places][..., None]
    found = np.ones((len(ids), shares.shape[1], draws), np.float32)
    total = np.maximum((weight * rates).sum(axis=0), 1e-12)
    found[places] = rates * weight.sum(axis=0) / total
    return found
