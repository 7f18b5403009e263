"""Money by source and stage: received and pledged apart, things at their value apart, foreign money as converted."""

from __future__ import annotations

from datetime import date
from math import isnan

from data.periods import Month
from data.queries.advocacy import money, results
from data.selection import Selection

YEAR = Selection(Month(2017, 1), Month(2017, 12))
MAY = Selection(Month(2017, 5), Month(2017, 5))


def by_key(frame, *columns):
    return {row["key"]: tuple(row[name] for name in columns) for row in frame.to_dict("records")}


def test_received_pledged_and_in_kind_stand_apart(lists, catalogue):
    lists.money("MD-OR-0001", 1000)
    lists.money("MD-OR-0002", 500, given="pledged")
    lists.money("MD-OR-0002", 70, given=None, source="ngo")
    lists.money("MD-OR-0002", 300, in_kind=True, source="community")
    with lists.session() as session:
        frame = money(session, catalogue, MAY)
    sums = by_key(frame, "received", "pledged", "unstated", "in_kind_received", "libraries")
    assert sums["authority"][:2] == (1000, 500)
    assert sums["ngo"][2] == 70
    assert (sums["community"][3], sums["community"][4]) == (300, 1)
    assert isnan(sums["authority"][3])
    assert set(zip(frame["reported"], frame["expected"], strict=True)) == {(2, 3)}


def test_money_of_a_stage_is_that_of_its_months(lists, catalogue):
    lists.money("MD-OR-0001", 1000, period=201704)
    lists.money("MD-OR-0001", 10, period=201712)
    with lists.session() as session:
        assert by_key(money(session, catalogue, YEAR, by="stage"), "received") == {"CAMP-NVB.S2": (1000,), "": (10,)}
        assert by_key(money(session, catalogue, YEAR, by="month"), "received", "reported", "expected") == {
            201704: (1000, 1, 3), 201712: (10, 1, 3),
        }  # fmt: skip


def test_foreign_money_is_summed_as_converted_and_what_has_no_rate_is_only_counted(lists, catalogue):
    rate = {"currency": "USD", "rate": 18.5, "rate_from": date(2017, 1, 1), "converted": 1850.0}
    lists.money("MD-OR-0001", 100, **rate)
    lists.money("MD-OR-0001", 100, currency="GBP", rate=None, converted=None)
    with lists.session() as session:
        assert by_key(money(session, catalogue, MAY, by="all"), "received", "sums", "unconverted") == {"": (1850, 2, 1)}
        shown = results(session, catalogue, MAY)
    assert shown[["amount", "currency", "converted"]].iloc[0].tolist() == [100, "USD", 1850]
    assert shown["cell"].tolist() == ["D2", "D2"]


def test_without_lists_there_are_no_rows(lists, catalogue):
    lists.reports.report("V01", 201705, {"MD-BA-0001": 7})
    with lists.session() as session:
        for frame in (money(session, catalogue, MAY), results(session, catalogue, MAY)):
            assert frame.empty
