"""`python -m etl receipt` and `load --receipts`: files of every kind, folders, names, languages and exit codes."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from data.periods import Month
from etl.cli import app
from etl.context import ReadingContext
from etl.deliveries import Delivery, deliveries
from etl.demonstration.building import SEED, build
from etl.demonstration.building import Order as Network
from etl.intake import read_one
from etl.receipts import making
from etl.receipts.making import make_receipts
from etl.receipts.order import Order
from etl.receipts.paths import receipt_paths
from etl.reports import ReadFile
from etl.sandbox.sandbox import START
from tests.etl.stamped import is_receipt

DAY = date(2017, 7, 3)
_TABLE = "Biblioteca;Vizite\r\nBiblioteca Hîrtop;45 pers.\r\n=1+1;7\r\n"
_CONTENT = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Foaie: ianuarie/februarie a anului 2017"><table:table-row>'
    '<table:table-cell office:value-type="string"><text:p>Vizite</text:p></table:table-cell>'
    '<table:table-cell office:value-type="float" office:value="12"><text:p>12</text:p></table:table-cell>'
    "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)

_MANIFEST = '<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a tiny clean demonstration network."""
    folder = tmp_path_factory.mktemp("tiny")
    build(Network(folder, SEED, 4, Month(2016, 4), 1, messes=False))
    return folder


@pytest.fixture
def received(tmp_path: Path) -> Path:
    """Return a folder with a file of each kind that is no report, and one folder below it."""
    folder = tmp_path / "received"
    (folder / "Orhei").mkdir(parents=True)
    (folder / "Orhei" / "vizite.csv").write_bytes(_TABLE.encode("cp1250"))
    with zipfile.ZipFile(folder / "vizite.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", _CONTENT)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4")
    (folder / "half.xlsx").write_bytes(b"PK\x03\x04 cut off")
    (folder / "empty.xlsx").write_bytes(b"")
    book = Workbook()
    book.active["A1"].value = "Bună ziua"
    book.save(folder / "letter.xlsx")
    return folder


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


def test_files_of_every_kind_are_answered(received: Path, tmp_path: Path) -> None:
    code, out, _ = run("receipt", received, "--to", tmp_path / "answers", "--json")
    assert code == 3
    assert json.loads(out) == {"receipts": 6, "written": 6, "kept": 0, "accepted": 0, "warned": 0, "refused": 6}
    sheets = {
        place.relative_to(tmp_path / "answers").as_posix(): load_workbook(place).sheetnames
        for place in (tmp_path / "answers").rglob("*.xlsx")
    }
    assert sheets == {
        "Orhei/vizite.csv-receipt.xlsx": ["Erori", "Fișier"],
        "vizite.ods-receipt.xlsx": ["Erori", "Foaie_ ianuarie_februarie a anu"],
        "scan.pdf-receipt.xlsx": ["Erori"],
        "half.xlsx-receipt.xlsx": ["Erori"],
        "empty.xlsx-receipt.xlsx": ["Erori"],
        "letter.xlsx-receipt.xlsx": ["Erori", "Sheet"],
    }


def test_a_text_file_is_given_back_as_a_sheet(received: Path, tmp_path: Path) -> None:
    run("receipt", received / "Orhei" / "vizite.csv", "--to", tmp_path / "answers", "--lang", "ru")
    book = load_workbook(tmp_path / "answers" / "vizite.csv-receipt.xlsx")
    assert [[cell.value for cell in row] for row in book["Файл"]] == [
        ["Biblioteca", "Vizite"],
        ["Biblioteca Hîrtop", "45 pers."],
        ["=1+1", 7],
    ]
    assert book["Файл"]["A3"].data_type == "s"


def test_a_file_that_the_guard_refused_is_never_opened(
    received: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(making, "copy_sheets", lambda path, checked: opened.append(path.name) or [])
    make_receipts(deliveries([received]), Order(tmp_path / "answers", DAY), processes=0)
    assert sorted(opened) == ["letter.xlsx", "vizite.csv", "vizite.ods"]


def test_a_good_file_is_said_to_be_good(network: Path, tmp_path: Path) -> None:
    code, _, _ = run("receipt", network, "--to", tmp_path / "answers", "--lang", "en")
    places = sorted((tmp_path / "answers").rglob("*.xlsx"))
    assert code == 0 and places
    book = load_workbook(places[-1])
    assert book.sheetnames[:2] == ["Errors", "Understood"]
    block = {row[0].value: row[2].value for row in book["Errors"].iter_rows(max_row=12) if row[0].value}
    assert block["Outcome"] == "Accepted. This was a check only: nothing was stored."
    assert len(block["Fingerprint (SHA-256)"]) == 64
    assert "Reported" in block["Values"] and block["Period"]
    headings, *lines = [[cell.value for cell in row] for row in book["Understood"].iter_rows(min_row=4)]
    assert headings[:3] == ["Library", "Form", "Period"] and "Visits" in headings
    assert lines and all("(MD-" in line[0] for line in lines)


def test_a_load_answers_what_it_stored_and_what_it_knew(network: Path, received: Path, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'vitrina.db'}"
    shutil.copytree(network / "files", received / "bune")
    arguments = ["--network", network / "network", "--database", database, "--receipts", tmp_path / "answers"]
    code, _, err = run("load", received, *arguments, "--lang", "en", "--json")
    assert code == 3 and "refused: 6" in err
    good = next((tmp_path / "answers" / "bune" / "2016").rglob("*.xlsx"))
    assert load_workbook(good).worksheets[0]["C3"].value.endswith("Cifrele lui au fost păstrate.")
    bad = load_workbook(tmp_path / "answers" / "scan.pdf-receipt.xlsx")
    assert bad["Erori"]["C3"].value == "Respins: nimic din acest fișier nu a fost păstrat."

    shutil.rmtree(tmp_path / "answers")
    run("load", received, *arguments, "--json")
    assert "a mai fost primit" in load_workbook(good).worksheets[0]["C3"].value


def test_a_dry_run_says_that_nothing_was_stored(network: Path, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'vitrina.db'}"
    run("load", network, "--database", database, "--dry-run", "--receipts", tmp_path / "answers", "--json")
    place = next((tmp_path / "answers" / "2016").rglob("*.xlsx"))
    assert "nu s-a păstrat nimic" in load_workbook(place).worksheets[0]["C3"].value
    assert not (tmp_path / "vitrina.db").exists()


@pytest.mark.parametrize("command", ["receipt", "load"])
def test_receipts_are_not_put_where_they_would_be_read(command: str, received: Path, tmp_path: Path) -> None:
    option = "--to" if command == "receipt" else "--receipts"
    inside = received / "answers"
    code, _, err = run(command, received, option, inside, "--lang", "en", *(["--dry-run"] if command == "load" else []))
    assert code == 2 and "Choose another folder" in err
    assert not inside.exists()


def test_a_place_that_cannot_be_written_is_said_in_one_line(received: Path, tmp_path: Path) -> None:
    (tmp_path / "answers").write_text("a file stands here")
    code, _, err = run("receipt", received / "scan.pdf", "--to", tmp_path / "answers", "--lang", "en")
    assert code == 1 and "cannot be written" in err and "Traceback" not in err


def test_a_receipt_knows_that_it_is_one(received: Path, tmp_path: Path) -> None:
    run("receipt", received, "--to", tmp_path / "answers")
    assert all(is_receipt(place) for place in (tmp_path / "answers").rglob("*.xlsx"))
    assert not any(is_receipt(path) for path in received.rglob("*") if path.is_file())


def test_nothing_unfinished_is_left(received: Path, tmp_path: Path) -> None:
    run("receipt", received, "--to", tmp_path / "answers")
    assert not [path for path in (tmp_path / "answers").rglob("*") if path.is_file() and path.suffix != ".xlsx"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("iunie.xlsx", "iunie.xlsx-receipt.xlsx"),
        ("2017/06/Orhei.csv", "2017/06/Orhei.csv-receipt.xlsx"),
        ("../../etc/passwd", "etc/passwd-receipt.xlsx"),
        ("/etc/passwd", "etc/passwd-receipt.xlsx"),
        ("", "_-receipt.xlsx"),
    ],
)
def test_receipts_mirror_the_folders_and_never_leave_theirs(name: str, expected: str, tmp_path: Path) -> None:
    place = receipt_paths([Delivery(Path("x"), name)], tmp_path)[Path("x")]
    assert place == tmp_path / expected


def test_two_files_of_one_name_have_two_receipts(tmp_path: Path) -> None:
    files = [Delivery(Path(str(number)), name) for number, name in enumerate(["a.xlsx", "A.xlsx", "a.xlsx"])]
    assert len({str(place).lower() for place in receipt_paths(files, tmp_path).values()}) == 3


@given(st.text(max_size=300))
def test_any_name_stays_below_the_folder(name: str) -> None:
    to = Path("/answers")
    place = receipt_paths([Delivery(Path("x"), name)], to)[Path("x")]
    assert place.is_relative_to(to) and ".." not in place.parts
    assert all(len(part.encode()) <= 255 for part in place.parts)
    assert place.name.endswith("-receipt.xlsx")


@pytest.mark.skipif(START != "fork", reason="the fault is planted by a fork")
def test_a_file_that_kills_its_reader_is_answered_with_a_refusal(
    received: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_or_die(path: Path, name: str, context: ReadingContext) -> ReadFile:
        return os._exit(9) if name == "letter.xlsx" else read_one(path, name, context)

    monkeypatch.setattr(making, "read_one", read_or_die)
    made = make_receipts(deliveries([received]), Order(tmp_path / "answers", DAY))
    assert made.written == made.outcomes["refused"] == 6
    book = load_workbook(tmp_path / "answers" / "letter.xlsx-receipt.xlsx")
    assert book.sheetnames == ["Erori"]
    assert load_workbook(tmp_path / "answers" / "Orhei" / "vizite.csv-receipt.xlsx").sheetnames == ["Erori", "Fișier"]
