"""Intervals, power and permutations: what they must be whatever the data."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from data.campaign.estimate.contrasts import change, ratio_of_ratios, ratio_within
from data.campaign.estimate.effect import Effect, calibrated
from data.campaign.estimate.jackknife import freedom, jackknife
from data.campaign.estimate.permutation import permutation_p
from data.campaign.estimate.power import minimum_detectable
from data.campaign.estimate.staggered import NEVER, staggered


def test_an_effect_says_its_percent_and_its_interval() -> None:
    effect = Effect(estimate=math.log(1.08), error=0.02, freedom=1e9, units=10, clusters=10)
    assert effect.percent == pytest.approx(8)
    assert effect.percent_interval == pytest.approx((1.08 * math.exp(-0.0392) * 100 - 100, 1.08 * math.exp(0.0392) * 100 - 100), abs=0.01)  # fmt: skip # noqa: E501
    assert effect.conclusive
    assert effect.p_value == pytest.approx(0.00012, abs=0.00002)


def test_placebos_that_scatter_more_than_they_should_widen_an_error_and_calm_ones_never_narrow_it() -> None:
    effect = Effect(estimate=0.1, error=0.02, freedom=100, units=10, clusters=10)
    wild = [replace(effect, estimate=sign * 0.04) for sign in (1, -1)]
    calm = [replace(effect, estimate=sign * 0.01) for sign in (1, -1)]
    assert calibrated(effect, wild).error == pytest.approx(0.04)
    assert calibrated(effect, calm) == effect == calibrated(effect, [])


def test_the_jackknife_of_a_mean_is_its_standard_error() -> None:
    values = np.array([1.0, 4.0, 2.0, 9.0, 5.0])
    parts = np.column_stack([values, np.ones(5)])
    found = jackknife(parts, np.arange(5), lambda sums: sums[..., :1] / sums[..., 1:])
    assert found.values[0] == pytest.approx(values.mean())
    assert found.covariance[0, 0] ** 0.5 == pytest.approx(values.std(ddof=1) / 5**0.5)


def test_a_group_of_one_library_has_no_finite_error() -> None:
    treated = np.array([True, False, False])
    found = ratio_of_ratios(np.array([5.0, 4, 3]), np.array([6.0, 4, 3]), treated, np.arange(3))
    assert found.error == math.inf
    assert not found.conclusive


def test_equal_clusters_give_their_number_of_degrees_of_freedom_and_a_giant_takes_them_away() -> None:
    assert freedom(np.ones((40, 2)), np.arange(40)) == pytest.approx(39)
    assert freedom(np.vstack([np.full((1, 2), 1000.0), np.ones((39, 2))]), np.arange(40)) < 1.1


def test_months_that_grew_differently_are_averaged_and_not_mixed() -> None:
    """Both months: the promoted counts changed as the others did, by 2 and by 1; the mix of the sums would say else."""
    units = np.ones(20)
    doubled, level = (units * 9, units * 18, units * 10, units * 20), (units, units, units * 90, units * 90)
    assert ratio_within([doubled, level], np.arange(20)).estimate == pytest.approx(0)


def test_a_month_that_counts_by_half_has_half_of_its_weight() -> None:
    """Beside the others, the promoted counts doubled in the first of two months of the same size, not in the other."""
    units = np.ones(20)
    doubled, level = (units, units * 2, units, units), (units, units, units, units)
    found = ratio_within([doubled, level], np.arange(20), [0.5, 1.0])
    assert found.estimate == pytest.approx(math.log(2) / 3)


def test_a_library_without_activity_weighs_nothing() -> None:
    before, after = np.array([5.0, 8, 3, 6, 0]), np.array([7.0, 9, 4, 5, 0])
    some, all_ = slice(0, 4), slice(0, 5)
    first, second = (change(before[part], after[part], np.arange(len(before[part]))) for part in (some, all_))
    assert first.estimate == second.estimate
    assert first.units == second.units


def test_permutations_find_a_strong_effect_and_not_an_absent_one() -> None:
    stream = np.random.default_rng(1)
    before = stream.poisson(50, 80).astype(float)
    treated, strata = np.arange(80) % 2 == 0, np.arange(80) // 20
    lifted, level = before * np.where(treated, 1.5, 1.0), stream.poisson(50, 80).astype(float)
    assert permutation_p(before, lifted, treated, strata, runs=499) == pytest.approx(1 / 500)
    assert permutation_p(before, level, treated, strata, runs=499) > 0.05
    assert permutation_p(before, level, treated, strata, runs=499) == permutation_p(
        before, level, treated, strata, runs=499
    )


def test_permutations_stay_within_their_strata() -> None:
    before, after = np.array([10.0, 10, 10, 10]), np.array([30.0, 10, 30, 10])
    treated = np.array([True, False, True, False])
    # Within pairs there are four ways to deal, two of which are as extreme: the found one and its mirror.
    found = permutation_p(before, after, treated, np.array([0, 0, 1, 1]), runs=3_999)
    assert found == pytest.approx(0.5, abs=0.05)


def test_the_detectable_effect_at_many_degrees_of_freedom_is_the_textbook_multiple() -> None:
    assert minimum_detectable(0.01, 1e9) == pytest.approx(0.028, abs=0.0001)  # 1.96 + 0.84


def test_a_unit_that_has_begun_never_serves_as_a_comparison() -> None:
    panel = np.array([[10.0, 20, 20], [10.0, 10, 20], [10.0, 10, 10]])
    found = staggered(panel, np.array([1, 2, NEVER]), np.arange(3))
    effects = {(one.cohort, one.period): round(math.exp(one.effect.estimate), 6) for one in found.by_cohort}
    assert effects == {(1, 1): 2, (1, 2): 2, (2, 1): 1, (2, 2): 2}


def test_libraries_that_miss_one_of_two_periods_are_left_out_of_that_comparison() -> None:
    panel = np.array([[10.0, 20], [5.0, np.nan], [10.0, 10], [np.nan, 90]])
    found = staggered(panel, np.array([1, 1, NEVER, NEVER]), np.arange(4))
    assert found.overall is not None
    assert math.exp(found.overall.estimate) == pytest.approx(2)
