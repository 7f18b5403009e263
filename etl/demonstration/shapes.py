"""Faults that change the shape of a file: where it begins, what it calls things, what comes beside it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import cast

from data.periods import Month
from etl.demonstration.declared import forms
from etl.demonstration.faults import Place, Target, declared
from etl.demonstration.happenings import Story
from etl.demonstration.sheets import Cell, Sheet, Workbook

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_LOOK_ALIKE = str.maketrans("MORCAEHT", "МОRСАЕНТ")
_CEDILLA = str.maketrans("șțȘȚ", "şţŞŢ")
Done = tuple[Place, str] | None


def words() -> dict[str, object]:
    return cast(dict[str, object], declared()["words"])


def one_table(target: Target) -> Sheet | None:
    """Return the sheet of a monthly consolidated table, or None for other workbooks."""
    first = target.workbook.sheets[0]
    return first if first.name in {form.texts["month_sheet"] for form in forms().values()} else None


def period_of(target: Target) -> Month:
    return Month.from_period(next(iter(target.workbook.reports))[1])


def name_column(sheet: Sheet) -> int:
    return min(sheet.column_of.values()) - 2


def cell_text(sheet: Sheet, row: int, column: int) -> str:
    return str(sheet.rows[row][column])


def rewrite(sheet: Sheet, row: int, column: int, text: Cell) -> Done:
    """Write a text over a cell; return its place, or None where the cell says so already."""
    if sheet.rows[row][column] == text:
        return None
    sheet.rows[row][column] = text
    return Place(sheet, row, column), str(text)


def some_row(target: Target, sheet: Sheet) -> int:
    return sheet.row_of[target.choose(sorted(sheet.row_of))]


def approval_lines(target: Target) -> Done:
    """M02: lines of approval above the title, the first column empty."""
    sheet = one_table(target)
    if sheet is None or target.workbook.encoding:
        return None
    language = "ru" if sheet.name == forms()["ru"].texts["month_sheet"] else "ro"
    lines = forms()[language].approved
    sheet.shift(len(lines) + 1, 1)
    for row, line in enumerate(lines):
        sheet.rows[row] = [None, line]
    return Place(sheet, 0, 1), lines[0]


def wrong_total(target: Target) -> Done:
    """M03: the last total is more than the sum."""
    sheet = one_table(target)
    if sheet is None:
        return None
    row = max(index for index, cells in enumerate(sheet.rows) if len(cells) > 10)
    column = sheet.column_of["L01"]
    return rewrite(sheet, row, column, int(sum(
        cell for line in sheet.row_of.values() if isinstance(cell := sheet.rows[line][column], (int, float))
    )) + 100)  # fmt: skip


def hidden_row(target: Target) -> Done:
    """M04: one library's row is hidden."""
    sheet = one_table(target)
    if sheet is None:
        return None
    row = some_row(target, sheet)
    sheet.hidden_rows = frozenset({row})
    column = name_column(sheet)
    return Place(sheet, row, column), cell_text(sheet, row, column)


def other_letters(target: Target) -> Done:
    """M09: a name without diacritics, or with the letters of old keyboards."""
    sheet = one_table(target)
    if sheet is None:
        return None
    row, column = some_row(target, sheet), name_column(sheet)
    name = cell_text(sheet, row, column)
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return rewrite(sheet, row, column, target.choose([bare, name.translate(_CEDILLA)]))


def look_alikes(target: Target) -> Done:
    """M10: a code typed on a Russian keyboard."""
    sheet = one_table(target)
    if sheet is None or name_column(sheet) < 2:
        return None
    row, column = some_row(target, sheet), name_column(sheet) - 1
    return rewrite(sheet, row, column, cell_text(sheet, row, column).translate(_LOOK_ALIKE))


def other_language(target: Target) -> Done:
    """M11: a library's Romanian name in a Russian table."""
    sheet = one_table(target)
    if sheet is None or sheet.name != forms()["ru"].texts["month_sheet"]:
        return None
    code = target.choose(sorted(sheet.row_of))
    return rewrite(sheet, sheet.row_of[code], name_column(sheet), target.names[code])


def free_month(target: Target) -> Done:
    """M12: the month as people write it."""
    sheet = one_table(target)
    if sheet is None or sheet.name != forms()["ro"].texts["month_sheet"]:
        return None
    month = period_of(target)
    name = forms()["ro"].months[month.month - 1]
    text = target.choose(cast(list[str], words()["months"])).format(
        roman=_ROMAN[month.month - 1], number=month.month, name=name, year=month.year
    )
    return rewrite(sheet, 1, 0, text)


def range_of_dates(target: Target) -> Done:
    """M13: an event of several days."""
    if not target.single:
        return None
    sheet, month = target.workbook.sheets[5], period_of(target)
    if len(sheet.rows) < 2:
        return None
    text = cast(str, words()["dates"]).format(month=forms()["ro"].months[month.month - 1])
    return rewrite(sheet, 1, 1, text)


def lost_zeros(target: Target) -> Done:
    """M15: MD-OR-12 for MD-OR-0012."""
    sheet = one_table(target)
    if sheet is None or name_column(sheet) < 2:
        return None
    row, column = some_row(target, sheet), name_column(sheet) - 1
    territory, _, digits = cell_text(sheet, row, column).rpartition("-")
    return rewrite(sheet, row, column, f"{territory}-{int(digits)}")


def other_month(target: Target) -> Done:
    """M16: the sheet names the month after the file's: nobody can tell which is right, so nothing is loaded."""
    if not target.single:
        return None
    sheet, month = target.workbook.sheets[2], period_of(target)
    return rewrite(sheet, sheet.row_of["month"], 1, forms()["ro"].months[month.month % 12])


def sent_again(target: Target) -> Done:
    """M18: the same bytes once more, a month later."""
    workbook = target.workbook
    received = Month(int(workbook.path[:4]), int(workbook.path[5:7])).plus(1)
    path = f"{received.year}/{received.month:02d}" + workbook.path[7:].replace(".xlsx", " (1).xlsx")
    target.extra.append(Workbook(path, workbook.sheets, workbook.form))
    sheet = workbook.sheets[0]
    return Place(sheet, 0, 0), path


def fewer_events(target: Target) -> Done:
    """M27: the list of events lacks one."""
    if not target.single:
        return None
    totals, events = target.workbook.sheets[3], target.workbook.sheets[5]
    if len(events.rows) < 3:
        return None
    events.rows.pop()
    for lists in target.workbook.lists.values():
        lists.events.pop()
    row = totals.row_of["E01"]
    return Place(totals, row, 2), f"{len(events.rows) - 1} listed, {totals.rows[row][2]} counted"


def own_category(target: Target) -> Done:
    """M28: a category in the sender's own words."""
    if not target.single:
        return None
    known = cast(dict[str, str], words()["categories"])
    text = target.choose(sorted(known))
    sheet = target.workbook.sheets[4]
    return rewrite(sheet, sheet.row_of[f"S01:{known[text]}"], 0, text)


def another_shape(target: Target) -> Done:
    """M29: a renamed sheet, exchanged columns, a CSV export, or a scan beside the workbook."""
    return target.choose((_renamed, _exchanged, _csv, _scan))(target)


def _renamed(target: Target) -> Done:
    sheet = target.workbook.sheets[3] if target.single else one_table(target)
    if sheet is None:
        return None
    sheet.name = cast(str, words()["sheet"])
    return Place(sheet, 0, 0), sheet.name


def _exchanged(target: Target) -> Done:
    """Exchange the columns of loans and advice, headings and all."""
    sheet = one_table(target)
    if sheet is None:
        return None
    first, second = sheet.column_of["L01"], sheet.column_of["R01"]
    for row in sheet.rows[sheet.header.start + 3 :]:
        if len(row) > max(first, second):
            row[first], row[second] = row[second], row[first]
    sheet.column_of["L01"], sheet.column_of["R01"] = second, first
    return Place(sheet, sheet.header.stop - 2, first), "R01, L01"


def _csv(target: Target) -> Done:
    sheet = one_table(target)
    if sheet is None:
        return None
    target.workbook.path = target.workbook.path.removesuffix(".xlsx") + ".csv"
    target.workbook.lists.clear()  # only the table is exported
    target.workbook.encoding = "cp1251" if sheet.name == forms()["ru"].texts["month_sheet"] else "cp1250"
    return Place(sheet, 0, 0), target.workbook.encoding


def _scan(target: Target) -> Done:
    if target.workbook.form != "monthly":
        return None
    workbook, month = target.workbook, period_of(target)
    folder = workbook.path.rsplit("/", 1)[0]
    slug = folder.rsplit("/", 1)[1]
    path = f"{folder}/" + cast(str, words()["scan"]).format(slug=slug, month=month)
    target.extra.append(Workbook(path, [], workbook.form, encoding="pdf"))
    return Place(Sheet("", []), 0, 0), path


def like_a_formula(target: Target) -> Done:
    """M30: a remark that begins with an equals sign; it must never become a formula."""
    if not target.single:
        return None
    return rewrite(target.workbook.sheets[3], 1, 5, cast(str, words()["formula"]))


def personal_data(target: Target) -> Done:
    """M31: a story that says who it is about."""
    lists = next(iter(target.workbook.lists.values()), None)
    if not target.single or lists is None:
        return None
    sheet = target.workbook.sheets[8]
    text = target.choose(cast(list[str], words()["personal"]))
    lists.stories.append(Story("O zi la bibliotecă", text, "", "yes"))
    sheet.rows.append(["O zi la bibliotecă", text, None, "da"])
    return Place(sheet, len(sheet.rows) - 1, 1), "a person"


SHAPES: dict[str, Callable[[Target], Done]] = {
    "M02": approval_lines,
    "M03": wrong_total,
    "M04": hidden_row,
    "M09": other_letters,
    "M10": look_alikes,
    "M11": other_language,
    "M12": free_month,
    "M13": range_of_dates,
    "M15": lost_zeros,
    "M16": other_month,
    "M18": sent_again,
    "M27": fewer_events,
    "M28": own_category,
    "M29": another_shape,
    "M30": like_a_formula,
    "M31": personal_data,
}
