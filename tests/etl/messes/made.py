"""Workbooks as people make them, for the tests of messes: a raion's table, a library's own workbook, any sheets.

In a row, a text that begins with "=" is a formula never calculated; `Formula` has a value, `Text` stays a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

TITLE = "Tabel centralizator privind activitatea bibliotecilor publice, raionul Orhei"
MONTH = "luna iunie 2017"
HEADER = ["Nr.", "Codul bibliotecii", "Denumirea bibliotecii", "Vizite (intrări)", "", "Împrumuturi", "Buget executat"]
SECOND = ["", "", "", "Total", "din care copii", "", ""]
GOOD = [1, "MD-OR-0001", "Biblioteca Publică Raională Orhei", 100, 40, 30, 1500.5]

GENERAL: dict[str, object] = {
    "Codul bibliotecii": "MD-OR-0001", "Denumirea": "Biblioteca Publică Raională Orhei", "Raionul (mun., UTA)": "Orhei",
    "Localitatea": "or. Orhei", "CUATM": "6401000", "Luna": "iunie", "Anul": 2017, "Zile deschise": 22,
    "Ore deschise": 176, "Persoana responsabilă": "", "Tel.": "", "Data completării": "03.07.2017",
}  # fmt: skip
USERS: dict[str, tuple[object, ...]] = {  # code -> total, of which children
    "U01": (90, 40), "U02": (6,), "V01": (420, 180), "V03": (15,), "V04": (20,), "C01": (60,), "C02": (12,),
    "C03": (4,), "L01": (510,), "R01": (25,), "T01": (2,), "T02": (14,), "T03": (4,), "T04": (3,), "E01": (2,),
    "E02": (50,), "E03": (0,), "K01": (1,), "K02": (30,), "K03": (0,), "K04": (40,), "P01": (1,), "P02": (0,),
    "P03": (2,), "P04": (6,), "A01": (0,), "A02": (0,), "A03": (0,), "A04": (0,), "A05": (0,), "A06": (0,),
}  # fmt: skip
SERVICES: list[list[object]] = [
    ["Alfabetizare IT", "Curs", 3, 24, 2, 1, "", "nu"],
    ["Sănătate", "", 1, 15, 0, 1, "", "nu"],
]
EVENTS: list[list[object]] = [
    [1, "12.06.2017", "Ora poveștii", "LECT", "Cultură și lectură", "bibliotecă", 20, 15, "numărat", 0, "", "nu", ""],
    [
        2,
        "20.06.2017",
        "Masterclass IT",
        "MAST",
        "Alfabetizare IT",
        "bibliotecă",
        30,
        10,
        "numărat",
        2,
        "DAAC",
        "da",
        "",
    ],
]
PARTNERS: list[list[object]] = [["DAAC System Integrator", "privat", "", 2, 6]]
HEADS: dict[str, list[str]] = {
    "2_Utilizatori și vizite": ["Cod rînd", "Indicator", "Total", "din care copii", "din care femei", "Observații"],
    "3_Servicii": ["Categoria", "Denumirea serviciului", "Nr. activități", "Participări", "Consultații individuale",
                   "Servicii active", "Parteneri", "Serviciu nou? (da/nu)"],
    "4_Evenimente": ["Nr. d/o", "Data", "Denumirea", "Formatul", "Categoria", "Locul", "Participanți", "copii",
                     "Numărat/estimat", "Voluntari", "Parteneri", "În cadrul campaniei?", "Link"],
    "5_Parteneri și voluntari": ["Partener", "Sector", "Contribuția", "Voluntari (pers.)", "Ore"],
    "6_Advocacy și fonduri": ["Acțiunea", "Adresatul", "Rezultatul", "Suma (lei)", "Sursa", "Promis/primit",
                              "În natură (valoare)"],
    "7_Istorii de succes": ["Titlu", "Text", "Citat", "Acord publicare (da/nu)", "Foto (link)"],
}  # fmt: skip

Rows = Sequence[Sequence[object]]
Merge = tuple[int, int, int, int]  # top, left, bottom, right, from 0, all included


class Formula(NamedTuple):
    """A formula with the value it last had."""

    text: str
    value: object


class Text(NamedTuple):
    """A text that may look like a number or a formula."""

    text: str


def write_sheets(
    path: Path,
    sheets: Mapping[str, Rows],
    merges: Mapping[str, Iterable[Merge]] | None = None,
    *,
    hidden: Iterable[str] = (),
    hidden_rows: Mapping[str, Iterable[int]] | None = None,
    date_1904: bool = False,
) -> Path:
    """Write a workbook of any sheets and return its path."""
    book = xlsxwriter.Workbook(path, {"strings_to_urls": False, "date_1904": date_1904})
    formats = {"date": book.add_format({"num_format": "dd.mm.yyyy"}), "short": book.add_format({"num_format": "d mmm"})}
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for top, left, bottom, right in (merges or {}).get(name, ()):
            sheet.merge_range(top, left, bottom, right, "")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                _write(sheet, number, column, value, formats)
        for number in (hidden_rows or {}).get(name, ()):
            sheet.set_row(number, None, None, {"hidden": True})
        if name in hidden:
            sheet.hide()
    book.close()
    return path


def _write(sheet: object, row: int, column: int, value: object, formats: Mapping[str, object]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["short"])
    elif isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, None, value.value)
    elif isinstance(value, Text):
        sheet.write_string(row, column, value.text)
    elif isinstance(value, str) and value.startswith("="):
        sheet.write_formula(row, column, value, None, "")
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write_number(row, column, value)


def write_table(
    path: Path,
    rows: Rows,
    month: str = MONTH,
    *,
    title: str = TITLE,
    header: Sequence[object] = HEADER,
    second: Sequence[object] = SECOND,
    sheet: str = "Centralizator",
) -> Path:
    """Write a raion's consolidated table of one month, its header of two rows merged as the form's is.

    The first row of data is row 6 of the sheet; column D holds visits, E children among them, F loans, G the budget.
    """
    above = 3
    merges = [
        (above, column, above + 1, column)
        for column in range(len(header))
        if header[column] and not (column < len(second) and second[column])
    ]
    starts = [column for column in range(len(header)) if header[column] and column < len(second) and second[column]]
    for start in starts:
        end = start
        while end + 1 < len(header) and not header[end + 1] and second[end + 1]:
            end += 1
        if end > start:
            merges.append((above, start, above, end))
    return write_sheets(path, {sheet: [[title], [month], [], header, second, *rows]}, {sheet: merges})


def single_sheets(
    general: Mapping[str, object] | None = None,
    users: Mapping[str, tuple[object, ...]] | None = None,
    services: Rows | None = None,
    **lists: Rows,
) -> dict[str, Rows]:
    """Return the sheets of one library's month: what is not given is filled in without a fault.

    `general` and `users` change single lines (label -> value, code -> total and children); a value None takes the line
    away. `lists`: rows of `events`, `partners`, `advocacy`, `stories`. On sheet 2 the first figure stands in C2.
    """
    first = {label: value for label, value in {**GENERAL, **(general or {})}.items() if value is not None}
    second = {code: values for code, values in {**USERS, **(users or {})}.items() if values is not None}
    given = {"events": EVENTS, "partners": PARTNERS, "advocacy": [], "stories": [], **lists}
    names = list(HEADS)
    body: dict[str, Rows] = {
        names[0]: [[code, "", *values] for code, values in second.items()],
        names[1]: SERVICES if services is None else services,
        **dict(zip(names[2:], given.values(), strict=True)),
    }
    return {
        "1_Date generale": [[label, value] for label, value in first.items()],
        **{name: [HEADS[name], *rows] for name, rows in body.items()},
    }


def totals_of(events: Rows) -> dict[str, tuple[object, ...]]:
    """Return the totals of sheet 2 that follow from rows of events; an activity (1.1) is part of the event above it."""
    whole = [row for row in events if isinstance(row[0], int)]
    campaign = [row for row in whole if row[11] == "da"]

    def people(rows: Rows) -> float:
        return sum(row[6] for row in rows if isinstance(row[6], int | float))

    outside = sum(1 for row in whole if row[5] not in ("", "bibliotecă"))
    counts = {"E01": len(whole), "E02": people(whole), "E03": outside, "K01": len(campaign), "K02": people(campaign)}
    return {code: (count,) for code, count in counts.items()}


def write_single(path: Path, **parts: object) -> Path:
    """Write one library's workbook of a month; the arguments are those of `single_sheets`."""
    return write_sheets(path, single_sheets(**parts))
