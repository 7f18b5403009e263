"""M16, events of another month than the report's: each is asked about, or the list as a whole where most are."""

from __future__ import annotations

from pathlib import Path

from tests.etl.messes.made import EVENTS, single_sheets, totals_of, write_sheets

KINDS = ("date-outside-month", "list-of-another-month")


def rows(*days):
    return [[number, day, *EVENTS[0][2:]] for number, day in enumerate(days, start=1)]


def make_file(path: Path) -> None:
    """A list of June with one event of May and one that began in May."""
    events = rows("12.06.2017", "20.05.2017", "30.05-02.06.2017", "21.06.2017")
    write_sheets(path, single_sheets(events=events, users=totals_of(events)))


def test_an_event_of_another_month_is_asked_about_and_one_that_reaches_into_the_month_is_not(tray):
    answer = tray.file("m16_event_days.xlsx")
    assert answer.places == [("date-outside-month", "B3")]
    assert not answer.file.refused
    assert len(answer.records("events")) == 4
    for text in answer.says("date-outside-month").values():
        assert "20.05.2017" in text
        assert "2017" in text.replace("20.05.2017", "")  # the month of the report


def test_where_most_events_lie_in_one_other_month_the_month_is_asked_about_once(tray):
    events = rows("02.05.2017", "12.05.2017", "21.05.2017", "12.06.2017")
    answer = tray.single(events=events, users=totals_of(events))
    problem = answer.only("list-of-another-month")
    assert (problem.cell, problem.found, problem.details["dated"]) == ("B2", "3", 4)
    assert (problem.details["other_period"], problem.details["period"]) == (201705, 201706)
    assert answer.kinds == ["list-of-another-month"]
