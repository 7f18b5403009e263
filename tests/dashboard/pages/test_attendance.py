"""Attendance: measures kept apart, the same libraries compared, libraries in the order the address asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from dash import html
from dash.development.base_component import Component

from dashboard.asked import Asked
from dashboard.attendance_tables import LIBRARIES, sort_order
from dashboard.charts.spec import Column
from dashboard.content import PageContent
from dashboard.pages.attendance import body
from data.panel import compare, compare_by_month
from data.periods import Month
from data.populations import population_of
from data.queries.attendance import library_totals, monthly_totals, territory_totals

Answer = Callable[..., PageContent]
YEAR = "?from=2017-01&to=2017-12"
PLACES = f"{YEAR}&view=places"


def headings(tree: Component) -> list[Component]:
    libraries = next(one for one in tree._traverse() if getattr(one, "aria-labelledby", "") == LIBRARIES)
    return [one for one in libraries._traverse() if isinstance(one, html.Th) and one.scope == "col"]


def test_the_measures_are_kept_apart(content: Answer) -> None:
    said = content("/ro/attendance", YEAR)
    trends = [chart for chart in said.charts if chart.kind == "line"]
    assert [chart.key for chart in trends] == ["v01-by-month", "e02-by-month", "s02-by-month"]
    assert all(len(chart.series) == 1 for chart in trends)
    assert any("nu se adună" in sentence for sentence in said.sentences)


def test_a_single_month_is_no_peak(content: Answer) -> None:
    titles = [content("/en/attendance", f"?from=2017-03&to=2017-{last}").charts[0].title for last in ("03", "04")]
    assert titles[0].startswith("Visits: ")
    assert titles[1].startswith("Visits peaked in ")


def test_this_year_stands_beside_last_year_on_the_same_libraries(content: Answer, asked: Callable[..., Asked]) -> None:
    question = asked("/en/attendance", YEAR)
    chart = next(chart for chart in content("/en/attendance", YEAR).charts if chart.key == "v01-year-before")
    months = compare_by_month(question.session, question.catalogue, "V01", question.selection)
    comparison = compare(question.session, question.catalogue, "V01", question.selection)
    assert [series.label for series in chart.series] == ["2016", "2017"]
    assert chart.series[1].values == tuple(months["value"])
    assert chart.series[0].values == tuple(months["before"])
    assert f"{comparison.libraries} libraries" in chart.title


def test_a_year_before_that_was_itself_a_campaign_is_said_to_be(content: Answer) -> None:
    def notes(search: str) -> str:
        return " ".join(note for chart in content("/en/attendance", search).charts for note in chart.notes)

    assert "stage 1" in notes("?from=2017-04&to=2017-10")
    assert "stage 1" not in notes("?from=2017-04&to=2017-08")


def test_the_territories_hold_their_totals(content: Answer, asked: Callable[..., Asked]) -> None:
    question = asked("/ro/attendance", YEAR)
    (chart,) = content("/ro/attendance", PLACES).charts
    assert chart.key == "v01-by-territory"
    assert chart.links[0].startswith("/ro/attendance?from=2017-01&to=2017-12&territory=MD-")
    totals = territory_totals(question.session, question.catalogue, "V01", question.selection)
    drawn = [value for value in chart.series[0].values if value is not None]
    assert sum(drawn) == totals["value"].sum()


def test_every_library_stands_in_the_table(content: Answer, asked: Callable[..., Asked]) -> None:
    question = asked("/ro/attendance", YEAR)
    table = next(table for table in content("/ro/attendance", PLACES).tables if table.key == LIBRARIES)
    assert table.links[0].startswith("/ro/attendance?from=2017-01&to=2017-12&library=MD-")
    totals = library_totals(question.session, question.catalogue, "V01", question.selection)
    place = [column.key for column in table.columns].index("v01")
    assert len(table.rows) == len(totals)
    assert sum(float(row[place] or 0) for row in table.rows) == totals["value"].sum()


@pytest.mark.parametrize(("sort", "falling"), [("-v01", True), ("v01", False), ("", True)])
def test_the_address_orders_the_libraries(content: Answer, sort: str, falling: bool) -> None:
    said = content("/ro/attendance", f"{PLACES}&sort={sort}")
    table = next(table for table in said.tables if table.key == LIBRARIES)
    place = [column.key for column in table.columns].index("v01")
    values = [float(row[place]) for row in table.rows if row[place] is not None]
    assert values == sorted(values, reverse=falling)


def test_missing_values_stand_last_whichever_way() -> None:
    columns = (Column("name", "Name"), Column("visits", "Visits", "whole"))
    rows = (("b", 2), ("a", None), ("Ș", 0), ("s", 0))
    ordered = {
        sort: [rows[place] for place in sort_order(rows, columns, sort, "ro")] for sort in ("visits", "-visits", "none")
    }
    assert [row[1] for row in ordered["visits"]] == [0, 0, 2, None]
    assert [row[1] for row in ordered["-visits"]] == [2, 0, 0, None]
    assert [row[0] for row in ordered["none"]] == ["a", "b", "s", "Ș"]


def test_the_heading_of_the_order_is_marked_and_turns_it_round(content: Answer, asked: Callable[..., Asked]) -> None:
    search = f"{PLACES}&sort=territory"
    question = asked("/ro/attendance", search)
    marked = [
        (heading, getattr(heading, "aria-sort", None))
        for heading in headings(body(content("/ro/attendance", search), question))
    ]
    assert [order for _, order in marked if order] == ["ascending"]
    links = {heading.children.href for heading, _ in marked}
    assert f"/ro/attendance{YEAR}&sort=-territory&view=places" in links
    assert f"/ro/attendance{YEAR}&sort=-v01&view=places" in links


def test_the_page_draws_a_part_of_the_table_and_the_file_holds_it_all(
    content: Answer, asked: Callable[..., Asked], words_of: Callable[[object], str]
) -> None:
    said = content("/ro/attendance", f"{PLACES}&part=2")
    rows = next(table for table in said.tables if table.key == LIBRARIES).rows
    words = words_of(body(said, asked("/ro/attendance", f"{PLACES}&part=2")))
    assert len(rows) > 50
    assert str(rows[50][0]) in words
    assert "51" in words


def test_the_first_table_has_the_measures_side_by_side(content: Answer) -> None:
    table = content("/ro/attendance", YEAR).tables[0]
    assert [column.key for column in table.columns] == ["month", "v01", "e02", "s02", "reported", "expected"]
    assert len(table.rows) == 12


def test_another_measure_stands_first_where_the_address_asks_for_it(content: Answer) -> None:
    said = content("/en/attendance", f"{YEAR}&measure=E02")
    assert [chart.key for chart in said.charts[:2]] == ["e02-by-month", "e02-year-before"]
    assert said.finding.startswith("Event attendances: 27,556, January")
    assert content("/en/attendance", f"{YEAR}&measure=X9").notices


def test_the_seasons_of_two_years_lie_over_each_other(content: Answer, asked: Callable[..., Asked]) -> None:
    question = asked("/en/attendance", YEAR)
    (chart,) = content("/en/attendance", f"{YEAR}&view=season").charts
    both = replace(question.selection, start=Month(2016, 1))
    totals = monthly_totals(question.session, question.catalogue, "V01", both)
    assert [series.label for series in chart.series] == ["2016", "2017"]
    drawn = [value for series in chart.series for value in series.values]
    assert drawn == pytest.approx(list(totals["value"] / totals["reported"]))
    assert [row[2] for row in chart.table.rows] == list(totals["value"])
    assert chart.category_labels[0] == "Jan"
    assert chart.title == "Visits are highest in January"


def test_what_comes_per_inhabitant_names_its_denominator(content: Answer, asked: Callable[..., Asked]) -> None:
    question = asked("/en/attendance", YEAR)
    (chart,) = content("/en/attendance", f"{YEAR}&view=inhabitants").charts
    totals = territory_totals(question.session, question.catalogue, "V01", question.selection).set_index("territory")
    people = population_of(question.catalogue.populations, "MD-OR", 2017)
    rows = {row[0]: row for row in chart.table.rows}
    assert people is not None
    assert rows["Orhei"][1:4] == pytest.approx(
        (totals.loc["MD-OR", "value"] / people.value * 1000, totals.loc["MD-OR", "value"], people.value)
    )
    assert any("National Library" in note and str(people.year) in note for note in chart.notes)


def test_one_territory_stands_out_among_all(content: Answer) -> None:
    (chart,) = content("/en/attendance", f"{YEAR}&view=inhabitants&territory=MD-OR").charts
    alone, others = chart.series
    assert [label for label, value in zip(chart.category_labels, alone.values, strict=True) if value] == ["Orhei"]
    assert others.context and sum(value is not None for value in others.values) > 20


def test_a_month_that_still_comes_in_is_said_to_be_unfinished(content: Answer, language: str) -> None:
    notes = {
        month: " ".join(content(f"/{language}/attendance", f"?from=2017-01&to=2017-{month}").charts[0].notes)
        for month in ("02", "12")
    }
    word = {"ro": "nu este completă", "ru": "неполный", "en": "not complete"}[language]
    assert (word in notes["12"]) is False
    assert isinstance(notes["02"], str)
