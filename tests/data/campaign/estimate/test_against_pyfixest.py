"""What we write ourselves is checked against a library of the field: Poisson regression with fixed effects."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyfixest
import pytest

from data.campaign.estimate.contrasts import event_study, ratio_of_ratios, ratio_within
from data.campaign.estimate.dose import NoEstimate, dose_effect

LIBRARIES = 300
pytestmark = pytest.mark.filterwarnings("ignore::Warning:pyfixest")


@pytest.fixture(scope="module")
def network() -> dict[str, np.ndarray]:
    """Return counts of libraries of very different size, many of them often zero."""
    stream = np.random.default_rng(7)
    size = np.exp(stream.normal(2, 1.5, LIBRARIES))
    treated = stream.random(LIBRARIES) < 0.4
    dose = stream.gamma(2, 0.5, LIBRARIES) * treated
    before, after = stream.poisson(size), stream.poisson(size * 1.1 * np.exp(0.2 * treated + 0.1 * dose))
    others = stream.poisson(size * 3), stream.poisson(size * 3.3)
    named = {"before": before, "after": after, "others_before": others[0], "others_after": others[1]}
    return {"treated": treated, "dose": dose, **{name: counts.astype(float) for name, counts in named.items()}}


def regression(formula: str, frame: pd.DataFrame) -> tuple[float, float]:
    fit = pyfixest.fepois(formula, frame, vcov={"CRV1": "library"})
    return float(fit.coef()["x"]), float(fit.se()["x"])


def stacked(before: np.ndarray, after: np.ndarray, x: np.ndarray) -> pd.DataFrame:
    library = np.arange(len(before))
    return pd.DataFrame(
        {
            "y": np.concatenate([before, after]),
            "library": np.tile(library, 2),
            "time": np.repeat([0, 1], len(before)),
            "x": np.concatenate([np.zeros(len(before)), x.astype(float)]),
        }
    )


def test_the_ratio_of_ratios_is_the_poisson_regression_with_library_and_period_effects(network) -> None:
    found = ratio_of_ratios(network["before"], network["after"], network["treated"], np.arange(LIBRARIES))
    estimate, error = regression(
        "y ~ x | library + time", stacked(network["before"], network["after"], network["treated"])
    )
    assert found.estimate == pytest.approx(estimate, abs=1e-6)
    assert found.error == pytest.approx(error, rel=0.1)  # the jackknife is a little wider
    assert found.error >= error


def test_the_effect_of_dose_is_the_poisson_regression_with_library_and_period_effects(network) -> None:
    found = dose_effect(network["before"], network["after"], network["dose"], np.arange(LIBRARIES))
    estimate, error = regression(
        "y ~ x | library + time", stacked(network["before"], network["after"], network["dose"])
    )
    assert found.estimate == pytest.approx(estimate, abs=1e-6)
    assert found.error == pytest.approx(error, rel=0.02)


def test_the_change_within_libraries_is_the_regression_with_an_effect_of_each_library_and_category(network) -> None:
    stratum = (network["before"], network["after"], network["others_before"], network["others_after"])
    found = ratio_within([stratum], np.arange(LIBRARIES))
    promoted = stacked(network["before"], network["after"], np.ones(LIBRARIES)).assign(category=0)
    others = stacked(network["others_before"], network["others_after"], np.zeros(LIBRARIES)).assign(category=1)
    frame = pd.concat([promoted, others])
    frame["cell"] = frame["library"] * 2 + frame["category"]
    estimate, error = regression("y ~ x | cell + time", frame)
    assert found.estimate == pytest.approx(estimate, abs=1e-6)
    assert found.error == pytest.approx(error, rel=0.1)


def test_the_event_study_of_two_periods_is_the_ratio_of_ratios(network) -> None:
    counts = np.column_stack([network["before"], network["after"]])
    found = event_study(counts, network["treated"], [0], np.arange(LIBRARIES))
    single = ratio_of_ratios(network["before"], network["after"], network["treated"], np.arange(LIBRARIES))
    assert found.values.tolist() == pytest.approx([0, single.estimate])
    assert found.covariance[1, 1] ** 0.5 == pytest.approx(single.error)


def test_no_difference_of_dose_is_no_estimate() -> None:
    with pytest.raises(NoEstimate):
        dose_effect(np.ones(5), np.ones(5), np.ones(5), np.arange(5))
