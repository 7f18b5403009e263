"""M24, people and visits confused: a year's users that are the sum of its months are refused."""

from __future__ import annotations

from pathlib import Path

from tests.etl.messes.conftest import in_every_language
from tests.etl.messes.made import TITLE, write_sheets

KINDS = ("people-added-up", "total-of-people", "people-equal-visits")
MONTHS = ["ianuarie", "februarie", "martie", "aprilie", "mai", "iunie", "iulie", "august"]
USERS = [61, 58, 66, 60, 57, 40, 22, 31]
HEADER = ["Nr.", "Codul bibliotecii", "Denumirea bibliotecii", "Utilizatori", "", "Vizite (intrări)"]
SECOND = ["", "", "", "Total", "din care copii", ""]


def write_months(path: Path) -> Path:
    """Write a raion's months."""
    rows = {
        month[:4]: [[TITLE], [f"luna {month} 2017"], [], HEADER, SECOND, [1, "MD-OR-0002", "", users, 20, 4 * users]]
        for month, users in zip(MONTHS, USERS, strict=True)
    }
    return write_sheets(path, rows, {name: [(3, 3, 3, 4)] for name in rows})


def make_file(path: Path) -> None:
    """Write the annual form of the same raion: the users of the year are the sum of its months."""
    year = [["Formularul nr. 6-c"], ["Activitatea bibliotecilor, anul 2017"], ["raionul Orhei"], [], HEADER, SECOND]
    write_sheets(
        path, {"6-c": [*year, [1, "MD-OR-0002", "", sum(USERS), 75, 1580], [2, "MD-OR-0003", "", 90, 40, 700]]},
        {"6-c": [(4, 3, 4, 4)]},
    )  # fmt: skip


def test_a_year_of_users_that_is_the_sum_of_its_months_refuses_the_file(tray):
    write_months(tray.folder / "months.xlsx")
    (problem,) = tray.compared("months.xlsx", "m24_people_added_up.xlsx")
    assert (problem.kind, problem.severity, problem.cell) == ("people-added-up", "refuse", "D7")
    assert (problem.found, problem.details["months"]) == ("395", 8)
    assert all("395" in said and "8" in said for said in in_every_language(problem).values())


def test_without_its_months_nobody_can_know(tray):
    assert tray.compared("m24_people_added_up.xlsx") == []


def test_users_that_are_the_visits_are_noted_with_both_cells(tray):
    answer = tray.single(users={"U01": (420, 40)})
    problem = answer.only("people-equal-visits", "C2")
    assert (problem.severity, problem.details["visits_cell"]) == ("note", "C4")
