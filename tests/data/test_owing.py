"""What the database says a library owes is what the declared statuses say, on both kinds of database."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, literal, select

from data.owing import owed
from data.periods import Month, months
from data.schema import library, library_status
from data.statuses import LibraryStatus, excuse
from data.store import writing

PERIODS = [*(month.period for month in months(Month(2015, 1), Month(2018, 12))), 2015, 2016, 2017, 2018]
LIVES = {
    "OPEN": [],
    "CLOSED": [("closed", 201605, None, None)],
    "REPAIRED": [("closed", 201511, 201602, None)],
    "MERGED": [("merged", 201607, None, None)],
    "WHOLE-YEAR": [("closed", 201601, 201606, None), ("reported_by", 201607, 201612, None)],
    "WITH-A-GAP": [("closed", 201601, 201605, None), ("reported_by", 201607, 201612, None)],
    "SUMMER": [("seasonal", 201601, 201712, (6, 7, 8))],
    "HOSTED": [("hosted", 201601, None, None)],
}


@pytest.fixture
def lives(reports):
    """Libraries in the network since 2014, each with its statuses."""
    for code, statuses in LIVES.items():
        reports.library(code)
        for kind, first, last, open_in in statuses:
            mask = "".join(str(int(month in open_in)) for month in range(1, 13)) if open_in else None
            row = {"library_id": reports.libraries[code], "status": kind, "first": first, "last": last, "months": mask}
            with writing(reports.engine) as connection:
                connection.execute(insert(library_status), row)
    return reports


def declared(code):
    """Return a library's statuses as the network's folder would declare them."""
    needs = {"merged": {"other": "OPEN"}, "reported_by": {"other": "OPEN"}, "hosted": {"where": "Căminul cultural"}}
    return [
        LibraryStatus(
            library=code,
            status=kind,
            since=Month.from_period(first),
            until=Month.from_period(last) if last else None,
            months=open_in or (),
            **needs.get(kind, {}),
        )
        for kind, first, last, open_in in LIVES[code]
    ]


def test_a_library_owes_every_report_but_those_it_is_excused_from(lives):
    with lives.session() as session:
        for period in PERIODS:
            owing = set(session.scalars(select(library.c.code).where(owed(literal(period)))))
            assert owing == {code for code in LIVES if excuse(declared(code), period) is None}, period


def test_what_the_register_says_of_opening_and_belonging_still_holds(reports):
    reports.library("LATER", since=201606)
    reports.library("GONE", in_network_to=201606)
    reports.library("BUILT", opened=201606)
    reports.library("SHUT", closed=201606)
    reports.library("OUTSIDE", since=None)
    owing = {
        201605: {"GONE", "SHUT"},
        201606: {"LATER", "GONE", "BUILT", "SHUT"},
        201607: {"LATER", "BUILT"},
        2015: {"LATER", "GONE", "SHUT", "OUTSIDE"},
        2017: {"LATER", "GONE", "BUILT", "OUTSIDE"},
    }
    with reports.session() as session:
        for period, codes in owing.items():
            assert set(session.scalars(select(library.c.code).where(owed(literal(period))))) == codes, period
