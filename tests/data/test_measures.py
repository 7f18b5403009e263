"""The rules are closed, and each says what it forbids in every language."""

from __future__ import annotations

from typing import get_args

import pytest

from data.measures import (
    OVER_MONTHS,
    ForbiddenAggregation,
    change_pct,
    forbid_people_over_months,
    parts,
    ratio,
)
from data.models import Rule


@pytest.mark.parametrize(("part", "whole", "expected"), [(1, 4, 0.25), (0, 4, 0.0), (1, 0, None), (None, 4, None)])
def test_a_share_of_nothing_is_unknown(part, whole, expected):
    assert ratio(part=part, whole=whole) == expected


@pytest.mark.parametrize(
    ("now", "before", "expected"), [(150, 100, 50.0), (50, 100, -50.0), (7, 7, 0.0), (7, 0, None), (None, 7, None)]
)
def test_a_change_is_in_percent_of_what_was_before(now, before, expected):
    assert change_pct(now=now, before=before) == expected


def test_every_rule_says_what_becomes_of_months():
    assert set(OVER_MONTHS) == set(get_args(Rule))


def test_people_and_what_is_divided_by_people_never_add_up_over_months(catalogue):
    for code, indicator in catalogue.indicators.items():
        people = indicator.rule == "unique" or any(
            catalogue.indicators[part].rule == "unique" for part in parts(indicator)
        )
        if people:
            with pytest.raises(ForbiddenAggregation, match=code):
                forbid_people_over_months(indicator, catalogue.indicators)
        else:
            forbid_people_over_months(indicator, catalogue.indicators)
