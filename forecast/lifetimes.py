"""From what was sold to what goes out of use: Weibull lifetimes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from forecast.reference.tables import load, value

Floats = npt.NDArray[np.float64]


def density(age: npt.ArrayLike, shape: npt.ArrayLike, scale: npt.ArrayLike) -> Floats:
    """Weibull density at an age in years, zero before birth."""
    age, shape, scale = np.broadcast_arrays(
        np.asarray(age, float), np.asarray(shape, float), np.asarray(scale, float)
    )
    part = np.maximum(age, 0) / scale
    told = shape / scale * part ** (shape - 1) * np.exp(-(part**shape))
    return np.where(age > 0, told, 0.0)


def discarded(
    sold: Floats,
    years: npt.NDArray[np.int64],
    year: int,
    shape: npt.ArrayLike,
    scale: npt.ArrayLike,
) -> Floats:
    r"""What goes out of use in a year, by year of sale.

    .. math:: D(y) = \sum_t POM(t)\, f(y - t + \tfrac12),\qquad
              f(a) = \frac{k}{\lambda}\left(\frac{a}{\lambda}\right)^{k-1} e^{-(a/\lambda)^k}

    Parameters
    ----------
    sold : ndarray of shape (..., n_years)
        Put on the market, in any unit.
    years : ndarray of shape (n_years,)
    year : int
    shape, scale : float or ndarray broadcast against ``sold``
        Of the Weibull law (k, and λ in years).

    Returns
    -------
    ndarray of shape (..., n_years)
        In the unit of ``sold``; their sum over the last axis is the outflow of the year.

    References
    ----------
    Baldé et al. (2018), E-waste statistics guidelines, UNU; card ``weibull_lifetimes``.

    Examples
    --------
    >>> round(float(discarded_in_france("0306", 2014)))  # kg; published: 2,318 t
    2157343
    """
    return sold * density(year - years + 0.5, shape, scale)


def discarded_in_france(key: str, year: int) -> float:
    """Kilograms of one UNU key that go out of use in a year, from the sales that are known."""
    table = load("put_on_market")
    rows = table[(table["unu_key"] == key) & (table["year"] <= year)]
    shape = value("weibull_lifetimes", unu_key=key, country="FRA", parameter="shape")
    scale = value("weibull_lifetimes", unu_key=key, country="FRA", parameter="scale")
    kilograms = rows["kg"].to_numpy(float)
    return float(discarded(kilograms, rows["year"].to_numpy(np.int64), year, shape, scale).sum())
