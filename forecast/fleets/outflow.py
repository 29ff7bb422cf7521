"""What declared fleets let go in a year, commune by commune, in place of the assumption.

A company's fleet enters at the smallest area where it names nobody: its commune when three
companies or more are declared there and none holds over 85 % of a kind, else its part of EPCI,
else its département, shared out like the assumption it replaces; else it is kept and not used.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from filiere.network.vocabulary import Level
from forecast.areas import Country
from forecast.assumptions import Settings
from forecast.deducing import Cell
from forecast.gisement import keys
from forecast.jobs import known_jobs
from forecast.models import Fleet
from forecast.secrecy import is_sensitive, rules
from forecast.uncertainty import Draws, Floats, normals, stream
from forecast.vocabulary import Holder, Kind

AREAS = ("id", "part", "department")
"""Columns of the communes, from the smallest area to the largest."""
Rows = npt.NDArray[np.int64]
RULES = {Holder.COMPANIES: "declared_fleets", Holder.PUBLIC: "declared_public"}


@dataclass(frozen=True, slots=True)
class Declared:
    """Declared fleets of the communes of a country, in their order.

    Attributes
    ----------
    outflow : ndarray of shape (communes, 8 kinds, 3 holders), devices a year
    covered : ndarray of the same shape, between 0 and 1
        Part of the assumption that the declared fleets stand for.
    organisations, unused : int
        How many are declared here; of which too few together to be used without naming them.
    spread : float
        Standard deviation of the logarithm of the outflow.
    answered, ratio : ndarray of shape (communes,)
        Organisations that may be counted at their own commune, and what they let go on what the
        assumption gives for their jobs: :func:`forecast.fleets.own_rate.pull`.
    """

    outflow: Floats
    covered: Floats
    organisations: int
    unused: int
    spread: float
    answered: Floats
    ratio: Floats


@dataclass(frozen=True, slots=True)
class _One:
    row: int
    holder: int
    kind: int
    name: str
    devices: int
    yearly: float
    jobs: int | None


def declared(country: Country, settings: Settings, national: Floats) -> Declared | None:
    """The fleets declared in a country; None when there are none.

    Parameters
    ----------
    national : ndarray of shape (8, 3)
        Mean outflow of France, by kind and holder: what the assumption shares out.
    """
    rows = _rows(country)
    if not rows:
        return None
    share = keys(country, settings)
    shape = (len(share), len(Kind), len(Holder))
    outflow, told_jobs, blind = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    unused: set[str] = set()
    placed = _placed(rows, country, unused)
    for place, places in placed:
        weight = share[places][:, place.holder]
        total = weight.sum()
        part = weight / total if total else np.full(len(places), 1 / len(places))
        cell = (places, place.kind, place.holder)
        outflow[cell] += place.yearly * part
        if place.jobs is None:
            blind[cell] += place.yearly * part
        else:
            told_jobs[cell] += place.jobs * part
    people = country.communes["population"].to_numpy(float)
    public = settings.central("public_share")
    known, guessed = known_jobs(country.communes), settings.central("jobs_per_inhabitant") * people
    jobs = np.where(np.isnan(known), guessed, known)
    by_holder = np.column_stack([jobs * 0, jobs * (1 - public), jobs * public])[:, None]
    assumed = share[:, None] * national[None]
    with np.errstate(divide="ignore", invalid="ignore"):
        covered = np.where(told_jobs > 0, told_jobs / by_holder, 0.0)
        covered += np.where(blind > 0, blind / assumed, 0.0)
    covered = np.clip(np.nan_to_num(covered, nan=1.0, posinf=1.0), 0.0, 1.0)
    names = {one.name for one in rows}
    spread = settings.central("declared_spread")
    answers = _answers(placed, assumed, by_holder[:, 0])
    return Declared(outflow, covered, len(names), len(unused), spread, *answers)


def _answers(
    placed: list[tuple[_One, Rows]], assumed: Floats, jobs: Floats
) -> tuple[Floats, Floats]:
    """How many organisations declared at their own commune, and their rate on the assumption's."""
    names: dict[int, set[str]] = defaultdict(set)
    yearly, expected = np.zeros(len(jobs)), np.zeros(len(jobs))
    for one, places in placed:
        here = jobs[one.row, one.holder]
        if len(places) > 1 or not one.jobs or here <= 0:
            continue
        names[one.row].add(one.name)
        yearly[one.row] += one.yearly
        expected[one.row] += assumed[one.row, one.kind, one.holder] * min(one.jobs / here, 1)
    count = np.array([len(names[row]) if expected[row] > 0 else 0 for row in range(len(jobs))])
    return count.astype(float), yearly / np.where(expected > 0, expected, 1)


def applied(
    told: Draws, mine: Declared, places: Rows, part: str, *, seed: int, own: Draws | None = None
) -> Draws:
    """Draws of a part's communes with declared fleets in them; ``told`` is changed in place.

    ``own`` multiplies what no fleet was declared for (:mod:`forecast.fleets.own_rate`).
    """
    outflow = mine.outflow[places]
    if not outflow.any():
        return told
    told *= (1 - mine.covered[places]).astype(np.float32)[..., None]
    if own is not None:
        told *= own
    noise = normals(stream(seed, "declared", part), told.shape)
    noise *= np.float32(mine.spread)
    noise -= np.float32(mine.spread**2 / 2)
    np.exp(noise, out=noise)
    noise *= outflow.astype(np.float32)[..., None]
    told += noise
    return told


def _rows(country: Country) -> list[_One]:
    place = {one: row for row, one in enumerate(country.communes["id"])}
    kinds, holders = Kind.values, Holder.values
    wanted = Fleet.objects.filter(commune__level=Level.COMMUNE, devices__gt=0)
    fields = ("commune_id", "holder", "kind", "search_name", "devices", "renewal_years", "jobs")
    return [
        _One(
            place[commune],
            holders.index(holder),
            kinds.index(kind),
            name,
            devices,
            devices / years,
            jobs,
        )
        for commune, holder, kind, name, devices, years, jobs in wanted.values_list(*fields)
        if commune in place
    ]


def _placed(rows: list[_One], country: Country, unused: set[str]) -> list[tuple[_One, Rows]]:
    """Each fleet and the rows of the communes it is shared out over."""
    found = []
    waiting = rows
    for column in AREAS:
        area = country.communes[column].to_numpy()
        groups: dict[tuple[str, int, int], list[_One]] = defaultdict(list)
        for one in waiting:
            groups[str(area[one.row]), one.kind, one.holder].append(one)
        waiting = []
        for (name, _, holder), mine in groups.items():
            if _names_somebody(mine, Holder.values[holder]):
                waiting += mine
                continue
            places = np.flatnonzero(area == name)
            found += [(one, places) for one in mine]
    unused |= {one.name for one in waiting}
    return found


def _names_somebody(mine: list[_One], holder: str) -> bool:
    by_name: dict[str, int] = defaultdict(int)
    for one in mine:
        by_name[one.name] += one.devices
    total = sum(by_name.values())
    cell = Cell(total, len(by_name), max(by_name.values()))
    return is_sensitive(cell, rules()[RULES[Holder(holder)]])
