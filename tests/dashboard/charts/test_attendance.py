"""Charts of attendance, by what they hold: gaps, low coverage, order, changes."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.charts.attendance import against_year_before, by_month, by_year, ranked
from dashboard.charts.words import ChartWords
from data.periods import Month

COLUMNS = ("month", "year", "territory", "library", "change_pct", "libraries", "reported", "expected")
LABELS = dict.fromkeys((*COLUMNS, "value", "before", "naive_value", "naive_before"), "x")
WORDS = ChartWords(
    "ro", "Titlu", "Subtitlu", "Rezumat.", "vizite", "Tabel", LABELS, "Sursa", "azi", "toate", "Palid: puține."
)


def months(**values: tuple[float, int, int]) -> pd.DataFrame:
    rows = [(int(month[1:]), *row) for month, row in values.items()]
    return pd.DataFrame(rows, columns=["period", "value", "reported", "expected"])


def test_a_month_nobody_reported_is_a_gap_and_zero_is_zero() -> None:
    frame = months(m201701=(10.0, 5, 5), m201703=(0.0, 5, 5))
    spec = by_month(frame, key="k", first=Month(2016, 12), last=Month(2017, 3), words=WORDS)
    assert spec.categories == ("2016-12", "2017-01", "2017-02", "2017-03")
    assert spec.series[0].values == (None, 10.0, None, 0.0)
    assert [row[1] for row in spec.table.rows] == [None, 10.0, None, 0.0]
    assert spec.category_labels[1] == "ian. 2017"


@pytest.mark.parametrize(("reported", "hollow"), [(79, True), (80, False), (100, False)])
def test_a_month_with_low_coverage_is_hollow(reported: int, hollow: bool) -> None:
    frame = months(m201701=(10.0, reported, 100))
    spec = by_month(frame, key="k", first=Month(2017, 1), last=Month(2017, 1), words=WORDS)
    assert spec.series[0].hollow == (hollow,)
    assert ("Palid: puține." in spec.notes) == hollow


def test_few_years_lie_and_many_stand() -> None:
    years = pd.DataFrame(
        [(year, 1.0, 1, 1) for year in range(2013, 2019)], columns=["period", "value", "reported", "expected"]
    )
    assert by_year(years.tail(1), key="k", words=WORDS).kind == "ranked"
    spec = by_year(years, key="k", words=WORDS)
    assert (spec.kind, spec.categories[0]) == ("bars", "2013")


def test_the_year_before_stands_first_and_the_change_in_the_table() -> None:
    frame = pd.DataFrame(
        [(201701, 110.0, 100.0, 3, 200.0, 120.0), (201702, None, None, 0, 5.0, None)],
        columns=["period", "value", "before", "libraries", "naive_value", "naive_before"],
    )
    spec = against_year_before(frame, key="k", words=WORDS)
    assert [series.key for series in spec.series] == ["before", "value"]
    assert spec.table.rows[0] == ("2017-01", 100.0, 110.0, pytest.approx(10), 3, 120.0, 200.0)
    assert spec.table.rows[1][1:4] == (None, None, None)


def test_a_ranking_falls_and_leaves_out_what_nobody_reported() -> None:
    frame = pd.DataFrame(
        [("a", 1.0, 1, 1), ("b", None, 0, 1), ("c", 3.0, 1, 2), ("d", 3.0, 2, 2)],
        columns=["territory", "value", "reported", "expected"],
    )
    names = {code: code.upper() for code in "abcd"}
    spec = ranked(frame, key="k", of="territory", names=names, words=WORDS, most=2)
    assert spec.category_labels == ("C", "D")
    assert spec.series[0].hollow == (True, False)
    assert [row[0] for row in spec.table.rows] == ["C", "D", "A", "B"]
