"""M22, parts larger than their whole: the file is refused, both cells are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.messes.made import write_table

KINDS = ("part-exceeds-whole",)


def make_file(path: Path) -> None:
    """Write a raion's table in which a village has more children among its visitors than visitors."""
    write_table(path, [[1, "MD-OR-0001", "", 420, 180, 510, ""], [2, "MD-OR-0002", "", 30, 45, 12, ""]])


def test_a_part_larger_than_its_whole_refuses_the_file_and_tells_both_cells(tray):
    answer = tray.file("m22_parts.xlsx")
    assert answer.file.refused
    problem = answer.only("part-exceeds-whole", "E7")
    assert (problem.found, problem.details["whole"], problem.details["whole_cell"]) == ("45", "30", "D7")


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_the_sender_is_told_both_cells(tray, language):
    said = tray.file("m22_parts.xlsx").says("part-exceeds-whole")[language]
    assert "45" in said
    assert "D7" in said


def test_a_part_as_large_as_its_whole_is_no_fault(tray):
    assert tray.table([1, "MD-OR-0001", "", 45, 45, 3, ""]).problems == []


def test_a_library_s_own_workbook_may_not_have_more_children_than_users(tray):
    answer = tray.single(users={"U01": (40, 90), "V01": (420, 180)})
    assert answer.only("part-exceeds-whole", "D2").details["whole_cell"] == "C2"
