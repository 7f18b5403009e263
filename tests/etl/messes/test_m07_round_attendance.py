"""M07, attendance that is estimated: said so, marked so, or round throughout although it is said to be counted."""

from __future__ import annotations

from pathlib import Path

from data.states import State
from tests.etl.messes.made import EVENTS, single_sheets, totals_of, write_sheets

KINDS = ("rounded-attendance", "estimated-number")


def rows(*people, method="numărat"):
    return [[number, *EVENTS[0][1:6], some, 0, method, *EVENTS[0][9:]] for number, some in enumerate(people, start=1)]


def make_file(path: Path) -> None:
    """Five events said to be counted, all of them round."""
    events = rows(50, 100, 40, 60, 30)
    write_sheets(path, single_sheets(events=events, users=totals_of(events)))


def test_counts_that_are_all_round_are_noted_once(tray):
    answer = tray.file("m07_round_attendance.xlsx")
    assert answer.places == [("rounded-attendance", "G2")]
    assert all(len(text) > 20 for text in answer.says("rounded-attendance").values())


def test_round_estimates_and_a_few_round_counts_are_nothing_to_note(tray):
    for events in (rows(50, 100, 40, 60, 30, method="estimat"), rows(50, 41, 37, 60, 33), rows(50, 100)):
        assert tray.single(events=events, users=totals_of(events)).problems == []


def test_a_sign_of_estimation_makes_the_attendance_an_estimate(tray):
    events = rows("≈120", method="")
    answer = tray.single(events=events, users={**totals_of(events), "E02": (120,)})
    record = answer.records("events")[0]
    assert (record.amount("participants"), record.text("counted")) == ((120, State.REPORTED), "estimated")
    assert record.raw["participants"] == "≈120"
