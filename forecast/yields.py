"""What becomes of what is collected: reused, taken apart, recycled; by kind, age and source.

Before our own devices speak, the shares are those that others published (REFERENCE: *rendements*),
wide because they differ: the prior. Our own outcomes then pull each kind and source towards its
own rate. `ENOUGH` devices of a kind make it an estimate; below, it is an assumption.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd
from scipy.special import expit, logit
from scipy.stats import t as student
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from forecast.pooling import PooledLogit
from forecast.reference.tables import load

Array = np.ndarray[Any, np.dtype[np.float64]]
OUTCOMES = ("reused", "parts", "recycled")
ENOUGH = 200
"""Devices of a kind whose outcome is known, from which its yield is called an estimate."""
GROUPS = ("kind", "source", "kind:source")
AGE_SPREAD = 0.7
"""Belief on what a standard deviation of age changes, in logits: no age measured, nothing told."""
SPREAD_FREEDOM = 10.0
"""How sure one is, before any device, that kinds and sources differ by half a logit."""
ALMOST = 0.005


@dataclass(frozen=True, slots=True)
class Prior:
    """What is believed of a share: its centre and the 90 % interval around it."""

    centre: float
    low: float
    high: float

    def level(self) -> tuple[float, float]:
        """Mean and standard deviation in logits."""
        width = (logit(self.high) - logit(self.low)) / (2 * 1.645)
        return float(logit(self.centre)), float(width)


def published_prior() -> Prior:
    """What is believed of the share reused before our own devices speak.

    The rates of table ``yield_priors``, one a place, seen as draws of one normal law in logits:
    its interval is that of one more place (Student, n - 1 degrees of freedom).

    Examples
    --------
    >>> prior = published_prior()
    >>> bool(prior.low < 0.25 < prior.centre < 0.55 < 0.75 < prior.high)
    True
    """
    table = load("yield_priors")
    known = logit(table.loc[table["what"] == "reused", "value"].to_numpy(float) / 100)
    far = student.ppf(0.95, len(known) - 1) * known.std(ddof=1) * np.sqrt(1 + 1 / len(known))
    middle = known.mean()
    return Prior(*(float(expit(one)) for one in (middle, middle - far, middle + far)))


def assumed_prior(levels: tuple[float, float, float]) -> Prior:
    """A prior from the three levels of an assumption."""
    low, centre, high = (float(np.clip(one, ALMOST, 1 - ALMOST)) for one in levels)
    return Prior(centre, low, high)


class Yields(BaseEstimator):  # type: ignore[misc]
    r"""Shares reused, taken apart for parts and recycled, by partial pooling from priors.

    .. math:: (r,\; (1 - r)\,p,\; (1 - r)(1 - p)),\qquad
              \operatorname{logit} r = a + w_{kind} + w_{source} + w_{kind:source} + b\,age

    No device has ended: the priors alone, the same draw for every kind and source, since they
    already say how far one more place may be. Two steps: reused
    or not; of the others, for parts or not. Each is a `PooledLogit` over kind, source and both,
    and the age where it is known.

    Parameters
    ----------
    reused, parts : Prior
        Of the share reused; of the share taken apart among what is not reused.
    random_state : int or None

    Attributes
    ----------
    counts_ : dict of str to int, devices of each kind whose outcome is known

    References
    ----------
    Card ``yield_priors`` for the priors; :class:`forecast.pooling.PooledLogit` for the pooling.

    Examples
    --------
    >>> import pandas as pd
    >>> nothing = pd.DataFrame({"kind": [], "source": [], "age": [], "outcome": []})
    >>> yields = Yields(Prior(0.45, 0.25, 0.75), Prior(0.2, 0.05, 0.5), random_state=0)
    >>> rows = pd.DataFrame({"kind": ["laptop"], "source": ["company"], "age": [5.0]})
    >>> draws = yields.fit(nothing).sample(rows, 1000)
    >>> draws.shape, bool(abs(draws.sum(axis=2) - 1).max() < 1e-9)
    ((1000, 1, 3), True)
    """

    def __init__(self, reused: Prior, parts: Prior, *, random_state: int | None = None) -> None:
        self.reused = reused
        self.parts = parts
        self.random_state = random_state

    def fit(self, records: pd.DataFrame, y: None = None) -> Self:
        """Learn from ended devices: columns kind, source, age (years or NaN), outcome.

        Raises
        ------
        ValueError
            An outcome that is none of `OUTCOMES`.
        """
        unknown = set(records["outcome"]) - set(OUTCOMES)
        if unknown:
            raise ValueError(f"outcome: one of {OUTCOMES}, not {sorted(map(str, unknown))}")
        rest = records[records["outcome"] != "reused"]
        self.reused_ = self._step(self.reused, records, "reused", 0)
        self.parts_ = self._step(self.parts, rest, "parts", 1)
        self.counts_ = {str(k): int(n) for k, n in records["kind"].value_counts().items()}
        return self

    def predict(self, rows: pd.DataFrame) -> Array:
        """Mean shares of each row, shape (n, 3), in the order of `OUTCOMES`."""
        check_is_fitted(self)
        return _shares(
            self.reused_.predict_proba(rows)[:, 1], self.parts_.predict_proba(rows)[:, 1]
        )

    def sample(self, rows: pd.DataFrame, draws: int) -> Array:
        """Draws of the shares, shape (draws, n, 3)."""
        check_is_fitted(self)
        return _shares(self.reused_.sample(rows, draws), self.parts_.sample(rows, draws))

    def status(self, kind: str) -> str:
        """``estimated`` once enough devices of this kind have ended, else ``assumption``."""
        check_is_fitted(self)
        return "estimated" if self.counts_.get(kind, 0) >= ENOUGH else "assumption"

    def _step(self, prior: Prior, records: pd.DataFrame, wanted: str, number: int) -> PooledLogit:
        seed = None if self.random_state is None else self.random_state + number
        numbers = ("age",) if records["age"].notna().any() else ()
        model = PooledLogit(
            GROUPS if len(records) else (),
            numbers,
            level=prior.level(),
            min_count=1,
            number_spread=AGE_SPREAD,
            spread_freedom=SPREAD_FREEDOM,
            random_state=seed,
        )
        return model.fit(records, (records["outcome"] == wanted).astype(int).tolist())


def _shares(reused: Array, parts: Array) -> Array:
    return np.stack([reused, (1 - reused) * parts, (1 - reused) * (1 - parts)], axis=-1)
