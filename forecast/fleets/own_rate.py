"""What the surveyed fleets of a commune tell of those there that were not: its own rate, pooled.

One organisation is one observation, however big its fleet: three answers say little, thirty say
much. Inside a département the surveyed communes move against one another; the sum of what no
fleet was declared for stays as the assumption has it, and so do all other communes.
"""

from __future__ import annotations

import numpy as np

from forecast.uncertainty import Draws, Floats, stream
from forecast.vocabulary import Holder

METHOD = "parcs-tires-1"
NOTE = (
    "Là où des parcs sont déclarés, ceux qui ne le sont pas sont tirés vers le rythme des déclarés "
    "de la même commune, d'autant plus qu'ils sont nombreux ; le total du département est gardé."
)
LEAST_COMPARED = 2


def pull(
    organisations: Floats,
    ratio: Floats,
    rest: Floats,
    department: str,
    *,
    seed: int,
    draws: int,
) -> Draws | None:
    r"""What multiplies the undeclared fleets of each commune, of shape (communes, 8, 3, draws).

    .. math:: n_c\,\rho_c \sim \mathcal{P}(n_c r_c), \quad r_c \sim \Gamma(a, a / m), \qquad
              p_{ckh} = r_c \frac{\sum_{c \in D} w_{ckh}}{\sum_{c \in D} w_{ckh} r_c}

    with n the organisations that declared a fleet, ρ what they let go on what the assumption
    gives for their jobs, w the assumed rest. Households are left as they are. None when fewer
    than two communes can be compared.

    Parameters
    ----------
    organisations, ratio : ndarray of shape (communes,)
    rest : ndarray of shape (communes, 8, 3)

    References
    ----------
    :class:`forecast.pulling.PooledRates`.

    Examples
    --------
    >>> rest = np.full((3, 8, 3), 10.0)
    >>> told = pull(np.array([30, 30, 0.0]), np.array([3, 1, 0.0]), rest, "d", seed=1, draws=300)
    >>> told[:, 0, 1].mean(axis=-1).round(1).tolist(), float(told[:, 0, 0].max())
    ([1.5, 0.5, 1.0], 1.0)
    """
    from forecast.pulling import PooledRates

    places = np.flatnonzero(organisations > 0)
    if len(places) < LEAST_COMPARED:
        return None
    exposure, count = organisations[places][:, None], organisations[places] * ratio[places]
    state = int(stream(seed, "surveyed", department).integers(2**31))
    model = PooledRates(1.0, random_state=state).fit(exposure, count)
    rates = model.sample(exposure, count, draws)[:, None, None]
    weight = rest[places][..., None]
    total = np.maximum((weight * rates).sum(axis=0), 1e-12)
    found = np.ones((*rest.shape, draws), np.float32)
    own = rates * weight.sum(axis=0) / total
    for column, holder in enumerate(Holder):
        if holder != Holder.HOUSEHOLDS:
            found[places, :, column] = own[:, :, column]
    return found
