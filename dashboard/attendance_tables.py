"""Tables of attendance: the measures side by side by month, and every library in the order the address asks for."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from dashboard.asked import Asked
from dashboard.charts.spec import CellValue, Column, TableSpec
from dashboard.collation import letters
from dashboard.headline import Headline
from dashboard.papers import library_name
from data.periods import Month, is_year
from data.queries.attendance import library_totals, monthly_totals, yearly_totals

LIBRARIES = "libraries"
Cells = tuple[CellValue, ...]


def period_table(asked: Asked, found: tuple[Headline, ...]) -> TableSpec:
    """Return one row a month (a year, of annual figures) with each measure in a column of its own, and coverage."""
    text = asked.text
    totals = yearly_totals if asked.annual else monthly_totals
    frames = [
        totals(asked.session, asked.catalogue, headline.code, asked.selection).set_index("period") for headline in found
    ]
    periods = sorted({int(period) for frame in frames for period in frame.index})
    measures = [frame["value"].reindex(periods) for frame in frames]
    coverage = [frames[0][name].reindex(periods, fill_value=0) for name in ("reported", "expected")]
    when = Column("year", text["column.year"]) if asked.annual else Column("month", text["column.month"], "month")
    rows = zip(
        [str(period) if is_year(period) else str(Month.from_period(period)) for period in periods],
        *([_number(value) for value in column] for column in (*measures, *coverage)),
        strict=True,
    )
    key = "by_year" if asked.annual else "by_month"
    return TableSpec(key, text[f"table.all_{key}"], (when, *_measures(asked, found), *_coverage(asked)), tuple(rows))


def library_table(asked: Asked, found: tuple[Headline, ...]) -> TableSpec:
    """Return one row a library with its place, its kind, each measure and its coverage, sorted as the address asks."""
    text = asked.text
    frames = [
        library_totals(asked.session, asked.catalogue, headline.code, asked.selection, annual=asked.annual)
        for headline in found
    ]
    table = frames[0]
    for place, frame in enumerate(frames[1:], start=1):
        values = frame[["library", "value"]].rename(columns={"value": f"value_{place}"})
        table = table.merge(values, on="library", how="left")
    texts = {"library": [library_name(asked, name) for name in table["name"]], **_places_and_kinds(asked, table)}
    numbers = ([_number(value) for value in table[name]] for name in _value_columns(found))
    rows = zip(*texts.values(), *numbers, strict=True)
    named = tuple(Column(name, text[f"column.{name}"]) for name in texts)
    columns = (*named, *_measures(asked, found), *_coverage(asked))
    ordered = sort_rows(tuple(rows), columns, asked.address.sort or f"-{columns[len(named)].key}")
    return TableSpec(LIBRARIES, text["table.libraries"], columns, ordered)


def _places_and_kinds(asked: Asked, table: pd.DataFrame) -> dict[str, list[str]]:
    """Return the territory and the kind of each library, each only where the network has more than one."""
    catalogue = asked.catalogue
    shown: dict[str, list[str]] = {}
    if len(catalogue.territories) > 1:
        places = {code: territory.name(asked.language) for code, territory in catalogue.territories.items()}
        shown["territory"] = [places.get(code, code) for code in table["territory"]]
    if len({library.kind for library in catalogue.libraries.values()}) > 1:
        shown["kind"] = [asked.text[f"library_kind.{code}.name"] for code in table["kind"]]
    return shown


def sort_rows(rows: tuple[Cells, ...], columns: tuple[Column, ...], sort: str) -> tuple[Cells, ...]:
    """Return the rows by the column whose key `sort` is, from most to least behind a "-"; missing values stand last.

    Rows that are equal stay in the order of their first column; a key no column has leaves the rows in that order.
    """
    by_name = sorted(rows, key=lambda row: letters(str(row[0])))
    place = next((place for place, column in enumerate(columns) if column.key == sort.removeprefix("-")), None)
    if place is None:
        return tuple(by_name)
    given = [row for row in by_name if row[place] is not None]
    missing = [row for row in by_name if row[place] is None]
    return (*sorted(given, key=_in_column(place), reverse=sort.startswith("-")), *missing)


def _in_column(place: int) -> Callable[[Cells], tuple[str, float]]:
    def key(row: Cells) -> tuple[str, float]:
        cell = row[place]
        return (letters(cell), 0.0) if isinstance(cell, str) else ("", float(cell or 0))

    return key


def _measures(asked: Asked, found: tuple[Headline, ...]) -> tuple[Column, ...]:
    return tuple(
        Column(headline.code.lower(), asked.text[f"indicator.{headline.code}.short"], "whole") for headline in found
    )


def _coverage(asked: Asked) -> tuple[Column, ...]:
    return tuple(Column(name, asked.text[f"column.{name}"], "whole") for name in ("reported", "expected"))


def _value_columns(found: tuple[Headline, ...]) -> list[str]:
    return ["value", *(f"value_{place}" for place in range(1, len(found))), "reported", "expected"]


def _number(value: float) -> CellValue:
    if pd.isna(value):
        return None
    return int(value) if float(value).is_integer() else float(value)
