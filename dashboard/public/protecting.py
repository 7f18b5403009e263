"""What too few libraries stand behind is withheld on impact pages, in tables and in the charts drawn of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.charts.spec import CellValue, ChartSpec, Series, TableSpec
from dashboard.public.declared import Behind, Public
from data.disclosure import withheld


def protected_table(table: TableSpec, public: Public) -> TableSpec:
    """Return the table without the numbers of rows that fewer libraries stand behind than are declared."""
    return _without(table, _hidden(table, public), _rule(table.key, public))


def protected_chart(chart: ChartSpec, public: Public) -> ChartSpec:
    """Return the chart without the values that its table does not show; a chart that lost some is told by its title."""
    rule, hidden = _rule(chart.table.key, public), _hidden(chart.table, public)
    if rule is None or not hidden:
        return chart
    if not rule.drawn:
        return replace(chart, table=_without(chart.table, hidden, rule))
    names = {str(chart.table.rows[row][0]) for row in hidden}
    gone = [
        place
        for place, both in enumerate(zip(chart.categories, chart.category_labels, strict=True))
        if names & set(both)
    ]
    series = tuple(_emptied(one, gone) for one in chart.series)
    return replace(chart, series=series, table=_without(chart.table, hidden, rule), summary=chart.title)


def _rule(key: str, public: Public) -> Behind | None:
    return next((one for one in public.behind.values() if key in one.tables), None)


def _hidden(table: TableSpec, public: Public) -> list[int]:
    """Return the rows that are withheld: those with too few libraries, and one more where it could be worked out."""
    rule = _rule(table.key, public)
    if rule is None:
        return []
    place = next((place for place, column in enumerate(table.columns) if column.key == rule.by), None)
    if place is None:
        return []
    missing = {row for row, _ in table.withheld}  # a small count of people: it must not stand alone, either
    counts = [1.0 if number in missing else _number(row[place]) for number, row in enumerate(table.rows)]
    least = [public.least_libraries] * len(counts)
    return [row for row, hides in enumerate(withheld(counts, least)) if hides]


def _without(table: TableSpec, hidden: Sequence[int], rule: Behind | None) -> TableSpec:
    if rule is None or not hidden:
        return table
    places = [place for place, column in enumerate(table.columns) if column.key in rule.hides]
    taken = {(row, place) for row in hidden for place in places if table.rows[row][place] is not None}
    rows = tuple(
        tuple(None if (number, place) in taken else cell for place, cell in enumerate(row))
        for number, row in enumerate(table.rows)
    )
    return replace(table, rows=rows, withheld=table.withheld | taken)


def _emptied(series: Series, places: Sequence[int]) -> Series:
    values = tuple(None if place in places else value for place, value in enumerate(series.values))
    return replace(series, values=values)


def _number(cell: CellValue) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None
