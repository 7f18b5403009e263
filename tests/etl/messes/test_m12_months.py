"""M12, months written freely: names, roman numerals, digits, dates; a quarter or a half-year is not a month."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.etl.messes.made import GOOD, HEADER, SECOND, TITLE, write_sheets

KINDS = ("not-a-month",)

JUNE = [
    "luna iunie 2017",
    "Iunie 2017",
    "iun. 2017",
    "IUNIE 2017",
    "VI 2017",
    "06.2017",
    "6/17",
    "2017-06",
    "luna iunie, anul 2017",
    "pe luna iunie 2017",
    "pentru luna iunie 2017",
    "июнь 2017 года",
    "за июнь 2017 г.",
    "июнь 2017",
    "iunie, 2017",
    "Perioada: iunie 2017",
    "raport pentru iunie 2017",
    date(2017, 6, 1),
]
OTHER_PERIODS = [
    "trim. III 2017",
    "trimestrul II 2017",
    "sem. I 2017",
    "II квартал 2017",
    "1 полугодие 2017",
    "iunie-august 2017",
]


def make_file(path: Path) -> None:
    """A workbook of months, each sheet named and titled after its own fashion."""
    months = {"iun.": "VI 2017", "Iulie ": "luna iulie, anul 2017", "Август": "за август 2017 г.", "IX": "09.2017"}
    write_sheets(path, {name: [[TITLE], [line], [], HEADER, SECOND, GOOD] for name, line in months.items()})


def test_sheets_and_titles_say_their_months_in_any_habit(tray):
    answer = tray.file("m12_months.xlsx")
    assert sorted(report.period for report in answer.file.reports) == [201706, 201707, 201708, 201709]
    assert answer.problems == []


@pytest.mark.parametrize("line", JUNE)
def test_a_title_says_its_month_in_any_habit(tray, line):
    answer = tray.table(GOOD, month=line)
    assert (answer.kinds, answer.report.period) == ([], 201706)


@pytest.mark.parametrize("line", OTHER_PERIODS)
def test_a_quarter_or_half_year_is_told_where_it_stands_and_never_taken_for_a_month(tray, line):
    answer = tray.table(GOOD, month=line)
    assert answer.file.refused
    assert answer.places == [("not-a-month", "A2")]
    assert all(line in text for text in answer.says("not-a-month", "A2").values())


def test_a_report_without_any_month_is_refused(tray):
    assert tray.table(GOOD, month="").kinds == ["no-month"]
