"""The chart workbook, to work in: charts that Excel draws from the table beside them, frozen headers, filters.

What the data workbook leaves out because it stands in a screen reader's way, this one has; and an empty cell is empty,
because a chart would draw a mark as zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dashboard.charts.render.template import TONES, ink_on
from dashboard.charts.spec import ChartSpec, TableSpec
from dashboard.content import PageContent, papers_line
from dashboard.exports.chart_feeds import FEED, Feed, FeedWords, feed
from dashboard.exports.native_charts import PANELS_IN_A_ROW, Placed, drawable, native_charts
from dashboard.exports.papers import about, passport_of, tables_of
from dashboard.exports.workbook import Book, Fill, Place, Sheet
from data.wording import Text

Fills = dict[Place, Fill]
_BETWEEN = 16  # pixels between charts


def charts_xlsx_body(content: PageContent, text: Text) -> bytes:
    """Return the workbook: what it is, a sheet a chart, then the tables that have no chart."""
    book = Book(content, marks=False)
    book.words(book.sheet(text["export.about"]), _about(content, text))
    words = FeedWords(text["export.category"], text["export.below"], text["export.above"])
    charted = set()
    for spec in content.charts:
        if drawable(spec):
            _chart_sheet(book, spec, feed(spec, words), text)
            charted.add(spec.table.key)
        elif spec.kind == "heat":
            _heat_sheet(book, spec, text)
            charted.add(spec.table.key)
    for table in tables_of(content, text):
        if table.key not in charted:
            _table(book, book.sheet(table.title), table, text)
    return book.done()


def _about(content: PageContent, text: Text) -> Iterator[tuple[str, str]]:
    yield "title", content.title
    for label, words in (*about(content, text), (text["export.how"], text["export.how_charts"])):
        yield "strong", label
        yield "wrapped", words
    for chart in content.charts:
        yield "strong", chart.title
        yield from (("wrapped", words) for words in (chart.subtitle, papers_line(chart, text), *chart.notes))


def _table(book: Book, sheet: Sheet, table: TableSpec, text: Text, fills: Fills | None = None) -> None:
    """Write a table to work in; a note at its first cell says that it is under embargo and of which figure it is, or
    notes at the headings of columns do."""
    book.table(sheet, table, 0, filters=True, fills=fills or {})
    sheet.freeze_panes(1, 1)
    whole, embargo = passport_of(book.content, table), book.content.embargo
    for place, column in enumerate(table.columns):
        figure = column.passport or (whole if place == 0 else "")
        said = [embargo.words] if embargo and place == 0 else []
        said += [text.format("passport.figure", id=figure)] if figure else []
        if said:
            sheet.note(0, place, text["selection.separator"].join(said))


def _chart_sheet(book: Book, spec: ChartSpec, fed: Feed, text: Text) -> None:
    """Write the table that feeds a chart, and the chart beside it."""
    sheet = book.sheet(spec.table.title)
    _table(book, sheet, replace(fed.table, passport=spec.passport), text)
    label = (spec.subtitle, papers_line(spec, text), *book.content.labels)
    placed = Placed(sheet.name, 0, text["selection.separator"].join(part for part in label if part))
    beside, down, across = len(fed.table.columns) + 1, 0, 0
    for number, (chart, words) in enumerate(native_charts(book.book, spec, fed, placed), start=1):
        options = {"description": words, "x_offset": across, "y_offset": down, "object_position": 3}
        sheet.insert_chart(1, beside, chart, options)
        across += chart.width + _BETWEEN
        if number % PANELS_IN_A_ROW == 0:
            across, down = 0, down + chart.height + _BETWEEN
    if fed.table.key.endswith(FEED):
        _table(book, book.sheet(spec.table.title), spec.table, text)


def _heat_sheet(book: Book, spec: ChartSpec, text: Text) -> None:
    """Write the table of a heat map; each cell has the fill of its step, and is said in words or numbers."""
    sheet = book.sheet(spec.table.title)
    fills = {
        (row, column): TONES[spec.steps[int(value)].tone]
        for row, series in enumerate(spec.series)
        for column, value in enumerate(series.values, start=1)
        if value is not None
    }
    _table(book, sheet, spec.table, text, {place: (one, ink_on(one)) for place, one in fills.items()})
