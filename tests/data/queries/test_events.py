"""Events count once, are shown for each host, keep counted and estimated apart, and say what lists they stand on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.periods import Month
from data.queries.event_lists import events, fairs
from data.queries.events import event_totals
from data.queries.single_events import single_events
from data.selection import Selection

MAY = Selection(Month(2017, 5), Month(2017, 5))
YEAR = Selection(Month(2017, 1), Month(2017, 12))


def by_key(frame, *columns):
    return {row["key"]: tuple(row[name] for name in columns) for row in frame.to_dict("records")}


def test_counted_and_estimated_attendance_stand_apart(lists, catalogue):
    lists.event("MD-OR-0001", 20, count_method="counted")
    lists.event("MD-OR-0001", 30, count_method="registered")
    lists.event("MD-OR-0002", 400, count_method="estimated")
    lists.event("MD-OR-0002", 10)
    lists.event("MD-BA-0001", None, count_method="counted")
    with lists.session() as session:
        (row,) = event_totals(session, catalogue, MAY).to_dict("records")
    assert row["events"] == 5
    assert row["with_attendance"] == 4
    assert (row["attendance_counted"], row["attendance_estimated"], row["attendance_unstated"]) == (50, 400, 10)
    assert (row["mean"], row["median"]) == (115, 25)
    assert (row["reported"], row["expected"]) == (3, 3)


def test_what_nobody_stated_is_missing_and_never_zero(lists, catalogue):
    lists.event("MD-OR-0001", None, count_method="counted")
    lists.event("MD-OR-0002", 0, count_method="estimated")
    with lists.session() as session:
        (row,) = event_totals(session, catalogue, MAY).to_dict("records")
    assert row["attendance_counted"] != row["attendance_counted"]  # NaN
    assert row["attendance_estimated"] == 0
    assert (row["with_attendance"], row["mean"]) == (1, 0)


def test_an_empty_list_is_a_list_and_a_missing_one_is_not(lists, catalogue):
    lists.event("MD-OR-0001", 5)
    lists.list("events", "MD-OR-0002", 201705)
    lists.reports.report("V01", 201705, {"MD-BA-0001": 7})
    with lists.session() as session:
        (row,) = event_totals(session, catalogue, MAY).to_dict("records")
    assert (row["reported"], row["expected"]) == (2, 3)


def test_activities_of_a_fair_are_not_added_to_it(lists, catalogue):
    fair = lists.event("MD-BA-0001", 650, format="TIRG", count_method="estimated", title="Iarmaroc")
    for people in (45, 30):
        lists.event("MD-BA-0001", people, format="MAST", parent_id=fair, count_method="counted")
    with lists.session() as session:
        totals = by_key(event_totals(session, catalogue, MAY, by="format"), "events", "attendance_estimated")
        shown = fairs(session, catalogue, MAY)
    assert totals == {"TIRG": (1, 650)}
    assert [(row.title, row.attendance, row.activities) for row in shown.itertuples()] == [
        ("Iarmaroc", 650, 2), ("Eveniment", 45, 0), ("Eveniment", 30, 0),
    ]  # fmt: skip


def test_only_the_primary_category_is_counted(lists, catalogue):
    lists.event("MD-OR-0001", 50, category="HE.HEA", second_category_id=lists.categories["HE.PSY"])
    lists.event("MD-OR-0001", 5)
    with lists.session() as session:
        assert by_key(event_totals(session, catalogue, MAY, by="category"), "events") == {
            "HE.HEA": (1,),
            "XX.UNC": (1,),
        }
        (shown, _unclassified) = events(session, catalogue, MAY).to_dict("records")
    assert (shown["category"], shown["second_category"]) == ("HE.HEA", "HE.PSY")


def test_a_joint_event_counts_once_and_is_shown_for_each_host(lists, catalogue):
    first = lists.event("MD-BA-0001", 120, count_method="counted")
    lists.join(lists.event("MD-OR-0001", 110, count_method="counted"), to=first)
    lists.co_host(first, "MD-OR-0002")
    with lists.session() as session:
        (everywhere,) = event_totals(session, catalogue, MAY).to_dict("records")
        territories = by_key(event_totals(session, catalogue, MAY, by="territory"), "events", "attendance_counted")
        libraries = by_key(event_totals(session, catalogue, MAY, by="library"), "events", "joint")
        (in_orhei,) = event_totals(session, catalogue, Selection(MAY.start, MAY.end, ("MD-OR",))).to_dict("records")
        (shown,) = events(session, catalogue, MAY).to_dict("records")
    assert (everywhere["events"], everywhere["joint"], everywhere["attendance_counted"]) == (1, 1, 120)
    assert territories == {"MD-BA": (1, 120), "MD-OR": (1, 120)}
    assert libraries == dict.fromkeys(("MD-BA-0001", "MD-OR-0001", "MD-OR-0002"), (1, 1))
    assert (in_orhei["events"], in_orhei["joint"]) == (1, 1)
    assert (shown["libraries"], shown["joint"]) == (["MD-BA-0001", "MD-OR-0001", "MD-OR-0002"], True)


def test_a_co_hosts_territory_alone_shows_the_event_of_the_other(lists, catalogue):
    lists.co_host(lists.event("MD-BA-0001", 120), "MD-OR-0002")
    with lists.session() as session:
        frame = event_totals(session, catalogue, Selection(MAY.start, MAY.end, ("MD-OR",)), by="library")
    assert by_key(frame, "events", "joint") == {"MD-OR-0002": (1, 1)}


def test_a_replaced_list_is_not_counted(lists, catalogue):
    lists.list("events", "MD-OR-0001", 201705, current=False)
    lists.event("MD-OR-0001", 5)
    with lists.session() as session:
        assert event_totals(session, catalogue, MAY).empty


def test_campaign_events_are_told_by_stage_and_theme(lists, catalogue):
    lists.event("MD-OR-0001", 5, period=201704, in_campaign=True, category="DI.ITL", starts=date(2017, 4, 12))
    lists.event("MD-OR-0001", 5, period=201704, in_campaign=True, category="CL.CUL")
    lists.event("MD-OR-0001", 5, period=201609, in_campaign=True, starts=date(2016, 9, 1))
    lists.event("MD-OR-0001", 5, period=201704, in_campaign=False, category="DI.ITL")
    lists.event("MD-OR-0001", 5, period=201712, in_campaign=True)
    with lists.session() as session:
        frame = event_totals(session, catalogue, Selection(Month(2016, 1), Month(2017, 12)), by="stage")
        (in_campaign,) = event_totals(session, catalogue, YEAR, campaign=True).to_dict("records")
    assert by_key(frame, "events", "on_theme") == {"": (1, 0), "CAMP-NVB.S1": (1, 0), "CAMP-NVB.S2": (2, 1)}
    assert in_campaign["events"] == 3


def test_months_and_venues_have_their_rows(lists, catalogue):
    lists.event("MD-OR-0001", 5, venue="outreach")
    lists.event("MD-OR-0001", 6, period=201706, venue="library")
    lists.event("MD-OR-0002", 7, period=201706)
    with lists.session() as session:
        months = by_key(
            event_totals(session, catalogue, YEAR, by="month"), "events", "outreach", "reported", "expected"
        )
        venues = by_key(event_totals(session, catalogue, YEAR, by="venue"), "events")
    assert months == {201705: (1, 1, 1, 3), 201706: (2, 0, 2, 3)}
    assert venues == {"": (1,), "library": (1,), "outreach": (1,)}


@pytest.mark.parametrize("by", ["all", "month", "territory", "library", "format", "category", "stage", "venue"])
def test_without_events_there_are_no_rows(lists, catalogue, by):
    lists.reports.report("V01", 201705, {"MD-BA-0001": 7})
    with lists.session() as session:
        assert event_totals(session, catalogue, MAY, by=by).empty
        assert events(session, catalogue, MAY).empty
        assert fairs(session, catalogue, MAY).empty


def test_an_event_names_the_cell_of_its_attendance(lists, catalogue):
    lists.event("MD-OR-0001", 5, starts=date(2017, 5, 12))
    with lists.session() as session:
        (shown,) = events(session, catalogue, MAY).to_dict("records")
    assert (shown["file"], shown["cell"]) == ("a.xlsx", "G2")


def test_a_fair_is_a_single_event_of_its_day_and_host_once(lists, catalogue):
    fair = lists.event("MD-BA-0001", 650, format="TIRG", title="Iarmaroc", starts=date(2017, 5, 12))
    lists.event("MD-BA-0001", 45, format="MAST", parent_id=fair, starts=date(2017, 5, 12))
    lists.event("MD-OR-0001", 30, format="TIRG", title="Fără activități", starts=date(2017, 5, 13))
    with lists.session() as session:
        assert single_events(session, catalogue, MAY) == [(date(2017, 5, 12), "Iarmaroc", "Biblioteca MD-BA-0001")]
        assert single_events(session, catalogue, replace(MAY, territories=("MD-OR",))) == []
        assert single_events(session, catalogue, replace(MAY, library="MD-BA-0001")) != []
        assert single_events(session, catalogue, Selection(Month(2017, 6), Month(2017, 6))) == []


def test_one_library_is_asked_by_itself(lists, catalogue):
    lists.event("MD-OR-0001", 20, count_method="counted")
    lists.event("MD-OR-0002", 400, count_method="counted")
    with lists.session() as session:
        (row,) = event_totals(session, catalogue, replace(MAY, library="MD-OR-0001")).to_dict("records")
    assert (row["events"], row["attendance_counted"], row["reported"], row["expected"]) == (1, 20, 1, 1)
