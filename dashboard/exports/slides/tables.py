"""Native tables: rows of figures, and the cells of a heat map, each with its letter and its fill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.table import Table, _Cell
from pptx.util import Inches, Pt

from dashboard.cells import is_words, shown_row
from dashboard.charts.render.labels import ending, lines_of
from dashboard.charts.render.template import TONES, ink_on
from dashboard.charts.spec import ChartSpec, Column, Series, Step, TableSpec
from dashboard.exports.slides.sheet import INK, SOFT, Box
from dashboard.exports.slides.texts import Look, call, describe, write
from data.wording import Text

WHITE = RGBColor(0xFF, 0xFF, 0xFF)
COLUMNS = 7  # of a table that is read from the back of a room
_MOST_ROWS = 14
_LETTER = 0.53  # the mean width of a letter, as a share of its size
_MARGIN = 2  # letters
_BOLD = 1.12  # as wide as other letters
HEAT_ROWS = 20  # of a block of cells
_MONTHS = {1: 24, 2: 12}  # the latest months shown, by the number of blocks beside each other
_LONGEST = 90  # letters of a cell
_HEADING = 0.3  # inches: the months over a heat map, in two lines
_BARE_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid"


def add_table(slide: Slide, spec: TableSpec, box: Box, text: Text) -> int:
    """Draw as many rows of a table as have room, its header marked; return how many, the rest stays on the page."""
    columns = spec.columns[:COLUMNS]
    lines = [[column.label for column in columns], *_rows(spec, columns, text)]
    size = 16.0 if len(lines) <= 8 and len(columns) <= 5 else 14.0 if len(lines) <= 11 and len(columns) <= 6 else 12.0
    letters = _letters(lines, box.width * 72 / (size * _LETTER) - _MARGIN * len(columns))
    heights = [_height(line, letters, size) for line in lines]
    fit = 1 + sum(1 for number in range(1, len(lines)) if sum(heights[: number + 1]) <= box.height)
    frame = _frame(slide, fit, len(columns), box, spec.title)
    table: Table = frame.table
    for place, wide in enumerate(letters):
        table.columns[place].width = Inches((wide + _MARGIN) * size * _LETTER / 72)
    for number, line in enumerate(lines[:fit]):
        table.rows[number].height = Inches(heights[number])
        for place, said in enumerate(line):
            align = PP_ALIGN.LEFT if is_words(columns[place]) else PP_ALIGN.RIGHT
            look = Look(size, WHITE if number == 0 else INK, bold=number == 0 or place == 0, align=align)
            _write(table.cell(number, place), said, look, text, margin=0.06)
    frame.height = Inches(sum(heights[:fit]))
    return fit - 1


def _rows(spec: TableSpec, columns: Sequence[Column], text: Text) -> Iterator[list[str]]:
    for number in range(min(len(spec.rows), _MOST_ROWS)):
        yield [_cut(cell) for cell in shown_row(spec, number, text)[: len(columns)]]


def _letters(lines: Sequence[Sequence[str]], room: float) -> list[int]:
    """Return the widths of the columns in letters: of their longest cells, the longest narrowed until all fit."""
    longest = [
        max(_wide(word, place) for line in lines for word in (line[place].split() or [""]))
        for place in range(len(lines[0]))
    ]
    wanted = [
        max(least, len(lines[0][place]) // 2, *(_wide(line[place], place) for line in lines[1:]))
        for place, least in enumerate(longest)
    ]
    while sum(wanted) > room and any(wide > least for wide, least in zip(wanted, longest, strict=True)):
        place = max(range(len(wanted)), key=lambda one: wanted[one] if wanted[one] > longest[one] else 0)
        wanted[place] -= 1
    return wanted


def _wide(words: str, place: int) -> int:
    """Return how many letters wide a text is: headings and the first column are bold, and so a little wider."""
    return 1 + round(len(words) * (_BOLD if place == 0 else 1.0))


def _height(line: Sequence[str], letters: Sequence[int], size: float) -> float:
    """Return the height of a row, in inches: of its cell with the most lines."""
    count = max(
        len(lines_of(words, max(1, round(wide / (_BOLD if place == 0 else 1.0)))))
        for place, (words, wide) in enumerate(zip(line, letters, strict=True))
    )
    return count * size * 1.2 / 72 + 0.09


def add_heat(slide: Slide, spec: ChartSpec, box: Box, text: Text) -> tuple[int, int]:
    """Draw the cells of a heat map under their legend; return how many rows and how many months are shown."""
    _legend(slide, spec.steps, Box(box.left, box.top, box.width, 0.3), text)
    blocks = 1 if len(spec.series) <= HEAT_ROWS else 2
    rows = spec.series[: HEAT_ROWS * blocks]
    months = range(max(0, len(spec.categories) - _MONTHS[blocks]), len(spec.categories))
    half = -(-len(rows) // blocks)
    wide = (box.width - 0.3 * (blocks - 1)) / blocks
    for number in range(blocks):
        part = Box(box.left + number * (wide + 0.3), box.top + 0.4, wide, box.height - 0.4)
        _block(slide, spec, rows[number * half : (number + 1) * half], months, part, text)
    return len(rows), len(months)


def _block(slide: Slide, spec: ChartSpec, rows: Sequence[Series], months: range, box: Box, text: Text) -> None:
    frame = _frame(slide, len(rows) + 1, len(months) + 1, box, spec.summary)
    table: Table = frame.table
    _plain(frame)
    high = (box.height - _HEADING) / max(1, len(rows))
    size = max(7.0, min(12.0, high * 72 * 0.6))
    names = min(2.4, box.width * 0.28)
    table.columns[0].width = Inches(names)
    for place in range(len(months)):
        table.columns[place + 1].width = Inches((box.width - names) / len(months))
    for number, row in enumerate(table.rows):
        row.height = Inches(high if number else _HEADING)
    heading = Look(min(size, 9.0), SOFT, align=PP_ALIGN.CENTER)
    for place, month in enumerate(months, start=1):
        _write(table.cell(0, place), _short(spec.category_labels[month]), heading, text)
    for number, series in enumerate(rows, start=1):
        _write(table.cell(number, 0), ending(series.label, 26), Look(size, INK), text)
        for place, month in enumerate(months, start=1):
            value = series.values[month]
            if value is not None:
                _fill(table.cell(number, place), spec.steps[int(value)], size, text)


def _fill(cell: _Cell, step: Step, size: float, text: Text) -> None:
    tone = TONES[step.tone]
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(tone[1:])
    _write(cell, step.letter, Look(size, RGBColor.from_string(ink_on(tone)[1:]), align=PP_ALIGN.CENTER), text)


def _legend(slide: Slide, steps: Sequence[Step], box: Box, text: Text) -> None:
    """Write what letters and fills mean."""
    if not steps:
        return
    frame = _frame(slide, 1, len(steps) * 2, box, "; ".join(f"{step.letter} {step.label}".strip() for step in steps))
    _plain(frame)
    table: Table = frame.table
    table.first_row = False
    table.rows[0].height = Inches(box.height)
    for place, step in enumerate(steps):
        table.columns[2 * place].width = Inches(0.34)
        table.columns[2 * place + 1].width = Inches(min(2.4, box.width / len(steps) - 0.34))
        _fill(table.cell(0, 2 * place), step, 12, text)
        _write(table.cell(0, 2 * place + 1), step.label, Look(12, INK), text, margin=0.06)


def _frame(slide: Slide, rows: int, columns: int, box: Box, title: str) -> GraphicFrame:
    frame = slide.shapes.add_table(rows, columns, *(Inches(inches) for inches in box))
    call(frame, title)
    describe(frame, title)
    return frame


def _plain(frame: GraphicFrame) -> None:
    """Take the bands and lines of the table's style away: its fills say something of their own."""
    table: Table = frame.table
    table.horz_banding = False
    style = frame.element.find(".//{*}tableStyleId")
    if style is not None:
        style.text = _BARE_TABLE


def _write(cell: _Cell, words: str, look: Look, text: Text, *, margin: float = 0.02) -> None:
    cell.margin_left = cell.margin_right = Inches(margin)
    cell.margin_top = cell.margin_bottom = 0
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    write(cell.text_frame.paragraphs[0], words, look, text.language)
    for paragraph in cell.text_frame.paragraphs:
        paragraph.font.size = Pt(look.size)  # an empty cell, too, must not be higher than the others


def _short(label: str) -> str:
    """Return a month's name without what a narrow column has no room for."""
    month, _, year = label.partition(" ")
    return f"{month} {year[-2:]}" if year.isdecimal() else label


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 2].rpartition(" ")[0] + " …"
