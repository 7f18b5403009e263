"""One of the sender's sheets in the receipt: as it was, its marked cells coloured, lettered and commented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from data.wording import Text
from etl.messages import remedy, title, what
from etl.problems import Problem, Severity
from etl.receipts.answer import suggestion
from etl.receipts.copying import CopiedSheet, Place, Value, plain_text
from etl.receipts.settings import INK, settings
from etl.receipts.sheet_writer import SheetWriter
from etl.receipts.styles import Look, Property

_LONGEST_COMMENT = 8_000
_COMMENT_WIDTH, _LINE_HEIGHT, _LETTERS_A_LINE = 360, 15, 52
_GRAVITY: tuple[Severity, ...] = ("refuse", "warn", "note")
_TOO_SPECIAL = (";", "[", "]")  # a number format with sections or conditions cannot take a letter in front


def write_sheet(
    writer: SheetWriter, to: Worksheet, sheet: CopiedSheet, marked: Mapping[Place, Sequence[Problem]], said: Text
) -> None:
    """Write a sheet. A hidden sheet, row or column that holds a finding is shown, for a link cannot reach it else."""
    looks = {place: _marked(sheet, place, gravest(found), said) for place, found in marked.items()}
    _write_sizes(to, sheet, marked)
    for first, last in _apart(sheet.merges):
        look = looks.get(first, sheet.cells.get(first, (None, ())))[1]
        to.merge_range(*first, *last, "", writer.format(look))
    for place, (value, look) in {**sheet.cells, **looks}.items():
        writer.write(to, *place, value, look)
    for place in sheet.comments.keys() | marked.keys():
        comment = _comment(marked.get(place, ()), sheet.comments.get(place), said)
        lines = sum(1 + len(line) // _LETTERS_A_LINE for line in comment.splitlines())
        to.write_comment(*place, comment, {"width": _COMMENT_WIDTH, "height": _LINE_HEIGHT * (lines + 1)})
    if marked:
        to.set_tab_color(
            settings().severity[gravest([problem for found in marked.values() for problem in found])].frame
        )
    elif not sheet.visible:
        to.hide()


def gravest(problems: Sequence[Problem]) -> Severity:
    """Return the gravest severity of some problems."""
    return min((problem.severity for problem in problems), key=_GRAVITY.index)


def _write_sizes(to: Worksheet, sheet: CopiedSheet, marked: Mapping[Place, Sequence[Problem]]) -> None:
    rows, columns = {place[0] for place in marked}, {place[1] for place in marked}
    for first, last in sorted(sheet.widths.keys() | sheet.hidden_columns):
        found = any(first <= column <= last for column in columns)
        hidden = (first, last) in sheet.hidden_columns and not found
        to.set_column(first, last, sheet.widths.get((first, last)), None, {"hidden": hidden})
    for row in sorted(sheet.heights.keys() | sheet.hidden_rows):
        to.set_row(row, sheet.heights.get(row), None, {"hidden": row in sheet.hidden_rows and row not in rows})


def _apart(merges: Sequence[tuple[Place, Place]]) -> list[tuple[Place, Place]]:
    """Return the merged ranges of more than one cell that do not overlap an earlier one."""
    covered: set[Place] = set()
    apart = []
    for first, last in merges:
        cells = {(row, column) for row in range(first[0], last[0] + 1) for column in range(first[1], last[1] + 1)}
        if len(cells) > 1 and covered.isdisjoint(cells):
            covered |= cells
            apart.append((first, last))
    return apart


def _marked(sheet: CopiedSheet, place: Place, severity: Severity, said: Text) -> tuple[Value, Look]:
    """Return a cell with its mark: colour, frame, and a letter that is only shown, unless the cell is empty."""
    value, look = sheet.cells.get(place, (None, ()))
    colours = settings().severity[severity]
    letter = said[f"receipt.severity.{severity}.letter"]
    properties: dict[str, Property] = {
        name: given for name, given in look if name not in ("left", "right", "top", "bottom") and "_color" not in name
    }
    properties |= {
        "pattern": 1,
        "bg_color": colours.ground,
        "font_color": INK,
        "border": 2,
        "border_color": colours.frame,
    }
    if value is None:
        return letter, tuple(properties.items())
    properties["num_format"] = _lettered(str(properties.get("num_format", "General")), letter, value)
    return value, tuple(properties.items())


def _lettered(number_format: str, letter: str, value: Value) -> str:
    """Return a number format that shows a letter before what it shows."""
    before = f'"[{letter}] "'
    special = any(sign in number_format for sign in _TOO_SPECIAL)
    if isinstance(value, date | time | timedelta):
        return before + (number_format if not special else "yyyy-mm-dd" if isinstance(value, date) else "[h]:mm")
    shown = "General" if special or number_format == "@" else number_format
    return f"{before}{shown};{before}-{shown};{before}{shown};{before}@"


def _comment(problems: Sequence[Problem], theirs: str | None, said: Text) -> str:
    """Return the comment of a cell: our findings, then the sender's own comment."""
    parts = []
    for problem in problems:
        severity = f"receipt.severity.{problem.severity}"
        lines = [
            f"[{said[f'{severity}.letter']}] {said[f'{severity}.word']}: {title(problem.kind, said.language)}",
            what(problem, said.language),
            remedy(problem, said.language),
        ]
        meant = suggestion(problem, said.language)
        if meant:
            lines.append(f"{said['receipt.finding.suggestion']}: {meant}")
        parts.append("\n".join(lines))
    if theirs:
        parts.append(f"{said['receipt.their_comment']}\n{theirs}" if parts else theirs)
    return plain_text("\n\n".join(parts))[:_LONGEST_COMMENT]
