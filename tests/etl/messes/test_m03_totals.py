"""M03, rows of totals: recognised, never loaded, held against what they add up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.messes.made import GOOD, write_table

KINDS = ("total-differs",)

OTHER = [2, "MD-OR-0002", "Biblioteca Publică Șoldănești", 20, 8, 6, 10]
LABELS = [
    "TOTAL",
    "Total raion",
    "TOTAL RAION:",
    "Total pe raion",
    "În total",
    "în total pe bibliotecă",
    "Total general",
    "Subtotal",
    "Итого",
    "ВСЕГО",
    "Всего по району",
    "Σ",
    "TOTAL urban",
]


def make_file(path: Path) -> None:
    """Totals in the middle and at the end, one of them added up by hand before the last correction."""
    write_table(
        path,
        [
            ["", "", "Biblioteci urbane"],
            GOOD,
            ["", "", "TOTAL urban", 100, 40, 30, 1500.5],
            ["", "", "Biblioteci rurale"],
            OTHER,
            ["", "", "TOTAL rural", 20, 8, 6, 10],
            ["", "", "TOTAL RAION", 120, 48, 35, 1510.5],
        ],
    )


def test_totals_are_checksums_and_never_loaded(tray):
    answer = tray.file("m03_totals.xlsx")
    assert sorted(report.library for report in answer.file.reports) == ["MD-OR-0001", "MD-OR-0002"]
    assert answer.places == [("total-differs", "F12")]


def test_the_difference_is_told_with_both_numbers(tray):
    for text in tray.file("m03_totals.xlsx").says("total-differs", "F12").values():
        assert "35" in text
        assert "36" in text


@pytest.mark.parametrize("label", LABELS)
def test_a_total_is_known_by_its_words_in_either_language(tray, label):
    answer = tray.table(GOOD, OTHER, ["", "", label, 120, 48, 36, 1510.5])
    assert (len(answer.file.reports), answer.problems) == (2, [])


def test_a_library_whose_name_begins_like_a_total_is_no_total(tray):
    answer = tray.table(GOOD, [2, "MD-OR-0002", "Totalitate, filiala", 20, 8, 6, 10])
    assert len(answer.file.reports) == 2


def test_totals_are_checked_against_the_rows_since_the_last_one_or_all_rows_above(tray):
    rows = [GOOD, ["", "", "Total rural", 100, 40, 31, 1500.5], ["", "", "ИТОГО", 100, 40, 31, 1500.5]]
    assert tray.table(*rows).places == [("total-differs", "F7")]
