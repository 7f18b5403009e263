"""The denominator of a rate: the sum of the rows of a selection's territories, or nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.catalogue import load_catalogue
from data.periods import Month
from data.populations import Population
from data.queries.populations import inhabitants, per_1000
from data.selection import Selection

CATALOGUE = load_catalogue()
END = Month(2017, 12)


def of(**rows):
    """Return the shipped catalogue with other populations: MD_OR=(2013, 100)."""
    populations = tuple(
        Population(place=place.replace("_", "-"), year=year, value=value, source=f"census-{year}")
        for place, (year, value) in rows.items()
    )
    return replace(CATALOGUE, populations=populations)


def test_the_country_is_the_sum_of_the_territories_that_owe_reports():
    found = inhabitants(CATALOGUE, Selection(end=END))
    assert (len(found.rows), found.missing, found.derived) == (35, (), True)
    assert found.value == sum(row.value for row in CATALOGUE.populations)


def test_a_region_is_its_members_in_the_last_month():
    south = inhabitants(CATALOGUE, Selection(end=END, group="sud"))
    assert "MD-GA" in {row.place for row in south.rows}
    later = inhabitants(CATALOGUE, Selection(end=END.plus(1), group="sud"))
    assert south.value - later.value == next(row.value for row in south.rows if row.place == "MD-GA")


def test_the_rows_name_their_years_and_sources():
    found = inhabitants(of(MD_OR=(2013, 100), MD_BA=(2016, 50)), Selection(end=END, territories=("MD-BA", "MD-OR")))
    assert (found.value, found.years, found.sources) == (150, (2013, 2016), ("census-2016", "census-2013"))


def test_with_a_territory_missing_there_is_no_denominator():
    found = inhabitants(of(MD_OR=(2013, 100)), Selection(end=END, territories=("MD-BA", "MD-OR")))
    assert (found.value, found.missing) == (None, ("MD-BA",))
    assert per_1000(5, found) is None


def test_nothing_is_asked_without_a_month():
    assert inhabitants(CATALOGUE, Selection()).value is None


@pytest.mark.parametrize(("value", "rate"), [(5, 50), (0, 0), (None, None)])
def test_a_rate_is_per_thousand_inhabitants(value, rate):
    assert per_1000(value, inhabitants(of(MD_OR=(2013, 100)), Selection(end=END, territories=("MD-OR",)))) == rate
