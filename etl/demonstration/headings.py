"""Faults above the figures of a table, and of the names of sheets: headings, titles, what is folded away."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import cast

from etl.demonstration.declared import forms
from etl.demonstration.faults import Place, Target
from etl.demonstration.shapes import Done, cell_text, name_column, one_table, period_of, rewrite, words
from etl.demonstration.sheets import Sheet

_TITLES = 2  # lines above a table: what it is, which month it is about
_LOOK_ALIKE = str.maketrans("aeocpixABEHKMOPCTX", "аеосріхАВЕНКМОРСТХ")
_HEADED = ("L01", "R01", "C01", "V03", "E01")  # columns whose heading stands alone or below a group


def without_merges(target: Target) -> Done:
    """M01: headings that span their columns without being merged, as "centre across selection" leaves them."""
    sheet = one_table(target)
    if sheet is None or target.workbook.encoding:
        return None
    sheet.merges = []
    return Place(sheet, *_heading(sheet, "U03")), "no merged cells"


def hidden_column(target: Target) -> Done:
    """M04: a column folded away."""
    sheet = one_table(target)
    if sheet is None or target.workbook.encoding:
        return None
    column = sheet.column_of[target.choose(_present(sheet))]
    sheet.hidden_columns = frozenset({column})
    return Place(sheet, sheet.header.stop - 1, column), "hidden"


def plain_heading(target: Target) -> Done:
    """M09: a heading typed without its diacritics."""
    sheet = one_table(target)
    if sheet is None or _is_russian(sheet):
        return None
    row, column = _heading(sheet, target.choose(_present(sheet)))
    text = unicodedata.normalize("NFKD", cell_text(sheet, row, column))
    return rewrite(sheet, row, column, "".join(letter for letter in text if not unicodedata.combining(letter)))


def mixed_heading(target: Target) -> Done:
    """M10: a heading half of whose letters were typed on the other keyboard."""
    sheet = one_table(target)
    if sheet is None or _is_russian(sheet):
        return None
    row, column = _heading(sheet, target.choose(_present(sheet)))
    text = cell_text(sheet, row, column)
    half = len(text) // 2
    return rewrite(sheet, row, column, text[:half] + text[half:].translate(_LOOK_ALIKE))


def quarter(target: Target) -> Done:
    """M12: a quarter where the month belongs."""
    sheet = one_table(target)
    if sheet is None:
        return None
    month = period_of(target)
    language = "ru" if _is_russian(sheet) else "ro"
    text = cast(dict[str, str], words()["quarter"])[language]
    roman = ("I", "II", "III", "IV")[(month.month - 1) // 3]
    return rewrite(sheet, _TITLES - 1, 0, text.format(roman=roman, year=month.year))


def other_title(target: Target) -> Done:
    """M16: the table was copied from the month before, and its title with it; the file's name is right."""
    sheet = one_table(target)
    if sheet is None:
        return None
    month = period_of(target).plus(-1)
    form = forms()["ru" if _is_russian(sheet) else "ro"]
    line = form.texts["month_line"].format(month=form.months[month.month - 1], year=month.year)
    return rewrite(sheet, _TITLES - 1, 0, line)


def without_raion(target: Target) -> Done:
    """M21: the title does not say of which raion the villages are, and one of them is called like another elsewhere."""
    sheet = one_table(target)
    if (
        sheet is None or name_column(sheet) > 1 or _is_russian(sheet)
    ):  # codes, and Russian names, are one library's alone
        return None
    lost = [code for code in sorted(sheet.row_of) if code in target.homonyms and _gives_figures(target, code)]
    if not lost:
        return None
    row, column = min(sheet.row_of[code] for code in lost), name_column(sheet)
    sheet.rows[0][0] = forms()["ro"].texts["title"].partition(",")[0]
    return Place(sheet, row, column), cell_text(sheet, row, column)


def with_branches(target: Target) -> Done:
    """M19: a library says that its figures are those of its branches, too, which nobody declared."""
    sheet = one_table(target)
    mothers = [
        code for code in sorted(target.mothers) if sheet and code in sheet.row_of and _gives_figures(target, code)
    ]
    if sheet is None or not mothers:
        return None
    row, column = sheet.row_of[target.choose(mothers)], name_column(sheet)
    mark = cast(dict[str, str], words()["branches"])["ru" if _is_russian(sheet) else "ro"]
    return rewrite(sheet, row, column, f"{cell_text(sheet, row, column)} {mark}")


def drifting_months(target: Target) -> Done:
    """M32: a workbook of months whose sheets are called now so, now so."""
    sheets = target.workbook.sheets
    months = {report.sheet: period for (_, period), report in target.workbook.reports.items()}
    if len(months) < 3 or len(sheets) <= len(months):
        return None
    for number, (index, period) in enumerate(sorted(months.items())):
        year, month = divmod(period, 100)
        sheets[index].name = (f"{year}-{month}", f"{month:02d}.{year}", f"{year}-{month:02d}")[number % 3]
    return Place(sheets[0], 0, 0), ", ".join(sheet.name for sheet in sheets[:3])


def as_unicode_text(target: Target) -> Done:
    """M29: saved as "Unicode text": UTF-16, by tabs."""
    sheet = one_table(target)
    if sheet is None:
        return None
    target.workbook.path = target.workbook.path.removesuffix(".xlsx") + ".csv"
    target.workbook.encoding = "utf-16"
    target.workbook.lists.clear()  # only the table is exported
    return Place(sheet, 0, 0), target.workbook.encoding


def sheets_reversed(target: Target) -> Done:
    """M29: somebody has sorted the sheets."""
    if not target.single:
        return None
    target.workbook.sheets.reverse()
    return Place(target.workbook.sheets[0], 0, 0), "sheets in another order"


def _present(sheet: Sheet) -> list[str]:
    return [code for code in _HEADED if code in sheet.column_of]


def _heading(sheet: Sheet, quantity: str) -> tuple[int, int]:
    """Return the place of the heading that says what a column counts."""
    column = sheet.column_of[quantity]
    rows = [row for row in sheet.header if len(sheet.rows[row]) > column and sheet.rows[row][column] is not None]
    return max(rows), column


def _is_russian(sheet: Sheet) -> bool:
    return sheet.name == forms()["ru"].texts["month_sheet"]


def _gives_figures(target: Target, library: str) -> bool:
    return any(code == library and not report.closed for (code, _), report in target.workbook.reports.items())


HEADINGS: dict[str, Callable[[Target], Done]] = {
    "M01": without_merges,
    "M04-column": hidden_column,
    "M09-heading": plain_heading,
    "M10-heading": mixed_heading,
    "M12-quarter": quarter,
    "M16-title": other_title,
    "M19": with_branches,
    "M21": without_raion,
    "M29-order": sheets_reversed,
    "M29-text": as_unicode_text,
    "M32": drifting_months,
}
