"""Receipts of a whole demonstration network: every finding stands at its cell, and nothing else has changed."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook

from data.catalogue import load_catalogue
from data.periods import Month
from etl.context import ReadingContext, make_context
from etl.deliveries import Delivery, deliveries
from etl.demonstration.building import SEED, build
from etl.demonstration.building import Order as Network
from etl.intake import read_one
from etl.messages import title
from etl.receipts.answer import words
from etl.receipts.making import _codes, make_receipts
from etl.receipts.order import Order, Receipts
from etl.receipts.paths import receipt_paths
from etl.receipts.settings import settings
from etl.storing.packing import pack
from tests.etl.stamped import is_receipt

DAY = date(2017, 7, 3)
_LINK = re.compile(r"'(.+)'!([A-Z]+[0-9]+)")


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small demonstration network in which every file has faults."""
    folder = tmp_path_factory.mktemp("receipts-network")
    build(Network(folder, SEED, 30, Month(2016, 4), 3, True, True, 1.0))
    return folder


@pytest.fixture(scope="session")
def files(network: Path) -> list[Delivery]:
    return deliveries([network])


@pytest.fixture(scope="session")
def context(network: Path) -> ReadingContext:
    return make_context(network / "network")


@pytest.fixture(scope="session")
def order(network: Path, tmp_path_factory: pytest.TempPathFactory) -> Order:
    return Order(tmp_path_factory.mktemp("receipts"), DAY, network / "network")


@pytest.fixture(scope="session")
def made(files: list[Delivery], order: Order) -> Receipts:
    return make_receipts(files, order)


def receipt_of(delivery: Delivery, files: list[Delivery], order: Order) -> Workbook:
    return load_workbook(receipt_paths(files, order.to)[delivery.path])


def test_every_file_accepted_or_refused_has_a_receipt(files: list[Delivery], order: Order, made: Receipts) -> None:
    assert made.written == len(files) and made.kept == 0
    assert set(made.outcomes) == {"accepted", "warned", "refused"}
    places = receipt_paths(files, order.to)
    assert all(is_receipt(place) for place in places.values())
    assert {path for path in order.to.rglob("*") if path.is_file()} == set(places.values())


def test_every_finding_has_its_line_its_link_and_its_mark(
    files: list[Delivery], order: Order, context: ReadingContext, made: Receipts
) -> None:
    found = 0
    for delivery in files:
        read = read_one(delivery.path, delivery.name, context)
        problems = pack(read, _codes(context.catalogue)).problems
        if not problems:
            continue
        book = receipt_of(delivery, files, order)
        language = order.language_of(read, context.catalogue)
        said = words(language, context.catalogue)
        first = book[said["receipt.sheet.findings"]]
        assert book.worksheets[0] is first
        lines = [row for row in first.iter_rows() if str(row[0].value or "").isdecimal()]
        assert len(lines) == len(problems), delivery.name
        for problem in problems:
            line = next(
                row
                for row in lines
                if row[3].value == title(problem.kind, language)
                and row[2].value == (" › ".join(filter(None, [problem.sheet, problem.cell])) or problem.file)
            )
            assert line[1].value.startswith(f"[{said[f'receipt.severity.{problem.severity}.letter']}]")
            assert line[1].fill.fgColor.rgb[2:] == settings().severity[problem.severity].ground[1:]
            if problem.cell is None or len(book.worksheets) == 1:
                continue
            sheet_name, cell_name = _LINK.fullmatch(line[2].hyperlink.location).groups()
            sheet = book[sheet_name.replace("''", "'")]
            assert sheet.title == problem.sheet or problem.sheet is None
            merged = next(
                (str(each.start_cell.coordinate) for each in sheet.merged_cells if problem.cell in each), None
            )
            assert cell_name == (merged or problem.cell)
            cell = sheet[cell_name]
            assert cell.fill.fgColor.rgb[2:] in {look.ground[1:] for look in settings().severity.values()}
            assert title(problem.kind, language) in cell.comment.text
            assert sheet.sheet_state == "visible"
            found += 1
    assert found > 30


def test_the_copy_shows_what_the_file_shows(files: list[Delivery], order: Order, made: Receipts) -> None:
    compared = 0
    for delivery in [file for file in files if file.path.suffix == ".xlsx"][::3]:
        theirs, copy = load_workbook(delivery.path, data_only=True), receipt_of(delivery, files, order)
        for sheet in theirs.worksheets:
            shown = copy[sheet.title]
            assert set(map(str, shown.merged_cells)) == set(map(str, sheet.merged_cells))
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        assert shown[cell.coordinate].value == cell.value, (delivery.name, cell.coordinate)
                        assert shown[cell.coordinate].data_type != "f"
                        compared += 1
    assert compared > 1_000


def test_nothing_in_a_receipt_can_run_or_lead_outside(order: Order, made: Receipts) -> None:
    for path in order.to.rglob("*.xlsx"):
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            assert not [name for name in names if re.search("vba|external|connection|embed|query|macro", name, re.I)]
            for name in names:
                content = archive.read(name)
                assert b'TargetMode="External"' not in content
                if name.startswith("xl/worksheets/sheet"):
                    assert b"<f>" not in content and b"<f " not in content
                if name == "xl/workbook.xml":
                    assert b"definedName" not in content


def test_the_same_order_gives_the_same_bytes(
    files: list[Delivery], order: Order, made: Receipts, tmp_path: Path
) -> None:
    some = files[::9]
    again = Order(tmp_path, DAY, order.network)
    make_receipts(some, again, processes=0)
    for delivery in some:
        first, second = (receipt_paths(some, to)[delivery.path] for to in (order.to, tmp_path))
        assert first.read_bytes() == second.read_bytes()


def test_a_receipt_newer_than_its_file_and_the_definitions_is_left(
    files: list[Delivery], network: Path, tmp_path: Path
) -> None:
    received = tmp_path / "received"
    received.mkdir()
    shutil.copyfile(files[0].path, received / "a.xlsx")
    shutil.copyfile(files[1].path, received / "b.xlsx")
    some = deliveries([received])
    own = shutil.copytree(network / "network", tmp_path / "network")
    order = Order(tmp_path / "answers", DAY, own)
    assert make_receipts(some, order, processes=0).written == 2
    kept = make_receipts(some, order, processes=0)
    assert (kept.written, kept.kept, sum(kept.outcomes.values())) == (0, 2, 2)

    shutil.copyfile(files[2].path, received / "a.xlsx")
    assert make_receipts(some, order, processes=0).written == 1
    assert make_receipts(some, Order(order.to, DAY, own, language="ru"), processes=0).written == 2

    later = max(path.stat().st_mtime for path in order.to.rglob("*")) + 60
    os.utime(own / "libraries.csv", (later, later))
    assert make_receipts(some, Order(order.to, DAY, own, language="ru"), processes=0).written == 2


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_a_receipt_is_wholly_in_the_language_asked_for(
    files: list[Delivery], order: Order, context: ReadingContext, language: str, tmp_path: Path
) -> None:
    others = [words(other, context.catalogue) for other in ("ro", "ru", "en") if other != language]
    said = words(language, context.catalogue)
    keys = [key for key in said.texts if key.startswith("receipt.") and "{" not in said[key] and len(said[key]) > 8]
    foreign = {other[key] for other in others for key in keys if key in other} - {said[key] for key in keys}
    some = files[:12]
    make_receipts(some, Order(tmp_path, DAY, order.network, language=language), processes=0)
    for place in receipt_paths(some, tmp_path).values():
        book = load_workbook(place)
        assert book.sheetnames[0] == said["receipt.sheet.findings"]
        shown = {
            str(cell) for sheet in book.worksheets[:2] for row in sheet.iter_rows(values_only=True) for cell in row
        }
        assert said["receipt.label.outcome"] in shown
        assert not shown & foreign


def test_a_file_is_answered_in_its_own_language(
    files: list[Delivery], order: Order, context: ReadingContext, made: Receipts
) -> None:
    russian = [file for file in files if file.path.name.startswith("Сводная") and file.path.suffix == ".xlsx"]
    assert russian
    for delivery in russian:
        assert receipt_of(delivery, files, order).sheetnames[0].startswith("Ошибки")


def test_every_word_of_receipts_is_there_in_every_language() -> None:
    catalogue = load_catalogue()
    keys = [
        {re.sub(r"\.(one|few|many|other)$", "", key) for key in words(language, catalogue).texts if "receipt." in key}
        for language in ("ro", "ru", "en")
    ]
    assert keys[0] == keys[1] == keys[2]
