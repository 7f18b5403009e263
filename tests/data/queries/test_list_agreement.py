"""Lists and totals stand side by side, over the reports that hold both."""

from __future__ import annotations

from data.periods import Month
from data.queries.list_agreement import events_and_totals
from data.selection import Selection

MAY = Selection(Month(2017, 5), Month(2017, 5))


def test_only_reports_with_figure_and_list_are_compared(lists, catalogue):
    fair = lists.event("MD-OR-0001", 100, in_campaign=True)
    lists.event("MD-OR-0001", 40, parent_id=fair, in_campaign=True)
    lists.event("MD-OR-0001", 20, in_campaign=False)
    lists.event("MD-OR-0002", None)
    lists.reports.report("E01", 201705, {"MD-OR-0001": 2, "MD-OR-0002": 3, "MD-BA-0001": 9})
    lists.reports.report("E02", 201705, {"MD-OR-0001": 120, "MD-OR-0002": 10})
    lists.reports.report("K01", 201705, {"MD-OR-0001": 1, "MD-OR-0002": 0})
    with lists.session() as session:
        frame = events_and_totals(session, catalogue, MAY).set_index("indicator")
    assert frame.loc["E01"].tolist() == [2, 5, 3, 1]
    assert frame.loc["E02"].tolist() == [1, 120, 120, 1]
    assert frame.loc["K01"].tolist() == [2, 1, 1, 2]
    assert frame.loc["K02", "reports"] == 0


def test_an_empty_list_says_none(lists, catalogue):
    lists.list("events", "MD-OR-0001", 201705)
    lists.reports.report("E01", 201705, {"MD-OR-0001": 4})
    with lists.session() as session:
        assert events_and_totals(session, catalogue, MAY).iloc[0].tolist() == ["E01", 1, 4, 0, 0]
