"""The invented figures: calibrated, seasonal, with effects in the stages and nowhere else."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.catalogue import Catalogue
from data.periods import Month, months
from etl.demonstration.building import SEED
from etl.demonstration.calibration import calibration
from etl.demonstration.declared import questions
from etl.demonstration.effects import load_effects
from etl.demonstration.model import counts, simulate
from etl.demonstration.register import Place
from etl.demonstration.seasons import open_days, orthodox_easter

YEAR = list(months(Month(2014, 1), Month(2014, 12)))
FOUR_YEARS = list(months(Month(2014, 1), Month(2017, 12)))


@pytest.fixture(scope="module")
def first_year(places: list[Place], catalogue: Catalogue) -> dict[str, dict[str, float]]:
    """The sums of the annual form of 2014, by territory."""
    effects = load_effects(catalogue)
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for place in places:
        annual = simulate(place, YEAR, effects, SEED).annual[2014]
        for code, value in zip(questions().annual, annual, strict=True):
            sums[place.library.territory][code] += value
    return sums


def test_each_territory_adds_up_to_the_published_figures(
    first_year: dict[str, dict[str, float]], catalogue: Catalogue
) -> None:
    for territory, known in calibration(catalogue).items():
        if territory in first_year:
            sums = first_year[territory]
            assert sums["U01"] == pytest.approx(known.users, rel=0.02), territory
            assert sums["V01"] == pytest.approx(known.users * known.visits_per_user, rel=0.05), territory
            assert sums["L01"] == pytest.approx(known.users * known.loans_per_user, rel=0.05), territory


def test_the_country_adds_up_to_the_published_visits(first_year: dict[str, dict[str, float]]) -> None:
    assert sum(sums["V01"] for sums in first_year.values()) == pytest.approx(7.61e6, rel=0.02)


def test_a_placebo_differs_in_the_stages_only(places: list[Place], catalogue: Catalogue) -> None:
    stages = [*months(Month(2016, 9), Month(2016, 12)), *months(Month(2017, 4), Month(2017, 10))]
    outside = np.array([month not in stages for month in FOUR_YEARS])
    differing = 0
    for place in places[::60]:
        real = simulate(place, FOUR_YEARS, load_effects(catalogue), SEED).monthly
        placebo = simulate(place, FOUR_YEARS, load_effects(catalogue, active=False), SEED).monthly
        np.testing.assert_array_equal(real[outside], placebo[outside])
        differing += int((real != placebo)[~outside].any())
    assert differing > 5


def test_a_theme_month_lifts_its_services_by_about_the_declared_share(
    places: list[Place], catalogue: Catalogue
) -> None:
    reached = [place for place in places if place.library.in_network_from and place.library.in_network_from.year < 2016]
    column = questions().columns.index("S02:DI.SAF")
    april = FOUR_YEARS.index(Month(2017, 4))
    sums = []
    for active in (True, False):
        effects = load_effects(catalogue, active=active)
        sums.append(sum(simulate(place, FOUR_YEARS, effects, SEED).monthly[april, column] for place in reached[::8]))
    assert 1.3 < sums[0] / sums[1] < 2.0  # declared: 0.60 at the mean dose, 95 % taking part


def test_campaign_activities_happen_in_stages_only(places: list[Place], catalogue: Catalogue) -> None:
    at = [questions().columns.index(code) for code in ("K01", "K02")]
    effects = load_effects(catalogue)
    for place in places[::100]:
        monthly = simulate(place, FOUR_YEARS, effects, SEED).monthly
        for index, month in enumerate(FOUR_YEARS):
            in_stage = any(stage.first <= month <= stage.last for stage in effects.stages)
            assert in_stage or not monthly[index, at].any()


def test_parts_never_exceed_their_whole(places: list[Place], catalogue: Catalogue) -> None:
    columns = questions().columns
    for place in places[::100]:
        monthly = simulate(place, FOUR_YEARS, load_effects(catalogue), SEED).monthly
        for part, whole in (("U03", "U01"), ("V02", "V01"), ("E03", "E01"), ("U01", "V01")):
            assert (monthly[:, columns.index(part)] <= monthly[:, columns.index(whole)]).all()


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2014, 4, 20), (2015, 4, 12), (2016, 5, 1), (2017, 4, 16), (2018, 4, 8), (2019, 4, 28)]
)
def test_orthodox_easter_falls_where_it_fell(year: int, month: int, day: int) -> None:
    assert (orthodox_easter(year).month, orthodox_easter(year).day) == (month, day)


def test_easter_takes_days_from_the_month_it_falls_in() -> None:
    assert open_days(Month(2017, 4)) == 18  # 20 weekdays without Easter Monday and the Monday of the departed


@given(st.floats(0, 500), st.floats(0, 100), st.floats(-4, 4))
def test_a_larger_mean_never_gives_a_smaller_count_of_small_numbers(mean: float, more: float, normal: float) -> None:
    both = counts(np.array([mean, mean]), np.array([normal, normal]))
    assert both[0] == both[1] >= 0
    assert both[0] == int(both[0])
    if mean + more < 30:
        assert counts(np.array([mean + more]), np.array([normal]))[0] >= both[0]
