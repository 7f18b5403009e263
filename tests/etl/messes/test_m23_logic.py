"""M23, figures that do not go together: told with both cells, and loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.messes.conftest import LIBRARIES
from tests.etl.messes.made import write_single

KINDS = ("visits-below-users", "attendance-without-events", "events-without-attendance", "users-exceed-population")


def make_file(path: Path) -> None:
    """Write a library's month with fewer visits than users, attendance at no event and a training of nobody."""
    write_single(path, users={"V01": (70, 30), "E01": (0,), "T01": (3,), "T02": (0,)}, events=[])


def test_fewer_visits_than_users_are_told_with_both_cells(tray):
    answer = tray.file("m23_logic.xlsx")
    problem = answer.only("visits-below-users", "C4")
    assert (problem.found, problem.details["users"], problem.details["users_cell"]) == ("70", 90, "C2")
    assert not answer.file.refused


def test_attendance_without_an_event_is_told_with_both_cells(tray):
    problem = tray.file("m23_logic.xlsx").only("attendance-without-events")
    assert (problem.found, problem.details["indicator"]) == ("50", "E02")
    assert problem.details["other_indicator"] == "E01"


def test_a_training_that_nobody_attended_is_told(tray):
    problem = tray.file("m23_logic.xlsx").only("events-without-attendance")
    assert (problem.found, problem.details["indicator"], problem.details["other_indicator"]) == ("3", "T01", "T02")


@pytest.mark.parametrize(("language", "name"), [("ro", "Evenimente"), ("ru", "Мероприятия"), ("en", "Events")])
def test_the_sender_reads_the_names_of_indicators_and_no_codes(tray, language, name):
    said = tray.file("m23_logic.xlsx").says("attendance-without-events")[language]
    assert name.lower() in said.lower()
    assert "E01" not in said


def test_services_of_a_category_are_held_to_the_same(tray):
    answer = tray.single(services=[["Alfabetizare IT", "Curs", 0, 24, 2, 1, "", "nu"]])
    assert answer.only("attendance-without-events", "D2").details["other_cell"] == "C2"


def test_no_events_and_nobody_there_is_a_quiet_month(tray):
    quiet = {"E01": (0,), "E02": (0,), "E03": (0,), "K01": (0,), "K02": (0,), "T01": (0,), "T02": (0,)}
    assert tray.single(users=quiet, events=[]).of("events-without-attendance") == []


def test_more_users_than_inhabitants_are_told(tray_of, make_network):
    register = LIBRARIES.replace("in_network_from", "in_network_from,population").replace("2012-01", "2012-01,80")
    register = register.replace("2016-01", "2016-01,80")
    problem = tray_of(make_network(register)).single().only("users-exceed-population", "C2")
    assert (problem.found, problem.details["population"]) == ("90", 80)


@pytest.mark.parametrize(
    ("days", "hours", "kinds"), [(31, 176, ["more-than-possible"]), (30, 720, []), (22, 721, ["more-than-possible"])]
)
def test_a_month_has_no_more_days_and_hours_than_it_has(tray, days, hours, kinds):
    assert tray.single(general={"Zile deschise": days, "Ore deschise": hours}).kinds == kinds
