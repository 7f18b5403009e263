"""What was found in the files received, by file and by library."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from data.periods import Month
from data.queries.findings import files_received, findings
from data.selection import Selection
from etl.problems import Problem

JUNE = Selection(Month(2017, 6), Month(2017, 6))
DIFFERS = Problem("total-differs", "warn", "tabel.xlsx", "Centralizator", "F30", "120", {"sum": 118})
MORE = Problem("part-exceeds-whole", "warn", "tabel.xlsx", "Centralizator", "G8", "15", {"library": "MD-OR-0002"})
ESTIMATE = Problem("estimated-number", "note", "NVT-LUNAR.xlsx", "2", "C4", "≈104")
CONFLICT = Problem("period-conflict", "refuse", "respins.xlsx", "1", "B6", "iulie")
SCAN = Problem("not-a-workbook", "refuse", "scan.pdf", found="PDF")


@pytest.fixture
def received(loader):
    """A raion's table and a library's workbook, one refused workbook, one scan, a file of another month."""
    table = [loader.report(f"MD-OR-000{number}", 201706, V01=number) for number in (1, 2)]
    days = [datetime(2017, 7, day, tzinfo=UTC) for day in (1, 2, 3, 4, 5)]
    loader.load(
        loader.put("tabel.xlsx", *table, problems=[DIFFERS, MORE], received=days[0]),
        loader.put("NVT-LUNAR.xlsx", loader.report("MD-BA-0001", 201706, V01=4), problems=[ESTIMATE], received=days[1]),
        loader.put("respins.xlsx", loader.report("MD-BA-0002", 201706, V01=4), problems=[CONFLICT], received=days[2]),
        loader.put("scan.pdf", problems=[SCAN], received=days[3]),
        loader.put("mai.xlsx", loader.report("MD-BA-0001", 201705, V01=4), problems=[ESTIMATE], received=days[4]),
    )
    return loader


def ask(loader, question, selection=JUNE):
    with Session(loader.engine) as session:
        return question(session, loader.catalogue, selection)


def test_the_files_of_a_month_are_listed_the_latest_first_with_what_was_found(received):
    frame = ask(received, files_received)
    columns = ["file", "status", "reports", "refuse", "warn", "note"]
    assert [tuple(row) for row in frame[columns].itertuples(index=False)] == [
        ("scan.pdf", "refused", 0, 1, 0, 0),
        ("respins.xlsx", "refused", 1, 1, 0, 0),
        ("NVT-LUNAR.xlsx", "accepted", 1, 0, 0, 1),
        ("tabel.xlsx", "accepted", 2, 0, 2, 0),
    ]


def test_a_territory_sees_its_own_files_and_none_that_nobody_can_place(received):
    orhei = replace(JUNE, territories=("MD-OR",))
    assert ask(received, files_received, orhei)["file"].tolist() == ["tabel.xlsx"]
    balti = replace(JUNE, territories=("MD-BA",))
    assert ask(received, files_received, balti)["file"].tolist() == ["respins.xlsx", "NVT-LUNAR.xlsx"]


def test_every_finding_stands_at_its_cell_with_its_library_where_that_is_known(received):
    frame = ask(received, findings)
    columns = ["file", "library", "kind", "severity", "sheet", "cell", "found"]
    assert [tuple(row) for row in frame[columns].itertuples(index=False)] == [
        ("scan.pdf", None, "not-a-workbook", "refuse", None, None, "PDF"),
        ("respins.xlsx", "MD-BA-0002", "period-conflict", "refuse", "1", "B6", "iulie"),
        ("NVT-LUNAR.xlsx", "MD-BA-0001", "estimated-number", "note", "2", "C4", "≈104"),
        ("tabel.xlsx", None, "total-differs", "warn", "Centralizator", "F30", "120"),
        ("tabel.xlsx", "MD-OR-0002", "part-exceeds-whole", "warn", "Centralizator", "G8", "15"),
    ]
    assert frame["details"].tolist()[3] == {"sum": 118}


def test_one_library_sees_what_is_said_of_it_and_of_the_whole_file_not_of_its_neighbours(received):
    frame = ask(received, findings, replace(JUNE, library="MD-OR-0001"))
    assert frame["kind"].tolist() == ["total-differs"]
    frame = ask(received, findings, replace(JUNE, library="MD-OR-0002"))
    assert frame["kind"].tolist() == ["total-differs", "part-exceeds-whole"]


def test_nothing_received_is_an_empty_frame_with_its_columns(loader):
    loader.load(loader.put("a.xlsx", loader.report("MD-OR-0001", 201706, V01=1)))
    nothing = Selection(Month(2010, 1), Month(2010, 1), territories=("MD-OR",))
    assert ask(loader, findings, nothing).empty
    assert "note" in ask(loader, files_received, nothing).columns


def test_a_library_nobody_found_anything_at_has_an_empty_list_with_all_columns(loader):
    loader.load(loader.put("curat.xlsx", loader.report("MD-BA-0001", 201706, V01=4)))
    frame = ask(loader, findings, replace(JUNE, library="MD-BA-0001"))
    assert frame.empty
    assert {"library", "kind", "received_at"} <= set(frame.columns)
