"""Files that were taken away, read back: each part that may travel alone, as people read it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.dashboard.factsheets.pdfs import read
from tests.dashboard.printed import slide_words, slides_of

# The label of an embargo, which ends on the day in braces.
LABELS = {"ro": "sub embargo până la {}", "ru": "под эмбарго до {}", "en": "under embargo until {}"}
IN_NAMES = {"ro": "embargo-pana-la-{}", "ru": "embargo-do-{}", "en": "embargo-until-{}"}

_BLANK = re.compile("[\u00a0\u202f]")  # of dates and numbers


def parts_of(kind: str, body: bytes) -> dict[str, str]:
    """Return what each part of a file says, with plain blanks: rows, sheets, slides, readmes; by what the part is."""
    return {part: _BLANK.sub(" ", said) for part, said in _parts(kind, body).items()}


def headers_of(body: bytes) -> list[str]:
    """Return what stands above every printed page of each sheet of a workbook, with plain blanks."""
    sheets = openpyxl.load_workbook(io.BytesIO(body)).worksheets
    return [_BLANK.sub(" ", str(sheet.oddHeader.left.text)) for sheet in sheets]


def _parts(kind: str, body: bytes) -> dict[str, str]:
    if kind in ("csv", "svg", "json"):
        return dict(_PLAIN[kind](body.decode("utf-8-sig")))
    if kind == "pptx":
        return {f"slide {place}": slide_words(slide) for place, slide in enumerate(slides_of(body))}
    if kind == "pdf":
        return {"page": read(body).words}
    if kind == "zip":
        return dict(_packed(body))
    book = openpyxl.load_workbook(io.BytesIO(body))
    explained = (1, 2, 3) if kind == "xlsx" else ()  # contents, notes, definitions: no figures
    return {sheet.title: _sheet(sheet) for place, sheet in enumerate(book.worksheets) if place not in explained}


def _rows(said: str) -> Iterator[tuple[str, str]]:
    for place, row in enumerate(list(csv.reader(io.StringIO(said)))[1:]):
        yield f"row {place}", " ".join(row)


def _drawn(said: str) -> Iterator[tuple[str, str]]:
    yield "picture", said


def _document(said: str) -> Iterator[tuple[str, str]]:
    yield "embargo", str((json.loads(said)["embargo"] or {}).get("words"))


_PLAIN = {"csv": _rows, "svg": _drawn, "json": _document}


def _packed(body: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        for name in package.namelist():
            said = package.read(name).decode()
            if name.endswith(".csv"):
                yield from ((f"{name} {row}", words) for row, words in _rows(said))
            elif name.endswith(".json"):
                yield name, str((json.loads(said).get("embargo") or {}).get("words"))
            else:
                yield name, said


def _sheet(sheet: Worksheet) -> str:
    cells = [cell for row in sheet.iter_rows() for cell in row]
    return "\n".join(f"{cell.value} {cell.comment.text if cell.comment else ''}" for cell in cells)
