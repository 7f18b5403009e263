"""M25, the month before sent again, and a digit too many or too few: told softly, with what was probably meant."""

from __future__ import annotations

from pathlib import Path

from tests.etl.messes.made import GOOD, HEADER, SECOND, TITLE, USERS, write_sheets, write_single

KINDS = ("copied-month", "tenfold-slip", "unusual-figure")


def june(year: int, *figures: float) -> list[list[object]]:
    """Return a raion's table of a June with one row of figures."""
    return [[TITLE], [f"luna iunie {year}"], [], HEADER, SECOND, [*GOOD[:3], *figures]]


def make_file(path: Path) -> None:
    """Write a raion's Junes of four years; in the last one the visits have a digit too many."""
    figures = [(402, 180, 510, 1500), (431, 175, 522, 1500), (418, 190, 498, 1500), (4250, 183, 505, 1500)]
    write_sheets(path, {str(year): june(year, *row) for year, row in zip(range(2014, 2018), figures, strict=True)})


def test_a_digit_too_many_is_told_with_what_was_meant(tray):
    _, problem = tray.compared("m25_slips.xlsx")  # the first one lists the months in between
    assert (problem.kind, problem.sheet, problem.cell, problem.found) == ("tenfold-slip", "2017", "D6", "4250")
    assert problem.details["suggested"] == 425


def test_what_is_far_out_but_no_slip_is_unusual_with_what_is_usual(tray):
    years = {str(year): june(year, 410 + year % 7, 180, 505) for year in range(2014, 2017)}
    write_sheets(tray.folder / "x.xlsx", {**years, "2017": june(2017, 410, 180, 90_000)})
    _, problem = tray.compared("x.xlsx")
    assert (problem.kind, problem.cell) == ("unusual-figure", "F6")
    assert problem.details["low"] < 505 < problem.details["high"] < 3000


def test_a_month_that_repeats_the_one_before_is_told_once(tray):
    write_single(tray.folder / "may.xlsx", general={"Luna": "mai"}, users=USERS, events=[])
    write_single(tray.folder / "june.xlsx", users=USERS, events=[])
    copied = [problem for problem in tray.compared("may.xlsx", "june.xlsx") if problem.kind == "copied-month"]
    (problem,) = copied
    assert (problem.file, problem.details["other_period"]) == ("june.xlsx", 201705)
