"""Draws depend on the seed and on the cause alone."""

import numpy as np
import pytest

from forecast.uncertainty import WrongDraws, checked, normals, quantiles, stream


def test_a_cause_has_its_own_draws_and_always_the_same() -> None:
    one = normals(stream(1, "rate", "dep:84"), (3, 100))
    assert np.array_equal(one, normals(stream(1, "rate", "dep:84"), (3, 100)))
    assert not np.array_equal(one, normals(stream(1, "rate", "dep:13"), (3, 100)))
    assert not np.array_equal(one, normals(stream(2, "rate", "dep:84"), (3, 100)))


def test_normals_are_normal() -> None:
    drawn = normals(stream(1, "x"), (400, 1000)).astype(float)
    assert abs(drawn.mean()) < 0.01 and drawn.std() == pytest.approx(1, abs=0.01)
    assert np.mean(np.abs(drawn) < 1.6449) == pytest.approx(0.9, abs=0.003)
    assert abs(np.corrcoef(drawn[:200].ravel(), drawn[200:].ravel())[0, 1]) < 0.01


def test_quantiles_are_those_of_numpy() -> None:
    drawn = normals(stream(1, "x"), (7, 200))
    expected = np.quantile(drawn, [0.05, 0.95], axis=-1)
    assert np.allclose(quantiles(drawn.copy()), expected, atol=1e-5)


@pytest.mark.parametrize("asked", [0, -2, 98, 101, 10**9])
def test_draws_that_cannot_be_made_are_refused(asked: int) -> None:
    with pytest.raises(WrongDraws, match="de 100 à 10000"):
        checked(asked)
