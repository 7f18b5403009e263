"""M27, a list and the totals of its report that do not agree: both are shown with their cells; the total is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.messes.made import EVENTS, PARTNERS, single_sheets, write_sheets

KINDS = ("list-differs", "list-empty")


def make_file(path: Path) -> None:
    """Nine events counted, two listed."""
    write_sheets(path, single_sheets(users={"E01": (9,)}))


def test_the_total_and_the_list_are_both_shown_with_their_cells(tray):
    answer = tray.file("m27_lists_and_totals.xlsx")
    problem = answer.only("list-differs")
    assert (problem.sheet, problem.found, problem.details["listed"]) == ("2_Utilizatori și vizite", "9", 2)
    assert (problem.details["list_sheet"], problem.details["list_cells"]) == ("4_Evenimente", "A2:A3")
    assert answer.at(problem.cell, problem.sheet).value == 9
    for text in answer.says("list-differs").values():
        assert "9" in text
        assert "4_Evenimente" in text
        assert "A2:A3" in text


@pytest.mark.parametrize(
    ("code", "value", "cells"),
    [("E02", 60, "G2:G3"), ("E03", 1, "F2:F3"), ("K01", 0, "L2:L3"), ("P01", 3, "A2"), ("P03", 5, "D2"),
     ("P04", 10, "E2"), ("A05", 2, "A2")],
)  # fmt: skip
def test_every_total_that_follows_from_a_list_is_held_against_it(tray, code, value, cells):
    action = ["Întîlnire cu consiliul local", "Consiliul local", "decizie", "", "", "", ""]
    users = {"A05": (1,), code: (value,)}
    problem = tray.single(users=users, advocacy=[action]).only("list-differs")
    assert (problem.details["indicator"], problem.details["list_cells"]) == (code, cells)


def test_a_list_left_empty_is_noted_once_and_not_for_every_total(tray):
    answer = tray.single(events=[])
    assert answer.kinds == ["list-empty"]
    assert answer.only("list-empty").details["list_cells"] == "A1"


def test_totals_that_were_not_given_are_not_held_against_anything(tray):
    assert tray.single(users={"E01": ("",), "P01": ("н/д",)}).problems == []


def test_activities_of_a_fair_are_no_events_of_their_own_and_their_people_are_the_fairs(tray):
    fair = [
        1,
        "12.06.2017",
        "Iarmarocul Comunității",
        "TIRG",
        "Socializare",
        "bibliotecă",
        650,
        240,
        "estimat",
        3,
        "",
        "nu",
    ]
    parts = [["1.1", *EVENTS[0][1:]], ["1.2", *EVENTS[1][1:11], "nu"]]
    users = {"E01": (1,), "E02": (650,), "K01": (0,), "K02": (0,)}
    answer = tray.single(events=[fair, *parts], users=users)
    assert answer.problems == []
    assert [record.parent for record in answer.records("events")] == [None, 0, 0]


def test_an_activity_of_no_event_is_told_and_counts_for_itself(tray):
    rows = [EVENTS[0], ["7.1", *EVENTS[1][1:]]]
    assert tray.single(events=rows).places == [("parent-missing", "A3")]


def test_the_librarys_own_volunteers_are_no_partner(tray):
    rows = [*PARTNERS, ["Voluntari ai bibliotecii", "", "", 4, 10]]
    answer = tray.single(partners=rows, users={"P03": (6,), "P04": (16,)})
    assert answer.problems == []
    assert answer.records("partners")[1].text("partner") is None
