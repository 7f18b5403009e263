"""The chance of counts agrees with the distribution of a well-kept library."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nbinom

from etl.checks.chance import as_far, at_least, at_most, quantile

means = st.floats(0.01, 5_000)
shapes = st.floats(0.2, 60)
counts = st.integers(0, 20_000)


@given(counts, means, shapes)
def test_chances_are_those_of_the_negative_binomial_distribution(count: int, mean: float, shape: float) -> None:
    same = nbinom(shape, shape / (mean + shape))
    assert at_least(count, mean=mean, shape=shape) == pytest.approx(same.sf(count - 1), rel=1e-6, abs=1e-14)
    assert at_most(count, mean=mean, shape=shape) == pytest.approx(same.cdf(count), rel=1e-6, abs=1e-14)


@given(counts, means, shapes)
def test_what_is_at_least_and_what_is_less_are_everything(count: int, mean: float, shape: float) -> None:
    less = at_most(count - 1, mean=mean, shape=shape)
    assert at_least(count, mean=mean, shape=shape) + less == pytest.approx(1)


@given(st.floats(0.001, 0.999), means, shapes)
def test_a_quantile_is_the_least_count_that_reaches_its_chance(chance: float, mean: float, shape: float) -> None:
    count = quantile(chance, mean=mean, shape=shape)
    assert at_most(count, mean=mean, shape=shape) >= chance
    assert at_most(count - 1, mean=mean, shape=shape) < chance


def test_the_far_side_is_the_one_the_count_lies_on() -> None:
    assert as_far(0, mean=10, shape=5) == at_most(0, mean=10, shape=5)
    assert as_far(39.2, mean=10, shape=5) == at_least(40, mean=10, shape=5)
