"""M13, the days of events in every habit: written out, half-written, ranges, true dates in both date systems."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl.texts.dates import Days
from tests.etl.messes.made import EVENTS, single_sheets, totals_of, write_sheets

KINDS = ("unreadable-date",)

JUNE = [
    ("12.06.2017", 12, 12), ("12/6/17", 12, 12), ("2017-06-12", 12, 12), ("12 iunie", 12, 12),
    ("12 июня 2017 г.", 12, 12), ("12-15 iunie", 12, 15), ("12–15.06.2017", 12, 15),
    ("de la 12 pînă la 15 iunie", 12, 15), ("12.VI.2017", 12, 12),
    (date(2017, 6, 12), 12, 12), (42898, 12, 12), ("luni, 12 iunie, ora 10:00", 12, 12), ("12, 13 și 14 iunie", 12, 14),
]  # fmt: skip


def rows(days):
    """Return an event for each day."""
    return [[number, day, *EVENTS[0][2:6], 20 + number, *EVENTS[0][7:]] for number, day in enumerate(days, start=1)]


def make_file(path: Path) -> None:
    """A list of events whose days were written by several hands."""
    events = rows([day for day, _first, _last in JUNE] + ["în fiecare vineri"])
    write_sheets(path, single_sheets(events=events, users=totals_of(events)))


def test_every_habit_is_understood_and_what_is_no_day_is_asked_about_with_the_row_kept(tray):
    answer = tray.file("m13_event_days.xlsx")
    spans = [record.span("date") for record in answer.records("events")]
    assert spans == [*(Days(date(2017, 6, first), date(2017, 6, last)) for _, first, last in JUNE), None]
    assert answer.places == [("unreadable-date", "B15")]
    assert answer.records("events")[-1].raw["date"] == "în fiecare vineri"
    assert "12.09.2017" in answer.says("unreadable-date")["ro"]


def test_days_of_a_workbook_that_counts_from_1904_are_the_days_meant(tray):
    events = rows([date(2017, 6, 12)])
    answer = tray.sheets(single_sheets(events=events, users=totals_of(events)), date_1904=True)
    assert [record.span("date") for record in answer.records("events")] == [Days(date(2017, 6, 12), date(2017, 6, 12))]
    assert answer.problems == []


@pytest.mark.parametrize("day", ["31.02.2017", "15/13/17", "cîndva"])
def test_an_impossible_day_is_none_and_told(tray, day):
    events = rows([day])
    answer = tray.single(events=events, users=totals_of(events))
    assert answer.places == [("unreadable-date", "B2")]
    assert answer.records("events")[0].span("date") is None
