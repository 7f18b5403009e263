"""The workbook inside a chart: what "Edit data" opens. It holds the chart's own values and nothing else, no formula."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pptx.chart.data import CategoryChartData
from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

from dashboard.charts.spec import ChartSpec, Series
from dashboard.exports.slides.safe import clean
from data.wording import Text

SHEET = "Sheet1"  # as python-pptx refers to it
_PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
Column = tuple[str, tuple[float | None, ...]]


class ChartValues(CategoryChartData):  # type: ignore[misc]  # untyped there
    """The categories and series of a chart as python-pptx takes them, with a workbook in which no text comes alive."""

    def __init__(self, spec: ChartSpec, number_format: str, text: Text) -> None:
        super().__init__(number_format)
        self.categories = [clean(label) for label in spec.category_labels]
        for series in spec.series:
            self.add_series(clean(series.label), series.values)
        self._columns = list(columns(spec, text))
        self._names = [clean(label) for label in spec.category_labels]
        self._format = number_format

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook: names in the first column, then a column for each series, then the ends of its intervals."""
        file = io.BytesIO()
        with Workbook(file, _PLAIN) as book:
            sheet = book.add_worksheet(SHEET)
            numbers = book.add_format({"num_format": self._format})
            sheet.set_column(0, 0, 44)
            sheet.set_column(1, max(1, len(self._columns)), 16, numbers)
            for row, name in enumerate(self._names, start=1):
                sheet.write_string(row, 0, name)
            for place, (label, values) in enumerate(self._columns, start=1):
                sheet.write_string(0, place, label)
                for row, value in enumerate(values, start=1):
                    if value is not None:
                        sheet.write_number(row, place, value)
        return file.getvalue()


def columns(spec: ChartSpec, text: Text) -> Iterator[Column]:
    """Yield the columns after the names: the series, then both ends of each interval and how far they are away."""
    for series in spec.series:
        yield clean(series.label), series.values
    for series in with_intervals(spec):
        label = clean(series.label)
        yield text.format("slides.low", series=label), series.low
        yield text.format("slides.high", series=label), series.high
        yield text.format("slides.down", series=label), down(series)
        yield text.format("slides.up", series=label), up(series)


def with_intervals(spec: ChartSpec) -> list[Series]:
    """Return the series that have an interval around a value."""
    return [series for series in spec.series if any(end is not None for end in (*series.low, *series.high))]


def reference(spec: ChartSpec, series: Series, *, upwards: bool) -> str:
    """Return where in the workbook the distances from the values to an end of their intervals stand."""
    place = 1 + len(spec.series) + 4 * with_intervals(spec).index(series) + (3 if upwards else 2)
    letter = xl_col_to_name(place)
    return f"{SHEET}!${letter}$2:${letter}${len(spec.categories) + 1}"


def down(series: Series) -> tuple[float | None, ...]:
    """Return how far the lower end of each interval is below its value."""
    return _apart(series.low, series.values)


def up(series: Series) -> tuple[float | None, ...]:
    """Return how far the upper end of each interval is above its value."""
    return _apart(series.values, series.high)


def _apart(lower: tuple[float | None, ...], upper: tuple[float | None, ...]) -> tuple[float | None, ...]:
    return tuple(None if one is None or other is None else other - one for one, other in zip(lower, upper, strict=True))
