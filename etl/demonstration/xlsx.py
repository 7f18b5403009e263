"""Sheets -> the bytes of a file: a lean writer of .xlsx, and of .csv as spreadsheets export it.

The same sheets always give the same bytes: no dates, no names of machines. It writes only what the demonstration needs,
which makes it several times as fast as a full library; readers are tested against its files with openpyxl and calamine.
"""

from __future__ import annotations

import csv
import io
import zipfile
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from data.provenance import cell_name
from etl.demonstration.sheets import Cell, DateCell, ErrorCell, Formula, Sheet

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_BOLD, _DATE = 1, 2
_CEDILLA = str.maketrans("șțȘȚ", "şţŞŢ")
_STYLES = (
    f'{_HEAD}<styleSheet {_MAIN}><fonts count="2"><font><sz val="10"/><name val="Arial"/></font>'
    '<font><b/><sz val="10"/><name val="Arial"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">'
    '<alignment horizontal="center" vertical="center" wrapText="1"/></xf>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def workbook_bytes(sheets: list[Sheet]) -> bytes:
    """Return the .xlsx file of some sheets."""
    strings: dict[str, int] = {}
    parts = {f"xl/worksheets/sheet{index}.xml": _sheet(sheet, strings) for index, sheet in enumerate(sheets, start=1)}
    parts = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _book(sheets),
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{index}.xml") for index in range(1, len(sheets) + 1)]
            + [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
        ),
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": _strings(strings),
        **parts,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return packed.getvalue()


def csv_bytes(sheet: Sheet, encoding: str) -> bytes:
    """Return a sheet as a spreadsheet of the region exports it: separated by ";", merged cells filled once."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    width = max(map(len, sheet.rows))
    for row in sheet.rows:
        shown = [_shown(cell) for cell in row]
        writer.writerow(shown + [""] * (width - len(shown)))
    text = out.getvalue()
    if encoding == "cp1250":  # has the letters with cedillas only
        text = text.translate(_CEDILLA)
    return text.encode(encoding, "replace")


def _shown(cell: Cell) -> str:
    if isinstance(cell, Formula):
        cell = cell.value
    if isinstance(cell, ErrorCell):
        return cell.text
    if isinstance(cell, float):
        return str(cell).replace(".", ",")
    return "" if cell is None else str(cell)


@cache
def _letters(column: int) -> str:
    return cell_name(0, column)[:-1]


def _sheet(sheet: Sheet, strings: dict[str, int]) -> str:
    parts = [f"{_HEAD}<worksheet {_MAIN}><sheetData>"]
    add = parts.append
    for index, row in enumerate(sheet.rows):
        if not row:
            continue
        line = str(index + 1)
        bold = f' s="{_BOLD}"' if index in sheet.header else ""
        hidden = ' hidden="1"' if index in sheet.hidden_rows else ""
        add(f'<row r="{line}"{hidden}>')
        for column, cell in enumerate(row):
            if cell is None:
                continue
            place = _letters(column) + line
            if isinstance(cell, str):
                add(f'<c r="{place}"{bold} t="s"><v>{strings.setdefault(cell, len(strings))}</v></c>')
            elif isinstance(cell, Formula):
                value = "" if cell.value is None else f"<v>{cell.value}</v>"
                add(f'<c r="{place}"><f>{escape(cell.text)}</f>{value}</c>')
            elif isinstance(cell, ErrorCell):
                add(f'<c r="{place}" t="e"><v>{cell.text}</v></c>')
            elif isinstance(cell, DateCell):
                add(f'<c r="{place}" s="{_DATE}"><v>{cell.serial}</v></c>')
            else:
                add(f'<c r="{place}"><v>{cell}</v></c>')
        add("</row>")
    add("</sheetData>")
    if sheet.merges:
        add(f'<mergeCells count="{len(sheet.merges)}">')
        for top, left, bottom, right in sheet.merges:
            add(f'<mergeCell ref="{cell_name(top, left)}:{cell_name(bottom, right)}"/>')
        add("</mergeCells>")
    add("</worksheet>")
    return "".join(parts)


def _strings(strings: dict[str, int]) -> str:
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
    return f'{_HEAD}<sst {_MAIN} count="{len(strings)}" uniqueCount="{len(strings)}">{items}</sst>'


def _book(sheets: list[Sheet]) -> str:
    listed = ""
    for index, sheet in enumerate(sheets, start=1):
        state = ' state="hidden"' if sheet.hidden else ""
        listed += f'<sheet name={quoteattr(sheet.name)} sheetId="{index}"{state} r:id="rId{index}"/>'
    return f'{_HEAD}<workbook {_MAIN} xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets></workbook>'


def _relations(targets: list[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{index}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _content_types(sheets: int) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    listed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{index}.xml" ContentType="{kind}.worksheet+xml"/>'
        for index in range(1, sheets + 1)
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{listed}'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>'
    )
