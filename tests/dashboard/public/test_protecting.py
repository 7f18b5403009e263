"""What too few libraries stand behind is withheld in the table and in its chart, and so is what would tell it."""

from __future__ import annotations

from dashboard.charts.spec import ChartSpec, Column, Series, TableSpec
from dashboard.public.declared import declared
from dashboard.public.protecting import protected_chart, protected_table
from dashboard.public.snapshot import gather, tables_of
from tests.dashboard.public.conftest import campaign, place

COLUMNS = (
    Column("source", "Source"),
    Column("received", "Received", "whole"),
    Column("libraries_listing", "Libraries", "whole"),
)


def money(*rows):
    return TableSpec("campaign-money", "Money", COLUMNS, rows)


def test_a_row_of_few_libraries_is_withheld_and_the_next_smallest_with_it():
    shown = protected_table(money(("a", 70.0, 9), ("b", 20.0, 4), ("c", 10.0, 1)), declared())
    assert [row[1] for row in shown.rows] == [70.0, None, None]
    assert shown.withheld == {(1, 1), (2, 1)}
    assert [row[2] for row in shown.rows] == [9, 4, 1]


def test_two_rows_of_few_libraries_hide_each_other():
    shown = protected_table(money(("a", 70.0, 9), ("b", 20.0, 2), ("c", 10.0, 1)), declared())
    assert [row[1] for row in shown.rows] == [70.0, None, None]


def test_a_small_count_that_the_page_withholds_does_not_stand_alone():
    columns = (Column("category", "C"), Column("value", "V", "whole"), Column("offering", "L", "whole"))
    rows = (("a", 70.0, 9), ("b", 40.0, 8), ("c", None, 7))
    table = TableSpec("services-mix", "Services", columns, rows, withheld=frozenset({(2, 1)}))
    shown = protected_table(table, declared())
    assert [row[1] for row in shown.rows] == [70.0, None, None]
    assert shown.withheld == {(1, 1), (2, 1)}


def test_enough_libraries_hide_nothing():
    table = money(("a", 70.0, 9), ("b", 20.0, 3), ("c", 0.0, 0))
    assert protected_table(table, declared()) == table


def test_a_table_of_which_nothing_is_declared_is_shown_whole():
    table = TableSpec("campaign-findings", "Findings", COLUMNS, (("a", 1.0, 1),))
    assert protected_table(table, declared()) is table


def test_the_chart_loses_the_values_that_its_table_withholds():
    columns = (Column("month", "Month", "month"), Column("value", "Visits", "whole"), Column("reported", "R", "whole"))
    months = ("2017-01", "2017-02", "2017-03")
    table = TableSpec("v01-by-month", "Visits", columns, tuple(zip(months, (5.0, 7.0, 90.0), (1, 4, 9), strict=True)))
    chart = ChartSpec(
        "v01-by-month", "line", "Visits peaked in March", "Visits", months, ("Jan", "Feb", "Mar"),
        (Series("v01", "Visits", (5.0, 7.0, 90.0)),), "visits", "From 5 in January to 90 in March.", "", "", "", table,
    )  # fmt: skip
    shown = protected_chart(chart, declared())
    assert shown.series[0].values == (None, None, 90.0)
    assert [row[1] for row in shown.table.rows] == [None, None, 90.0]
    assert "5" not in shown.summary


def test_a_chart_of_what_is_not_withheld_keeps_its_values():
    keys = ("name", "value", "counted", "estimated", "median")
    columns = tuple(Column(key, key, "text" if key == "name" else "whole") for key in keys)
    rows = (("Training", 9.0, 80.0, 20.0, 10.0), ("Contest", 1.0, 7.0, None, 7.0), ("Fair", 2.0, 9.0, None, 5.0))
    table = TableSpec("campaign-formats", "Formats", columns, rows)
    names = tuple(str(row[0]) for row in rows)
    chart = ChartSpec(
        "campaign-formats", "ranked", "Most: training", "Activities", names, names,
        (Series("value", "Activities", (9.0, 1.0, 2.0)),), "", "Training: 9", "", "", "", table,
    )  # fmt: skip
    shown = protected_chart(chart, declared())
    assert (shown.series, shown.summary) == (chart.series, chart.summary)
    assert [row[1:] for row in shown.table.rows] == [(9.0, 80.0, 20.0, 10.0), (1.0, *[None] * 3), (2.0, *[None] * 3)]


def test_every_table_that_counts_libraries_behind_its_rows_says_from_how_many_on(evaluated_site, catalogue):
    known = {key for behind in declared().behind.values() for key in behind.tables}
    for subject in (campaign(), place(catalogue)):
        for part in gather(evaluated_site, subject, "en", declared()).parts:
            for table in tables_of(part):
                counts = {column.key for column in table.columns} & {"reported", "libraries_listing", "offering"}
                assert not counts or table.key in known, table.key
