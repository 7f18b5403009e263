"""Partners by sector, and volunteers, who are people and are never added over months."""

from __future__ import annotations

from math import isnan

import pytest
from sqlalchemy import insert

from data.periods import Month
from data.queries.partners import partners, partners_by_sector, volunteers
from data.schema import partner, partnership, volunteer_period
from data.selection import Selection
from data.states import State
from data.store import writing

MAY = Selection(Month(2017, 5), Month(2017, 5))
SPRING = Selection(Month(2017, 5), Month(2017, 6))


@pytest.fixture
def known(lists):
    """Three partners: a school of two libraries, a firm, and one whose sector nobody said."""
    rows = [(1, "școala", "Școala", "school"), (2, "daac", "DAAC", "private"), (3, "primaria", "Primăria", "")]
    with writing(lists.reports.engine) as connection:
        for row in rows:
            connection.execute(insert(partner), dict(zip(("id", "key", "name", "sector"), row, strict=True)))
    return lists


def partner_of(lists, library, number, period=201705):
    lists.add(partnership, "partners", library, period, partner_id=number)


def helpers(lists, library, people, hours, period=201705):
    states = {"people_state": State.REPORTED, "hours_state": State.REPORTED}
    lists.add(volunteer_period, "partners", library, period, people=people, hours=hours, **states)


def test_a_partnership_is_a_library_with_a_partner_however_many_months(known, catalogue):
    for period in (201705, 201706):
        partner_of(known, "MD-OR-0001", 1, period)
    partner_of(known, "MD-OR-0002", 1)
    partner_of(known, "MD-OR-0002", 2)
    partner_of(known, "MD-OR-0002", 3)
    with known.session() as session:
        sectors = partners_by_sector(session, catalogue, SPRING)
        names = partners(session, catalogue, SPRING)
    assert [tuple(row) for row in sectors.itertuples(index=False)] == [
        ("school", 1, 2, 2, 3, 6), ("", 1, 1, 1, 3, 6), ("private", 1, 1, 1, 3, 6),
    ]  # fmt: skip
    assert tuple(names.iloc[0]) == ("Școala", "school", 2, 2, 3, 6)


def test_volunteers_of_a_month_are_added_over_libraries(known, catalogue):
    helpers(known, "MD-OR-0001", 3, 6.5)
    helpers(known, "MD-OR-0002", 2, 4)
    with known.session() as session:
        (row,) = volunteers(session, catalogue, MAY).to_dict("records")
    assert row == {"key": 201705, "people": 5, "hours": 10.5, "libraries": 2, "reported": 2, "expected": 3}


def test_hours_of_two_months_are_added_and_people_are_not(known, catalogue):
    helpers(known, "MD-OR-0001", 3, 6)
    helpers(known, "MD-OR-0001", 3, 5, period=201706)
    with known.session() as session:
        (row,) = volunteers(session, catalogue, SPRING, by="territory").to_dict("records")
        (alone,) = volunteers(session, catalogue, MAY, by="territory").to_dict("records")
    assert (row["key"], row["hours"]) == ("MD-OR", 11)
    assert isnan(row["people"])
    assert alone["people"] == 3
