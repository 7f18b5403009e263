"""M32, a file of months with gaps, and months that have not come: gaps are listed, the future is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.etl.messes.made import GOOD, HEADER, SECOND, TITLE, write_sheets

KINDS = ("months-missing",)


def make_file(path: Path) -> None:
    """Write a raion's year in which four months are missing."""
    months = {"ian.": "ianuarie", "feb.": "februarie", "apr.": "aprilie", "sept.": "septembrie"}
    write_sheets(
        path, {name: [[TITLE], [f"luna {month} 2017"], [], HEADER, SECOND, GOOD] for name, month in months.items()}
    )


def test_the_missing_months_are_listed(tray):
    answer = tray.file("m32_gaps.xlsx")
    problem = answer.only("months-missing")
    assert (problem.found, problem.details["months"]) == (
        "2017-01 – 2017-09", "2017-03, 2017-05 – 2017-08",
    )  # fmt: skip
    assert [report.period for report in answer.file.reports] == [201701, 201702, 201704, 201709]


def test_a_month_that_has_not_begun_is_refused(tray_of, context):
    tray = tray_of(replace(context, today=date(2017, 5, 31)))
    assert tray.table(GOOD).kinds == ["future-period"]
    assert tray_of(replace(context, today=date(2017, 6, 1))).table(GOOD).kinds == []
