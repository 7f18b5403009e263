"""M22, parts larger than their whole: told with both cells."""

from __future__ import annotations

KINDS = ("part-exceeds-whole",)


def test_a_part_larger_than_its_whole_is_told_with_both_cells(tray):
    answer = tray.table([1, "MD-OR-0001", "", 30, 45, 3, ""])
    assert answer.only("part-exceeds-whole", "E6").details["whole_cell"] == "D6"
