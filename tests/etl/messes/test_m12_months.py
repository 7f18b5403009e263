"""M12, months written freely: names, roman numerals, digits; a quarter is not a month."""

from __future__ import annotations

from tests.etl.messes.made import GOOD

KINDS = ("no-month",)


def test_a_quarter_is_not_a_month(tray):
    assert tray.table(GOOD, month="trim. II 2017").kinds == ["no-month"]
