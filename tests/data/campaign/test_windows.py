"""Which months may be compared: what spoils a pair is found from the calendar, the campaigns and the reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from data.campaign.rules import load_rules
from data.campaign.windows import YEAR, Window, stage_months, window
from data.catalogue import Catalogue
from data.models import Campaign, Stage
from data.periods import Month, months

FULL = {month.period: 1.0 for month in months(Month(2013, 1), Month(2019, 12))}


def stage_of(catalogue: Catalogue, code: str) -> Stage:
    return next(stage for stage in catalogue.campaigns["CAMP-NVB"].stages if stage.code == code)


def all_present(month: Month, lag: int) -> float:
    return 1.0


def window_of(
    stage: Stage,
    campaigns: list[Campaign],
    coverage: dict[int, float] = FULL,
    present: Callable[[Month, int], float] = all_present,
) -> Window:
    wanted, rules = stage_months(stage), load_rules()
    return window(wanted, lag=YEAR, stage=stage, campaigns=campaigns, coverage=coverage, present=present, rules=rules)


def test_september_and_october_2016_are_found_to_lie_in_another_stage(catalogue: Catalogue) -> None:
    found = window_of(stage_of(catalogue, "S2"), list(catalogue.campaigns.values()))
    dropped = [(str(one.month), str(one.base), one.why) for one in found.spoiled if one.dropped]
    assert dropped == [("2017-09", "2016-09", "stage"), ("2017-10", "2016-10", "stage")]
    assert [str(month) for month in found.kept] == ["2017-04", "2017-05", "2017-06", "2017-07", "2017-08"]


def test_a_feast_in_another_month_is_flagged_and_shown_both_ways(catalogue: Catalogue) -> None:
    """Orthodox Easter: 16 April 2017, 1 May 2016."""
    found = window_of(stage_of(catalogue, "S2"), list(catalogue.campaigns.values()))
    flagged = [(str(one.month), one.why, one.detail) for one in found.spoiled if not one.dropped]
    assert flagged == [("2017-04", "easter", "2017-04-16"), ("2017-05", "easter", "2016-05-01")]
    assert [str(month) for month in found.clean] == ["2017-06", "2017-07", "2017-08"]


@pytest.mark.parametrize("month", [201706, 201606])
def test_a_month_with_too_few_reports_is_dropped_whether_now_or_before(catalogue: Catalogue, month: int) -> None:
    found = window_of(stage_of(catalogue, "S2"), [], {**FULL, month: 0.5})
    assert [(str(one.month), one.why, one.detail) for one in found.spoiled if one.why == "partial"] == [
        ("2017-06", "partial", "50")
    ]
    assert Month(2017, 6) not in found.kept


def test_a_month_nobody_reported_is_partial_not_full(catalogue: Catalogue) -> None:
    found = window_of(stage_of(catalogue, "S2"), [], {})
    assert found.kept == ()


def test_a_stage_that_begins_within_a_month_spoils_that_month() -> None:
    stage = Stage(code="X", start=date(2017, 6, 12), end=date(2017, 8, 31), kind="awareness")
    found = window_of(stage, [Campaign(code="C", stages=(stage,))])
    assert [(str(one.month), one.why) for one in found.spoiled] == [("2017-06", "start")]


def test_a_placebo_is_spoiled_by_any_stage(catalogue: Catalogue) -> None:
    wanted = [month.plus(-YEAR) for month in stage_months(stage_of(catalogue, "S2"))]
    campaigns = list(catalogue.campaigns.values())
    found = window(
        wanted, lag=YEAR, stage=None, campaigns=campaigns, coverage=FULL, present=all_present, rules=load_rules()
    )
    assert [str(month) for month in found.kept] == ["2016-04", "2016-05", "2016-06", "2016-07", "2016-08"]


def test_a_stage_of_unknown_end_reaches_as_far_as_it_is_shown(catalogue: Catalogue) -> None:
    assert str(stage_months(stage_of(catalogue, "S1"))[-1]) == "2016-12"


def test_a_month_without_its_largest_libraries_is_dropped_however_many_reports_are_there(catalogue: Catalogue) -> None:
    def present(month: Month, lag: int) -> float:
        return 0.44 if month == Month(2017, 8) else 0.9

    found = window_of(stage_of(catalogue, "S2"), list(catalogue.campaigns.values()), present=present)
    assert [(str(one.month), one.why, one.detail) for one in found.spoiled if one.why == "weight"] == [
        ("2017-08", "weight", "44")
    ]
    assert Month(2017, 8) not in found.kept
