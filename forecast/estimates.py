"""A figure, and all that must travel with it."""

from __future__ import annotations

from dataclasses import dataclass

from forecast.vocabulary import Status

INTERVAL = 0.9
"""Probability of the interval of every figure."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One value with its unit, interval, sources, method and status.

    Attributes
    ----------
    value : float or None
        Mean of the draws, so that parents are sums of children; None when not to be shown.
    low, high : float or None
        Quantiles 5 % and 95 % of the draws. They do not add up.
    unit : str
        In French, as shown.
    sources : tuple of str
        Names of cards (:mod:`forecast.reference.card`) and of assumptions
        (:mod:`forecast.assumptions`) that it rests on.
    method : str
        Short name of the method, versioned.
    status : str
        Of :class:`forecast.vocabulary.Status`.

    Examples
    --------
    >>> Figure(12.0, 10.0, 14.5, "appareils", ("put_on_market",), "gisement-2", "estimated").width
    0.1875
    """

    value: float | None
    low: float | None
    high: float | None
    unit: str
    sources: tuple[str, ...]
    method: str
    status: str

    @property
    def width(self) -> float | None:
        """Relative half-width of the interval."""
        if self.value is None or self.low is None or self.high is None or not self.value:
            return None
        return (self.high - self.low) / (2 * self.value)

    def withheld(self) -> Figure:
        """The same figure with nothing in it: not to be published."""
        return Figure(None, None, None, self.unit, self.sources, self.method, Status.WITHHELD.value)
