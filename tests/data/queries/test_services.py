"""Services by category: what was reported, on which libraries a change stands, who offers, what is withheld."""

from __future__ import annotations

import math

import pytest

from data.panel import compare
from data.periods import Month
from data.queries.attendance import total
from data.queries.services import by_category, by_group_and_month
from data.selection import Selection

JUNE = Selection(start=Month(2017, 6), end=Month(2017, 6))


@pytest.fixture
def services(reports):
    """Three libraries of Orhei: in June 2016 the form asked for IT literacy, a year later for agriculture, too."""
    for code in ("MD-OR-0001", "MD-OR-0002", "MD-OR-0003"):
        reports.library(code)
    reports.report("S02", 201606, {"MD-OR-0001": 10.0, "MD-OR-0002": 20.0}, category_code="DI.ITL")
    reports.report("S02", 201706, {"MD-OR-0001": 12.0, "MD-OR-0002": 18.0, "MD-OR-0003": 70.0}, category_code="DI.ITL")
    reports.report("S02", 201706, {"MD-OR-0001": 40.0, "MD-OR-0002": 0.0}, category_code="EC.AGR")
    return reports


def rows_of(reports, catalogue, selection: Selection = JUNE) -> dict[str, dict[str, object]]:
    with reports.session() as session:
        frame = by_category(session, catalogue, "S02", selection)
    return {row["category"]: row for row in frame.to_dict("records")}


def test_a_category_has_its_total_its_share_and_who_offers_it(services, catalogue) -> None:
    rows = rows_of(services, catalogue)
    assert (rows["DI.ITL"]["value"], rows["EC.AGR"]["value"]) == (100, 40)
    assert rows["EC.AGR"]["share_pct"] == pytest.approx(100 * 40 / 140)
    assert (rows["EC.AGR"]["offering"], rows["EC.AGR"]["reporting"]) == (1, 2)  # who reported 0 does not offer it
    assert (rows["DI.ITL"]["reported"], rows["DI.ITL"]["expected"]) == (3, 3)


def test_a_change_stands_on_the_libraries_that_reported_both_times(services, catalogue) -> None:
    rows = rows_of(services, catalogue)
    told = [rows["DI.ITL"][name] for name in ("now", "before", "change_pct", "panel")]
    assert told == [30, 30, 0, 2]
    assert math.isnan(rows["EC.AGR"]["change_pct"])


def test_a_library_that_lists_a_service_in_one_year_only_had_none_of_it_in_the_other(services, catalogue) -> None:
    services.report("S02", 201606, {"MD-OR-0002": 10.0}, category_code="EC.AGR")  # so it was asked about
    rows = rows_of(services, catalogue)
    assert [rows["EC.AGR"][name] for name in ("now", "before", "change_pct")] == [40, 10, 300]


def test_a_category_that_the_form_began_to_ask_is_no_growth(services, catalogue) -> None:
    """Of all categories together, too: the 40 participations in agriculture were not asked about a year before."""
    with services.session() as session:
        found = compare(session, catalogue, "S02", JUNE)
    assert (found.value, found.before, found.change_pct, found.libraries) == (30, 30, 0, 2)
    assert found.naive_value == 140


def test_a_small_count_of_a_sensitive_service_is_withheld_and_no_total_tells_it(services, catalogue) -> None:
    services.report("S02", 201706, {"MD-OR-0001": 4.0}, category_code="HE.PSY")
    rows = rows_of(services, catalogue)
    assert [code for code, row in rows.items() if row["withheld"]] == ["HE.PSY"]
    assert all(math.isnan(rows["HE.PSY"][name]) for name in ("value", "share_pct", "now", "change_pct"))
    with services.session() as session:
        whole = total(session, catalogue, "S02", JUNE).value
        regions = by_group_and_month(session, catalogue, "S02", JUNE)["value"].sum()
    assert whole - 140 in (0, 5) and regions == whole  # 140: the other services


def test_nobody_is_shown_as_nobody(services, catalogue) -> None:
    services.report("S02", 201706, {"MD-OR-0001": 0.0}, category_code="HE.PSY")
    told = rows_of(services, catalogue)["HE.PSY"]
    assert (told["value"], told["withheld"], told["offering"]) == (0, False, 0)


@pytest.mark.parametrize(("indicator", "shown"), [("S05", 3), ("S01", None), ("S02", None), ("S03", None)])
def test_services_offered_are_what_a_library_does_and_stay_as_they_are(services, catalogue, indicator, shown) -> None:
    services.report(indicator, 201706, {"MD-OR-0001": 3.0}, category_code="HE.PSY")
    with services.session() as session:
        frame = by_category(session, catalogue, indicator, JUNE).set_index("category")
    value = frame.loc["HE.PSY", "value"]
    assert math.isnan(value) if shown is None else value == shown


def test_regions_are_those_of_the_last_month(services, catalogue) -> None:
    with services.session() as session:
        frame = by_group_and_month(session, catalogue, "S02", JUNE)
    assert frame.to_dict("records") == [{"group": "centru", "period": 201706, "value": 140.0, "reported": 3}]
