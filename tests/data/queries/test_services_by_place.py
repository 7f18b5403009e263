"""Services of every place at once are those of each asked by itself; for paper, more is withheld."""

from __future__ import annotations

import math

import pytest

from data.periods import Month
from data.queries.services import by_category
from data.queries.services_by_place import categories_by_place
from data.selection import Selection

JUNE = Selection(start=Month(2017, 6), end=Month(2017, 6))
SENSITIVE = "HE.PSY"


@pytest.fixture
def services(reports):
    """Two libraries of Orhei, one of which has few people in a sensitive service, and one of Criuleni."""
    for code in ("MD-OR-0001", "MD-OR-0002", "MD-CR-0001"):
        reports.library(code)
    reports.report("S02", 201706, {"MD-OR-0001": 12.0, "MD-OR-0002": 18.0, "MD-CR-0001": 70.0}, category_code="DI.ITL")
    reports.report("S02", 201706, {"MD-OR-0001": 90.0, "MD-CR-0001": 0.0}, category_code="EC.AGR")
    reports.report("S02", 201706, {"MD-OR-0001": 3.0, "MD-OR-0002": 200.0}, category_code=SENSITIVE)
    return reports


@pytest.mark.parametrize("by", ["library", "territory"])
def test_each_place_has_what_it_has_by_itself(services, catalogue, by) -> None:
    with services.session() as session:
        every = categories_by_place(session, catalogue, "S02", JUNE, by=by)
        for place, mine in every.groupby("place"):
            over = {"library": place} if by == "library" else {"territories": (place,)}
            single = by_category(session, catalogue, "S02", Selection(JUNE.start, JUNE.end, **over))
            shown = ~mine["withheld"].to_numpy()
            assert mine["category"].tolist() == single["category"].tolist()
            assert mine["value"][shown].tolist() == single["value"][shown].tolist(), place
            assert not (single["withheld"].to_numpy() & shown).any(), place


def test_a_small_count_of_a_sensitive_service_goes_with_the_one_that_would_tell_it(services, catalogue) -> None:
    with services.session() as session:
        rows = categories_by_place(session, catalogue, "S02", JUNE, by="library").to_dict("records")
    told = {row["category"]: row["value"] for row in rows if row["place"] == "MD-OR-0001"}
    assert math.isnan(told[SENSITIVE]) and math.isnan(told["DI.ITL"]) and told["EC.AGR"] == 90


def test_nothing_reported_is_no_row(reports, catalogue) -> None:
    with reports.session() as session:
        assert categories_by_place(session, catalogue, "S02", JUNE, by="library").empty
