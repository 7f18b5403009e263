"""M03, rows of totals: recognised, never loaded, held against what they add up."""

from __future__ import annotations

from tests.etl.messes.made import GOOD

KINDS = ("total-differs",)


def test_totals_are_checked_and_never_loaded(tray):
    rows = [GOOD, ["", "", "Total rural", 100, 40, 31, 1500.5], ["", "", "ИТОГО", 100, 40, 31, 1500.5]]
    answer = tray.table(*rows)
    assert answer.places == [("total-differs", "F7")]
    assert answer.problems[0].found == "31"
    assert len(answer.file.reports) == 1
