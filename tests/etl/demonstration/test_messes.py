"""The planted faults: every kind is there, and the key points at the cell that holds it."""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from etl.demonstration.faults import figure_faults, shape_faults
from etl.demonstration.messes import FAULTS

# What the cell that the key names looks like.
LOOKS = {
    "M05": r"^=(SUM\(Z900:Z901\)|#REF!|#DIV/0!)$",
    "M06": r"^\d{1,3}[ \u00a0.']\d{3}|^\d+,5$",
    "M07": r"pers\.$|^≈\d|^peste \d|^\d+-\d+$| mii$",
    "M08": r"^(-|nu au fost|x|н/д)$",
    "M14": r"^20\d\d-",
    "M22": r"^\d+$",
    "M25": r"^\d+$",
    "M26": r"^\d+(,\d+)? mii lei$|^\d+(\.\d)?$",
    "M01": r"^din care copii$|^в т. ч. дети$",
    "M02": r"^(APROB|УТВЕРЖДАЮ)$",
    "M03": r"^\d+$",
    "M04": r"",  # a row's name; a heading, which may stand in the merged cell above
    "M09": r"\w",
    "M10": r"[МОРСАЕНТаеосріхВКХ]",
    "M11": r"^ *(Biblioteca|Filiala)",
    "M12": r"20\d\d( года)?$",
    "M13": r"^12-15 ",
    "M15": r"^MD-[A-Z]{2}-[1-9]\d*$",
    "M16": r"\w",
    "M17": r"^\d+$|\w",
    "M18": r"",
    "M19": r"\((cu filiale|с филиалами)\)$",
    "M21": r"\w",
    "M23": r"^\d+$",
    "M24": r"^\d+$",
    "M27": r"^\d+$",
    "M28": r"^(calculatoare|sanatate\+psiholog|AGRO|internet sigur)$",
    "M29": r"",
    "M30": r"^=HYPERLINK",
    "M32": r"",
    "M31": r"ani|tel\.|diabet",
}


def test_every_declared_fault_has_a_look_and_every_shape_a_function() -> None:
    told = {fault.mess for fault in figure_faults()} | {key.partition("-")[0] for key in shape_faults()}
    assert set(LOOKS) == told | {"M17"}  # over several files
    assert set(FAULTS) == set(shape_faults())


def test_every_kind_of_fault_is_planted(key: list[dict[str, str]]) -> None:
    planted = {row["mess"] for row in key}
    assert planted == set(LOOKS)


def test_the_key_points_at_the_cell_that_holds_the_fault(faulty: Path, key: list[dict[str, str]]) -> None:
    seen: Counter[str] = Counter()
    for row in key:
        path = faulty / "files" / row["file"]
        if path.suffix == ".xlsx" and row["sheet"] and seen[row["mess"]] < 6:
            sheet = openpyxl.load_workbook(path)[row["sheet"]]
            shown = sheet[row["cell"]].value
            assert re.search(LOOKS[row["mess"]], "" if shown is None else str(shown)), row
            seen[row["mess"]] += 1
    assert set(seen) == set(LOOKS) - {"M18"}  # a whole file


@pytest.mark.parametrize("suffix", [".csv", ".pdf"])
def test_other_kinds_of_files_are_there(faulty: Path, key: list[dict[str, str]], suffix: str) -> None:
    named = {row["file"] for row in key if row["mess"] == "M29" and row["file"].endswith(suffix)}
    scans = {path.relative_to(faulty / "files").as_posix() for path in (faulty / "files").rglob(f"*{suffix}")}
    assert scans == named


def test_a_csv_export_can_be_read_in_its_own_letters(faulty: Path) -> None:
    for path in (faulty / "files").rglob("*.csv"):
        russian, content = path.name.startswith("Сводная"), path.read_bytes()
        text = content.decode("utf-16" if content[:1] in b"\xff\xfe" else "cp1251" if russian else "cp1250")
        assert ("Наименование библиотеки" if russian else "Denumirea bibliotecii") in text


def test_the_same_file_sent_again_is_the_same_to_the_byte(faulty: Path, key: list[dict[str, str]]) -> None:
    again = [row for row in key if row["mess"] == "M18"]
    assert again
    for row in again:
        copy = faulty / "files" / row["file"]
        first = [path for path in (faulty / "files").rglob("*.xlsx") if path.name == copy.name.replace(" (1)", "")]
        assert copy.read_bytes() in {path.read_bytes() for path in first}


def test_a_refused_workbook_has_no_row_in_the_ledger(faulty: Path, key: list[dict[str, str]]) -> None:
    refused = {row["file"] for row in key if row["expected"] == "refused"}
    with gzip.open(faulty / "truth" / "ledger.csv.gz", "rt", encoding="utf-8", newline="") as file:
        assert refused.isdisjoint(row["file"] for row in csv.DictReader(file))


def test_expectations_are_one_of_three(key: list[dict[str, str]]) -> None:
    assert {row["expected"] for row in key} == {"understood", "warned", "refused"}
