"""M01, headers of several merged rows: each column has a path through them; nothing is taken from its place alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.messes.made import MONTH, TITLE, write_sheets

KINDS = ("unknown-column",)

HEADER = [
    [
        "Nr.",
        "Codul bibliotecii",
        "Denumirea bibliotecii",
        "Utilizatori activi / Активные пользователи",
        "",
        "",
        "Vizite (intrări) / Посещения",
        "",
        "Servicii: activități / participări",
        "",
        "",
        "",
    ],
    ["", "", "", "Total", "din care copii", "17–24", "Total", "din care copii", "Alfabetizare IT", "", "Sănătate", ""],
    ["", "", "", "", "", "", "", "", "activități", "participări", "activități", "participări"],
]
MERGES = [
    (3, 0, 5, 0),
    (3, 1, 5, 1),
    (3, 2, 5, 2),
    (3, 3, 3, 5),
    (3, 6, 3, 7),
    (3, 8, 3, 11),
    (4, 3, 5, 3),
    (4, 4, 5, 4),
    (4, 5, 5, 5),
    (4, 6, 5, 6),
    (4, 7, 5, 7),
    (4, 8, 4, 9),
    (4, 10, 4, 11),
]
ROW = [1, "MD-OR-0001", "Biblioteca Publică Raională Orhei", 90, 40, 12, 420, 180, 3, 24, 1, 15]
EXPECTED = {
    ("U01", ""): 90,
    ("U03", ""): 40,
    ("V01", ""): 420,
    ("V02", ""): 180,
    ("S01", "DI.ITL"): 3,
    ("S02", "DI.ITL"): 24,
    ("S01", "HE.HEA"): 1,
    ("S02", "HE.HEA"): 15,
}


def make_file(path: Path) -> None:
    """Three rows of headings, merged down and across, in two languages, with an age group nobody asked for."""
    write_sheets(path, {"Centralizator": [[TITLE], [MONTH], [], *HEADER, ROW]}, {"Centralizator": MERGES})


def _said(answer):
    return {(reading.indicator, reading.category): reading.value for reading in answer.report.readings}


def test_every_column_is_known_by_its_path_through_the_header(tray):
    assert _said(tray.file("m01_headers.xlsx")) == EXPECTED


def test_a_column_that_nobody_asked_for_is_named_by_its_whole_path(tray):
    answer = tray.file("m01_headers.xlsx")
    assert answer.places == [("unknown-column", "F6")]
    assert "17–24" in answer.says("unknown-column", "F6")["ro"]


@pytest.mark.parametrize("merges", [[], [merge for merge in MERGES if merge[0] == merge[2]]])
def test_headings_that_only_look_merged_are_carried_over_the_cells_they_span(tray, merges):
    answer = tray.sheets({"Centralizator": [[TITLE], [MONTH], [], *HEADER, ROW]}, merges={"Centralizator": merges})
    assert _said(answer) == EXPECTED
