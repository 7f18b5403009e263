"""The chase list: whoever is overdue, heaviest first, by what the library itself reported before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import insert

from data import deadlines
from data.models import Library
from data.periods import Month
from data.queries.chase import chase_list
from data.schema import refused_report
from data.selection import Selection
from data.store import writing

MAY = Selection(Month(2017, 5), Month(2017, 5))
NOW = datetime(2017, 6, 20, 9, tzinfo=UTC)


@pytest.fixture
def village(reports, catalogue):
    """Four libraries in Orhei and one in Bălți, which reported two years; in May 2017 only two of them did."""
    for code in ("MD-OR-0001", "MD-OR-0002", "MD-OR-0003", "MD-OR-0004", "MD-BA-0001"):
        reports.library(code)
    with writing(reports.engine) as connection:
        deadlines.store(connection, catalogue)
    reports.report("V01", 201605, {"MD-OR-0001": 900, "MD-OR-0002": 40, "MD-BA-0001": 500})
    reports.report("V01", 201703, {"MD-OR-0001": 10, "MD-OR-0003": 20, "MD-BA-0001": 1})
    reports.report("V01", 201704, {"MD-OR-0001": 10, "MD-OR-0003": 40, "MD-BA-0001": 1})
    reports.report("V01", 201705, {"MD-OR-0002": 30, "MD-BA-0001": 480})
    return reports


def chased(frame):
    """Return library, overdue periods, expected value and weight (rounded), None where there is none."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [
        (row.library, row.periods, row.expected_value, row.weight_pct and round(row.weight_pct, 1))
        for row in plain.itertuples()
    ]


def test_the_library_whose_absence_weighs_most_comes_first(village, catalogue):
    with village.session() as session:
        frame = chase_list(session, catalogue, MAY, as_of=NOW)
    # Orhei would have 30 reported + 900 (a year before) + 30 (mean of 20 and 40) = 960; nothing is known of 0004.
    assert chased(frame) == [
        ("MD-OR-0001", (201705,), 900, 93.8),
        ("MD-OR-0003", (201705,), 30, 3.1),
        ("MD-OR-0004", (201705,), None, None),
    ]
    first = frame.iloc[0]
    assert (first["due_on"], first["days_overdue"], first["last_period"]) == (date(2017, 6, 10), 10, 201704)


def test_several_overdue_months_are_one_line_with_all_they_are_expected_to_hold(village, catalogue):
    spring = Selection(Month(2017, 4), Month(2017, 5))
    with village.session() as session:
        frame = chase_list(session, catalogue, spring, as_of=NOW)
    found = {library: (periods, value) for library, periods, value, _weight in chased(frame)}
    assert found == {
        "MD-OR-0001": ((201705,), 900),
        "MD-OR-0002": ((201704,), 40),
        "MD-OR-0003": ((201705,), 30),
        "MD-OR-0004": ((201704, 201705), None),
    }


def test_nobody_is_chased_before_the_due_date_has_passed(village, catalogue):
    with village.session() as session:
        assert chase_list(session, catalogue, MAY, as_of=datetime(2017, 6, 10, 20, 59, tzinfo=UTC)).empty
        assert len(chase_list(session, catalogue, MAY, as_of=datetime(2017, 6, 10, 21, 0, tzinfo=UTC))) == 3


def test_only_the_libraries_selected_are_chased(village, catalogue):
    with village.session() as session:
        assert chase_list(session, catalogue, replace(MAY, territories=("MD-BA",)), as_of=NOW).empty
        alone = chase_list(session, catalogue, replace(MAY, library="MD-OR-0003"), as_of=NOW)
    assert alone["library"].tolist() == ["MD-OR-0003"]


def test_a_refused_report_is_chased_and_said_to_be_refused(village, catalogue):
    row = {"form": "monthly", "period": 201705, "library_id": village.libraries["MD-OR-0003"], "source_file_id": 1}
    with writing(village.engine) as connection:
        connection.execute(insert(refused_report), row)
    with village.session() as session:
        frame = chase_list(session, catalogue, MAY, as_of=NOW).set_index("library")
    assert frame["refused"].to_dict() == {"MD-OR-0001": 0, "MD-OR-0003": 1, "MD-OR-0004": 0}


def test_whom_to_ask_comes_from_the_register(village, catalogue):
    known = Library(
        code="MD-OR-0003",
        name="B",
        kind="sat",
        territory="MD-OR",
        contact="Ana Rusu",
        phone="0-235",
        email="a@b.example",
    )
    with village.session() as session:
        frame = chase_list(session, replace(catalogue, libraries={"MD-OR-0003": known}), MAY, as_of=NOW)
    row = frame.set_index("library").loc["MD-OR-0003"]
    assert (row["contact"], row["phone"], row["email"]) == ("Ana Rusu", "0-235", "a@b.example")


def test_an_overdue_annual_report_is_expected_from_the_years_before(village, catalogue):
    village.report("V01", 2015, {"MD-OR-0001": 100, "MD-OR-0002": 90, "MD-OR-0003": 80})
    village.report("V01", 2016, {"MD-OR-0001": 110, "MD-OR-0002": 95, "MD-OR-0004": 7, "MD-BA-0001": 1})
    year = Selection(Month(2016, 1), Month(2016, 12))
    with village.session() as session:
        frame = chase_list(session, catalogue, year, annual=True, as_of=NOW)
    assert chased(frame) == [("MD-OR-0003", (2016,), 80, 27.4)]


@pytest.mark.parametrize("code", ["U01", "X02", "C03"])
def test_nobody_is_chased_by_people_ratios_or_stocks(village, catalogue, code):
    with village.session() as session, pytest.raises(ValueError, match="V01"):
        chase_list(session, catalogue, MAY, indicator=code, as_of=NOW)
