"""M02, titles and approval lines above, empty first columns, signatures below: the header is found by content."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.messes.made import GOOD, HEADER, MONTH, SECOND, TITLE, write_sheets

KINDS = ()

ABOVE = [
    ["", "", "", "", "", "APROB"],
    ["", "", "", "", "", "Vicepreședintele raionului ____________ 03.07.2017"],
    [],
    ["", "Ministerul Culturii al Republicii Moldova"],
    ["", TITLE],
    ["", MONTH],
]
BELOW = [
    [],
    ["", "Șef secție cultură ______________________ L.Ș."],
    ["", "Executor: M. Rusu, tel. 0235 2-20-30", "", "", "", "", "", "03.07.2017"],
    ["", "Data:", "", "", "03.07.2017"],
]


def _rows():
    return [*ABOVE, ["", *HEADER], ["", *SECOND], ["", *GOOD], ["", "", "", "TOTAL RAION", 100, 40, 30, 1500.5], *BELOW]


def make_file(path: Path) -> None:
    """A table as the culture section signs it: approved above, signed below, set in by a column."""
    top = len(ABOVE)
    merges = [(top, column, top + 1, column) for column in (1, 2, 3, 6, 7)] + [(top, 4, top, 5), (4, 1, 4, 7)]
    write_sheets(path, {"Centralizator": _rows()}, {"Centralizator": merges})


def test_the_header_is_found_where_it_stands_and_signatures_are_no_data(tray):
    answer = tray.file("m02_titles.xlsx")
    assert answer.problems == []
    assert answer.report.period == 201706
    assert [answer.at(cell).value for cell in ("E9", "F9", "G9", "H9")] == [100, 40, 30, 1500.5]


@pytest.mark.parametrize("lines", [0, 1, 5, 20])
def test_any_number_of_lines_may_stand_above(tray, lines):
    answer = tray.sheets({"Centralizator": [*[["Anexa"]] * lines, *_rows()]})
    assert (answer.problems, answer.report.period) == ([], 201706)


def test_the_day_of_signing_is_not_the_month_of_the_report(tray):
    rows = [["", "03.08.2017"], *_rows()]
    assert tray.sheets({"Centralizator": rows}).report.period == 201706
