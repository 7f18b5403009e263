"""M16, two periods in one file: its places vote, the sender is asked, nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.messes.made import EVENTS, GOOD, single_sheets, write_sheets

KINDS = ("period-conflict", "file-name-period")

META = [["form", "NVT-LUNAR"], ["version", "v2"], ["library", "MD-OR-0001"], ["period", "2017-06"], ["language", "ro"]]


def make_file(path: Path) -> None:
    """A form made for June, with the events of June, on which somebody left May in the cell of the month."""
    write_sheets(path, {**single_sheets(general={"Luna": "mai"}), "_meta": META}, hidden=["_meta"])


def test_the_odd_place_is_asked_about_with_the_month_that_most_places_say(tray):
    answer = tray.file("m16_periods.xlsx")
    assert answer.file.refused
    problem = answer.only("period-conflict")
    assert (problem.sheet, problem.cell, problem.found) == ("1_Date generale", "B6", "mai")
    assert problem.details["suggested"] == "06.2017"
    for text in answer.says("period-conflict", "B6").values():
        assert "06.2017" in text


def test_a_name_a_cell_and_the_days_of_the_events_vote(tray):
    answer = tray.single(name="NVT-LUNAR_v2_2017-06_MD-OR-0001.xlsx", general={"Luna": "mai"})
    assert answer.only("period-conflict").details["suggested"] == "06.2017"
    events = [[number, day.replace(".06.", ".05."), *rest] for number, day, *rest in EVENTS]
    answer = tray.single(name="NVT-LUNAR_v2_2017-06_MD-OR-0001.xlsx", general={"Luna": "mai"}, events=events)
    assert answer.only("file-name-period").details["suggested"] == "05.2017"


def test_without_a_majority_nothing_is_suggested(tray):
    answer = tray.single(name="NVT-LUNAR_v2_2017-06_MD-OR-0001.xlsx", general={"Luna": "mai"}, events=[])
    assert answer.only("period-conflict", "B6").details["suggested"] == "–"
    assert answer.file.refused


def test_a_form_of_last_month_filled_in_anew_is_no_conflict(tray):
    events = [[number, day.replace(".06.", ".07."), *rest] for number, day, *rest in EVENTS]
    sheets = {**single_sheets(general={"Luna": "iulie"}, events=events), "_meta": META}
    answer = tray.sheets(sheets, name="NVT-LUNAR_v2_2017-07_MD-OR-0001.xlsx", hidden=["_meta"])
    assert (answer.problems, answer.report.period) == ([], 201707)


@pytest.mark.parametrize(
    "name", ["Raport mai 2017 Orhei.xlsx", "Orhei 05.2017.xlsx", "Centralizator_Orhei_mai_2017_corectat.xlsx"]
)
def test_a_table_whose_title_and_file_name_disagree_is_refused(tray, name):
    answer = tray.table(GOOD, name=name)
    assert answer.file.refused
    assert answer.places == [("period-conflict", "A2")]


def test_a_file_name_alone_against_two_places_of_the_table_is_told_and_the_table_is_read(tray):
    answer = tray.table(GOOD, name="Raport mai 2017 Orhei.xlsx", sheet="iunie")
    assert answer.kinds == ["file-name-period"]
    assert answer.report.period == 201706


@pytest.mark.parametrize(
    "name", ["Raport 03.07.2017.xlsx", "iunie.xlsx", "Orhei_2017-07-03.xlsx", "raport final 2017.xlsx"]
)
def test_days_and_years_in_a_file_name_are_no_months(tray, name):
    assert tray.table(GOOD, name=name).problems == []


def test_a_file_name_is_never_believed_alone(tray):
    assert tray.table(GOOD, name="Raport iunie 2017.xlsx", month="").kinds == ["no-month"]
    assert tray.table(GOOD, name="Raport iunie 2017.xlsx", month="trim. II 2017").kinds == ["not-a-month"]


def test_two_years_are_a_conflict_too(tray):
    answer = tray.table(GOOD, name="Raport iunie 2016 Orhei.xlsx")
    assert answer.places == [("period-conflict", "A2")]
