"""The raion's consolidated table: a library a row, branches below their parent, totals that are right, a signature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.provenance import cell_name
from etl.demonstration.declared import Form, questions
from etl.demonstration.register import Place
from etl.demonstration.sheets import Cell, Formula, Reported, Sheet

SUMMED_CATEGORIES = ("S01", "S02")
_UNDER_TOTAL = {"U01": "U03", "V01": "V02"}  # the whole and its part share a heading


@dataclass(frozen=True, slots=True)
class Style:
    """How a territory draws its table."""

    form: Form
    territory: str  # as its titles say it
    code_column: bool = True
    three_rows: bool = False
    formulas: bool = False
    numbered: bool = False
    variants: bool = False
    municipality: bool = False

    def label(self, indicator: str) -> str:
        """Return the heading of an indicator."""
        return (self.variants and self.form.variants.get(indicator)) or self.form.labels[indicator]


def table(
    style: Style,
    title: Sequence[str],
    indicators: Sequence[str],
    categories: Sequence[str],
    places: Sequence[Place],
    reports: Mapping[str, Reported],
    name: str,
) -> Sheet:
    """Return the sheet of a table; a library without a report keeps its row, all cells empty."""
    sheet = Sheet(name, [])
    _header(sheet, style, title, indicators, categories)
    columns = list(sheet.column_of.items())
    known = questions().columns
    picked = [(known.index(column), at) for column, at in columns]
    width = columns[-1][1] + 1
    blocks: list[range] = []
    turn = 0
    for urban, key in ((True, "total_urban"), (False, "total_rural")):
        first = len(sheet.rows)
        some = [place for place in places if place.urban is urban]
        turn = _block(sheet, style, some, reports, picked, width, turn)
        if len(sheet.rows) > first:
            blocks.append(range(first, len(sheet.rows)))
            _total(sheet, style, style.form.texts[key], blocks[-1:], width)
    last = "total_municipality" if style.municipality else "total_all"
    _total(sheet, style, style.form.texts[last], blocks, width)
    sheet.rows += [[], [], [None, style.form.texts["signature"]], [None, style.form.texts["executor"]]]
    return sheet


def _header(
    sheet: Sheet, style: Style, title: Sequence[str], indicators: Sequence[str], categories: Sequence[str]
) -> None:
    """Write title and header rows, and note the column of each quantity."""
    texts = style.form.texts
    names = [texts["number"], *([texts["code"]] if style.code_column else []), texts["library"], texts["locality"]]
    depth = 3 if style.three_rows and categories else 2
    top = len(title) + 1
    header: list[list[Cell]] = [[*names]]
    header += [[None] * len(names) for _ in range(depth - 1)]
    merges = [(top, at, top + depth - 1, at) for at in range(len(names))]
    for group, members in _groups(style, indicators):
        left = len(header[0])
        for code, label in members:
            sheet.column_of[code] = len(header[0])
            header[0].append(group if len(header[0]) == left else None)
            header[1].append(label if group != label else None)
            for row in header[2:]:
                row.append(None)
            if group == label:
                merges.append((top, len(header[0]) - 1, top + depth - 1, len(header[0]) - 1))
            elif depth == 3:
                merges.append((top + 1, len(header[0]) - 1, top + 2, len(header[0]) - 1))
        if len(members) > 1:
            merges.append((top, left, top, len(header[0]) - 1))
    if categories and depth == 3:
        _by_category(sheet, style, header, merges, top, categories)
    elif categories:
        _by_indicator(sheet, style, header, merges, top, categories)
    width = len(header[0])
    sheet.rows += [[line] for line in title]
    sheet.rows += [[], *header]
    sheet.merges = [(row, 0, row, min(width, 18) - 1) for row in range(len(title))] + merges
    sheet.header = range(0, len(sheet.rows))
    if style.numbered:
        sheet.rows.append([at + 1 for at in range(width)])


def _groups(style: Style, indicators: Sequence[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the headings above the indicators, each with its (code, label); alone, a label is its own heading."""
    texts, found = style.form.texts, list[tuple[str, list[tuple[str, str]]]]()
    parts = set(_UNDER_TOTAL.values())
    for code in indicators:
        if code in _UNDER_TOTAL and _UNDER_TOTAL[code] in indicators:
            pair = [(code, texts["total"]), (_UNDER_TOTAL[code], texts["children"])]
            found.append((style.label(code), pair))
        elif code in parts:
            continue
        elif code[0] in style.form.groups and len(indicators) > 12:
            group = style.form.groups[code[0]]
            if found and found[-1][0] == group:
                found[-1][1].append((code, style.label(code)))
            else:
                found.append((group, [(code, style.label(code))]))
        else:
            found.append((style.label(code), [(code, style.label(code))]))
    return found


def _by_indicator(
    sheet: Sheet,
    style: Style,
    header: list[list[Cell]],
    merges: list[tuple[int, int, int, int]],
    top: int,
    categories: Sequence[str],
) -> None:
    """Add the services under two headings: sessions of every category, then participations of every category."""
    for indicator in SUMMED_CATEGORIES:
        left = len(header[0])
        for category in categories:
            sheet.column_of[f"{indicator}:{category}"] = len(header[0])
            header[0].append(style.label(indicator) if len(header[0]) == left else None)
            header[1].append(style.form.categories[category])
        merges.append((top, left, top, len(header[0]) - 1))


def _by_category(
    sheet: Sheet,
    style: Style,
    header: list[list[Cell]],
    merges: list[tuple[int, int, int, int]],
    top: int,
    categories: Sequence[str],
) -> None:
    """Add the services under one heading: a category over its sessions and its participations."""
    texts, left = style.form.texts, len(header[0])
    for category in categories:
        at = len(header[0])
        for indicator, label in zip(SUMMED_CATEGORIES, (texts["sessions"], texts["participations"]), strict=True):
            sheet.column_of[f"{indicator}:{category}"] = len(header[0])
            header[0].append(texts["services"] if len(header[0]) == left else None)
            header[1].append(style.form.categories[category] if len(header[0]) - 1 == at else None)
            header[2].append(label)
        merges.append((top + 1, at, top + 1, at + 1))
    merges.append((top, left, top, len(header[0]) - 1))


def _block(
    sheet: Sheet,
    style: Style,
    places: Sequence[Place],
    reports: Mapping[str, Reported],
    picked: list[tuple[int, int]],
    width: int,
    turn: int,
) -> int:
    """Write a row a library, branches below their parent as 3.1, 3.2 and indented; return the last number given."""
    codes = {place.library.code for place in places}
    branches: dict[str, list[Place]] = {}
    for place in places:
        if place.library.parent in codes:
            branches.setdefault(place.library.parent or "", []).append(place)
    for place in places:
        if place.library.parent in codes:
            continue
        turn += 1
        _row(sheet, style, place, str(turn), reports, picked, width)
        for number, branch in enumerate(branches.get(place.library.code, ()), start=1):
            _row(sheet, style, branch, f"{turn}.{number}", reports, picked, width)
    return turn


def _row(
    sheet: Sheet,
    style: Style,
    place: Place,
    number: str,
    reports: Mapping[str, Reported],
    picked: list[tuple[int, int]],
    width: int,
) -> None:
    russian = style.form.language == "ru"
    name = place.name_ru if russian else place.library.name
    branch = "." in number
    row: list[Cell] = [number if branch else int(number)]
    if style.code_column:
        row.append(place.library.code)
    row += [f"   {name}" if branch else name, place.site.locality(style.form.language)]
    row += [None] * (width - len(row))
    report = reports.get(place.library.code)
    if report is not None and report.closed:
        row[picked[0][1]] = style.form.texts["closed"]
    elif report is not None:
        values = report.values
        for known, at in picked:
            row[at] = values[known]
    sheet.row_of[place.library.code] = len(sheet.rows)
    sheet.rows.append(row)


def _total(sheet: Sheet, style: Style, label: str, blocks: list[range], width: int) -> None:
    """Write a row of sums over the blocks, as formulas with their values where the territory works so."""
    at = min(sheet.column_of.values())
    row: list[Cell] = [None] * width
    row[2 if style.code_column else 1] = label
    for column in range(at, width):
        total = 0.0
        for block in blocks:
            for line in block:
                cell = sheet.rows[line][column]
                if isinstance(cell, (int, float)):
                    total += cell
        shown = int(total) if total == int(total) else total
        ranges = ",".join(f"{cell_name(block.start, column)}:{cell_name(block.stop - 1, column)}" for block in blocks)
        row[column] = Formula(f"SUM({ranges})", shown) if style.formulas else shown
    sheet.rows.append(row)
