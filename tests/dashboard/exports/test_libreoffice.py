"""Another office program opens the workbooks, finds the same cells, and draws the charts from them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from dashboard.exports import export
from tests.dashboard.exports.reading import Cell, chart_numbers, kept

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice (soffice) is not installed: nothing opens the files"
)

SAMPLE = (
    ("/ro/attendance", "?from=2017-01&to=2017-12"),
    ("/ru/services", "?from=2017-01&to=2017-12&view=growth"),
    ("/en/services", "?from=2017-01&to=2017-12&view=regions"),
    ("/en/territories", "?from=2017-01&to=2017-12"),
    ("/ru/reporting", "?from=2017-01&to=2017-12"),
)
CHANGED = 987654.5  # what is written over a cell


def sheets_of(body: bytes) -> dict[str, list[list[object]]]:
    """Return the cells of each sheet from its first cell on, without empty rows and columns at their ends."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    return {name: [[in_twelve_digits(cell) for cell in row] for row in rows] for name, rows in sheets.items()}


def in_twelve_digits(cell: object) -> Cell:
    """Return a cell as both programs write it: the other one keeps a digit less of a long number."""
    found = kept(cell)
    return float(f"{found:.12g}") if isinstance(found, float) else found


def changed(body: bytes, cell: str) -> bytes:
    """Return the workbook with another number in a cell of its second sheet, and charts that remember none."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name).decode() if name.endswith((".xml", ".rels")) else old.read(name)
            if name == "xl/worksheets/sheet2.xml":
                part, found = re.subn(rf'(<c r="{cell}"[^>]*><v>)[^<]*', rf"\g<1>{CHANGED}", part)
                assert found == 1
            elif name.startswith("xl/charts/"):
                part = re.sub(r"<c:numCache>.*?</c:numCache>", "", part)
            new.writestr(name, part)
    return file.getvalue()


@pytest.fixture(scope="module")
def opened(site, tmp_path_factory):
    """Return each workbook as it was written and as the other program wrote it again; all are opened in one go."""
    folder = tmp_path_factory.mktemp("office")
    written: dict[str, bytes] = {}
    for number, (path, search) in enumerate(SAMPLE):
        with site.asked(site.address(path, search)) as asked:
            content = site.content(site.pages[asked.address.page], asked)
            for extension in ("xlsx", "charts.xlsx"):
                written[f"{number}-{extension.replace('.', '-')}"] = export(content, extension, asked.text).body
    written["changed"] = changed(written["0-charts-xlsx"], "B4")
    for name, body in written.items():
        (folder / f"{name}.xlsx").write_bytes(body)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    names = [str(folder / f"{name}.xlsx") for name in written]
    command = [str(OFFICE), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "again"), *names]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return {name: (body, Path(folder / "again" / f"{name}.xlsx").read_bytes()) for name, body in written.items()}


def numbers_of(body: bytes) -> list[list[Cell]]:
    return [[in_twelve_digits(value) for value in values] for values in chart_numbers(body)]


def test_every_cell_of_every_sheet_is_read_as_it_was_written(opened):
    for name, (written, again) in opened.items():
        assert sheets_of(again) == sheets_of(written), name


def test_every_chart_is_there_with_the_same_values(opened):
    charts = {name: [numbers_of(body) for body in both] for name, both in opened.items() if "charts" in name}
    assert sum(len(written) for written, _ in charts.values()) > 10
    for name, (written, again) in charts.items():
        assert sorted(map(repr, again)) == sorted(map(repr, written)), name


def test_a_chart_follows_a_changed_cell(opened):
    before, after = (numbers_of(opened[name][1]) for name in ("0-charts-xlsx", "changed"))
    assert [value for values in before for value in values].count(CHANGED) == 0
    (follows,) = [values for values in after if CHANGED in values]
    assert follows.index(CHANGED) == 2  # the third row of the table
    assert [values for values in after if values is not follows] == [
        values for values in before if values[:2] + values[3:] != follows[:2] + follows[3:]
    ]
