"""Forms that were filled in with LibreOffice, cell by cell, and saved by it in several types, are read without a word.

The files of `filled/` were made so once (LibreOffice 7.4, by its own interface: only unlocked cells were typed into,
lists chosen from their drop-downs). Where LibreOffice is installed, forms of today go through it as well.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from data.catalogue import load_catalogue
from data.periods import Month
from data.states import State
from etl.intake import ReadingContext, make_context, read_one
from etl.templates.consolidated import consolidated_workbook
from etl.templates.order import Order
from etl.templates.single import single_workbook

FILLED = Path(__file__).parent / "filled"
TYPED = {
    "U01": 90, "U03": 40, "V01": 420, "V02": 180, "L01": 510, "E01": 1, "E02": 45, "K01": 1, "P03": 3, "P04": 7,
    "A02": 1500, "A04": 200, "O01": 22, "O02": 176,
}  # fmt: skip
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture(scope="module")
def context() -> ReadingContext:
    return make_context()


@pytest.mark.parametrize("name", ["filled_ro.xlsx", "filled_ru.ods", "filled_en.xls"])
def test_a_form_filled_in_libreoffice_is_read_without_a_word(context: ReadingContext, name: str):
    read = read_one(FILLED / name, name, context)
    assert read.problems == []
    (report,) = read.reports
    assert (read.layout, report.library, report.period) == ("monthly", "MD-OR-0001", 201706)
    said = {reading.indicator: reading.value for reading in report.readings if not reading.category}
    assert {code: said[code] for code in TYPED} == TYPED
    assert {reading.state for reading in report.readings} == {State.REPORTED}
    assert {listed.kind: len(listed.records) for listed in read.lists} == {
        "events": 1, "partners": 1, "advocacy": 1, "stories": 1,
    }  # fmt: skip
    (event,) = next(listed.records for listed in read.lists if listed.kind == "events")
    assert event.span("date").start.isoformat() == "2017-06-12"  # typed as text of the place, kept as a date


def test_a_table_filled_in_libreoffice_is_read_without_a_word(context: ReadingContext):
    read = read_one(FILLED / "filled_table.xlsx", "filled_table.xlsx", context)
    assert read.problems == []
    assert len(read.reports) == 45
    assert {report.period for report in read.reports} == {201706}


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here; files saved by it are read above")
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_forms_of_today_survive_libreoffice(context: ReadingContext, tmp_path: Path, kind: str):
    catalogue = load_catalogue()
    order = Order.of(catalogue, Month(2017, 6), "ro")
    place = catalogue.territories["MD-OR"]
    made = {
        "one": single_workbook(order, catalogue.libraries["MD-OR-0001"]),
        "table": consolidated_workbook(order, place, order.reporting(place)),
    }
    for name, content in made.items():
        (tmp_path / f"{name}.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    out = tmp_path / "saved"
    command = [str(OFFICE), "--headless", profile, "--convert-to", kind, "--outdir", str(out)]
    subprocess.run([*command, *map(str, sorted(tmp_path.glob("*.xlsx")))], check=True, capture_output=True, timeout=120)
    layouts = {}
    for name in made:
        read = read_one(out / f"{name}.{kind}", f"{name}.{kind}", context)
        assert [problem.kind for problem in read.problems] == ["no-data"]
        layouts[name] = read.layout
    assert layouts == {"one": "monthly", "table": "raion"}
