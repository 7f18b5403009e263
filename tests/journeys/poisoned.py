"""A demonstration network in which whoever can write anything has written scripts: senders in their workbooks, file
names and folders, offices in the register, those who declare places, annotations and corrections."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from data.catalogue import load_catalogue, network_folder
from tests.dashboard.public.payloads import PAYLOADS

LANGUAGES = ("ro", "ru", "en")
MANY = " ".join(PAYLOADS[::5])  # where there is one text only
UNBRACED = " ".join(one for one in PAYLOADS[::5] if "{" not in one)  # in words that have places for values
FILE_NAME = "\"><img src=x onerror=alert(1)>' onload=alert(1) x='.xlsx"
FOLDER = "<svg onload=alert(1)>"
SHEET = '"><img src=x onerror=alert(1)>'  # as long as the name of a sheet may be
MONTH = "2017/10"  # in which the poisoned workbooks came
REPORT = "NVT-LUNAR_v2_2017-09_*.xlsx"
# What people write as they like, by the headers of the lists; everything else is chosen or counted.
FREE = frozenset({
    "Denumirea", "Denumirea activității", "Denumirea bibliotecii", "Localitatea", "Parteneri", "Partener",
    "Acțiunea", "Adresatul", "Rezultatul", "Sursa", "Link", "Titlu", "Text", "Citat", "Foto (link)", "Observații",
    "Denumirea serviciului", "Contribuția",
})  # fmt: skip
WORDS = {
    "network": ("title", "short", "source"),
    "group.nord": ("name", "note"),
    "campaign.CAMP-NVB": ("name",),
    'stage."CAMP-NVB.S2"': ("name", "short", "note"),
}
LISTED = {
    "4_": {"Data": "02.09.2017", "Categoria": "Agricultură", "Participanți": 9, "În cadrul campaniei?": "da"},
    "5_": {"Sector": "ONG", "Ore": 2},
    "6_": {"Suma (lei)": 100, "Promis/primit": "primit"},
    "7_": {"Categoria": "Agricultură", "Acord publicare (da/nu)": "da"},
}


def poison(folder: Path) -> None:
    """Write scripts into everything that is read from the folder of a demonstration network."""
    said = cycle(PAYLOADS)
    _poison_network(folder / "network", said)
    for path in sorted((folder / "files" / MONTH).rglob("*.xlsx")):
        _poison_workbook(path, said, full=path.match(REPORT))
    _add_refused(folder / "files", said)


def _poison_network(network: Path, said: Iterator[str]) -> None:
    declared = network_folder("novateca")
    _poison_rows(network / "libraries.csv", network / "libraries.csv", ("name",), said)
    for name in ("territories.csv", "areas.csv"):
        known = _poison_rows(declared / name, network / name, tuple(f"name_{one}" for one in LANGUAGES), said)
        if name == "territories.csv":  # under their own names, in which files of other months speak of them
            aliases = (declared / "area_aliases.csv").read_text(encoding="utf-8")
            more = "".join(f"{text},{code},poisoned\n" for text, code in sorted(known.items()) if text not in aliases)
            (network / "area_aliases.csv").write_text(aliases + more, encoding="utf-8")
    first = next(iter(load_catalogue(network).libraries.values()))
    told = dict.fromkeys(LANGUAGES, MANY)
    texts = f"{{ {', '.join(f'{key} = {json.dumps(text)}' for key, text in told.items())} }}"
    with (network / "annotations.toml").open("a", encoding="utf-8") as file:
        for whose in ("", f'library = "{first.code}"', f'territory = "{first.territory}"', 'group = "nord"'):
            file.write(f'\n[[annotation]]\nkind = "method"\nstart = 2017-07-01\n{whose}\ntext = {texts}\n')
    with (network / "corrections.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[[correction]]\nlibrary = "{first.code}"\nmonth = "2017-09"\nindicator = "V01"\n')
        file.write(f"value = 77\nexpect_above = 0\nreason = {texts}\n")
    (network / "text").mkdir(exist_ok=True)
    for language in LANGUAGES:
        words = (
            f"[{key}]\n" + "".join(f"{name} = {json.dumps(UNBRACED)}\n" for name in names)
            for key, names in WORDS.items()
        )
        (network / "text" / f"{language}.toml").write_text("\n".join(words), encoding="utf-8")


def _poison_rows(source: Path, target: Path, columns: tuple[str, ...], said: Iterator[str]) -> dict[str, str]:
    """Write scripts into columns of a register; return the codes of its rows by the names they had."""
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {row[column]: row["code"] for row in rows for column in columns if row[column]}
    for row in rows:
        if "aliases" in row:
            row["aliases"] = ";".join(filter(None, [row["aliases"], row["name"], next(said).replace(";", "")]))
        for column in columns:
            if row[column]:
                row[column] += f" {next(said)} {next(said)}"
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return known


def _poison_workbook(path: Path, said: Iterator[str], *, full: bool) -> None:
    book = openpyxl.load_workbook(path)
    for sheet in book:
        _poison_free_cells(sheet, said)
        if full and (listed := LISTED.get(sheet.title[:2])):
            _add_rows(sheet, listed)
    if "1_Date generale" in book.sheetnames:
        for row in book["1_Date generale"].iter_rows():
            if row[0].value in ("Denumirea", "Localitatea", "Persoana responsabilă", "Tel."):
                row[1].value = f"{row[1].value or ''} {next(said)}"
    book.save(path)


def _poison_free_cells(sheet: Worksheet, said: Iterator[str]) -> None:
    """Add a script to every free text beneath its header."""
    columns: set[int] = set()
    for row in sheet.iter_rows():
        found = {cell.column for cell in row if cell.value in FREE}
        columns |= found
        for cell in row if not found else ():
            if cell.column in columns and isinstance(cell.value, str):
                cell.value = f"{cell.value} {next(said)}"


def _add_rows(sheet: Worksheet, listed: dict[str, object]) -> None:
    """Add a row for each script to a list, which says it in each of its free texts."""
    headers = [cell.value for cell in sheet[1]]
    for payload in PAYLOADS:
        sheet.append([payload if header in FREE else listed.get(str(header)) for header in headers])


def _add_refused(files: Path, said: Iterator[str]) -> None:
    """Add files with names of their own that are refused, each for what one cell after another says."""
    template = next(path for path in sorted(files.rglob(REPORT)))
    folder = files / "2017" / "11" / FOLDER
    folder.mkdir(parents=True)
    book = openpyxl.load_workbook(template)
    _break(book, said)
    book.save(folder / FILE_NAME)
    table = openpyxl.load_workbook(next(path for path in sorted(files.rglob("Centralizator*2017.xlsx"))))
    for sheet in table:
        for row in list(sheet.iter_rows(min_row=6, max_col=9)):
            if isinstance(row[1].value, str) and row[1].value.startswith("MD-"):
                row[1].value, row[2].value = None, next(said)  # a library that nobody knows
    table.active.title = SHEET
    table.save(folder / f"1 {FILE_NAME}")


def _break(book: Workbook, said: Iterator[str]) -> None:
    """Write scripts where numbers are expected."""
    for name in book.sheetnames[3:8]:
        for row in book[name].iter_rows(min_row=2, min_col=3, max_col=8):
            for cell in row:
                if isinstance(cell.value, int | float):
                    cell.value = next(said)
